"""What the inspectorate says: an item is signed off, or it is not after all."""

from django.db import transaction
from django.utils.translation import gettext as _

from inspections.actions.log import ActionError, Kind, check_order, locked, refuse, write
from inspections.causes import keeps_it_open, under
from inspections.models import Act, ClosureLevel, Obligation
from inspections.wording import open_under_cause


class AlreadyClosed(ActionError):
    """A closed item is reopened before anything else is recorded for it."""


class NotClosed(ActionError):
    """Only a closed item can be reopened."""


class LevelForbids(ActionError):
    """The item's level does not let the force close it."""


class ItemsStillOpen(ActionError):
    """A cause of concern is only closed after the items under it."""


class OwnPlace(ActionError):
    """No item takes its own place."""


@transaction.atomic
def close(obligations, *, closure, by, on, reason, letter="", superseded_by=None, basis=Act.Basis.STATED):
    """Record that an item is signed off, how, and by whom or by which letter of the inspectorate."""
    rows = locked(obligations)
    causes = [row for row in rows if not row.in_totals]
    refuse([row for row in rows if row.closed_on], AlreadyClosed, _("This item is closed already."))
    if closure == Obligation.Closure.BY_FORCE:
        allowed = ClosureLevel.ClosedBy.FORCE
        refuse(
            [row for row in rows if getattr(row.recommendation.level, "closed_by", None) != allowed],
            LevelForbids,
            _("The level of this item does not let the force close it."),
        )
        refuse(causes, LevelForbids, _("Only HMICFRS closes a cause of concern."))
    if superseded_by:
        itself = [row for row in rows if row.recommendation_id == superseded_by.pk]
        refuse(itself, OwnPlace, _("An item cannot take its own place. Choose another one."))
    check_order(rows, Kind.CLOSED, on)
    if causes:
        locked(under(causes))  # nobody reopens one of them while it is asked whether all are closed
    if held := keeps_it_open(rows, on):
        raise ItemsStillOpen(open_under_cause(held))
    for row in rows:
        row.closed_on, row.closure, row.closed_by = on, closure, by
        row.closure_letter, row.superseded_by = letter, superseded_by
    acts = [
        Act(obligation=row, kind=Kind.CLOSED, on=on, by=by, reason=reason, basis=basis, became=str(closure))
        for row in rows
    ]
    return write(rows, ["closed_on", "closure", "closed_by", "closure_letter", "superseded_by"], acts)


@transaction.atomic
def reopen(obligations, *, by, on, reason):
    """Undo a closure from a day on. What the body had claimed stands again."""
    rows = locked(obligations)
    refuse([row for row in rows if not row.closed_on], NotClosed, _("This item is not closed."))
    check_order(rows, Kind.REOPENED, on)
    acts = [
        Act(
            obligation=row,
            kind=Kind.REOPENED,
            on=on,
            by=by,
            reason=reason,
            ended_from_on=row.closed_on,
            ended_as=row.closure,
        )
        for row in rows
    ]
    for row in rows:
        row.closed_on = row.closed_by = row.superseded_by = None
        row.closure = row.closure_letter = ""
    return write(rows, ["closed_on", "closure", "closed_by", "closure_letter", "superseded_by"], acts)
