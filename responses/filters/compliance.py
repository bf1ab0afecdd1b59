"""The filter panel of the compliance list, and the orders it can stand in."""

from functools import reduce
from operator import or_

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, F, IntegerField, Q, Value, When
from django.utils.translation import gettext_lazy as _

from inspections.facts import facts_on, last_recorded_on
from inspections.filtering import DeadlineRangeForm, OrderFilter, StrictFilterSet, day_filter
from inspections.filters import body_choices, occurs, report_choices
from inspections.models import Body, ClosureLevel, Inspection, Recommendation
from inspections.pastday import is_past
from inspections.querysets import conditions, is_open
from inspections.statuses import MOST_PRESSING_FIRST, Status, Totals
from responses.filters.owners import OwnerFilter
from responses.filters.phases import PhaseFilter
from responses.models import ProgressUpdate, Response

MOST_WORDS = 8

ALL_FORCES, NATIONAL_BODIES = "all-forces", "national-bodies"
GROUPS = {ALL_FORCES: Q(body__kind=Body.Kind.FORCE), NATIONAL_BODIES: ~Q(body__kind=Body.Kind.FORCE)}
"""Whole tables of the page of forces, as choices beside single bodies."""
MINE = "my-forces"
"""The forces that a liaison looks after, whoever that is: a choice for liaisons alone."""
WHOLE_GROUPS = ((ALL_FORCES, _("All forces")), (NATIONAL_BODIES, _("All national bodies")))

UNDER_CAUSE = "under_cause_of_concern"
KINDS = {
    Recommendation.Kind.RECOMMENDATION.value: _("Recommendation"),
    Recommendation.Kind.AREA_FOR_IMPROVEMENT.value: _("Area for improvement"),
    UNDER_CAUSE: _("Under a cause of concern"),
}

NO_LEVEL = "none"

NOTHING_RECORDED, PAST_TARGET, WAITING = "nothing_recorded", "past_target", "waiting"
MARKS = {
    NOTHING_RECORDED: _("Nothing recorded"),
    PAST_TARGET: _("Past its own target"),
    WAITING: _("Waiting on another body"),
}

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
    }[name]
    following = {
        "force": [by_deadline],
        "status": [by_deadline],
        "inspection": ["recommendation__inspection", "recommendation__sequence", "body__name"],
    }.get(name, [])
    # Turned round as a whole, so that an index on the column serves both ways.
    first = leading.desc(nulls_first=True) if turned else leading.asc(nulls_last=True)
    return [first, *following, "-pk" if turned else "pk"]


def at_most_a_few_words(text):
    if len(text.split()) > MOST_WORDS:
        raise ValidationError(_("Search for %(most)d words at most."), params={"most": MOST_WORDS})


def several(label, choices=(), **kwargs):
    """A filter by any of several values, as tick boxes."""
    return django_filters.MultipleChoiceFilter(
        label=label,
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        **kwargs,
    )


def one(label, empty_label, **kwargs):
    """A filter by one value, as a list to choose from."""
    return django_filters.ChoiceFilter(
        label=label,
        empty_label=empty_label,
        **kwargs,
    )


class ComplianceFilter(StrictFilterSet):
    """All that is owed on the day, by what it is, whose it is and how it stands."""

    sort = OrderFilter(SORTS, default="deadline")
    words = django_filters.CharFilter(
        label=_("Words in the item or the answer"),
        help_text=_("In answers, only where you may read them"),
        max_length=100,
        validators=[at_most_a_few_words],
        method="with_words",
    )
    status = several(_("Status"), Status.choices, method="unchanged")
    force = several(_("Force or national body"), method="owed_by")
    inspection = one(_("Inspection"), _("All inspections"), field_name="recommendation__inspection__slug")
    kind = several(_("Kind"), list(KINDS.items()), method="of_kind")
    mark = several(
        _("Marks"),
        list(MARKS.items()),
        help_text=_("Own targets only where you may read the answer"),
        method="marked",
    )
    due_from = day_filter(field_name="due_on", lookup_expr="gte", label=_("Deadline from"))
    due_to = day_filter(field_name="due_on", lookup_expr="lte", label=_("Deadline to"), help_text="")
    phase = PhaseFilter("body")
    level = one(_("Level"), _("Any level"), method="of_level")
    position = several(
        _("What the answer says"),
        Response.Position.choices,
        help_text=_("Only answers that you may read"),
        method="in_position",
    )

    owner = OwnerFilter()

    class Meta(StrictFilterSet.Meta):
        form = DeadlineRangeForm

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        mine = [(MINE, _("My forces"))] if self.seat.forces else []
        self.filters["force"].extra["choices"] = mine + [
            (group, [whole, *bodies])
            for whole, (group, bodies) in zip(WHOLE_GROUPS, body_choices(self.day), strict=True)
        ]
        self.filters["inspection"].extra["choices"] = report_choices(Inspection.objects.counted_for(self.seat))
        for name in ("due_from", "due_to"):
            self.filters[name].field_name = facts_on(self.day).due_on
        levels = [(str(level.pk), level.name) for level in ClosureLevel.objects.all()]
        self.filters["level"].extra["choices"] = [*levels, (NO_LEVEL, _("No level recorded"))]

    def filter_queryset(self, queryset):
        """Filtered by everything; `regardless` keeps the rows as they are without the choice of statuses."""
        self.regardless = super().filter_queryset(queryset)
        chosen = self.form.cleaned_data["status"]
        return self.regardless.in_status(chosen, self.day) if chosen else self.regardless

    def count(self):
        """Totals of the rows that match, by one grouped query over those of every status.

        The boxes of the statuses then say how many rows a tick brings.
        """
        if not self.form.is_valid():
            return Totals()
        regardless = self.regardless.totals(self.day)
        self.form.fields["status"].widget.choices = [
            (status.value, f"{status.label} ({regardless[status]})") for status in Status
        ]
        chosen = self.form.cleaned_data["status"] or Status.values
        return Totals(
            counts={status: regardless[status] if status in chosen else 0 for status in Status},
            silent=regardless.silent if Status.OVERDUE in chosen else 0,
        )

    def unchanged(self, queryset, name, value):
        return queryset

    def with_words(self, queryset, name, value):
        """Rows in which every word occurs: in the item, or in an answer that the viewer may read."""
        answers, known = Response.objects.readable_by(self.seat), Response.objects.known_to(self.seat)
        notes = ProgressUpdate.objects.readable_by(self.seat)
        for word in value.split():
            item = [f"recommendation__{name}" for name in ("text", "subject", "section", "inspection__title")]
            queryset = queryset.filter(
                occurs(word, *item)
                | Q(pk__in=answers.filter(occurs(word, "action", "comment")).order_by().values("obligation"))
                | Q(pk__in=known.filter(occurs(word, "lead", "evidence")).order_by().values("obligation"))
                | Q(pk__in=notes.filter(text__icontains=word).order_by().values("obligation"))
            )
        return queryset

    def owed_by(self, queryset, name, value):
        groups = [GROUPS[slug] for slug in value if slug in GROUPS]
        groups += [Q(body__in=self.seat.forces)] if MINE in value else []
        return queryset.filter(reduce(or_, groups, Q(body__slug__in=value)))

    def of_kind(self, queryset, name, value):
        under_cause = Q(recommendation__cause__isnull=False) if UNDER_CAUSE in value else Q(pk__in=[])
        return queryset.filter(Q(recommendation__kind__in=value) | under_cause)

    def marked(self, queryset, name, value):
        late = Response.objects.known_to(self.seat).past_target(self.day)
        facts = facts_on(self.day)
        meanings = {
            NOTHING_RECORDED: is_open(facts) & facts.are(answered_on=None),
            PAST_TARGET: Q(pk__in=late.order_by().values("obligation")),
            WAITING: facts.are(closed_on=None) & self._waits,
        }
        return queryset.with_waiting(self.day).filter(reduce(or_, (meanings[mark] for mark in value)))

    @property
    def _waits(self):
        return ~Q(waiting_on_then="") if is_past(self.day) else Q(waiting_on__isnull=False)

    def of_level(self, queryset, name, value):
        return queryset.filter(recommendation__level=None if value == NO_LEVEL else value)

    def in_position(self, queryset, name, value):
        answers = Response.objects.readable_by(self.seat).filter(position__in=value)
        return queryset.filter(pk__in=answers.order_by().values("obligation"))
