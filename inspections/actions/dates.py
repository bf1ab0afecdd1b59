"""Deadlines: moved for a body from a day on, or corrected for everybody and every day."""

from django.db import transaction
from django.db.models import Min, Q
from django.utils.translation import gettext as _

from inspections.actions.log import Kind, OutOfOrder, check_order, last_days, locked, refuse, write
from inspections.facts import ITEMS_OWN
from inspections.models import Act, Obligation, Restated


@transaction.atomic
def move_deadline(obligations, *, due_on, by, on, reason):
    """Give bodies another deadline from a day on. Until then the old one held, and the log says so."""
    rows = [row for row in locked(obligations) if row.due_on != due_on]  # there already: nothing to log
    check_order(rows, Kind.MOVED, on)
    since = last_days(rows, [Kind.MOVED])
    acts = [
        Act(
            obligation=row,
            kind=Kind.MOVED,
            on=on,
            by=by,
            reason=reason,
            ended_from_on=since.get(row.pk),
            ended_due_on=row.due_on,
            ended_as="" if row.has_own_due_on else ITEMS_OWN,
            became=_iso(due_on),
        )
        for row in rows
    ]
    for row in rows:
        row.due_on, row.has_own_due_on = due_on, True
    return write(rows, ["due_on", "has_own_due_on"], acts)


def correct_deadline(recommendation, *, by, on, reason):
    """Bring the obligations to the item's corrected deadline, but for those with a deadline of their own.

    A correction holds for every day: the earlier date was never the deadline. So it holds also for bodies that the
    item is no longer addressed to.
    """
    return correct_deadlines([recommendation], by=by, on=on, reason=reason)


@transaction.atomic
def correct_deadlines(recommendations, *, by, on, reason):
    """As `correct_deadline`, for many items at once."""
    due = {item.pk: item.due_on for item in recommendations}
    theirs = locked(Obligation.objects.ever().filter(recommendation__in=list(due), has_own_due_on=False))
    rows = [row for row in theirs if row.due_on != due[row.recommendation_id]]
    acts = [
        Act(
            obligation=row,
            kind=Kind.CORRECTED,
            on=on,
            by=by,
            reason=reason,
            ended_due_on=row.due_on,
            became=_iso(due[row.recommendation_id]),
        )
        for row in rows
    ]
    for row in rows:
        row.due_on = due[row.recommendation_id]
    moved = Act.objects.filter(obligation__recommendation__in=list(due), kind=Kind.MOVED, ended_as=ITEMS_OWN)
    Restated.mark(moved.order_by().values_list("obligation__body", "obligation__addressed_on").distinct())
    return write(rows, ["due_on"], acts)


@transaction.atomic
def follow_publication(inspection, *, was_published_on, by, on, reason):
    """Carry a changed day of publication to the items issued with the report, their deadlines and who owes them.

    Bodies that were added later keep their own day, unless the report is only published after it.
    """
    bound_from = {
        item.pk: max(filter(None, (was_published_on, item.issued_on)), default=None) for item in inspection.items.all()
    }
    for item in inspection.items.filter(Q(issued_on=None) | Q(issued_on=was_published_on)):
        deadline = item.deadline
        item.issued_on = inspection.published_on
        item.deadline = deadline
        if item.issued_on and item.due_on and item.due_on < item.issued_on:
            raise OutOfOrder(_("A report cannot be published after the deadline of one of its items."))
        item._change_reason = reason
        item.save()
        correct_deadline(item, by=by, on=on, reason=reason)
    rows = locked(Obligation.objects.ever().filter(recommendation__inspection=inspection))
    for row in rows:
        added_later = row.addressed_on and row.addressed_on > bound_from[row.recommendation_id]
        begins = row.recommendation.addressed_on
        row.addressed_on = max(begins, row.addressed_on) if begins and added_later else begins
    bind(rows, by=by, reason=reason)


def bind(rows, *, by, reason):
    """Save the day from which each of these locked rows binds, and log it of those that never bound before."""
    _check_what_followed(rows)
    logged = set(Act.objects.filter(obligation__in=rows, kind=Kind.ADDRESSED).values_list("obligation", flat=True))
    binding = [row for row in rows if row.addressed_on is not None and row.pk not in logged]
    acts = [Act(obligation=row, kind=Kind.ADDRESSED, on=row.addressed_on, by=by, reason=reason) for row in binding]
    Restated.mark((row.body_id, None) for row in rows)
    write(rows, ["addressed_on"], acts)


def _check_what_followed(rows):
    """Refuse a day of publication after which the items would bind later than something was recorded for them."""
    acts = Act.objects.filter(obligation__in=rows).exclude(kind__in=[Kind.ADDRESSED, Kind.CORRECTED])
    first = dict(acts.order_by().values_list("obligation").annotate(Min("on")))
    refuse(
        [row for row in rows if row.pk in first and (row.addressed_on is None or first[row.pk] < row.addressed_on)],
        OutOfOrder,
        _("Something was already recorded before that day of publication."),
    )


def _iso(day):
    return day.isoformat() if day else ""
