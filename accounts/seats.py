"""Where a person sits on a day: the bodies they act for, and what they may do there."""

from copy import copy
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Exists, OuterRef

from accounts.models import ForceLiaison, Membership, User
from inspections.models import Body, Governance, Inspection
from inspections.pastday import PastDay

APPROVER = Membership.Role.APPROVER


@dataclass(frozen=True)
class Side:
    """One of the two sides of an answer: the force's own, or its local policing body's."""

    body: Body
    role: str

    @property
    def approves(self):
        return self.role == APPROVER

    @property
    def decides(self):
        """Whether they may settle what holds for everybody of the body: approvers, and each liaison of HMICFRS."""
        return self.approves or self.role == Membership.Role.LIAISON

    @property
    def is_office(self):
        """Whether it is the side of the local policing body, which owes the statutory response."""
        return self.body.is_local_policing_body


@dataclass(frozen=True)
class Seat:
    """What a signed-in person sees and may change on `day`.

    `sides` maps the id of each body whose answers the person may write to the side they write them from: a force's
    own members from the force, members of its local policing body of that day from there. The inspectorate and
    administrators oversee; they answer for nobody. With a `past` they look at how things stood when that day ended.
    `looking` marks the seat of somebody else that an administrator looks from: what is shared is seen as that person
    sees it, what a side has not shared yet is not. `belongs` maps the id of each body that the person is a member of,
    for a liaison HMICFRS, to their Side there, `answered` the id of each body of `sides` to that Body.
    """

    user: User
    day: date
    sides: dict = field(default_factory=dict)
    body_ids: frozenset = frozenset()
    inspectorate: bool = False
    past: PastDay | None = None
    looking: bool = False
    belongs: dict = field(default_factory=dict)
    answered: dict = field(default_factory=dict)

    @property
    def administrator(self):
        return self.user.is_staff

    @property
    def oversees(self):
        """Sees what is under embargo, what is proposed, and every shared answer."""
        return self.inspectorate or self.administrator

    @property
    def decides(self):
        """Records what HMICFRS decides: who oversees, today and from their own seat."""
        return self.oversees and not (self.looking or self.past)

    @cached_property
    def bodies(self):
        """Whom this person answers for, by name: what the home page lists."""
        return Body.objects.filter(pk__in=self.sides).order_by("name")

    @cached_property
    def proposals(self):
        """Ids of the published reports that their office proposed, and that wait to be accepted: few, mostly none."""
        if not self.body_ids:
            return frozenset()
        proposed = Inspection.objects.proposed().filter(proposed_by__in=self.body_ids, published_on__lte=self.day)
        return frozenset(proposed.order_by().values_list("pk", flat=True))

    @cached_property
    def forces(self):
        """The forces that a liaison looks after, by name; nobody else has any."""
        if not self.inspectorate:
            return []
        held = ForceLiaison.objects.in_force_on(self.day).filter(user=self.user).order_by()
        return list(Body.objects.filter(pk__in=held.values("force")).order_by("name"))

    @cached_property
    def reads_for(self):
        """Ids of the bodies whose words are theirs to read: those they answer for, and whom these have succeeded."""
        found = frontier = set(self.sides)
        while frontier:
            ended = Body.objects.filter(successor__in=frontier, active_until__lt=self.day).exclude(pk__in=found)
            frontier = set(ended.order_by().values_list("pk", flat=True))
            found = found | frontier
        return frozenset(found)

    @property
    def as_at(self):
        """The day of which pages tell: today, or the end of an earlier one. What may be seen is decided by `day`."""
        return self.past or self.day

    def at_the_end_of(self, day):
        """The same seat, from which somebody looks at how things stood on a PastDay.

        What was asked of `day` already, as what they may read, is not asked again.
        """
        seat = copy(self)
        object.__setattr__(seat, "past", day)
        return seat

    def side_for(self, obligation):
        """The side this person writes the answer from, None where it is not theirs to write."""
        return self.sides.get(obligation.body_id)

    def knows(self, obligation):
        """Whether whatever is shared about the item is theirs to read, not only what is published of it."""
        return self.reads(obligation.body_id)

    def reads(self, body_id):
        """Whether whatever is shared about the items of this body is theirs to read."""
        return self.oversees or body_id in self.sides or body_id in self.reads_for


def seat_of(user, day, *, looking=False):
    """The seat of `user` on `day`: one query, and one more for members of a local policing body.

    `looking` where somebody else looks from it.
    """
    memberships = Membership.objects.in_force_on(day).filter(user=user).select_related("body").order_by("pk")
    memberships = list(memberships.annotate(**_told_of("body", day)))
    # An approver may do all that an editor may, so the stronger role wins where somebody holds both.
    memberships.sort(key=lambda membership: membership.role == APPROVER)
    own = {m.body_id: Side(m.body, m.role) for m in memberships if m.role != Membership.Role.LIAISON}
    liaison = {
        m.body_id: Side(m.body, m.role)
        for m in memberships
        if m.role == Membership.Role.LIAISON and m.body.kind == Body.Kind.INSPECTORATE
    }
    governed = _governed(own, day)
    through_governance = {row.force_id: own[row.local_policing_body_id] for row in governed}
    sides = through_governance | {pk: side for pk, side in own.items() if not side.is_office}
    bodies = {m.body_id: m.body for m in memberships} | {row.force_id: row.force for row in governed}
    seat = Seat(
        user=user,
        day=day,
        # Where somebody sits on both sides, the force's own side speaks for the force.
        sides=sides,
        body_ids=frozenset(own) | frozenset(through_governance),
        inspectorate=bool(liaison),
        looking=looking,
        belongs=own | liaison,
        answered={pk: bodies[pk] for pk in sides},
    )
    # Few have proposed or succeeded anything: whoever has not is asked of it no more.
    if not any(row.has_proposed for row in (*memberships, *governed)):
        vars(seat)["proposals"] = frozenset()
    if not any(row.has_succeeded for row in (*memberships, *governed)):
        vars(seat)["reads_for"] = frozenset(sides)
    return seat


def _governed(own, day):
    """The Governance of the day of each force whose local policing body is in `own`."""
    offices = [pk for pk, side in own.items() if side.is_office]
    if not offices:
        return []
    governed = Governance.objects.in_force_on(day).filter(local_policing_body__in=offices).order_by("pk")
    return list(governed.select_related("force").annotate(**_told_of("force", day)))


def _told_of(path, day):
    """Columns: whether the body that `path` leads to has proposed what is not accepted yet, or succeeded another."""
    proposed = Inspection.objects.proposed().filter(proposed_by=OuterRef(path), published_on__lte=day)
    ended = Body.objects.filter(successor=OuterRef(path), active_until__lt=day)
    return {"has_proposed": Exists(proposed.order_by()), "has_succeeded": Exists(ended.order_by())}
