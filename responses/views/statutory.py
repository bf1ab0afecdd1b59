"""The response of a local policing body to one report for one force, as far as it may be read."""

from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from inspections.models import Inspection, RelatedForce
from responses.workspace.statement import Statement


class StatutoryResponseDetail(TemplateView):
    """What was said on the whole of a report, and item by item."""

    template_name = "responses/statutory_response.html"

    def get_context_data(self, **kwargs):
        seat = self.request.seat
        report = get_object_or_404(Inspection.objects.visible_to(seat), slug=kwargs["slug"])
        duties = RelatedForce.objects.select_related("inspection", "force", "statutory_response__body")
        duty = get_object_or_404(duties, inspection=report, force__slug=kwargs["force"])
        return super().get_context_data(statement=Statement(duty, seat), **kwargs)
