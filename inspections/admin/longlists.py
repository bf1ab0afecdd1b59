"""Lists of a million rows: what is looked for, counted and offered in them is asked of the few records they name."""

from datetime import date, timedelta

from django.contrib import admin
from django.db.models import Count, F, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.text import smart_split, unescape_string_literal
from django.utils.translation import gettext as _

from inspections.admin.lists import LONGEST_SEARCH
from inspections.models import Inspection, Recommendation

NEWEST = 20
"""Reports that a filter offers: a choice of thousands is none."""


class LongList:
    """A list that finds words through what its rows name, and offers days without looking which of them have rows.

    `found_through` maps the path to a record that rows name to the names of its fields that are searched; "" is the
    path to the row itself. Words that stand in none of them are found nowhere, and every word must be found.
    """

    found_through = {}
    has_days_ahead = False
    """Whether its days are deadlines, which lie ahead, and not what has happened."""

    def get_search_results(self, request, queryset, search_term):
        for word in smart_split(search_term.replace("\0", "")[:LONGEST_SEARCH]):
            quoted = word[0] == word[-1] and word[0] in "'\"" and len(word) > 1
            queryset = queryset.filter(self._naming(unescape_string_literal(word) if quoted else word))
        return queryset, False

    def _naming(self, word):
        named = Q()
        for path, names in self.found_through.items():
            holds = Q(*((f"{name}__icontains", word) for name in names), _connector=Q.OR)
            if path:
                holds = Q(**{f"{path}__in": self._records(path).filter(holds).order_by().values("pk")})
            named |= holds
        return named

    def _records(self, path):
        model = self.model
        for name in path.split("__"):
            model = model._meta.get_field(name).related_model
        return model._default_manager.all()

    def days(self, today):
        """The first and the last day that its date hierarchy offers, None while there is no report."""
        first = Inspection.objects.aggregate(first=Min("published_on"))["first"]
        last = Recommendation.objects.aggregate(last=Max("due_on"))["last"] if self.has_days_ahead else None
        return first and (first, max(today, last or today))


class Calendar:
    """A list as the date hierarchy of the administration asks it: for which years, months and days there are rows.

    All between the first and the last day of the list are offered. To look would be to read a million rows.
    """

    def __init__(self, rows, first, last):
        self.rows, self.first, self.last = rows, first, last

    def __getattr__(self, name):
        return getattr(self.rows, name)

    @property
    def queryset(self):
        return self

    def aggregate(self, **asked):
        return {"first": self.first, "last": self.last}

    def dates(self, field, part):
        """The days with which the years, or the months or days of what is chosen, begin."""
        year, month = (int(self.params.get(f"{field}__{one}", [0])[-1]) for one in ("year", "month"))
        if part == "year":
            return [date(year, 1, 1) for year in range(self.first.year, self.last.year + 1)]
        if part == "month":
            return [date(year or self.first.year, month, 1) for month in range(1, 13)]
        first = date(year or self.first.year, month or self.first.month, 1)
        return [day for day in (first + timedelta(days=n) for n in range(31)) if day.month == first.month]


class NewestReports(admin.RelatedFieldListFilter):
    """The newest reports, with the one that is chosen; others are found by typing their title."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.title = _("inspection (the newest; search for others by title)")

    def field_choices(self, field, request, model_admin):
        reports = Inspection.objects.order_by(F("published_on").desc(nulls_first=True), "-pk")
        newest = list(reports[:NEWEST])
        chosen = [int(key) for key in self.lookup_val or () if key.isdecimal() and len(key) < 19]
        others = reports.filter(pk__in=chosen).exclude(pk__in=[report.pk for report in newest])
        return [(report.pk, str(report)) for report in [*others, *newest]]


def how_many(rows, name):
    """A column: how many of these rows name a record in the field `name`, counted for the rows of a page alone."""
    counted = rows.filter(**{name: OuterRef("pk")}).order_by().values(name).annotate(count=Count("pk"))
    return Coalesce(Subquery(counted.values("count")), 0)
