"""The filter panel of the list of items."""

import django_filters
from django import forms
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from inspections.filtering import MOST_LISTED, DeadlineRangeForm, SortFilter, StrictFilterSet, day_filter, latest
from inspections.filters import (
    BY_OVERDUE,
    WORDS_MAX_LENGTH,
    body_choices,
    overdue_count,
    report_choices,
)
from inspections.labels import KINDS, labels_in
from inspections.models import Inspection, Obligation, Recommendation
from inspections.searching import all_words

IN_ITS_ORDER = ("inspection_id", "sequence")
LATEST_REPORT = (F("inspection__published_on").desc(nulls_first=True), *IN_ITS_ORDER)
EARLIEST_DEADLINE = (F("due_on").asc(nulls_last=True), *LATEST_REPORT)
"""What orders items that are level."""


class RecommendationFilter(StrictFilterSet):
    """Items by what they say and are called, report, kind, whom they are addressed to, and deadline."""

    sort = SortFilter(
        {
            "deadline": (_("Earliest deadline first"), _("Latest deadline first"), "due_on", *LATEST_REPORT),
            "report": (_("Oldest report first"), _("Latest report first"), "inspection__published_on", *IN_ITS_ORDER),
            "overdue": (_("Least overdue first"), _("Most overdue first"), "overdue", *EARLIEST_DEADLINE),
        },
        default="deadline",
    )
    words = django_filters.CharFilter(
        label=_("Words in the item"),
        help_text=_("Or what it is called, for example “recommendation 4”"),
        max_length=WORDS_MAX_LENGTH,
        method="with_words",
    )
    inspection = django_filters.ChoiceFilter(
        label=_("Inspection"), field_name="inspection__slug", empty_label=_("All inspections")
    )
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"),
        choices=[(kind.value, Recommendation.LONG_KINDS[kind]) for kind in KINDS],
        widget=forms.CheckboxSelectMultiple,
    )
    force = django_filters.ChoiceFilter(label=_("Addressed to"), method="addressed_to", empty_label=_("Anybody"))
    due_from = day_filter(field_name="due_on", lookup_expr="gte", label=_("Deadline from"))
    due_to = day_filter(field_name="due_on", lookup_expr="lte", label=_("Deadline to"), help_text="")

    class Meta(StrictFilterSet.Meta):
        form = DeadlineRangeForm

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reports = self._reports
        self.filters["inspection"].extra["choices"] = report_choices(reports)
        if len(reports) >= MOST_LISTED:
            self.filters["inspection"].extra["help_text"] = _(
                "The latest %(most)s are listed. An older one lists its items on its own page, under Inspections."
            ) % {"most": MOST_LISTED}
        self.filters["force"].extra["choices"] = body_choices(self.day)

    @property
    def _reports(self):
        """The reports to choose from: the latest, and the one that is asked for."""
        reports = Inspection.objects.visible_to(self.seat).known_on(self.day)
        asked = Q(slug__in=[slug for slug in self.data.getlist("inspection") if "\0" not in slug])
        listed = latest(reports, F("published_on").desc(nulls_first=True), "title", chosen=asked)
        return list(listed.only("slug", "title", "short_title", "published_on"))

    def filter_queryset(self, queryset):
        if self.sorted_by in BY_OVERDUE:
            queryset = queryset.annotate(overdue=overdue_count(self.seat, "recommendation"))
        return super().filter_queryset(queryset)

    def with_words(self, queryset, _name, words):
        """Every word stands in the item. What an item is called stands for its kind and number."""
        named, rest = labels_in(words)
        for kind, number in named:
            queryset = queryset.filter(kind=kind, number__iexact=number)
        return queryset.filter(all_words(rest, "text", "subject", "section", "number"))

    def addressed_to(self, queryset, _name, slug):
        addressed = Obligation.objects.addressed_as_at(self.day).visible_to(self.seat).filter(body__slug=slug)
        return queryset.filter(Exists(addressed.filter(recommendation=OuterRef("pk"))))
