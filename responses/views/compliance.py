from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from inspections.asat import as_they_stood
from inspections.back import query, trail
from inspections.filtering import FilteredList
from inspections.models import Obligation
from inspections.moves import with_moves
from inspections.pastday import PARAMETER, is_past
from inspections.statuses import MOST_PRESSING_FIRST, Status
from inspections.wording import standing_in_words
from responses.filters.compliance import MINE, SORTS, ComplianceFilter, order
from responses.filters.owners import ME
from responses.models import SavedFilter
from responses.said import past_target
from responses.savedfilters.acts import opening, ours, shown_as
from responses.savedfilters.chosen import EVERYTHING, kept, meaning
from responses.verifying.acts import acts_of
from responses.views.owners import with_owners


class Compliance(FilteredList):
    """Everything that is owed on the day and that the filter panel leaves, shown in one of several ways.

    Each way, a lens, has an address of its own and takes the parameters of the panel; `lens` is its name in LENSES.
    """

    filterset_class = ComplianceFilter
    lens = None

    def get_queryset(self):
        return Obligation.objects.owed_for(self.request.seat)

    def get_context_data(self, **kwargs):
        filters = list(SavedFilter.objects.visible_to(self.request.seat).in_order())
        chosen = self._chosen()
        saved_here = shown_as(filters, chosen)
        counted = self.filterset.count()
        self.rows_counted = counted.items
        counts = [(counted[status], status.label) for status in MOST_PRESSING_FIRST]
        return super().get_context_data(**kwargs) | {
            "form": self.filterset.form,
            "counted": counted,
            "sentence": standing_in_words(counts, counted.silent),
            "views": _views(self.request, chosen, filters, saved_here),
            "saved_here": saved_here,
            "saving": _saving(self.request, chosen, self.filterset, saved_here),
            "everything": self.everything,
            "lenses": _lenses(self.request, self.lens),
            "trail": trail(self.request),
        }

    def _chosen(self):
        """The parameters of the address without those that only this way of showing the items has."""
        chosen = self.request.GET.copy()
        for name in set(self.filterset_class.base_filters) - set(ComplianceFilter.base_filters):
            chosen.pop(name, None)
        return chosen


class ComplianceList(Compliance):
    """Show me exactly these: a row for each."""

    template_name = "responses/compliance_list.html"
    lens = "responses:compliance_list"

    def opening(self):
        return opening(self.request.seat)

    def get_context_data(self, *, object_list, **kwargs):
        day, sort = self.request.as_at, self.filterset.sorted_by
        rows = object_list.with_status(day).for_list().order_by(*order(sort, day))
        context = super().get_context_data(object_list=rows, **kwargs)
        late = past_target([row.pk for row in context["object_list"]], self.request.seat)
        shown = with_moves(as_they_stood(context["object_list"], day), day)
        with_owners(shown, self.request.seat)
        for row in shown:
            row.past_target = row.pk in late
        return context | {
            "object_list": shown,
            "sort": sort,
            "order_in_words": SORTS[sort],
            "acts": {} if is_past(day) else acts_of(self.request.seat),
            "chosen": [pair for pair in pairs(self.request.GET) if pair[0] not in BESIDE],
        }


MOST_SAVED_TABS = 3
"""Saved filters that stand among the views."""

LENSES = {
    "responses:compliance_list": gettext_lazy("List"),
    "responses:compliance_matrix": gettext_lazy("Matrix"),
    "responses:compliance_paper": gettext_lazy("Paper"),
}
"""The pages that show what the panel leaves, by the name of their address: what each is called."""

BESIDE = ("page", PARAMETER)
"""Parameters of the list's address that say nothing of which rows it has."""


def pairs(query):
    """The parameters of an address, one by one."""
    return [(name, value) for name, values in query.lists() for value in values]


def _views(request, chosen, filters, saved_here):
    """The views that are one click away: (words, address, whether it is the one shown), where this is `chosen`.

    First those that everybody has, then the first saved filters, the one that is shown among them, and all the others
    on a page of their own.
    """
    seat, own = request.seat, ours(request.seat)
    views = [
        *([(_("Mine"), f"owner={ME}")] if own else []),
        *([(_("Ours"), own)] if own else []),
        *([(_("My forces"), f"force={MINE}")] if seat.forces else []),
        (_("Everything"), EVERYTHING),
        *((Status(status).label, f"status={status}") for status in ("overdue", "due_soon", "reported_complete")),
    ]
    shown = chosen.copy()
    shown.pop("sort", None)
    here = None if saved_here else meaning(shown.urlencode())
    tabs = [(words, _view(request, asked), meaning(asked) == here) for words, asked in views]
    first = filters[:MOST_SAVED_TABS]
    first += [saved_here] if saved_here and saved_here not in first else []
    tabs += [(saved.name, _view(request, saved.query), saved == saved_here) for saved in first]
    if not filters:
        return tabs
    words = ngettext("%(n)s saved filter", "All %(n)s saved filters", len(filters)) % {"n": len(filters)}
    return [*tabs, (words, reverse("responses:saved_filters") + trail(request), False)]


def _view(request, asked):
    here = query(request)
    return f"{here}&{asked}" if here else f"?{asked}"


def _saving(request, chosen, filterset, saved_here):
    """What can be done to keep what is chosen, as (words, address); None where there is nothing to keep."""
    if saved_here:
        change = reverse("responses:saved_filter_change", args=[saved_here.pk])
        return _("Saved as “%(name)s”: change") % {"name": saved_here}, change + trail(request)
    if request.seat.looking or not filterset.form.is_valid():
        return None
    return _("Save this filter"), f"{reverse('responses:saved_filter_save')}?{kept(chosen)}"


def _lenses(request, lens):
    """The other ways to show these items: (words, address, whether it is the one shown)."""
    chosen = request.GET.copy()
    for name in set(chosen) - {*ComplianceFilter.base_filters, PARAMETER}:
        chosen.pop(name)
    asked = f"?{chosen.urlencode()}" if chosen else ""
    return [(words, f"{reverse(name)}{asked}", name == lens) for name, words in LENSES.items()]
