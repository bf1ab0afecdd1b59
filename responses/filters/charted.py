"""The charts of what the filter of the compliance list leaves."""

from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from inspections.dayends import standing, total
from inspections.models import Obligation
from inspections.pastday import PARAMETER
from inspections.statuses import Status
from responses.charts import charts, series
from responses.duties import duties
from responses.filters.bodies import OF_BODIES

BESIDE_FORCES = ("sort", "column", *OF_BODIES)
"""What the figures that are kept for each body can be narrowed by."""
LONG_SEARCH = 10
"""How much longer than other filters words take."""


class Charted:
    """The charts for a valid ComplianceFilter and the Totals that it counted."""

    def __init__(self, chosen, counted):
        self.chosen, self.counted = chosen, counted
        self.seat, self.day = chosen.seat, chosen.day
        self.form = chosen.form.cleaned_data

    def all(self):
        return [self.chart(name) for name in charts.NAMES]

    def chart(self, name):
        """The chart that addresses call so."""
        return {
            charts.OVER_TIME: self._over_time,
            charts.OVERDUE: self._overdue,
            charts.AGES: lambda: charts.ages(self._ages[0]),
            charts.LATENESS: lambda: charts.lateness(self._ages[1]),
            charts.STATUTORY: self._statutory,
        }[name]()

    @cached_property
    def _ends(self):
        return series.months_before(self.day)

    def _over_time(self):
        bodies, note, missing = self.chosen.bodies, "", 0
        if not any(value for name, value in self.form.items() if name not in BESIDE_FORCES):
            points, missing = series.kept(self.day, self.counted, bodies)
        elif self._may_count(bodies):
            points = series.counted(self._ends, self.day, self.counted, self._rows_on)
        else:
            points, missing = series.kept(self.day, total(standing(self.seat), bodies), bodies)
            note = _("More match than can be counted month by month: these are all items of the forces chosen.")
        return charts.over_time(points, missing=missing, note=note, address=self._address)

    def _may_count(self, bodies):
        within_a_report = self.counted.items if self.form["inspection"] and not self.form["status"] else None
        times = LONG_SEARCH if self.form["words"] else 1
        return series.may_count(self._ends, bodies, rows=within_a_report, times=times)

    def _rows_on(self, day):
        return self.chosen.rows_on(day, Obligation.objects.owed_on(day))

    def _address(self, day):
        """The list of these items as at the end of a day; of the page's own day as it is."""
        return self._list() if day == self.day else self._list(**{PARAMETER: day.isoformat()})

    def _overdue(self):
        totals = {body: totals for body, totals in self.chosen.by_body.items() if totals.items}
        return charts.overdue(totals, self.chosen.known_bodies, address=self._of_body)

    def _of_body(self, body):
        return self._list(force=body.slug, status=Status.OVERDUE.value)

    def _list(self, **otherwise):
        """The list of these items with other values of some parameters."""
        asked = self.chosen.data.copy()
        asked.pop("page", None)
        for name, value in otherwise.items():
            asked[name] = value
        return f"{reverse('responses:compliance_list')}?{asked.urlencode()}"

    @cached_property
    def _ages(self):
        return series.ages(self.chosen.parts, proposals=bool(self.seat.proposals and not self.seat.past))

    def _statutory(self):
        """Of the forces and the report that are chosen; all else that narrows says nothing of responses."""
        rows = duties().known_to(self.seat).filter(inspection__published_on__gte=series.begins(self.day))
        if (bodies := self.chosen.bodies) is not None:
            rows = rows.filter(force__in=bodies)
        if self.form["inspection"]:
            rows = rows.filter(inspection__slug__in=self.form["inspection"])
        return charts.statutory(rows.days_by_force(self.day), since=series.begins(self.day))
