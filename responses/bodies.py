"""How bodies stand, as their pages tell it: figures by body, items by report, words where they may be read."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Subquery
from django.utils.translation import gettext as _

from inspections.asat import as_they_stood
from inspections.facts import facts_on
from inspections.keys import among
from inspections.models import Act, Body, Inspection, Obligation
from inspections.pastday import is_past
from inspections.statuses import Status, Totals
from inspections.wording import day_words, times_moved_in_words
from responses.said import Said, told, with_words
from responses.wording import marks, since

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


def with_succession(bodies):
    """Bodies with what `succession` asks of one."""
    followed = Body.objects.filter(successor=OuterRef("pk"))
    return bodies.select_related("successor").annotate(has_followed=Exists(followed))


def succession(body, day):
    """(Its successor or None, its predecessors): of a PastDay those that had changed places by then, today all.

    Few bodies have followed others: only then a query.
    """

    def known(ended):
        return not is_past(day) or ended.active_until is None or ended.active_until < day

    successor = body.successor if known(body) else None
    earlier = body.predecessors.all() if body.has_followed else []
    return successor, [one for one in earlier if known(one)]


# The items of one body-----------------------------------------------------------------------------------------------

ROWS = 50
"""Items that a body's page shows at a time."""


@dataclass(frozen=True)
class Item:
    """One row of a body's page: the obligation with its status, and what may be read of it."""

    obligation: Obligation
    said: Said

    @property
    def particulars(self):
        """What belongs to the item besides its words, a line each."""
        row, item = self.obligation, self.obligation.recommendation
        told = []
        if item.cause:
            told.append(_("Cause of concern: %(cause)s") % {"cause": item.cause.short})
        if item.condition:
            told.append(_("On a condition: %(condition)s") % {"condition": item.condition})
        if row.moves:
            words = times_moved_in_words(row.moves)
            first = row.moved_from_on and day_words(row.moved_from_on)
            told.append(_("%(moved)s, from %(day)s") % {"moved": words, "day": first} if first else words)
        return told

    @property
    def marks(self):
        return marks(self.obligation, self.said.past_target)

    @property
    def since(self):
        return since(self.obligation)


@dataclass(frozen=True)
class Asked:
    """What one inspection asks of a body: its totals, and the items of it that are shown."""

    inspection: Inspection
    totals: Totals
    items: list

    @property
    def words(self):
        """When it was published, and how what it asks stands, in a sentence."""
        counts = {
            "day": day_words(self.inspection.published_on),
            "open": self.totals.open,
            "items": self.totals.items,
            "closed": self.totals[Status.CLOSED],
            "complete": self.totals[Status.REPORTED_COMPLETE],
            "no_action": self.totals[Status.NO_ACTION],
        }
        told = _("Published %(day)s. %(open)s open of %(items)s; %(closed)s closed, %(complete)s reported complete")
        refused = _(", %(no_action)s no action") if counts["no_action"] else ""
        return f"{(told + refused) % counts}."


def by_deadline(obligations, day):
    """The keys of obligations, the earliest deadline first: what is overdue, then what is due, then the undated."""
    return obligations.order_by(F(facts_on(day).due_on).asc(nulls_last=True), "pk").values_list("pk", flat=True)


def asked(keys, owed, seat, *, known):
    """The obligations of a page (their `keys`, a query) by inspection, the one with the earliest deadline first.

    `owed` is all that the body owes, and `known` whether the viewer reads whatever there is of it. Two queries, and one
    more on an earlier day where something waited.
    """
    day = seat.as_at
    moves = Act.objects.filter(obligation=OuterRef("pk"), kind=Act.Kind.MOVED, on__lte=day)
    counted = moves.order_by().values("obligation").annotate(n=Count("pk")).values("n")
    rows = owed.filter(among("pk", keys)).with_status(day)
    rows = rows.select_related("recommendation__inspection", "recommendation__cause", "waiting_on")
    rows = with_words(rows, seat, known=known).annotate(
        moves=Subquery(counted), moved_from_on=Subquery(moves.order_by("on", "pk").values("ended_due_on")[:1])
    )
    rows = as_they_stood(rows, day)
    rows.sort(key=lambda row: (row.due_on or date.max, row.recommendation.sequence, row.pk))
    words, reports = told(rows, seat), {}
    for row in rows:
        reports.setdefault(row.recommendation.inspection, []).append(Item(row, words[row.pk]))
    totals = owed.filter(recommendation__inspection__in=reports).totals_by("recommendation__inspection", day)
    return [Asked(report, totals[report.pk], items) for report, items in reports.items()]
