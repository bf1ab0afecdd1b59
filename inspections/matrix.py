"""Forces by items: every answer that is owed on a report, one letter a cell, with totals at the edges."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from inspections.models import Body, Obligation, Recommendation
from inspections.statuses import LETTERS, Status, Totals
from inspections.wording import deadline_in_a_head

WIDE = 12
"""Items beyond which the table no longer fits the page, and scrolls within its own region."""


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
    def cause(self):
        """The cause of concern it stands under, in as few words as the head has room for."""
        return _("cause %(number)s") % {"number": self.item.cause.number} if self.item.cause else ""

    @property
    def deadline(self):
        return deadline_in_a_head(self.item)


@dataclass(frozen=True)
class Row:
    """One body: for each column its cell (None where the item is not addressed to it) and the item's label."""

    body: Body
    cells: list
    totals: Totals


@dataclass(frozen=True)
class Matrix:
    """Columns in the order of the report, forces by name, and national bodies by name below them."""

    columns: list
    forces: list
    national_bodies: list
    totals: Totals = field(default_factory=Totals)

    @property
    def is_wide(self):
        return len(self.columns) > WIDE

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
    """The matrix of a report on the day that the viewer looks at, in five queries. Causes of concern are no columns."""
    day = seat.as_at
    owed = Obligation.objects.owed_for(seat).filter(recommendation__inspection=inspection)
    by_item, by_body = owed.totals_by("recommendation", day), owed.totals_by("body", day)
    items = inspection.items.counted().select_related("cause").order_by("sequence", "pk")
    columns = [Column(item, by_item.get(item.pk, Totals())) for item in items]
    cells, labels = _cells(owed.with_status(day)), [(column.item.pk, column.label) for column in columns]
    rows = [
        Row(body, [(cells.get((body.pk, item)), label) for item, label in labels], by_body[body.pk])
        for body in Body.objects.filter(pk__in=by_body).order_by("name")
    ]
    return Matrix(
        columns,
        [row for row in rows if row.body.is_force],
        [row for row in rows if not row.body.is_force],
        sum(by_item.values(), start=Totals()),
    )


def _cells(obligations):
    """{(body id, item id): (class names, address, letter, status in words)} in one query.

    A page holds thousands of cells: what is the same for each status is put together once.
    """
    faces = {(status.value, silent): _face(status, silent=silent) for status in Status for silent in (False, True)}
    start, end = reverse("responses:compliance_detail", args=[0]).split("0")
    rows = obligations.values_list("body", "recommendation", "pk", "status", "silent")
    return {
        (body, item): (*faces[status, bool(silent)], f"{start}{pk}{end}") for body, item, pk, status, silent in rows
    }


def _face(status, *, silent):
    words = status.label
    if silent:
        words = _("%(status)s, nothing recorded") % {"status": words}
    ring = " tracker-cell--silent" if silent else ""
    return f"tracker-cell tracker-cell--{status}{ring}", LETTERS[status], words
