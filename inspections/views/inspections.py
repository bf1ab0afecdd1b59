from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import DetailView

from inspections.back import trail
from inspections.filtering import FilteredList
from inspections.filters import InspectionFilter
from inspections.models import Inspection, Recommendation
from inspections.relations import goes_on
from inspections.reports import Report, totals_by_report
from inspections.wording import statutory_words


class InspectionList(FilteredList):
    """What has been inspected, and how far is it?"""

    filterset_class = InspectionFilter
    template_name = "inspections/inspection_list.html"

    def get_queryset(self):
        items = Recommendation.objects.filter(inspection=OuterRef("pk"), in_error_on=None)
        items = items.exclude(kind=Recommendation.Kind.CAUSE_OF_CONCERN).order_by().values("inspection")
        counted = Subquery(items.annotate(n=Count("pk")).values("n"))
        visible = Inspection.objects.visible_to(self.request.seat).known_on(self.request.as_at)
        return visible.select_related("proposed_by").annotate(item_count=Coalesce(counted, 0))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        rows = totals_by_report(context["object_list"], self.request.seat)
        return context | {"rows": rows, "form": self.filterset.form}


class LeadsOn:
    """The address of a report that was merged into another one leads there, for those who saw it before."""

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            merged = get_object_or_404(Inspection.objects.merged_for(request.seat), slug=kwargs["slug"])
            return redirect(merged.merged_into)


class InspectionDetail(LeadsOn, DetailView):
    """What did this report ask, and how far is it?"""

    context_object_name = "inspection"
    template_name = "inspections/inspection_detail.html"

    def get_queryset(self):
        visible = Inspection.objects.visible_to(self.request.seat).select_related("follows_up", "proposed_by")
        return visible.annotate(goes_on=goes_on(Inspection, "follows_up"))

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            report=Report(self.object, self.request.seat),
            statutory=statutory_words(self.object, self.request.as_at),
            trail=trail(self.request),
            **kwargs,
        )
