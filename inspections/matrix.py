"""Bodies by items, one letter a cell, or by reports with a count a cell; with totals at the edges."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from inspections.facts import facts_on
from inspections.models import Body, Inspection, Obligation, Recommendation
from inspections.statuses import LETTERS, MOST_PRESSING_FIRST, Status, Totals
from inspections.wording import deadline_in_a_head, in_sentence

WIDE = 12
"""Columns beyond which the table no longer fits the page, and scrolls within its own region."""


@dataclass(frozen=True)
class Column:
    """One item: `short` in the head ("4", "AFI 1"), `label` in full for who cannot see the grid."""

    item: Recommendation
    totals: Totals

    @property
    def short(self):
        if self.item.kind == Recommendation.Kind.RECOMMENDATION and self.item.number:
            return self.item.number
        return self.item.label if self.item.number else str(self.item.SHORT_KINDS[self.item.kind])

    @property
    def label(self):
        """ "Recommendation 4", and under which cause of concern where it stands under one: numbers start anew there."""
        if not self.item.cause:
            return self.item.label
        return _("%(item)s under %(cause)s") % {
            "item": self.item.label,
            "cause": self.item.cause.label_in_sentence,
        }

    @property
    def about(self):
        return self.item.short

    @property
    def url(self):
        return self.item.get_absolute_url()

    @property
    def cause(self):
        """The cause of concern it stands under, in as few words as the head has room for."""
        return _("cause %(number)s") % {"number": self.item.cause.number} if self.item.cause else ""

    @property
    def deadline(self):
        return deadline_in_a_head(self.item)


@dataclass(frozen=True)
class ReportColumn:
    """One report, in a matrix of several."""

    report: Inspection
    totals: Totals

    @property
    def label(self):
        return self.report.short

    short = about = label
    cause, deadline = "", ("", "")

    @property
    def url(self):
        return self.report.get_absolute_url()


@dataclass(frozen=True)
class Row:
    """One body: for each column its cell (None where nothing of it is the body's) and the column's label.

    A cell is (class names, what stands in it, the same in full, address).
    """

    body: Body
    cells: list
    totals: Totals


@dataclass(frozen=True)
class Matrix:
    """Columns in the order of the report, forces by name, and national bodies by name below them.

    `heads` are (report, number of its columns), where the columns are items of several reports.
    """

    columns: list
    forces: list
    national_bodies: list
    totals: Totals = field(default_factory=Totals)
    heads: list = field(default_factory=list)

    @property
    def is_wide(self):
        return len(self.columns) > WIDE

    @property
    def of_reports(self):
        return bool(self.columns) and isinstance(self.columns[0], ReportColumn)

    @property
    def has_rows(self):
        return bool(self.forces or self.national_bodies)

    @property
    def edges(self):
        """The three rows of figures below: (status, words, [count of each column])."""
        return [
            (status, status.label, [column.totals[status] for column in self.columns])
            for status in (Status.CLOSED, Status.REPORTED_COMPLETE, Status.OVERDUE)
        ]


def matrix_of(inspection, seat):
    """The matrix of a report on the day that the viewer looks at, in three queries. Causes are no columns."""
    owed = Obligation.objects.owed_for(seat).filter(recommendation__inspection=inspection)
    return by_items(owed, inspection.items.counted().select_related("cause"), seat.as_at)


def by_items(owed, items, day, known=()):
    """What is owed on these items, an item a column, in three queries: two where the bodies are `known`, by name."""
    stood = list(owed.with_status(day).values_list("body", "recommendation", "pk", *HOW, facts_on(day).closure))
    by_body, by_item = _totals(stood, 0), _totals(stood, 1)
    columns = [Column(item, by_item.get(item.pk, Totals())) for item in items.order_by(*IN_ORDER)]
    keys = [(column.item.pk, column.label) for column in columns]
    reports = groupby(columns, key=lambda column: column.item.inspection_id)
    heads = [(first.item.inspection, 1 + len(list(rest))) for _key, (first, *rest) in reports]
    cells = _letters(stood)
    return _matrix(columns, keys, cells, by_body, _by_name(by_body, known), heads if len(heads) > 1 else [])


def by_reports(owed, reports, day, address, known=()):
    """What is owed on these reports, a report a column, in three queries: two where the bodies are `known`, by name.

    A cell counts what presses most of what the report asks of the body. `address(body, report)` is where it leads.
    """
    counted = owed.totals_by(("body", "recommendation__inspection"), day)
    bodies = _by_name({body for body, _report in counted}, known)
    owing = {body.pk: body for body in bodies}
    reports = list(reports.order_by("published_on", "title"))
    by_body, by_report, cells = {}, {}, {}
    of = {report.pk: report for report in reports}
    for (body, report), totals in counted.items():
        by_body[body] = by_body.get(body, Totals()) + totals
        by_report[report] = by_report.get(report, Totals()) + totals
        cells[body, report] = (*_count(totals), address(owing[body], of[report]))
    columns = [ReportColumn(report, by_report.get(report.pk, Totals())) for report in reports]
    return _matrix(columns, [(column.report.pk, column.label) for column in columns], cells, by_body, bodies)


HOW = ("status", "silent")
IN_ORDER = ("inspection__published_on", "inspection", "sequence", "pk")


def _by_name(ids, known):
    bodies = [body for body in known if body.pk in ids]
    return bodies if len(bodies) == len(ids) else list(Body.objects.filter(pk__in=ids).order_by("name"))


def _matrix(columns, keys, cells, by_body, bodies, heads=()):
    rows = [Row(body, [(cells.get((body.pk, key)), label) for key, label in keys], by_body[body.pk]) for body in bodies]
    return Matrix(
        columns,
        [row for row in rows if row.body.is_force],
        [row for row in rows if not row.body.is_force],
        sum(by_body.values(), start=Totals()),
        list(heads),
    )


def _totals(stood, place):
    """{what each has at that place: the Totals of all that have it} of what `by_items` reads."""
    groups = defaultdict(list)
    for cell in stood:
        groups[cell[place]].append(cell[3:])
    return {key: _total(cells) for key, cells in groups.items()}


def _total(cells):
    counted = Counter(status for status, _silent, _closure in cells)
    closures = [closure for _status, _silent, closure in cells]
    return Totals(
        {status: counted[status] for status in Status},
        sum(bool(silent) for _status, silent, _closure in cells),
        sum(closure in Obligation.SETTLED for closure in closures),
        sum(closure in Obligation.VOID for closure in closures),
    )


def _letters(stood):
    """{(body id, item id): cell} of what `by_items` reads.

    A page holds thousands of cells: what is the same for each status is put together once.
    """
    faces = {(status.value, silent): _face(status, silent=silent) for status in Status for silent in (False, True)}
    start, end = reverse("responses:compliance_detail", args=[0]).split("0")
    return {
        (body, item): (*faces[status, bool(silent)], f"{start}{pk}{end}")
        for body, item, pk, status, silent, _closure in stood
    }


def _face(status, *, silent):
    words = status.label
    if silent:
        words = _("%(status)s, nothing recorded") % {"status": words}
    ring = " tracker-cell--silent" if silent else ""
    return f"tracker-cell tracker-cell--{status}{ring}", LETTERS[status], words


def _count(totals):
    """The face of a cell that counts: "O 3/12", three of twelve are overdue, in the colour of overdue."""
    status = next(status for status in MOST_PRESSING_FIRST if totals[status])
    counts = {"count": totals[status], "items": totals.items, "status": in_sentence(status.label)}
    short = f"{LETTERS[status]} {totals[status]}/{totals.items}"
    return f"tracker-cell tracker-cell--{status}", short, _("%(count)s of %(items)s %(status)s") % counts
