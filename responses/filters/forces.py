"""The filters of the table of forces, and of one body's page."""

from dataclasses import dataclass

import django_filters
from django.utils.translation import gettext_lazy as _

from inspections.back import query
from inspections.filtering import OrderFilter, StrictFilterSet
from inspections.models import Body
from inspections.statuses import OPEN, Status
from responses.filters.phases import PhaseFilter

OPEN_ITEMS, ALL_ITEMS = "open", "all"

MINE = "mine"
"""The forces that a liaison looks after: a choice for liaisons alone."""

MOST_AND_FEWEST = {
    "overdue": (_("Most overdue first"), _("Fewest overdue first")),
    "silent": (_("Most with nothing recorded first"), _("Fewest with nothing recorded first")),
    "share": (_("Largest share closed first"), _("Smallest share closed first")),
    "items": (_("Most items first"), _("Fewest items first")),
    "closed": (_("Most closed first"), _("Fewest closed first")),
    "reported_complete": (_("Most reported complete first"), _("Fewest reported complete first")),
    "no_action": (_("Most with no action first"), _("Fewest with no action first")),
    "not_due": (_("Most not yet due first"), _("Fewest not yet due first")),
    "due_soon": (_("Most due soon first"), _("Fewest due soon first")),
    "no_deadline": (_("Most without a deadline first"), _("Fewest without a deadline first")),
}
SORTS = {
    **{f"-{name}": most for name, (most, _fewest) in MOST_AND_FEWEST.items()},
    "force": _("By name"),
    "-force": _("By name, last first"),
    **{name: fewest for name, (_most, fewest) in MOST_AND_FEWEST.items()},
}
"""Every order that the heads of the columns give the table, and the phone's “Sort by” as well."""


class ForceFilter(StrictFilterSet):
    """Forces by nation, region and phase of monitoring; for a liaison also those that are theirs."""

    whose = django_filters.ChoiceFilter(
        label=_("Forces"), choices=[(MINE, _("My forces"))], empty_label=_("All forces"), method="of_liaison"
    )
    nation = django_filters.ChoiceFilter(
        label=_("Nation"), choices=Body.Nation.choices, empty_label=_("England and Wales")
    )
    region = django_filters.ChoiceFilter(label=_("Region"), empty_label=_("All regions"))
    phase = PhaseFilter()
    sort = OrderFilter(SORTS, default="-overdue")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        regions = (
            Body.objects.forces()
            .known_on(self.day)
            .exclude(region="")
            .order_by("region")
            .values_list("region", flat=True)
            .distinct()
        )
        self.filters["region"].extra["choices"] = [(region, region) for region in regions]
        if not self.seat.forces:
            del self.filters["whose"]

    def of_liaison(self, queryset, _name, _value):
        return queryset.filter(pk__in=[force.pk for force in self.seat.forces])


@dataclass(frozen=True)
class Tab:
    """One of the choices of a body's page, and how many items it shows."""

    value: str
    label: str
    count: int
    current: bool
    url: str


class OwedFilter(StrictFilterSet):
    """The items of one body: open ones (the default), all, or those in one status."""

    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=[(OPEN_ITEMS, _("Open items")), (ALL_ITEMS, _("All items")), *Status.choices],
        method="in_status",
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
        return queryset.in_status(OPEN if value == OPEN_ITEMS else [value], self.day)

    def tabs(self, totals):
        """A Tab for open and for all items, then for each status that has any."""
        counts = {OPEN_ITEMS: totals.open, ALL_ITEMS: totals.items, **totals.counts}
        always, here = (OPEN_ITEMS, ALL_ITEMS, self.chosen), query(self.request)
        return [
            Tab(value, label, counts[value], value == self.chosen, f"{here}{'&' if here else '?'}status={value}")
            for value, label in self.filters["status"].extra["choices"]
            if counts[value] or value in always
        ]
