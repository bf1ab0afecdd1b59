"""The filter by the phase of monitoring that a force is in on the day of the page."""

import django_filters
from django.utils.translation import gettext_lazy as _

from inspections.governance import engaged_on
from inspections.models import Body, MonitoringPhase

Phase = MonitoringPhase.Phase


class PhaseFilter(django_filters.ChoiceFilter):
    """Forces in one phase, or what these owe: `path` leads to the force, "" where the rows are forces themselves.

    A force of which no phase is recorded is in Scan, as every force is. National bodies are in none.
    """

    def __init__(self, path=""):
        super().__init__(
            label=_("Monitoring phase"),
            choices=[(Phase.ENGAGE.value, _("In Engage")), (Phase.SCAN.value, _("In Scan"))],
            empty_label=_("Any phase"),
        )
        self.path = f"{path}__" if path else ""

    def filter(self, queryset, value):
        """Rows of the forces in that phase on the day of the page."""
        if not value:
            return queryset
        engaged = {f"{self.path}pk__in": list(engaged_on(self.parent.day))}
        if value == Phase.ENGAGE:
            return queryset.filter(**engaged)
        return queryset.filter(**{f"{self.path}kind": Body.Kind.FORCE}).exclude(**engaged)
