"""The compliance list as it leaves the program: a row for each body and item, in plain values, as columns have them."""

from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from django.db.models import Case, Exists, F, OuterRef, Q, TextField, Value, When
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from inspections.facts import facts_on
from inspections.models import Body, Inspection, Obligation, Recommendation
from inspections.moves import moves_by
from inspections.pastday import is_past
from inspections.statuses import Status
from inspections.tables import Column, addresses, labels
from responses.models import Response, Words

AT_A_TIME = 2_000
"""Rows that the database hands over at once."""

NOTHING = Value(None, output_field=TextField())


class Line(NamedTuple):
    """One row: the facts of the day, what it is asked of whom, and the words of its answer that the viewer may read.

    Words that may not be read are None, and so is whatever there is none of. `successor_...` is the item in its place,
    `later_at` when something was recorded that counts on an earlier day, though nobody could have read it then.
    """

    pk: int
    body_id: int
    body: str
    region: str
    nation: str
    report: str
    report_short: str
    published_on: date
    kind: str
    number: str
    subject: str
    text: str
    level: str | None
    addressed_on: date
    deadline_text: str
    due_on: date | None
    times_moved: int
    status: str
    silent: bool
    waiting_on: str | None
    answered_on: date | None
    reported_on: date | None
    claim: str
    closed_on: date | None
    closure: str
    successor_kind: str | None
    successor_number: str | None
    successor_report: str | None
    is_readable: bool
    position: str | None
    action: str | None
    comment: str | None
    lead: str | None
    target_on: date | None
    changed_at: datetime
    later_at: datetime | None

    @property
    def item(self):
        """The item, as far as its name goes."""
        report = Inspection(title=self.report, short_title=self.report_short)
        return Recommendation(
            inspection=report, kind=self.kind, number=self.number, subject=self.subject, text=self.text
        )

    @property
    def successor(self):
        """What the item in its place is called, None also where the viewer may not know of it."""
        if self.successor_kind is None:
            return None
        report = Inspection(title=self.successor_report)
        return str(Recommendation(inspection=report, kind=self.successor_kind, number=self.successor_number))

    def days_overdue(self, day):
        """Days since the deadline, None where it is not overdue."""
        return (day - self.due_on).days if self.status == Status.OVERDUE else None

    def is_past_target(self, day):
        """Whether the body's own target has passed while the item is open, as far as the viewer may know."""
        is_open = self.closed_on is None and not self.claim
        return is_open and self.target_on is not None and self.target_on < day


def lines(rows, seat):
    """The obligations of a queryset as Lines, in its order and one after the other: one query, on a PastDay two."""
    day = seat.as_at
    waited_for = {str(pk): name for pk, name in Body.objects.values_list("pk", "name")} if is_past(day) else None
    reads = cache(seat.reads)
    asked = rows.with_status(day).values_list(*_values(seat).values())
    for values in asked.iterator(chunk_size=AT_A_TIME):
        line = Line._make(values)
        if waited_for is not None:
            line = line._replace(waiting_on=waited_for.get(line.waiting_on))
        if not line.is_readable:
            line = line._replace(position=None, action=None, comment=None, lead=None, target_on=None)
        elif not reads(line.body_id):
            line = line._replace(lead=None, target_on=None)
        yield line


def _values(seat):
    """{field of a Line: what the database has for it}."""
    day, item, report = seat.as_at, "recommendation__", "recommendation__inspection__"
    facts, known = facts_on(day), _knows_successor(seat)
    values = {name: name for name in Line._fields}
    values |= {
        "body": "body__name",
        "region": "body__region",
        "nation": "body__nation",
        "report": f"{report}title",
        "report_short": f"{report}short_title",
        "published_on": f"{report}published_on",
        "level": f"{item}level__name",
        "times_moved": moves_by(day),
        "waiting_on": "waiting_on_then" if is_past(day) else "waiting_on__name",
        "successor_kind": Case(When(known, then=F("superseded_by__kind"))),
        "successor_number": "superseded_by__number",
        "successor_report": "superseded_by__inspection__title",
        "is_readable": _is_readable(seat),
        "target_on": "response__target_on",
        "later_at": "recorded_later_at" if is_past(day) else NOTHING,
    }
    values |= {name: f"{item}{name}" for name in ("kind", "number", "subject", "text", "deadline_text")}
    values |= {
        name: getattr(facts, name) for name in ("due_on", "answered_on", "reported_on", "claim", "closed_on", "closure")
    }
    # Of an earlier day the answer's words are left out: they are today's.
    words = ("position", "action", "comment", "lead")
    return values | {name: NOTHING if is_past(day) else f"response__{name}" for name in words}


def _is_readable(seat):
    """Whether the viewer may read the answer, if there is any."""
    if seat.oversees:
        return Value(True)
    readable = Response.objects.readable_by(seat).filter(obligation=OuterRef("pk"))
    return Case(When(body__in=seat.reads_for, then=Value(True)), default=Exists(readable))


def _knows_successor(seat):
    """Condition: an item took the row's place on the day, and the viewer may know of it: not so under embargo."""
    known = Q(superseded_by__isnull=False) & Exists(
        Recommendation.objects.visible_to(seat).filter(pk=OuterRef("superseded_by"))
    )
    # Which item it was is only kept of the closure in force.
    return known & Q(closed_on=F(facts_on(seat.as_at).closed_on)) if is_past(seat.as_at) else known


def columns(day, link):
    """The columns of Lines; `link` makes addresses of obligations.

    Of an earlier day the answers' words are left out: they are today's.
    """
    yes, statuses = _("yes"), labels(Status)
    kinds, positions = labels(Recommendation.LONG_KINDS), labels(Words.Position)
    claims, closures = labels(Obligation.Claim), labels(Obligation.Closure)
    address = addresses(link, Obligation)
    facts = [
        Column(_("Force or body"), lambda line: line.body, 30),
        Column(_("Region"), lambda line: line.region, 18),
        Column(_("Nation"), lambda line: line.nation, 10),
        Column(_("Report"), lambda line: line.report, 40),
        Column(_("Report published"), lambda line: line.published_on),
        Column(_("Kind"), lambda line: kinds[line.kind], 20),
        Column(_("Number"), lambda line: line.number, 8),
        Column(_("Text"), lambda line: line.text, 60),
        Column(_("Level"), lambda line: line.level),
        Column(_("Addressed"), lambda line: line.addressed_on),
        Column(_("Deadline as written"), lambda line: line.deadline_text, 24),
        Column(_("Deadline"), lambda line: line.due_on),
        Column(_("Times the deadline was moved"), lambda line: line.times_moved, 8),
        Column(_("Status"), lambda line: statuses[line.status], 18),
        Column(_("Days overdue"), lambda line: line.days_overdue(day), 8),
        Column(_("Nothing recorded"), lambda line: yes if line.silent else None, 8),
        Column(_("Waiting on"), lambda line: line.waiting_on, 20),
        Column(_("Answered"), lambda line: line.answered_on),
        Column(_("Reported"), lambda line: line.reported_on),
        Column(_("Reported as"), lambda line: claims.get(line.claim), 18),
        Column(_("Closed"), lambda line: line.closed_on),
        Column(_("Closed as"), lambda line: closures.get(line.closure), 20),
        Column(_("Superseded by"), lambda line: line.successor, 30),
    ]
    words = [
        Column(_("Where it stands"), lambda line: positions.get(line.position), 18),
        Column(_("Action"), lambda line: line.action, 60),
        Column(_("Comment of the local policing body"), lambda line: line.comment, 40),
        Column(_("Lead"), lambda line: line.lead, 20),
        Column(_("Own target"), lambda line: line.target_on),
        Column(_("Past its own target"), lambda line: yes if line.is_past_target(day) else None, 8),
        Column(_("Last change"), lambda line: localdate(line.changed_at)),
    ]
    later = [Column(_("Recorded later, on"), lambda line: line.later_at and localdate(line.later_at))]
    return [*facts, *(later if is_past(day) else words), Column(_("Address"), lambda line: address(line.pk), 40)]
