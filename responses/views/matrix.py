from urllib.parse import urlencode

from django.urls import reverse

from inspections.matrix import by_items, by_reports
from inspections.models import Inspection, Recommendation
from responses.filters.matrix import COLUMNS, ITEMS, REPORTS, MatrixFilter
from responses.views.compliance import Compliance

MOST_COLUMNS = 60
"""A sheet of A3 has room for so many; more is no picture that anybody takes in."""


class ComplianceMatrix(Compliance):
    """Which force, which item, of whatever the panel leaves."""

    template_name = "responses/compliance_matrix.html"
    filterset_class = MatrixFilter
    paginate_by = None
    lens = "responses:compliance_matrix"

    def get_context_data(self, *, object_list, **kwargs):
        owed = object_list.order_by()
        by, columns = self._columns(owed)
        return super().get_context_data(object_list=object_list, **kwargs) | {
            "matrix": None if columns is None else self._matrix(by, owed, columns),
            "most": MOST_COLUMNS,
            "ways": [(words, self._by(name), name == by) for name, words in COLUMNS.items()],
        }

    def _columns(self, owed):
        """What the columns are, items where these are few, else reports; and they themselves, None where too many."""
        items = Recommendation.objects.filter(pk__in=owed.values("recommendation"))
        reports = Inspection.objects.filter(pk__in=owed.values("recommendation__inspection"))
        ways = {ITEMS: items, REPORTS: reports}
        asked = self.filterset.form.cleaned_data.get("by")
        for by in [asked] if asked else ways:
            # One more than there is room for says that there are too many: nobody counts how many.
            keys = list(ways[by].order_by().values_list("pk", flat=True)[: MOST_COLUMNS + 1])
            if len(keys) <= MOST_COLUMNS:
                return by, ways[by].model.objects.filter(pk__in=keys)
        return by, None

    def _matrix(self, by, owed, columns):
        day, known = self.request.as_at, self.filterset.known_bodies
        if by == ITEMS:
            return by_items(owed, columns.select_related("inspection", "cause"), day, known)
        return by_reports(owed, columns, day, self._address(), known)

    def _address(self):
        """The function by which a cell finds its list: what a report asks of a body, as the panel has it otherwise."""
        beside = ("page", "sort", "by", "force", "inspection")
        kept = [(name, value) for name, values in self.request.GET.lists() if name not in beside for value in values]
        page = reverse("responses:compliance_list")

        def address(body, report):
            return f"{page}?{urlencode([*kept, ('force', body.slug), ('inspection', report.slug)])}"

        return address

    def _by(self, name):
        asked = self.request.GET.copy()
        asked["by"] = name
        return f"?{asked.urlencode()}"
