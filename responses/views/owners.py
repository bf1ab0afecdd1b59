"""Who looks after items, as pages show it to one seat."""

from functools import cached_property

from responses.forms import OwnerForm
from responses.models import Owner


class Ownership:
    """Who owns one item: on the viewer's own side, which may be changed there, and for administrators on every side."""

    def __init__(self, obligation, seat, side):
        self.obligation, self.seat, self.side = obligation, seat, side

    @cached_property
    def readable(self):
        """The Owners that this viewer may see, each with `has_left`; few items ever had one."""
        if not self.obligation.is_owned:
            return []
        owners = Owner.objects.readable_by(self.seat).filter(obligation=self.obligation)
        return list(owners.with_left(self.seat.day).select_related("user", "side", "given_by").order_by("side__name"))

    @property
    def own(self):
        """The Owner on the viewer's side, None where there never was one."""
        return next((owner for owner in self.readable if self.side and owner.side_id == self.side.body.pk), None)

    @property
    def others(self):
        """Those of sides that the viewer does not act for."""
        return [owner for owner in self.readable if owner.user_id and owner is not self.own]

    @property
    def is_mine(self):
        return self.own is not None and self.own.user_id == self.seat.user.pk

    @property
    def can_change(self):
        return self.side is not None and self.obligation.closed_on is None and self.obligation.removed_on is None

    @cached_property
    def form(self):
        return OwnerForm(side=self.side, day=self.seat.day, initial={"owner": self.own and self.own.user_id})

    @cached_property
    def earlier(self):
        """Who owned it before on the viewer's side, latest first: (person, since)."""
        if self.own is None:
            return []
        versions = self.own.history.select_related("user").order_by("-history_date", "-history_id")
        told = [(version.user, version.since_on) for version in versions]
        return [version for version in dict.fromkeys(told[1:]) if version[0] and version != told[0]]


def with_owners(rows, seat):
    """Tell each row of a page its Owner on the viewer's own side, as `owner`; one query more where there is a side."""
    owners = {}
    if seat.sides:
        found = Owner.objects.of_sides(seat).somebody().filter(obligation__in=[row.pk for row in rows])
        owners = {owner.obligation_id: owner for owner in found.with_left(seat.day).select_related("user")}
    for row in rows:
        row.owner = owners.get(row.pk)
    return rows
