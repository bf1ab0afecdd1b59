"""The lists of compliance, forces and items as files."""

from django.utils.translation import gettext_lazy

from inspections.exports import of_bodies, of_items
from inspections.governance import engaged_on
from inspections.models import Obligation
from inspections.reports import standings
from inspections.tables import chunks
from inspections.views.exports import AT_A_TIME, Export
from responses.bodies import table
from responses.exporting import columns, lines
from responses.exports import of_responses
from responses.filters.compliance import order
from responses.filters.statutory import order as order_of_duties
from responses.statutory import clocks_of
from responses.views.compliance import ComplianceList
from responses.views.forces import ForceList
from responses.views.recommendations import RecommendationList
from responses.views.statutory_list import StatutoryList


class ComplianceExport(Export, ComplianceList):
    """Every body and item that the filters leave."""

    page, title = "responses:compliance_list", gettext_lazy("Compliance")

    def columns(self):
        before, after = self.link(Obligation(pk=0)).split("/0/")
        return columns(self.request.as_at, lambda obligation: f"{before}/{obligation.pk}/{after}")

    def rows(self):
        rows = self.filterset.qs.order_by(*order(self.filterset.sorted_by, self.request.as_at))
        return lines(rows, self.request.seat)


class ForceExport(Export, ForceList):
    """Forces beside one another, with the national bodies where nothing narrows the list."""

    page, title = "responses:force_list", gettext_lazy("Forces")

    def columns(self):
        return of_bodies(self.link)

    def rows(self):
        sort = self.filterset.sorted_by
        forces = table(self.filterset.qs, self.totals, sort, engaged_on(self.request.as_at)).rows
        return forces if self.filterset.is_narrowed else forces + table(self.others, self.totals, sort).rows


class StatutoryExport(Export, StatutoryList):
    """Statutory responses, each with its report and its days."""

    page, title = "responses:statutory_list", gettext_lazy("Statutory responses")

    def columns(self):
        return of_responses(self.link)

    def rows(self):
        rows = self.filterset.qs.for_list().order_by(*order_of_duties(self.filterset.sorted_by))
        for few in chunks(rows.iterator(chunk_size=AT_A_TIME), AT_A_TIME):
            yield from clocks_of(few, self.request.as_at, self.request.seat)


class RecommendationExport(Export, RecommendationList):
    """Items, each over all the bodies that it is addressed to."""

    page, title = "responses:recommendation_list", gettext_lazy("Recommendations")

    def columns(self):
        return of_items(self.link)

    def rows(self):
        for items in chunks(self.filterset.qs.iterator(chunk_size=AT_A_TIME), AT_A_TIME):
            yield from standings(items, self.request.seat)
