from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.asat import as_they_stood
from inspections.back import query, trail
from inspections.filtering import FilteredList
from inspections.models import Obligation
from inspections.moves import with_moves
from inspections.pastday import PARAMETER, is_past
from inspections.statuses import MOST_PRESSING_FIRST, Status
from inspections.wording import standing_in_words
from responses.filters.compliance import MINE, SORTS, ComplianceFilter, order
from responses.said import past_target
from responses.verifying.acts import acts_of


class Compliance(FilteredList):
    """Everything that is owed on the day and that the filter panel leaves, shown in one of several ways.

    Each way, a lens, has an address of its own and takes the parameters of the panel; `lens` is its name in LENSES.
    """

    filterset_class = ComplianceFilter
    lens = None

    def get_queryset(self):
        return Obligation.objects.owed_for(self.request.seat)

    def get_context_data(self, **kwargs):
        counted = self.filterset.count()
        self.rows_counted = counted.items
        counts = [(counted[status], status.label) for status in MOST_PRESSING_FIRST]
        return super().get_context_data(**kwargs) | {
            "form": self.filterset.form,
            "counted": counted,
            "sentence": standing_in_words(counts, counted.silent),
            "views": _views(self.request),
            "lenses": _lenses(self.request, self.lens),
            "trail": trail(self.request),
        }


class ComplianceList(Compliance):
    """Show me exactly these: a row for each."""

    template_name = "responses/compliance_list.html"
    lens = "responses:compliance_list"

    def get_context_data(self, *, object_list, **kwargs):
        day, sort = self.request.as_at, self.filterset.sorted_by
        rows = object_list.with_status(day).for_list().order_by(*order(sort, day))
        context = super().get_context_data(object_list=rows, **kwargs)
        late = past_target([row.pk for row in context["object_list"]], self.request.seat)
        shown = with_moves(as_they_stood(context["object_list"], day), day)
        for row in shown:
            row.past_target = row.pk in late
        return context | {
            "object_list": shown,
            "sort": sort,
            "order_in_words": SORTS[sort],
            "acts": {} if is_past(day) else acts_of(self.request.seat),
            "chosen": [pair for pair in pairs(self.request.GET) if pair[0] not in BESIDE],
        }


LENSES = {
    "responses:compliance_list": gettext_lazy("List"),
    "responses:compliance_charts": gettext_lazy("Charts"),
    "responses:compliance_matrix": gettext_lazy("Matrix"),
    "responses:compliance_paper": gettext_lazy("Paper"),
}
"""The pages that show what the panel leaves, by the name of their address: what each is called."""

BESIDE = ("page", PARAMETER)
"""Parameters of the list's address that say nothing of which rows it has."""


def pairs(query):
    """The parameters of an address, one by one."""
    return [(name, value) for name, values in query.lists() for value in values]


def _views(request):
    """The views that are one click away, each a plain address: (words, address, whether it is the one shown)."""
    ours = urlencode([("force", body.slug) for body in request.seat.bodies])
    views = [
        *([(_("Ours"), ours)] if ours else []),
        *([(_("My forces"), f"force={MINE}")] if request.seat.forces else []),
        (_("Everything"), ""),
        *((Status(status).label, f"status={status}") for status in ("overdue", "due_soon", "reported_complete")),
    ]
    shown = request.GET.copy()
    for name in ("sort", "page", PARAMETER):
        shown.pop(name, None)
    here = query(request)
    return [(words, _view(request.path, here, chosen), shown == QueryDict(chosen)) for words, chosen in views]


def _view(path, here, chosen):
    if not chosen:
        return f"{path}{here}"
    return f"{here}&{chosen}" if here else f"?{chosen}"


def _lenses(request, lens):
    """The other ways to show these items: (words, address, whether it is the one shown)."""
    kept = request.GET.copy()
    for name in set(kept) - {*ComplianceFilter.base_filters, PARAMETER}:
        kept.pop(name)
    asked = f"?{kept.urlencode()}" if kept else ""
    return [(words, f"{reverse(name)}{asked}", name == lens) for name, words in LENSES.items()]
