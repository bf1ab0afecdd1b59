"""The rows of a page of the compliance list: each body and item, with the facts in force and the words one may read."""

from dataclasses import dataclass

from inspections.asat import as_they_stood
from inspections.models import Obligation
from inspections.moves import moves_by
from inspections.pastday import is_past
from inspections.statuses import Status
from responses.models import Response


@dataclass(frozen=True)
class Line:
    """One row: the obligation as it stood, what may be read of its answer, and whether its own target has passed."""

    obligation: Obligation
    answer: Response | None
    knows: bool
    past_target: bool
    day: object

    @property
    def item(self):
        return self.obligation.recommendation

    @property
    def times_moved(self):
        return self.obligation.times_moved

    @property
    def days_overdue(self):
        """Days since the deadline, None where it is not overdue."""
        return (self.day - self.obligation.due_on).days if self.obligation.status == Status.OVERDUE else None

    def said(self, name):
        """A word of the answer that may be read."""
        return getattr(self.answer, name) if self.answer else None

    def known(self, name):
        """A word that stays between the body and the inspectorate."""
        return self.said(name) if self.knows else None

    @property
    def position(self):
        """Where the answer says that the item stands, in words."""
        return self.answer and self.answer.get_position_display()


def for_lines(rows, day):
    """A queryset of obligations with what lines tell of them."""
    return rows.with_status(day).for_list().select_related("recommendation__level").annotate(times_moved=moves_by(day))


def lines_of(rows, seat, bodies=()):
    """These few obligations, from `for_lines`, as lines; `bodies` are those that have been read already."""
    day = seat.as_at
    answers = _answers(rows, seat)
    for row in as_they_stood(rows, day, bodies):
        if answer := answers.get(row.pk):
            answer.obligation = row
        knows = answer is not None and seat.knows(row)
        late = knows and answer.is_past_target(day)
        yield Line(row, None if is_past(day) else answer, knows, late, day)


def _answers(rows, seat):
    # Whoever reads whatever these bodies share is not asked of each answer whether it is published.
    known = all(seat.reads(row.body_id) for row in rows)
    readable = Response.objects.all() if known else Response.objects.readable_by(seat)
    return {answer.obligation_id: answer for answer in readable.filter(obligation__in=[row.pk for row in rows])}
