"""The lists of compliance, forces and items as files."""

from django.utils.translation import gettext_lazy

from inspections.exports import of_bodies, of_items
from inspections.governance import engaged_on
from inspections.reports import standings_in_turn
from inspections.views.exports import Export
from responses.bodies import table
from responses.exports import of_responses
from responses.filters.compliance import order
from responses.filters.statutory import order as order_of_duties
from responses.listed import columns, lines
from responses.statutory import clocks_in_turn
from responses.views.compliance import ComplianceList
from responses.views.forces import ForceList
from responses.views.recommendations import RecommendationList
from responses.views.statutory_list import StatutoryList


class ComplianceExport(Export, ComplianceList):
    """Every body and item that the filters leave."""

    page, title = "responses:compliance_list", gettext_lazy("Compliance")

    def columns(self):
        return columns(self.request.as_at, self.link)

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
        rows = self.filterset.qs.order_by(*order_of_duties(self.filterset.sorted_by))
        return clocks_in_turn(rows, self.request.as_at, self.request.seat)


class RecommendationExport(Export, RecommendationList):
    """Items, each over all the bodies that it is addressed to."""

    page, title = "responses:recommendation_list", gettext_lazy("Recommendations")

    def columns(self):
        return of_items(self.link)

    def rows(self):
        return standings_in_turn(self.filterset.qs, self.request.seat)
