"""The orders that the compliance list can stand in."""

from django.db.models import Case, F, IntegerField, Value, When
from django.utils.translation import gettext_lazy as _

from inspections.facts import facts_on, last_recorded_on
from inspections.keys import among
from inspections.models import Obligation
from inspections.pastday import is_past
from inspections.querysets import conditions
from inspections.statuses import MOST_PRESSING_FIRST

MATCH = "match"
"""The order of what is searched for: only rows that were searched by words have it."""

BY_STATUS = ("status", "-status")

FEW = 1_000
"""Rows before a page that are looked at again without asking whether that could be spared."""

SORTS = {
    "deadline": _("Earliest deadline first"),
    "-deadline": _("Latest deadline first"),
    "force": _("Force or body"),
    "-force": _("Force or body, last first"),
    "inspection": _("Inspection, oldest first"),
    "-inspection": _("Inspection, latest first"),
    "status": _("Status, most pressing first"),
    "-status": _("Status, closed first"),
    "-changed": _("Last change first"),
    "changed": _("Longest without change first"),
    MATCH: _("Best match first"),
}


def order(sort, day):
    """The order called `sort`, as expressions. The primary key ends it, so that no page overlaps the next."""
    name, turned = sort.removeprefix("-"), sort.startswith("-")
    due_on = F(facts_on(day).due_on)
    by_deadline = due_on.asc(nulls_last=True)
    whens = [When(conditions(day)[status], then=Value(place)) for place, status in enumerate(MOST_PRESSING_FIRST)]
    leading = {
        "deadline": due_on,
        "force": F("body__name"),
        "inspection": F("recommendation__inspection__published_on"),
        "status": Case(*whens, output_field=IntegerField()),
        "changed": last_recorded_on(day) if is_past(day) else F("changed_at"),
        MATCH: F(MATCH),
    }[name]
    following = {
        "force": [by_deadline],
        "status": [by_deadline],
        "inspection": ["recommendation__inspection", "recommendation__sequence", "body__name"],
        MATCH: [by_deadline],
    }.get(name, [])
    # Turned round as a whole, so that an index on the column serves both ways.
    first = leading.desc(nulls_first=True) if turned else leading.asc(nulls_last=True)
    return [first, *following, "-pk" if turned else "pk"]


class InOrder:
    """The keys of the rows of a filter in the order called `sort`, for a Paginator: `counted` are their Totals.

    A page asks for its own keys alone, which the indexes of obligations serve without reading a row; the later pages
    are reached from the end. `parts` are pairs of rows and the day as whose end they are asked for, the first that of
    the page: one, or for an earlier day those that were stirred since and the others (`ComplianceFilter.parts`).
    """

    def __init__(self, parts, sort, counted):
        self.parts, self.sort, self.counted = parts, sort, counted
        self.day = parts[0][1]

    def __len__(self):
        return self.counted.items

    def __getitem__(self, part):
        """The keys of a slice: a queryset of them, from either end."""
        first, end, n, shown = part.start, min(part.stop, len(self)), len(self), None
        if first >= end:
            return []
        if self.sort in BY_STATUS and n:
            shown, before = self._statuses(first, end)
            first, end, n = first - before, end - before, sum(self.counted[status] for status in shown)
        if first <= n - end:
            return self._keys(first, end, shown)
        return self._keys(n - end, n - first, shown, turned=True)

    def _keys(self, first, end, shown, *, turned=False):
        """The keys from `first` to before `end` of the rows that are `shown`; turned round, of those from behind."""
        ordered = [self._ordered(rows, day, shown, turned) for rows, day in self.parts]
        if len(ordered) == 1:
            return ordered[0].values_list("pk", flat=True)[first:end]
        # No more rows than were stirred stand between a row's place among the quiet ones and its place among all.
        passed = max(0, first - Obligation.objects.keys_stirred_since(self.day).count()) if first > FEW else 0
        stirred, quiet = ordered[0].values("pk")[:end], ordered[1].values("pk")[passed:end]
        found = [Obligation.objects.filter(pk__in=some).order_by().values("pk") for some in (stirred, quiet)]
        both = Obligation.objects.with_facts(self.day).filter(pk__in=found[0].union(found[1]))
        return self._ordered(both, self.day, shown, turned).values_list("pk", flat=True)[first - passed : end - passed]

    def _ordered(self, rows, day, shown, turned):
        expressions = order(self.sort, day)
        if shown:
            rows = rows.in_status(shown, day)
            # Within one status only what follows it orders the rows.
            expressions = expressions[1:] if len(shown) == 1 else expressions
        rows = rows.order_by(*expressions)
        return rows.reverse() if turned else rows

    def among(self, rows, keys):
        """Those of `rows`, obligations with the facts of the day, whose keys these are, in this order: one query.

        The place of what was searched for is only known where the search is: there it is two.
        """
        if self.sort != MATCH:
            return list(rows.filter(among("pk", keys)).order_by(*order(self.sort, self.day)))
        in_order = list(keys if keys.query.standard_ordering else keys[::-1])
        found = rows.in_bulk(in_order)
        return [found[key] for key in in_order if key in found]

    def _statuses(self, first, end):
        """The statuses in which the rows from `first` to before `end` are, and how many rows come before these."""
        places = MOST_PRESSING_FIRST if self.sort == "status" else MOST_PRESSING_FIRST[::-1]
        shown, before, passed = [], 0, 0
        for status in places:
            begins, passed = passed, passed + self.counted[status]
            if passed > first and begins < end:
                before = before if shown else begins
                shown.append(status)
        return shown, before
