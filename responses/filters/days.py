"""When: deadlines, days overdue, closures and last changes."""

from datetime import datetime, time, timedelta

from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from inspections.facts import facts_on, last_recorded_on
from inspections.filtering import StrictFilterSet, day_filter
from inspections.pastday import is_past
from inspections.querysets import conditions
from inspections.statuses import Status
from responses.filters.choices import days

OF_FACTS = ("due_from", "due_to", "closed_from", "closed_to")


class DayFilters(StrictFilterSet):
    """Rows by their days: those in force, or those at the end of the earlier day that the page tells of."""

    due_from = day_filter(field_name="due_on", lookup_expr="gte", label=_("Deadline from"))
    due_to = day_filter(field_name="due_on", lookup_expr="lte", label=_("Deadline to"), help_text="")
    overdue_at_least = days(_("Overdue by at least, days"), method="overdue_for")
    overdue_at_most = days(_("Overdue by at most, days"), method="overdue_for")
    closed_from = day_filter(field_name="closed_on", lookup_expr="gte", label=_("Closed from"), help_text="")
    closed_to = day_filter(field_name="closed_on", lookup_expr="lte", label=_("Closed to"), help_text="")
    changed_since = day_filter(
        label=_("Changed since"), help_text=_("Anything recorded on that day or later"), method="recorded_since"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in OF_FACTS:
            self.filters[name].field_name = getattr(facts_on(self.day), self.filters[name].field_name)

    def overdue_for(self, queryset, name, value):
        """Overdue items whose deadline passed so many days ago, or more, or fewer."""
        lookup = "lte" if name == "overdue_at_least" else "gte"
        passed = facts_on(self.day).are(**{f"due_on__{lookup}": self.day - timedelta(days=int(value))})
        return queryset.filter(conditions(self.day)[Status.OVERDUE] & passed)

    def recorded_since(self, queryset, name, value):
        if is_past(self.day):
            return queryset.annotate(recorded_on=last_recorded_on(self.day)).filter(recorded_on__gte=value)
        return queryset.filter(changed_at__gte=make_aware(datetime.combine(value, time.min)))
