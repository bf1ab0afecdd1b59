"""What was asked: the report, the kind, the level, the cause of concern, on which condition, after which item."""

from functools import reduce
from itertools import groupby
from operator import or_

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from inspections.filtering import StrictFilterSet
from inspections.filters import report_choices
from inspections.models import ClosureLevel, Inspection, Recommendation
from responses.filters.choices import one, several

UNDER_CAUSE = "under_cause_of_concern"
KINDS = {
    Recommendation.Kind.RECOMMENDATION.value: _("Recommendation"),
    Recommendation.Kind.AREA_FOR_IMPROVEMENT.value: _("Area for improvement"),
    UNDER_CAUSE: _("Under a cause of concern"),
}

NO_LEVEL = "none"

CONDITIONS = {"yes": _("On a condition"), "no": _("On no condition")}

OF_FOLLOW_UP, CONTINUES, CONTINUED = "of_follow_up", "continues", "continued"
FOLLOW_UPS = {
    OF_FOLLOW_UP: _("Of a follow-up report"),
    CONTINUES: _("Continues an earlier item"),
    CONTINUED: _("Continued by a later item"),
}


class ItemFilters(StrictFilterSet):
    """Items by what they are. Their words, level and links are those of today, on an earlier day too."""

    inspection = several(_("Inspection"), field_name="recommendation__inspection__slug")
    kind = several(_("Kind"), list(KINDS.items()), method="of_kind")
    level = several(_("Level"), method="of_level")
    cause = several(_("Cause of concern"), field_name="recommendation__cause")
    condition = one(_("Condition"), _("With or without"), choices=list(CONDITIONS.items()), method="on_condition")
    follow_up = several(_("Follow-up"), list(FOLLOW_UPS.items()), method="followed_up")

    def get_form_class(self):
        """With what may be chosen."""
        reports = Inspection.objects.counted_for(self.seat)
        self.filters["inspection"].extra["choices"] = report_choices(reports)
        levels = [(str(level.pk), level.name) for level in ClosureLevel.objects.all()]
        self.filters["level"].extra["choices"] = [*levels, (NO_LEVEL, _("No level recorded"))]
        self.filters["cause"].extra["choices"] = _cause_choices(self.seat)
        return super().get_form_class()

    def of_kind(self, queryset, name, value):
        under_cause = Q(recommendation__cause__isnull=False) if UNDER_CAUSE in value else Q(pk__in=[])
        return queryset.filter(Q(recommendation__kind__in=value) | under_cause)

    def of_level(self, queryset, name, value):
        none = Q(recommendation__level=None) if NO_LEVEL in value else Q(pk__in=[])
        return queryset.filter(Q(recommendation__level__in=[key for key in value if key != NO_LEVEL]) | none)

    def on_condition(self, queryset, name, value):
        without = Q(recommendation__condition="")
        return queryset.filter(without if value == "no" else ~without)

    def followed_up(self, queryset, name, value):
        later = Recommendation.objects.visible_to(self.seat).filter(continues=OuterRef("recommendation"))
        report = "recommendation__inspection"
        meanings = {
            OF_FOLLOW_UP: Q(**{f"{report}__follow_up": True}) | Q(**{f"{report}__follows_up__isnull": False}),
            CONTINUES: Q(recommendation__continues__isnull=False),
            CONTINUED: Q(Exists(later)),
        }
        return queryset.filter(reduce(or_, (meanings[chosen] for chosen in value)))


def _cause_choices(seat):
    """The causes of concern that have items under them, by report: (report, [(key, "Cause of concern 1: …")])."""
    causes = Recommendation.objects.counted_for(seat).standing().filter(under_cause__isnull=False)
    causes = causes.distinct().select_related("inspection").order_by("inspection__title", "inspection", "sequence")
    return [
        (report.short, [(str(cause.pk), f"{cause.label}: {cause.short}") for cause in found])
        for report, found in groupby(causes, key=lambda cause: cause.inspection)
    ]
