"""The filters of the table of forces, and of one body's page."""

from dataclasses import dataclass

import django_filters
from django.utils.translation import gettext_lazy as _

from inspections.filtering import StrictFilterSet
from inspections.models import Body
from inspections.statuses import OPEN, Status
from responses.standing import FIGURES

OPEN_ITEMS, ALL_ITEMS = "open", "all"

SORTS = {
    "-overdue": _("Most overdue first"),
    "-silent": _("Most with nothing recorded first"),
    "force": _("Force"),
    "share": _("Smallest share closed first"),
    "-share": _("Largest share closed first"),
}
"""What the phone's “Sort by” offers; the heads of the columns sort by every figure, either way."""


def every_sort():
    """Every order the table can stand in: those with a name of their own, then the heads of the columns."""
    other = [f"{sign}{name}" for name in ("force", *FIGURES) for sign in ("", "-")]
    return [*SORTS.items(), *((sort, sort) for sort in other if sort not in SORTS)]


class ForceFilter(StrictFilterSet):
    """Forces by nation and region."""

    nation = django_filters.ChoiceFilter(
        label=_("Nation"), choices=Body.Nation.choices, empty_label=_("England and Wales")
    )
    region = django_filters.ChoiceFilter(label=_("Region"), empty_label=_("All regions"))
    sort = django_filters.ChoiceFilter(
        label=_("Sort by"),
        choices=every_sort,
        empty_label=None,
        method="unsorted",
        error_messages={"invalid_choice": _("The table cannot be sorted by “%(value)s”.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        regions = (
            Body.objects.forces().exclude(region="").order_by("region").values_list("region", flat=True).distinct()
        )
        self.filters["region"].extra["choices"] = [(region, region) for region in regions]

    def unsorted(self, queryset, name, value):
        """The rows are sorted by their totals, which no row of a body holds."""
        return queryset

    @property
    def chosen_sort(self):
        """The order in force: a figure's name, "-" before it for the largest first."""
        return (self.form.is_valid() and self.form.cleaned_data["sort"]) or "-overdue"


@dataclass(frozen=True)
class Tab:
    """One of the choices of a body's page, and how many items it shows."""

    value: str
    label: str
    count: int
    current: bool

    @property
    def url(self):
        return f"?status={self.value}"


class OwedFilter(StrictFilterSet):
    """The items of one body: open ones (the default), all, or those in one status."""

    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=[(OPEN_ITEMS, _("Open items")), (ALL_ITEMS, _("All items")), *Status.choices],
        method="in_status",
        error_messages={"invalid_choice": _("There is no status called “%(value)s”.")},
    )

    @property
    def chosen(self):
        """What is shown: "open", "all" or a status."""
        return (self.form.is_valid() and self.form.cleaned_data["status"]) or OPEN_ITEMS

    def filter_queryset(self, queryset):
        return self.in_status(queryset, "status", self.chosen)

    def in_status(self, queryset, name, value):
        if value == ALL_ITEMS:
            return queryset
        return queryset.in_status(OPEN if value == OPEN_ITEMS else [value], self.seat.day)

    def tabs(self, totals):
        """A Tab for open and for all items, then for each status that has any."""
        counts = {OPEN_ITEMS: totals.open, ALL_ITEMS: totals.items, **totals.counts}
        always = (OPEN_ITEMS, ALL_ITEMS, self.chosen)
        return [
            Tab(value, label, counts[value], current=value == self.chosen)
            for value, label in self.filters["status"].extra["choices"]
            if counts[value] or value in always
        ]
