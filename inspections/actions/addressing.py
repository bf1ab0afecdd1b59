"""Who an item is addressed to."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.actions.log import ActionError, Kind, check_order, locked, refuse, write
from inspections.models import Act, Body, Obligation, Recommendation

NO_DAY = gettext_lazy("Enter the day of publication first: it decides which forces there were.")


class NoPublicationDay(ActionError):
    """All forces of a day can only be told once that day is known."""


class AlreadyAnswered(ActionError):
    """A body that has answered cannot be taken off the item as if nothing had been asked of it."""


@transaction.atomic
def address(recommendation, bodies, *, by, on=None, reason=""):
    """Address an item to bodies, each of which then owes action on it. Those that owe it already stay as they are.

    Without `on` it binds from the day of publication; while that day is not known, or the report is only proposed,
    it counts for nobody. A body that owed it once, and then no longer, owes it anew from then at the earliest. Returns
    the new obligations.
    """
    _one_at_a_time(recommendation)
    present = set(recommendation.obligations.live().values_list("body", flat=True))
    on = (
        None
        if recommendation.addressed_on is None
        else max(on or recommendation.addressed_on, recommendation.addressed_on)
    )
    freed = dict(recommendation.obligations.ever().order_by().values_list("body").annotate(Max("removed_on")))
    freed = {body: day for body, day in freed.items() if day}
    new = Obligation.objects.bulk_create(
        [
            Obligation(
                recommendation=recommendation,
                body=body,
                in_totals=not recommendation.is_cause,
                addressed_on=on and max(on, freed.get(body.pk, on)),
                due_on=recommendation.due_on,
            )
            for body in bodies
            if body.pk not in present
        ]
    )
    if on is not None:
        signed = {"kind": Kind.ADDRESSED, "by": by, "reason": reason}
        Act.objects.bulk_create(Act(obligation=row, on=row.addressed_on, **signed) for row in new)
    return new


def address_to_all_forces(recommendation, *, by, reason=""):
    """Address an item to every territorial force there was on the day of publication."""
    day = recommendation.inspection.published_on
    if day is None:
        raise NoPublicationDay(NO_DAY)
    return address(recommendation, Body.objects.forces().active_on(day), by=by, reason=reason)


def refuse_answered(rows):
    """Raise AlreadyAnswered if any of these obligations has an answer: asked before anything is written, too."""
    refuse(
        [row for row in rows if row.answered_on or row.claim or row.closed_on],
        AlreadyAnswered,
        _("This body has already answered, so it stays: its answer would be lost from view."),
    )


@transaction.atomic
def remove_addressees(obligations, *, removal, by, on, reason):
    """Take bodies off an item. The rows stay, with their log; an error leaves every total, of past days too."""
    rows = locked(obligations)
    refuse_answered(rows)
    return take_off(rows, removal=removal, by=by, on=on, reason=reason)


def take_off(rows, *, removal, by, on, reason):
    """End that these locked rows are addressed, and say why."""
    bound = [row for row in rows if row.addressed_on is not None]
    days = {row.pk: max(on, row.addressed_on or on) for row in rows}
    if removal != Obligation.Removal.ERROR:
        check_order(bound, Kind.REMOVED, on)
    for row in rows:
        row.removed_on, row.removal = days[row.pk], removal
    acts = [
        Act(obligation=row, kind=Kind.REMOVED, on=days[row.pk], by=by, reason=reason, became=removal) for row in bound
    ]
    return write(rows, ["removed_on", "removal"], acts)


@transaction.atomic
def set_addressees(recommendation, bodies, *, by, on, reason):
    """Make these the bodies an item is addressed to: adds the missing ones, takes off the others as errors of entry."""
    _one_at_a_time(recommendation)
    wanted = {body.pk for body in bodies}
    others = recommendation.obligations.live().exclude(body__in=wanted)
    removed = remove_addressees(others, removal=Obligation.Removal.ERROR, by=by, on=on, reason=reason)
    return address(recommendation, bodies, by=by, reason=reason), removed


def _one_at_a_time(recommendation):
    """Whoever else addresses the item now waits, so that nobody is added twice: nothing there can be locked yet."""
    Recommendation.objects.select_for_update(no_key=True).get(pk=recommendation.pk)
