"""What the address of a statutory response names."""

from django.shortcuts import get_object_or_404

from inspections.models import Inspection, RelatedForce
from responses.models import StatutoryResponse

RELATED = (
    "inspection",
    "force__successor",
    "statutory_response__body__office_settings",
    "statutory_response__signatory",
)


def duty_at(request, slug, force):
    """The duty to respond to this report for this force; a 404 where the viewer may not know of the report."""
    reports = Inspection.objects.visible_to(request.seat)
    duties = RelatedForce.objects.filter(inspection__in=reports).select_related(*RELATED)
    duty = get_object_or_404(duties, inspection__slug=slug, force__slug=force)
    response = getattr(duty, "statutory_response", None)
    if response and response.answered_by_id:  # few are answered by the response to another report
        others = StatutoryResponse.objects.select_related("duty__inspection", "duty__force")
        response.answered_by = others.get(pk=response.answered_by_id)
    return duty
