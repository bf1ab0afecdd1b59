"""The duties to respond to reports, asked for together: one row for each report and force. Police Act 1996 s.55."""

from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Case, Count, DateField, DurationField, F, Q, QuerySet, When

from inspections.models import Governance, Inspection, RelatedForce
from responses.models import StatutoryResponse
from responses.stages import (
    PUBLISHED_STATES,
    State,
    begun,
    is_published,
    stage_column,
    state_column,
    state_conditions,
)

LONG = [
    f"{path}{name}"
    for path in ("statutory_response__", "statutory_response__answered_by__")
    for name in (*StatutoryResponse.WORDS, "approval", "recipients")
]
"""Words that no list shows, and that a row would otherwise bring along."""


@dataclass(frozen=True)
class StateTotals:
    """How many duties stand in each State. `silent` are the overdue ones of which nothing is recorded here."""

    counts: dict = field(default_factory=lambda: dict.fromkeys(State, 0))
    silent: int = 0

    def __getitem__(self, state):
        return self.counts[state]

    @property
    def late(self):
        return self.counts[State.LATE]

    @property
    def overdue(self):
        return self.counts[State.OVERDUE]

    @property
    def outstanding(self):
        return self.counts[State.OUTSTANDING]

    @property
    def not_owed(self):
        return self.counts[State.NOT_OWED]

    @property
    def duties(self):
        return sum(self.counts.values())

    @property
    def owed(self):
        return self.duties - self.not_owed

    @property
    def published(self):
        return sum(self.counts[state] for state in PUBLISHED_STATES)


@dataclass(frozen=True)
class Stood:
    """So many duties of a force that stand alike: `number` is the day of the 56 on which they were done, if known."""

    force: str
    state: State
    number: int | None
    duties: int


PUBLISHED_ON = Case(
    When(statutory_response__answered_by=None, then=F("statutory_response__published_on")),
    default=F("statutory_response__answered_by__published_on"),
    output_field=DateField(),
)
"""The day on which whichever response answers was published."""


class DutyQuerySet(QuerySet):
    def known_to(self, seat):
        """All that everybody may see by the day, with what the viewer's office proposed: the law does not wait.

        Those that have passed to a successor by the day are that successor's.
        """
        rows = self.filter(inspection__in=Inspection.objects.counted_for(seat).order_by().values("pk"))
        return rows.standing_on(seat.as_at)

    def standing_on(self, day):
        """Each with the force whose it is on the day."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), Q(from_on=None) | Q(from_on__lte=day))

    def to_do(self, day):
        """Those of which somebody has something left to do: to publish, to correct, or to send a copy."""
        unsent = Q(statutory_response__signed_on__isnull=False) & (
            Q(statutory_response__sent_to_secretary_on=None) | Q(statutory_response__sent_to_inspectorate_on=None)
        )
        left = Q(statutory_response__answered_by=None) & (~Q(statutory_response__correction="") | unsent)
        return self.filter(~is_published(day) | left, exemption="")

    def with_stage(self, seat):
        """Each with its `stage`, as far as the viewer sees it."""
        inside = None if seat.oversees else Q(force__in=list(seat.sides))
        return self.annotate(stage=stage_column(seat.as_at, inside))

    def with_state(self, day):
        """Each with its `state`."""
        return self.annotate(state=state_column(day))

    def with_place(self, day):
        """Each with the `place` of its state, the most pressing first, to order by."""
        return self.alias(place=state_column(day, list(State).index))

    def in_state(self, states, day):
        """Rows in one of these states."""
        conditions = state_conditions(day)
        return self.filter(reduce(or_, (conditions[State(state)] for state in states)))

    def totals(self, day):
        """StateTotals of all, in one grouped query."""
        return self.totals_with_own([], day)[0]

    def totals_with_own(self, forces, day):
        """(StateTotals of all, StateTotals of those of these forces), in one grouped query."""
        own = Q(force__in=forces)
        rows = self.with_state(day).order_by().values_list("state")
        rows = rows.annotate(every=Count("pk"), recorded=Count("pk", filter=begun(day)))
        if forces:
            rows = rows.annotate(own=Count("pk", filter=own), own_recorded=Count("pk", filter=own & begun(day)))
        counted = {State(state): counts for state, *counts in rows}
        return _totals(counted, 0), _totals(counted, 2)

    def of_page(self, keys):
        """A list of the rows with these keys, in their order: what a page shows is read for its rows alone.

        One that somebody took away since its key was read is left out.
        """
        found = self.for_list().in_bulk(keys)
        return [found[key] for key in keys if key in found]

    def days_by_force(self, day):
        """What is owed, by force and by the number of the day of publication, in one grouped query."""
        dated = When(state__in=(State.ON_TIME, State.LATE), then=PUBLISHED_ON - F("inspection__published_on"))
        rows = self.filter(exemption="").with_state(day).annotate(after=Case(dated, output_field=DurationField()))
        counted = rows.order_by("force__name", "state", "after").values_list("force__name", "state", "after")
        return [
            Stood(force, State(state), None if after is None else max(0, after.days + 1), n)
            for force, state, after, n in counted.annotate(n=Count("pk"))
        ]

    def for_list(self):
        """With what a row of a list shows, and without the long words."""
        other = "statutory_response__answered_by__"
        answering = [f"{other}{name}" for name in ("body", "duty__inspection", "duty__force")]
        return self.select_related("inspection", "force", "statutory_response__body", *answering).defer(*LONG)

    def for_file(self):
        """With what a row of a long list shows but for its report and its bodies, which many rows name."""
        other = "statutory_response__answered_by__"
        return self.select_related(f"{other}body", f"{other}duty__inspection").defer(*LONG)


def _totals(counted, at):
    """StateTotals from {State: counts}, where at this place stands how many, and next how many are recorded here."""
    every, recorded = counted.get(State.OVERDUE, [])[at : at + 2] or (0, 0)
    return StateTotals({state: sum(counted.get(state, [])[at : at + 1]) for state in State}, every - recorded)


def duties():
    """All duties there are."""
    return DutyQuerySet(RelatedForce)


def offices_on(day, forces):
    """{force id: (its local policing body on the day, that one's own target in days or None)}, in one query."""
    rows = Governance.objects.in_force_on(day).filter(force__in=forces)
    rows = rows.select_related("local_policing_body__office_settings")
    return {row.force_id: (row.local_policing_body, _target_days(row.local_policing_body)) for row in rows}


def _target_days(body):
    settings = getattr(body, "office_settings", None)
    return settings.target_days if settings else None
