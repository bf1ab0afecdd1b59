from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import slugify

from documents.writing.picture import as_png
from responses.filters.charted import Charted
from responses.views.compliance import Compliance

PAGE = "responses:compliance_charts"
CONTENT_TYPES = {"svg": "image/svg+xml", "png": "image/png"}


class ComplianceCharts(Compliance):
    """What the panel leaves, to be looked at rather than read: pictures, each with its table."""

    template_name = "responses/compliance_charts.html"
    lens = PAGE
    paginate_by = None

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        counted = context["counted"]
        return context | {"charts": Charted(self.filterset, counted).all() if counted.items else []}


class ComplianceChart(Compliance):
    """One chart as a file. A wrong filter, or one that leaves nothing to draw, leads to the page, which says so."""

    def get(self, request, name, kind):
        chart = self._chart(name)
        if chart is None or not chart.svg:
            return HttpResponseRedirect(f"{reverse(PAGE)}?{request.GET.urlencode()}")
        content = as_png(chart.svg) if kind == "png" else chart.svg
        file = f"{slugify(chart.title)}-{request.as_at.isoformat()}.{kind}"
        headers = {"Content-Disposition": f'attachment; filename="{file}"'}
        return HttpResponse(content, content_type=CONTENT_TYPES[kind], headers=headers)

    def _chart(self, name):
        chosen = self.get_filterset(self.get_filterset_class())
        if not chosen.is_valid() or not chosen.qs.exists():
            return None
        return Charted(chosen, chosen.count()).chart(name)
