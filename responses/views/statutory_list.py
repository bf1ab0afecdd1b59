from itertools import groupby
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from inspections.back import query, trail
from inspections.filtering import FilteredList
from inspections.models import RelatedForce
from inspections.pastday import PARAMETER
from inspections.wording import standing_in_words
from responses.duties import duties
from responses.filters.compliance import ALL_FORCES, MINE
from responses.filters.statutory import BY_REPORT, SORTS, StatutoryFilter, order
from responses.stages import State
from responses.statutory import clocks_of


class StatutoryList(FilteredList):
    """Which responses are out, in time or late, and which are still to come? All forces, by inspection."""

    template_name = "responses/statutory_list.html"
    filterset_class = StatutoryFilter
    model = RelatedForce

    def get_queryset(self):
        return duties().known_to(self.request.seat)

    def get_context_data(self, *, object_list, **kwargs):
        seat, sort = self.request.seat, self.filterset.sorted_by
        counted = self.filterset.count()
        self.rows_counted = counted.duties
        valid = self.filterset.form.is_valid()
        rows = object_list.order_by(*order(sort)) if valid else object_list
        context = super().get_context_data(object_list=rows.values_list("pk", flat=True), **kwargs)
        clocks = clocks_of(duties().of_page(list(context["object_list"])), seat.as_at, seat)
        return context | {
            "clocks": clocks,
            "groups": _groups(clocks, sort),
            "form": self.filterset.form,
            "sort": sort,
            "order_in_words": SORTS[sort],
            "counted": counted,
            "sentence": standing_in_words([(counted[state], state.label) for state in State], counted.silent),
            "views": _views(self.request),
            "trail": trail(self.request),
        }


def _groups(clocks, sort):
    """[(report, its clocks)] in the order of reports; none in another one, or where every report has one row only."""
    if sort not in BY_REPORT:
        return []
    groups = [(report, list(rows)) for report, rows in groupby(clocks, key=lambda clock: clock.inspection)]
    return groups if len(groups) < len(clocks) else []


def _views(request):
    """The views that are one click away, each a plain address: (words, address, whether it is the one shown)."""
    seat, everybody = request.seat, {"force": ALL_FORCES} if request.seat.sides else {}
    views = [
        *([(_("Ours"), {})] if seat.sides else []),
        *([(_("My forces"), {"force": MINE})] if seat.forces else []),
        (_("All forces"), everybody),
        (_("Overdue"), {**everybody, "state": State.OVERDUE.value}),
        (_("Outstanding"), {**everybody, "state": State.OUTSTANDING.value}),
        (_("Late"), {**everybody, "state": State.LATE.value}),
    ]
    shown = request.GET.copy()
    for name in ("sort", "page", PARAMETER):
        shown.pop(name, None)
    return [
        (words, f"{request.path}{query(request, **chosen)}", shown == QueryDict(urlencode(chosen)))
        for words, chosen in views
    ]
