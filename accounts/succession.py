"""People go on acting for the body that takes the place of theirs."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from accounts.models import Membership


def to_pass(bodies, on):
    """The memberships of these bodies that reach into the day or begin after it."""
    return Membership.objects.filter(Q(until_on=None) | Q(until_on__gte=on), body__in=bodies)


@transaction.atomic
def pass_memberships(bodies, successor, *, on, reason):
    """End them with the day before; each person has the same role in the successor from the day on."""
    for row in to_pass(bodies, on).select_for_update(of=("self",)).order_by("from_on", "pk"):
        row._change_reason = reason
        standing = _standing(row, successor, on)
        if standing is None and row.from_on >= on:
            row.body = successor
        else:
            _go_on(standing, row, successor, on, reason)
            row.until_on = max(on - timedelta(days=1), row.from_on)
        row.save()


def _standing(row, successor, on):
    """The same role of the same person in the successor, where they have it when this one would begin there."""
    same = Membership.objects.filter(user=row.user_id, role=row.role, body=successor)
    return same.in_force_on(max(on, row.from_on)).first()


def _go_on(standing, row, successor, on, reason):
    """Begin the role in the successor, or make the one that stands there last as long."""
    if standing is None:
        standing = Membership(user_id=row.user_id, body=successor, role=row.role, from_on=on, until_on=row.until_on)
    elif standing.until_on is None or (row.until_on is not None and row.until_on <= standing.until_on):
        return
    else:
        standing.until_on = row.until_on
    standing._change_reason = reason
    standing.save()
