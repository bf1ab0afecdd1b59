"""The compliance list as a table: a row for each body and item, with the facts in force and the words one may read."""

from dataclasses import dataclass

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from inspections.asat import as_they_stood
from inspections.models import Obligation, Recommendation
from inspections.moves import moves_by
from inspections.pastday import is_past
from inspections.statuses import Status
from inspections.tables import Column, chunks, labels
from responses.models import Response, Words

AT_A_TIME = 900
"""Rows held in memory at once. SQLite takes no more than a thousand of the items that they name in one query."""


@dataclass(frozen=True)
class Line:
    """One row: the obligation as it stood, what may be read of its answer, and whether its own target has passed.

    `successor` is the item in its place, None also where the viewer may not know of it.
    """

    obligation: Obligation
    answer: Response | None
    knows: bool
    past_target: bool
    day: object
    successor: Recommendation | None = None

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


NAMED = ("body", "recommendation__inspection", "recommendation__level", "waiting_on", "superseded_by__inspection")
"""What lines tell of besides the obligation: in a long list each of them is named by many rows."""


def lines(rows, seat):
    """The obligations of a queryset as lines, in its order; twelve queries at most for each AT_A_TIME rows.

    Items and bodies are fetched once for all rows that name them: joined, a text would come once for every force.
    """
    day = seat.as_at
    rows = rows.with_status(day).annotate(times_moved=moves_by(day)).select_related(None).prefetch_related(*NAMED)
    for chunk in chunks(rows.iterator(chunk_size=AT_A_TIME), AT_A_TIME):
        yield from lines_of(chunk, seat, _known({row.superseded_by_id for row in chunk} - {None}, seat))


def for_lines(rows, day):
    """A queryset of obligations with what lines tell of them."""
    return rows.with_status(day).for_list().select_related("recommendation__level").annotate(times_moved=moves_by(day))


def lines_of(rows, seat, known=frozenset(), bodies=()):
    """These few obligations, from `for_lines`, as lines.

    `known` are the items that the viewer may know of, `bodies` those that have been read already.
    """
    day = seat.as_at
    answers = _answers(rows, seat)
    for row in as_they_stood(rows, day, bodies):
        successor = row.superseded_by if row.superseded_by_id in known else None
        if answer := answers.get(row.pk):
            answer.obligation = row
        knows = answer is not None and seat.knows(row)
        late = knows and answer.is_past_target(day)
        yield Line(row, None if is_past(day) else answer, knows, late, day, successor)


def _answers(rows, seat):
    # Whoever reads whatever these bodies share is not asked of each answer whether it is published.
    known = all(seat.reads(row.body_id) for row in rows)
    readable = Response.objects.all() if known else Response.objects.readable_by(seat)
    return {answer.obligation_id: answer for answer in readable.filter(obligation__in=[row.pk for row in rows])}


def _known(items, seat):
    """Those of these items that the viewer may know of: the report of one may be under embargo."""
    visible = Recommendation.objects.visible_to(seat).filter(pk__in=items)
    return set(visible.order_by().values_list("pk", flat=True)) if items else set()


def columns(day, link):
    """The columns; `link` makes addresses. Of an earlier day the answers' words are left out: they are today's."""
    yes, statuses = _("yes"), labels(Status)
    kinds, positions = labels(Recommendation.LONG_KINDS), labels(Words.Position)
    claims, closures = labels(Obligation.Claim), labels(Obligation.Closure)
    facts = [
        Column(_("Force or body"), lambda line: line.obligation.body.name, 30),
        Column(_("Region"), lambda line: line.obligation.body.region, 18),
        Column(_("Nation"), lambda line: line.obligation.body.nation, 10),
        Column(_("Report"), lambda line: line.item.inspection.title, 40),
        Column(_("Report published"), lambda line: line.item.inspection.published_on),
        Column(_("Kind"), lambda line: kinds[line.item.kind], 20),
        Column(_("Number"), lambda line: line.item.number, 8),
        Column(_("Text"), lambda line: line.item.text, 60),
        Column(_("Level"), lambda line: line.item.level and line.item.level.name),
        Column(_("Addressed"), lambda line: line.obligation.addressed_on),
        Column(_("Deadline as written"), lambda line: line.item.deadline_text, 24),
        Column(_("Deadline"), lambda line: line.obligation.due_on),
        Column(_("Times the deadline was moved"), lambda line: line.times_moved, 8),
        Column(_("Status"), lambda line: statuses[line.obligation.status], 18),
        Column(_("Days overdue"), lambda line: line.days_overdue, 8),
        Column(_("Nothing recorded"), lambda line: yes if line.obligation.silent else None, 8),
        Column(_("Waiting on"), lambda line: line.obligation.waiting_on and line.obligation.waiting_on.name, 20),
        Column(_("Answered"), lambda line: line.obligation.answered_on),
        Column(_("Reported"), lambda line: line.obligation.reported_on),
        Column(_("Reported as"), lambda line: claims.get(line.obligation.claim), 18),
        Column(_("Closed"), lambda line: line.obligation.closed_on),
        Column(_("Closed as"), lambda line: closures.get(line.obligation.closure), 20),
        Column(_("Superseded by"), lambda line: line.successor and str(line.successor), 30),
    ]
    words = [
        Column(_("Where it stands"), lambda line: positions.get(line.said("position")), 18),
        Column(_("Action"), lambda line: line.said("action"), 60),
        Column(_("Comment of the local policing body"), lambda line: line.said("comment"), 40),
        Column(_("Lead"), lambda line: line.known("lead"), 20),
        Column(_("Own target"), lambda line: line.known("target_on")),
        Column(_("Past its own target"), lambda line: yes if line.past_target else None, 8),
        Column(_("Last change"), lambda line: localdate(line.obligation.changed_at)),
    ]
    later = [Column(_("Recorded later, on"), lambda line: _day_of(line.obligation.recorded_later_at))]
    return [*facts, *(later if is_past(day) else words), Column(_("Address"), lambda line: link(line.obligation), 40)]


def _day_of(moment):
    """The day of a moment, None of none."""
    return moment and localdate(moment)
