"""People go on acting for the body that takes the place of theirs."""

from datetime import timedelta

from django.db import transaction

from accounts.models import ForceLiaison, Membership


def to_pass(bodies, on):
    """The memberships of these bodies that reach into the day or begin after it."""
    return Membership.objects.reaching(on).filter(body__in=bodies)


def liaisons_to_pass(forces, on):
    """Which liaisons look after these forces, from the day on or later."""
    return ForceLiaison.objects.reaching(on).filter(force__in=forces)


@transaction.atomic
def pass_memberships(bodies, successor, *, on, reason):
    """End them with the day before; each person has the same role in the successor from the day on.

    The liaisons who look after the bodies look after the successor likewise.
    """
    for rows in (to_pass(bodies, on), liaisons_to_pass(bodies, on)):
        for row in rows.select_for_update(of=("self",)).order_by("from_on", "pk"):
            _pass(row, successor, on, reason)


def _pass(row, successor, on, reason):
    row._change_reason = reason
    standing = _standing(row, successor, on)
    if standing is None and row.from_on >= on:
        for name, value in row.at(successor).items():
            setattr(row, name, value)
    else:
        _go_on(standing, row, successor, on, reason)
        row.until_on = max(on - timedelta(days=1), row.from_on)
    row.save()


def _standing(row, successor, on):
    """The same of the same person at the successor, where they have it when this one would begin there."""
    same = type(row).objects.filter(**row.at(successor))
    return same.in_force_on(max(on, row.from_on)).first()


def _go_on(standing, row, successor, on, reason):
    """Begin the same at the successor, or make the one that stands there last as long."""
    if standing is None:
        standing = type(row)(from_on=on, until_on=row.until_on, **row.at(successor))
    elif standing.until_on is None or (row.until_on is not None and row.until_on <= standing.until_on):
        return
    else:
        standing.until_on = row.until_on
    standing._change_reason = reason
    standing.save()
