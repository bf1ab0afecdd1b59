"""Items get an owner on a side, and what is one's own is found."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from accounts.models import Membership, User
from inspections.actions import ActionError
from responses.models import Owner

AT_A_TIME = 500


class CannotGive(ActionError):
    """This person does not act for the side of the item."""


def mine(seat):
    """Condition on obligations: what this person looks after first of all.

    That is what they own on their side and is not closed, and for a liaison whatever their forces owe.
    """
    owned = Owner.objects.of_sides(seat).filter(user=seat.user)
    return Q(closed_on=None, pk__in=owned.order_by().values("obligation")) | Q(body__in=seat.forces)


def members(bodies, day):
    """Who acts for these bodies on that day and may sign in, by name."""
    terms = Membership.objects.in_force_on(day).filter(body__in=bodies).exclude(role=Membership.Role.LIAISON)
    return User.objects.filter(is_active=True, pk__in=terms.order_by().values("user")).order_by("name", "email")


@transaction.atomic
def give(obligations, *, to, seat):
    """Give items, a queryset, to a person of the side from which the giver acts for each; to nobody with None.

    Whoever owns one already goes on owning it. Raises CannotGive, and gives none, where one is not theirs to give or
    the person does not act for the side of one.
    """
    rows = list(obligations.order_by("pk").select_for_update(of=("self",)))
    sides = {row.pk: seat.side_for(row) for row in rows}
    bodies = {side.body for side in sides.values() if side}
    for body in bodies:
        if to and not members([body], seat.day).filter(pk=to.pk).exists():
            raise CannotGive(_("%(person)s does not act for %(body)s.") % {"person": to, "body": body})
    if not all(sides.values()):
        raise CannotGive(_("Some of these items are not yours to give."))
    held = Owner.objects.of_sides(seat).filter(obligation__in=obligations)
    held = {owner.obligation_id: owner for owner in held}
    new = [Owner(obligation=row, side=sides[row.pk].body) for row in rows if to and row.pk not in held]
    changed = [owner for owner in held.values() if owner.user_id != (to and to.pk)]
    for owner in (*new, *changed):
        owner.user, owner.since_on, owner.given_by = to, seat.day, seat.user
    signed = {"batch_size": AT_A_TIME, "default_user": seat.user}
    bulk_create_with_history(new, Owner, **signed)
    bulk_update_with_history(changed, Owner, ["user", "since_on", "given_by"], **signed)


# Items that pass to another row ---------------------------------------------------------------------------------------


def pass_owners(places, sides, *, by, on, reason):
    """Owners go on at the obligation in the place of theirs.

    `places` maps the id of each obligation to the one in its place, `sides` the id of a side to the one that goes on.
    Where the rows that become one had different owners on a side it has nobody there, for that side to find.
    """
    groups = {}
    for owner in Owner.objects.somebody().filter(obligation__in=list(places)).select_related("side", "user"):
        key = places[owner.obligation_id], sides.get(owner.side_id, owner.side)
        groups.setdefault(key, set()).add(owner.user)
    taken = set(Owner.objects.filter(obligation__in={row for row, _side in groups}).values_list("obligation", "side"))
    new = [
        Owner(obligation=row, side=side, user=users.pop(), since_on=on, given_by=by)
        for (row, side), users in groups.items()
        if len(users) == 1 and (row.pk, side.pk) not in taken
    ]
    bulk_create_with_history(new, Owner, batch_size=AT_A_TIME, default_user=by, default_change_reason=reason)


def pass_side(side, successor, *, by, reason):
    """Who owned items on one side owns them on the side in its place, where nobody owns them there."""
    theirs = Owner.objects.filter(side=successor).values("obligation")
    owners = list(Owner.objects.filter(side=side).exclude(obligation__in=theirs))
    for owner in owners:
        owner.side = successor
    signed = {"default_user": by, "default_change_reason": reason}
    bulk_update_with_history(owners, Owner, ["side"], batch_size=AT_A_TIME, **signed)
