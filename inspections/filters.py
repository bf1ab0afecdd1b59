"""The filter of the list of inspections, and what the register's lists are searched and sorted by."""

import django_filters
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from inspections.filtering import SortFilter, StrictFilterSet
from inspections.models import Body, Inspection, Obligation
from inspections.searching import all_words
from inspections.statuses import Status

WORDS_MAX_LENGTH = 200
"""Characters of a search: enough for a sentence, and fewer than any database refuses in a condition."""

BY_OVERDUE = ("overdue", "-overdue")
"""The orders that need each row's overdue to be counted, which the others are spared."""


def body_choices(day):
    """Whom items are addressed to, as `grouped`."""
    return grouped(Body.objects.addressable().known_on(day).order_by("name").only("kind", "slug", "name"))


def grouped(bodies):
    """Those of some bodies that items are addressed to, forces apart: (name of the group, [(slug, name)])."""
    groups = {kind: [] for kind in Body.ADDRESSABLE_KINDS}
    for body in bodies:
        if body.kind in groups:
            groups[body.kind].append((body.slug, body.name))
    return list(zip((_("Forces"), _("National bodies")), groups.values(), strict=True))


def report_choices(inspections):
    """Reports as lists call them, each with its year where it has one: (slug, "Safer in custody (2025)")."""
    return [(report.slug, _with_year(report)) for report in inspections]


def _with_year(report):
    year = str(report.published_on.year) if report.published_on else ""
    return report.short if year in report.short else f"{report.short} ({year})"


def overdue_count(seat, path):
    """How many bodies are overdue with an item, or with those of a report: `path` leads there from what they owe."""
    owed = Obligation.objects.owed_for(seat)
    overdue = owed.in_status([Status.OVERDUE], seat.as_at).filter(**{path: OuterRef("pk")})
    counted = overdue.order_by().values(path).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


class InspectionFilter(StrictFilterSet):
    """Reports by the words of their title, by type and by year of publication."""

    words = django_filters.CharFilter(
        label=_("Words in the title"), method="with_words", max_length=WORDS_MAX_LENGTH, strip=True
    )
    type = django_filters.ChoiceFilter(label=_("Type"), method="of_type", empty_label=_("All types"))
    year = django_filters.ChoiceFilter(label=_("Year"), field_name="published_on__year", empty_label=_("All years"))
    sort = SortFilter(
        {
            "published": (_("Oldest first"), _("Newest first"), "published_on", "title"),
            "title": (_("Title, A to Z"), _("Title, Z to A"), "title"),
            "overdue": (_("Least overdue first"), _("Most overdue first"), "overdue", "title"),
        },
        default="-published",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["type"].extra["choices"] = [
            (name, Inspection._meta.get_field(name).verbose_name) for name in Inspection.TYPES
        ]
        years = Inspection.objects.visible_to(self.seat).known_on(self.day).dates("published_on", "year", order="DESC")
        self.filters["year"].extra["choices"] = [(str(first.year), str(first.year)) for first in years]

    def filter_queryset(self, queryset):
        if self.sorted_by in BY_OVERDUE:
            queryset = queryset.annotate(overdue=overdue_count(self.seat, "recommendation__inspection"))
        return super().filter_queryset(queryset)

    def with_words(self, queryset, _name, words):
        return queryset.filter(all_words(words, "title", "short_title"))

    def of_type(self, queryset, _name, value):
        return queryset.filter(**{value: True})
