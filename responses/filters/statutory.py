"""The filter panel of the list of statutory responses, and the orders it can stand in."""

from django.db.models import F, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from inspections.filtering import MOST_LISTED, OrderFilter, StrictFilterSet, latest
from inspections.filters import body_choices, report_choices
from inspections.models import Inspection
from inspections.wording import number_words
from responses.duties import StateTotals
from responses.filters.bodies import ALL_FORCES, MINE
from responses.filters.choices import one, several
from responses.stages import Stage, State

SORTS = {
    "-report": _("Newest report first"),
    "report": _("Oldest report first"),
    "state": _("Most pressing first"),
    "-state": _("Most pressing last"),
    "force": _("By force"),
    "-force": _("By force, last first"),
}
BY_REPORT = ("report", "-report")

UNLISTED = _(
    'The latest {most} are listed. Open an older one under <a class="govuk-link" href="{url}">Inspections</a> '
    "and follow its statutory responses."
)
"""What the panel says of the reports that it has no room for."""


def order(sort):
    """The order called `sort`, as expressions. The primary key ends it, so that no page overlaps the next.

    Of two that are equally pressing the older report comes first: its last day is nearer, or longer ago.
    """
    name, turned = sort.removeprefix("-"), sort.startswith("-")
    report = [F("inspection__title"), F("inspection")]
    oldest = F("inspection__published_on").asc()
    leading, following = {
        "report": (F("inspection__published_on"), [*report, F("force__name")]),
        "force": (F("force__name"), [F("inspection__published_on").desc(), *report]),
        "state": (F("place"), [oldest, *report, F("force__name")]),
    }[name]
    return [leading.desc() if turned else leading.asc(), *following, "pk"]


class StatutoryFilter(StrictFilterSet):
    """Duties to respond by force, report, year, and how they stand. Those who answer for forces begin with these."""

    sort = OrderFilter(SORTS, default="-report")
    state = several(_("How it stands"), State.choices, method="unchanged")
    stage = several(_("How far it is"), field_name="stage")
    force = several(_("Force"), method="owed_for")
    inspection = one(_("Inspection"), _("All inspections"), field_name="inspection__slug")
    year = one(_("Year of publication of the report"), _("All years"), field_name="inspection__published_on__year")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reports = Inspection.objects.counted_for(self.seat)
        listed = self._listed(reports)
        [(_group, forces), *_others] = body_choices(self.day)
        mine = [(MINE, _("My forces"))] if self.seat.forces else []
        self.filters["force"].extra["choices"] = [*mine, (ALL_FORCES, _("All forces")), *forces]
        self.filters["inspection"].extra["choices"] = report_choices(listed)
        if len(listed) >= MOST_LISTED:
            self.filters["inspection"].extra["help_text"] = format_html(
                UNLISTED, most=MOST_LISTED, url=reverse("inspections:inspection_list")
            )
        years = reports.dates("published_on", "year", order="DESC")
        self.filters["year"].extra["choices"] = [(str(first.year), str(first.year)) for first in years]
        self.filters["stage"].extra["choices"] = [
            (stage.value, stage.label) for stage in Stage if not (self.seat.oversees and stage is Stage.IN_HAND)
        ]

    def _listed(self, reports):
        """The reports to choose from: the latest, and the one that is asked for."""
        asked = Q(slug__in=[slug for slug in self.data.getlist("inspection") if "\0" not in slug])
        chosen = latest(reports, F("published_on").desc(nulls_first=True), "title", chosen=asked)
        return list(chosen.only("slug", "title", "short_title", "published_on"))

    @property
    def is_ours(self):
        """Whether only the viewer's own forces are shown because no force is chosen."""
        return bool(self.seat.sides) and not self.form.cleaned_data.get("force")

    def filter_queryset(self, queryset):
        """Filtered by everything; `regardless` keeps the rows as they are without the choice of how they stand."""
        if self.is_ours:
            queryset = queryset.filter(force__in=list(self.seat.sides))
        if self.form.cleaned_data["stage"]:
            queryset = queryset.with_stage(self.seat)
        self.regardless = super().filter_queryset(queryset)
        chosen = self.form.cleaned_data["state"]
        rows = self.regardless.with_state(self.day)
        return rows.in_state(chosen, self.day) if chosen else rows

    def count(self):
        """StateTotals of the rows that match; the boxes of the states say how many rows a tick brings."""
        if not self.form.is_valid():
            return StateTotals()
        regardless = self.regardless.totals(self.day)
        self.form.fields["state"].widget.choices = [
            (state.value, f"{state.label} ({number_words(regardless[state])})") for state in State
        ]
        chosen = self.form.cleaned_data["state"] or State.values
        counts = {state: regardless[state] if state in chosen else 0 for state in State}
        return StateTotals(counts, regardless.silent if State.OVERDUE in chosen else 0)

    def unchanged(self, queryset, name, value):
        return queryset

    def owed_for(self, queryset, name, value):
        if ALL_FORCES in value:
            return queryset
        mine = Q(force__in=self.seat.forces) if MINE in value else Q(pk__in=[])
        return queryset.filter(Q(force__slug__in=value) | mine)
