from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

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


class ComplianceList(FilteredList):
    """Show me exactly these: everything that is owed on the day, filtered by the panel."""

    template_name = "responses/compliance_list.html"
    filterset_class = ComplianceFilter

    def get_queryset(self):
        return Obligation.objects.owed_for(self.request.seat)

    def get_context_data(self, *, object_list, **kwargs):
        day, sort = self.request.as_at, self.filterset.sorted_by
        counted = self.filterset.count()
        self.rows_counted = counted.items
        rows = object_list.with_status(day).for_list().order_by(*order(sort, day))
        context = super().get_context_data(object_list=rows, **kwargs)
        late = past_target([row.pk for row in context["object_list"]], self.request.seat)
        shown = with_moves(as_they_stood(context["object_list"], day), day)
        for row in shown:
            row.past_target = row.pk in late
        counts = [(counted[status], status.label) for status in MOST_PRESSING_FIRST]
        return context | {
            "object_list": shown,
            "form": self.filterset.form,
            "sort": sort,
            "order_in_words": SORTS[sort],
            "counted": counted,
            "sentence": standing_in_words(counts, counted.silent),
            "views": _views(self.request),
            "acts": {} if is_past(day) else acts_of(self.request.seat),
            "chosen": [pair for pair in _pairs(self.request.GET) if pair[0] not in BESIDE],
            "trail": trail(self.request),
        }


BESIDE = ("page", PARAMETER)
"""Parameters of the list's address that say nothing of which rows it has."""


def _pairs(query):
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
