"""A proposed inspection becomes part of the register, or turns out to be a report that is there."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from inspections.actions.addressing import take_off
from inspections.actions.dates import bind, correct_deadline, follow_publication
from inspections.actions.log import ActionError, Kind, locked, write
from inspections.models import Act, Inspection, Obligation, Recommendation


class NotProposed(ActionError):
    """The report waits for nothing: it was accepted or merged already, or never was only proposed."""


def locked_proposal(inspection):
    """The proposed report, locked until the transaction ends."""
    inspection = Inspection.objects.select_for_update(of=("self",)).get(pk=inspection.pk)
    if not inspection.is_proposed:
        raise NotProposed(_("This report is not waiting to be accepted: somebody accepted or merged it meanwhile."))
    return inspection


@transaction.atomic
def accept(inspection, *, by, on, reason):
    """Take a report that an office proposed into the register: from its publication on its items bind."""
    inspection = locked_proposal(inspection)
    inspection.accepted_on = on
    inspection._change_reason = reason
    inspection.save()
    follow_publication(inspection, was_published_on=inspection.published_on, by=by, on=on, reason=reason)
    return inspection


# Merged, item by item: what was recorded is carried by responses.merging ----------------------------------------------


@transaction.atomic
def take_item_over(item, report, *, cause, by, on, reason):
    """Make an item of a proposed report the last one of a report of the register, under a cause of that report or None.

    Whoever it is addressed to is bound from that report's publication, with all that was recorded.
    """
    deadline, was_published_on = item.deadline, item.inspection.published_on
    if item.issued_on == was_published_on:
        item.issued_on = report.published_on
    last = report.items.aggregate(last=Max("sequence"))["last"] or 0
    item.inspection, item.cause, item.sequence, item._change_reason = report, cause, last + 1, reason
    item.deadline = deadline
    item.save()
    correct_deadline(item, by=by, on=on, reason=reason)
    rows = locked(item.obligations.live())
    for row in rows:
        row.addressed_on = item.addressed_on
    bind(rows, by=by, reason=reason)
    return item


@transaction.atomic
def merge_item(item, into, *, by, on, reason):
    """Record that an item of a proposed report is one of a report of the register: it leaves its lists for good.

    What continues it or takes its place points to the other one. What was recorded of it must have been carried over.
    """
    take_off(locked(item.obligations.live()), removal=Obligation.Removal.MERGED, by=by, on=on, reason=reason)
    for follower in Recommendation.objects.filter(continues=item):
        follower.continues, follower._change_reason = into if follower != into else None, reason
        follower.save()
    superseded = locked(Obligation.objects.filter(superseded_by=item))
    for row in superseded:
        row.superseded_by = into if row.recommendation_id != into.pk else None
    write(superseded, ["superseded_by"], [])
    item.merged_into, item._change_reason = into, reason
    item.save()


@transaction.atomic
def merge_inspection(inspection, into, *, reason):
    """Record that a proposed report is one of the register. Its items must have gone before it."""
    for follower in Inspection.objects.filter(follows_up=inspection):
        follower.follows_up = into if follower != into else None
        follower._change_reason = reason
        follower.save()
    inspection.merged_into, inspection._change_reason = into, reason
    inspection.save()


def first_recorded(items):
    """{item id: the first day of which anything is recorded for it}, where anything is."""
    acts = Act.objects.filter(obligation__recommendation__in=items, obligation__removed_on=None)
    acts = acts.exclude(kind__in=[Kind.ADDRESSED, Kind.CORRECTED]).order_by("on", "pk")
    days = {}
    for item, on in acts.values_list("obligation__recommendation", "on"):
        days.setdefault(item, on)
    return days
