from django.http import Http404
from django.shortcuts import redirect
from django.views.generic import DetailView

from inspections.back import kept, trail, way_back
from inspections.filtering import FilteredList
from inspections.models import Recommendation
from inspections.relations import further_relations, goes_on, relations
from inspections.reports import standings
from inspections.wording import deadline_explained, statutory_words
from responses.causes import closing_address
from responses.filters.recommendations import RecommendationFilter
from responses.items import Addressees, neighbours
from responses.merging import item_in_place_of


class RecommendationList(FilteredList):
    """Which items are there, and how far is each?"""

    filterset_class = RecommendationFilter
    template_name = "responses/recommendation_list.html"

    def get_queryset(self):
        visible = Recommendation.objects.visible_to(self.request.seat).known_on(self.request.as_at)
        return visible.standing().select_related("inspection__proposed_by", "cause")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        rows = standings(context["object_list"], self.request.seat)
        return context | {"rows": rows, "form": self.filterset.form, "trail": trail(self.request)}


class RecommendationDetail(DetailView):
    """Who has done this one?"""

    context_object_name = "item"
    template_name = "responses/recommendation_detail.html"

    def get_queryset(self):
        visible = Recommendation.objects.visible_to(self.request.seat)
        visible = visible.annotate(goes_on=goes_on(Recommendation, "continues"))
        return visible.select_related("inspection__proposed_by", "level", "cause")

    def get(self, request, *args, **kwargs):
        """The item; of one that was merged, the one that it is the same as."""
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            if place := item_in_place_of(kwargs["pk"], request.seat):
                return redirect(place)
            raise

    def get_context_data(self, **kwargs):
        item, seat, day = self.object, self.request.seat, self.request.as_at
        addressed = Addressees(item, seat)
        to_close = closing_address(addressed.causes.values(), self.request.get_full_path()) if seat.decides else ""
        under = item.under_cause.standing().select_related("cause").order_by("sequence", "pk") if item.is_cause else []
        # A cause of concern has no figures of its own; those of every other item are the ones of the page.
        known = {item.pk: addressed.totals} if addressed.totals.items and not item.is_cause else None
        standing, *standing_under = standings([item, *under], seat, totals=known)
        return super().get_context_data(
            **kwargs,
            **neighbours(item),
            standing=standing,
            addressed=addressed,
            explained=deadline_explained(item),
            statutory=statutory_words(item.inspection, day),
            under=standing_under,
            to_close=to_close,
            related=relations([item.pk], seat).get(item.pk, []) + further_relations(item, seat),
            back=way_back(self.request, "responses:recommendation_list"),
            kept=kept(self.request),
            trail=trail(self.request),
        )
