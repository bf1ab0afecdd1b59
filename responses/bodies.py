"""How bodies stand, as their pages tell it: figures by body, items by report, words where they may be read."""

from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.db.models import F

from inspections.asat import as_they_stood
from inspections.facts import facts_on
from inspections.models import Act, Body, Inspection, Obligation
from inspections.pastday import is_past
from inspections.statuses import Status, Totals
from responses.said import Said, said

# Bodies beside one another -------------------------------------------------------------------------------------------

FIGURES = {
    "items": lambda totals: totals.items,
    "share": lambda totals: -1 if totals.share_closed is None else totals.share_closed,
    "silent": lambda totals: totals.silent,
    **{status.value: lambda totals, status=status: totals[status] for status in Status},
}
"""The columns of figures that a table of bodies can be sorted by."""


@dataclass(frozen=True)
class Row:
    """One body and what it owes; since when it is in Engage, None where it is not."""

    body: Body
    totals: Totals
    engaged_from_on: date | None = None


@dataclass(frozen=True)
class Table:
    """Bodies beside one another, and their sum."""

    rows: list

    @property
    def total(self):
        return sum((row.totals for row in self.rows), start=Totals())


def table(bodies, totals, sort="-overdue", engaged=None):
    """Bodies with their totals ({body id: Totals}), sorted by name ("force") or by a figure; "-" turns it round.

    `engaged` is {force id: since when} of those in Engage.
    Bodies that are level stand with the more silent ones first, then by name.
    """
    name = sort.removeprefix("-")
    engaged = engaged or {}
    rows = [Row(body, totals.get(body.pk, Totals()), engaged.get(body.pk)) for body in bodies]
    rows.sort(key=lambda row: row.body.name)
    if name == "force":
        return Table(rows[::-1] if sort.startswith("-") else rows)
    rows.sort(key=lambda row: -row.totals.silent)
    rows.sort(key=lambda row: FIGURES[name](row.totals), reverse=sort.startswith("-"))
    return Table(rows)


def succession(body, day):
    """(Its successor or None, its predecessors): of a PastDay those that had changed places by then, today all."""

    def known(ended):
        return not is_past(day) or ended.active_until is None or ended.active_until < day

    successor = body.successor if known(body) else None
    return successor, [earlier for earlier in body.predecessors.all() if known(earlier)]


# The items of one body -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Item:
    """One row of a body's page: the obligation with its status, what may be read of it, earlier deadlines."""

    obligation: Obligation
    said: Said
    moves: list = field(default_factory=list)


@dataclass(frozen=True)
class Asked:
    """What one inspection asks of a body: its totals, and the items of it that are shown."""

    inspection: Inspection
    totals: Totals
    items: list


def asked(obligations, totals, seat):
    """Obligations of one body grouped by inspection, oldest report first. `totals` is {inspection id: Totals}."""
    day = seat.as_at
    rows = as_they_stood(
        obligations.with_status(day)
        .for_list()
        .select_related("recommendation__cause")
        .order_by(
            "recommendation__inspection__published_on",
            "recommendation__inspection",
            F(facts_on(day).due_on).asc(nulls_last=True),
            "recommendation__sequence",
            "pk",
        ),
        day,
    )
    spoken, moves = said([row.pk for row in rows], seat), _moves(rows, day)
    return [
        Asked(
            inspection,
            totals[inspection.pk],
            [Item(row, spoken.get(row.pk, Said()), moves.get(row.pk, [])) for row in group],
        )
        for inspection, group in groupby(rows, key=lambda row: row.recommendation.inspection)
    ]


def _moves(rows, day):
    """{obligation id: the deadlines it had before, earliest first}, where its deadline was moved by then."""
    moved = Act.objects.filter(obligation__in=rows, kind=Act.Kind.MOVED, on__lte=day).order_by("obligation", "on", "pk")
    return {pk: [act.ended_due_on for act in acts] for pk, acts in groupby(moved, key=lambda act: act.obligation_id)}
