"""Whether the statutory responses to reports were published in time. Police Act 1996 s.55(5) and (5A)."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Count, Q, Window

from inspections.deadlines import STATUTORY_DAYS, statutory_day
from inspections.models import Body, Inspection, RelatedForce
from inspections.querysets import is_true
from inspections.workingdays import last_working_day
from responses.duties import duties, offices_on
from responses.models import StatutoryResponse
from responses.stages import Stage, answering, is_published, recorded, stage_of, state_of


@dataclass(frozen=True)
class Clock:
    """One report that a force's local policing body owes a response to, as it stands on `day`.

    In lists it also knows the local policing body of the day and that one's own target in days, where it has set one;
    `outside` says that the viewer only sees whether the response is in hand.
    """

    duty: RelatedForce
    day: date
    overseer: Body | None = None
    target_days: int | None = None
    outside: bool = False

    @property
    def inspection(self):
        return self.duty.inspection

    @cached_property
    def response(self):
        """What was recorded of the response, None where nothing was, or it was published only after the day."""
        response = recorded(self.duty)
        later = response and response.published_on and response.published_on > self.day
        return None if later else response

    @cached_property
    def answering(self):
        """The response that answers this report: its own, or that to another report with the same findings."""
        return answering(self.duty) if self.response else None

    @property
    def answered_by(self):
        """The response to another report that answers this one too, None where it has its own."""
        return self.answering if self.response and self.response.answered_by_id else None

    @property
    def is_owed(self):
        return self.duty.is_owed

    @cached_property
    def stage(self):
        """How far it is (responses.stages.Stage)."""
        return stage_of(self.duty, self.day, outside=self.outside)

    @cached_property
    def state(self):
        """How it stands to the last day (responses.stages.State)."""
        return state_of(self.duty, self.day)

    @property
    def is_silent(self):
        """Nothing is recorded here, which is not the same as nothing done."""
        return self.stage == Stage.NOT_BEGUN

    @property
    def office(self):
        """Whose response it is: who signed or published it, else the force's local policing body of the day."""
        response = self.answering
        return response.body if response and (response.signed_on or self.published_on) else self.overseer

    @cached_property
    def published_on(self):
        published_on = self.answering.published_on if self.answering else None
        return published_on if published_on and published_on <= self.day else None

    @property
    def day_unknown(self):
        """Published, but only the day of entry is known: nothing can be said of lateness."""
        return bool(self.published_on) and self.answering.published_basis == StatutoryResponse.Basis.ENTRY

    @property
    def from_response(self):
        return bool(self.published_on) and self.answering.published_basis == StatutoryResponse.Basis.RESPONSE

    @property
    def number(self):
        """Day of the 56: of publication where it was published, of today where not."""
        return statutory_day(self.inspection.published_on, self.published_on or self.day)

    @property
    def days_left(self):
        """Days after this one until the last day; below 0 is late."""
        return STATUTORY_DAYS - self.number

    @property
    def days_late(self):
        return max(0, -self.days_left)

    @property
    def last_day(self):
        return self.inspection.response_due_on

    @property
    def last_working_day(self):
        """The last day on which somebody is at work to publish it: the law's last day does not move."""
        return last_working_day(self.last_day)

    def day_of(self, number):
        """The day with this number; day 1 is the day of publication."""
        return self.inspection.published_on + timedelta(days=number - 1)

    @property
    def target_on(self):
        """The last day of the office's own target, None where it has set none."""
        return self.day_of(self.target_days) if self.target_days else None

    @property
    def by_on(self):
        """The day to work towards: the own target while it lies ahead, else the law's last day; None once published."""
        if self.published_on:
            return None
        ahead = self.target_on is not None and self.day <= self.target_on
        return min(self.target_on, self.last_day) if ahead else self.last_day

    @property
    def is_past_target(self):
        """Not published, and past the office's own target, though perhaps not past the law's last day."""
        return self.target_on is not None and self.published_on is None and self.target_on < self.day


def clocks(forces, day, seat=None):
    """The duties to respond that reports on these forces make, owed or not, the latest report first, in two queries.

    With a `seat`, as this viewer knows them: the reports that their office proposed are among them.
    """
    rows = duties().filter(force__in=forces)
    if seat:
        rows = rows.known_to(seat)
    else:
        rows = rows.filter(inspection__in=Inspection.objects.in_register(day)).standing_on(day)
    return clocks_of(rows.for_list().order_by("-inspection__published_on", "inspection__title"), day, seat)


AT_A_TIME = 1_000
"""Rows of a long list that are read at once."""

LATEST = 10
"""Reports whose responses the page of a force shows before it leads to all of them."""


@dataclass(frozen=True)
class Latest:
    """The Clocks of a force's duties that matter most, out of `count`, of which `unpublished` are owed still."""

    clocks: list
    count: int
    unpublished: int


def latest_clocks(force, day, seat, offices):
    """The Latest of a force: what is still to be published, then the rest, the latest report first. Two queries.

    `offices` are `offices_on` the day. Only the rows that are shown are read in their breadth.
    """
    rows = duties().filter(force=force).known_to(seat).annotate(is_due=is_true(Q(exemption="") & ~is_published(day)))
    rows = rows.annotate(every=Window(Count("pk")), due=Window(Count("pk", filter=Q(is_due=True))))
    rows = rows.order_by("-is_due", "-inspection__published_on", "inspection__title")
    chosen = list(rows.values_list("pk", "every", "due")[:LATEST])
    shown = duties().of_page([pk for pk, *_counts in chosen])
    return Latest(_clocks(shown, day, seat, offices), *(chosen[0][1:] if chosen else (0, 0)))


def clocks_of(rows, day, seat=None):
    """The Clock of each duty, with its office of the day, in one query more."""
    rows = list(rows)
    return _clocks(rows, day, seat, offices_on(day, {row.force_id for row in rows}))


def clocks_in_turn(rows, day, seat):
    """The Clock of each duty of a long list, one after the other: four queries, however long it is.

    Reports and bodies are read once for all the rows that name them.
    """
    offices = offices_on(day, Body.objects.forces())
    reports, bodies = Inspection.objects.in_bulk(), Body.objects.in_bulk()
    for row in rows.for_file().iterator(chunk_size=AT_A_TIME):
        row.inspection, row.force = reports[row.inspection_id], bodies[row.force_id]
        if response := recorded(row):
            response.body = bodies[response.body_id]
        yield _clock(row, day, seat, offices)


def _clocks(rows, day, seat, offices):
    return [_clock(row, day, seat, offices) for row in rows]


def _clock(row, day, seat, offices):
    overseer, target_days = offices.get(row.force_id, (None, None))
    outside = seat is not None and not (seat.oversees or row.force_id in seat.sides)
    return Clock(row, day, overseer, target_days, outside)
