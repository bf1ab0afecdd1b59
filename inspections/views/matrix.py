from django.views.generic import DetailView

from inspections.back import trail
from inspections.matrix import matrix_of
from inspections.models import Inspection
from inspections.views.inspections import LeadsOn


class InspectionMatrix(LeadsOn, DetailView):
    """Which force, which item?"""

    context_object_name = "inspection"
    template_name = "inspections/inspection_matrix.html"

    def get_queryset(self):
        return Inspection.objects.visible_to(self.request.seat)

    def get_context_data(self, **kwargs):
        matrix = matrix_of(self.object, self.request.seat)
        return super().get_context_data(**kwargs) | {"matrix": matrix, "trail": trail(self.request)}
