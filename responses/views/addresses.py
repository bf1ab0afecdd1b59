"""What the address of a statutory response names."""

from django.shortcuts import get_object_or_404

from inspections.models import Inspection, RelatedForce


def duty_at(request, slug, force):
    """The duty to respond to this report for this force; a 404 where the viewer may not know of the report."""
    duties = RelatedForce.objects.select_related("inspection", "force__successor")
    duties = duties.select_related("statutory_response__body__office_settings", "statutory_response__signatory")
    other = "statutory_response__answered_by__duty"
    duties = duties.select_related(f"{other}__inspection", f"{other}__force")
    reports = Inspection.objects.visible_to(request.seat)
    return get_object_or_404(duties, inspection__in=reports, inspection__slug=slug, force__slug=force)
