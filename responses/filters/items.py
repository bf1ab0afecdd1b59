"""What was asked: the report, the kind, the level, the cause of concern, on which condition, after which item."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from itertools import groupby
from operator import or_

from django.db.models import CharField, DateField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from inspections.filtering import MOST_LISTED, StrictFilterSet, latest
from inspections.filters import report_choices
from inspections.models import ClosureLevel, Inspection, Recommendation
from responses.filters.choices import one, several
from responses.owners import members

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


UNLISTED = {
    "inspection": _(
        'The latest {most} are listed. Open an older one under <a class="govuk-link" href="{url}">Inspections</a> '
        "and select “All answers, to filter”."
    ),
    "cause": _("Those of the latest reports are listed, and of the inspections that are chosen."),
}
"""What the panel says of choices that it has no room for."""


KEY_LENGTH = 19
"""Digits of a number that is too long for a key."""


@dataclass(frozen=True)
class Named:
    """A row to choose: a report by its slug with its title and short title, a level, or a person with their address."""

    key: str
    name: str
    other: str
    published_on: date | None

    @property
    def slug(self):
        return self.key

    @property
    def short(self):
        """What lists call a report."""
        return self.other or self.name


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
        reports = self._choose("inspection", self.named["inspection"])
        self.filters["inspection"].extra["choices"] = report_choices(reports)
        levels = [(row.key, row.name) for row in self.named["level"]]
        self.filters["level"].extra["choices"] = [*levels, (NO_LEVEL, _("No level recorded"))]
        causes = self._choose("cause", _causes(self.seat, self._asked("cause"), self._asked("inspection")))
        self.filters["cause"].extra["choices"] = [
            (report.short, [(str(cause.pk), f"{cause.label}: {cause.short}") for cause in found])
            for report, found in groupby(causes, key=lambda cause: cause.inspection)
        ]
        return super().get_form_class()

    @cached_property
    def named(self):
        """What is chosen from short lists, {name of the filter: its Named rows in order}, in one query.

        The reports and levels, and for those who answer for a body their colleagues, who may own its items.
        """
        reports = _reports(self.seat, self._asked("inspection")).values_list(
            Value("inspection"), "slug", "title", "short_title", "published_on"
        )
        no_day = Value(None, output_field=DateField())
        levels = ClosureLevel.objects.values_list(Value("level"), Cast("pk", CharField()), "name", Value(""), no_day)
        others = [levels.order_by()]
        if self.seat.sides:
            people = members({side.body for side in self.seat.sides.values()}, self.seat.day)
            people = people.exclude(pk=self.seat.user.pk).order_by()
            others.append(people.values_list(Value("owner"), Cast("pk", CharField()), "name", "email", no_day))
        rows = {"inspection": [], "level": [], "owner": []}
        for of, *facts in reports.order_by().union(*others, all=True):
            rows[of].append(Named(*facts))
        for found in rows.values():
            found.sort(key=lambda row: (row.name, row.other))
        rows["inspection"].sort(key=lambda row: row.published_on or date.max, reverse=True)
        return rows

    def _asked(self, name):
        return [value for value in self.data.getlist(name) if "\0" not in value]

    def _choose(self, name, rows):
        """These rows as a list, with a word to the filter of what it does not list where that is long."""
        rows = list(rows)
        if len(rows) >= MOST_LISTED:
            self.filters[name].extra["help_text"] = format_html(
                UNLISTED[name], most=MOST_LISTED, url=reverse("inspections:inspection_list")
            )
        return rows

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


def _reports(seat, asked):
    """The reports to choose from: the latest, and those that are asked for."""
    reports = Inspection.objects.counted_for(seat)
    return latest(reports, F("published_on").desc(nulls_first=True), "title", chosen=Q(slug__in=asked))


def _causes(seat, asked, reports):
    """The causes of concern that have items under them, by report: of the latest reports, and those asked for."""
    under = Recommendation.objects.filter(cause=OuterRef("pk"))
    causes = Recommendation.objects.counted_for(seat).standing().filter(Exists(under))
    chosen = Q(pk__in=[int(key) for key in asked if key.isdecimal() and len(key) < KEY_LENGTH]) | Q(
        inspection__slug__in=reports
    )
    listed = latest(causes, F("inspection__published_on").desc(nulls_first=True), chosen=chosen)
    named = ("kind", "number", "subject", "text", "inspection__title", "inspection__short_title")
    in_order = listed.order_by("inspection__title", "inspection", "sequence")
    return in_order.select_related("inspection").only(*named)
