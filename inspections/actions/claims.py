"""What the body says: an answer, a claim that it has done its part, and whom it waits for."""

from django.db import transaction
from django.utils.translation import gettext as _

from inspections.actions.closing import AlreadyClosed
from inspections.actions.log import ActionError, Kind, check_order, last_days, locked, refuse, write
from inspections.models import Act


class AlreadyClaimed(ActionError):
    """The body has made this claim already."""


class NotClaimed(ActionError):
    """There is no claim to return or to take back."""


@transaction.atomic
def record_answer(obligations, *, by, on, reason="", basis=Act.Basis.STATED):
    """Record that the body answered. The first day on which anything was recorded is kept."""
    rows = locked(obligations)
    check_order(rows, Kind.ANSWERED, on)
    for row in rows:
        row.answered_on = min(row.answered_on or on, on)
    acts = [Act(obligation=row, kind=Kind.ANSWERED, on=on, by=by, reason=reason, basis=basis) for row in rows]
    return write(rows, ["answered_on"], acts)


@transaction.atomic
def submit_claim(obligations, *, claim, by, on, reason="", basis=Act.Basis.STATED):
    """Record the body's claim: complete, or no action with the reason. A different claim takes back the one before."""
    rows = locked(obligations)
    refuse([row for row in rows if row.closed_on], AlreadyClosed, _("This item is closed already."))
    refuse([row for row in rows if row.claim == claim], AlreadyClaimed, _("This has been reported already."))
    check_order(rows, Kind.REPORTED, on)
    acts = []
    for row in rows:
        if row.claim:
            acts.append(_ends_claim(row, Kind.WITHDRAWN, by=by, on=on, reason=""))
        row.claim, row.reported_on = claim, on
        row.answered_on = min(row.answered_on or on, on)
        acts.append(
            Act(obligation=row, kind=Kind.REPORTED, on=on, by=by, reason=reason, basis=basis, became=str(claim))
        )
    return write(rows, ["claim", "reported_on", "answered_on"], acts)


@transaction.atomic
def return_claim(obligations, *, by, on, reason, withdrawn=False):
    """Return a claim, saying what is lacking; or, `withdrawn`, the body takes it back. The item is open again."""
    rows = locked(obligations)
    refuse([row for row in rows if row.closed_on], AlreadyClosed, _("This item is closed already."))
    refuse([row for row in rows if not row.claim], NotClaimed, _("Nothing has been reported for this item."))
    check_order(rows, Kind.RETURNED, on)
    kind = Kind.WITHDRAWN if withdrawn else Kind.RETURNED
    acts = [_ends_claim(row, kind, by=by, on=on, reason=reason) for row in rows]
    for row in rows:
        row.claim, row.reported_on = "", None
    return write(rows, ["claim", "reported_on"], acts)


def _ends_claim(row, kind, *, by, on, reason):
    return Act(
        obligation=row, kind=kind, on=on, by=by, reason=reason, ended_from_on=row.reported_on, ended_as=row.claim
    )


@transaction.atomic
def wait_on(obligations, body, *, by, on, reason=""):
    """Record that the next step is another body's, or (None) that it no longer is."""
    rows = [row for row in locked(obligations) if row.waiting_on_id != (body.pk if body else None)]
    since = last_days(rows, [Kind.WAITING])
    acts = [
        Act(
            obligation=row,
            kind=Kind.WAITING,
            on=on,
            by=by,
            reason=reason,
            became=body.name if body else "",
            ended_from_on=since.get(row.pk),
            ended_as=str(row.waiting_on_id or ""),
        )
        for row in rows
    ]
    for row in rows:
        row.waiting_on = body
    return write(rows, ["waiting_on"], acts)
