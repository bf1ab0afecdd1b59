from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from inspections.back import carried, query, trail
from inspections.filtering import FilteredList
from inspections.models import Obligation
from inspections.pastday import PARAMETER, is_past
from inspections.statuses import CLAIMED, OPEN, Status
from inspections.wording import count_in_words, number_words
from responses.exporting import for_lines, lines_of
from responses.filters.compliance import MINE, SORTS, ComplianceFilter
from responses.filters.orders import InOrder
from responses.filters.owners import ME
from responses.models import SavedFilter
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
    own = ()
    """Parameters of this lens alone, which stay when another view is chosen."""

    def get_queryset(self):
        return Obligation.objects.owed_for(self.request.seat)

    @property
    def everything(self):
        return self.address(EVERYTHING)

    def figures(self):
        """How many rows there are as `counted`, and what the page says of them first."""
        counted = self.filterset.count()
        return {"counted": counted, "standing": _standing(self.request, counted)}

    def get_context_data(self, **kwargs):
        filters = list(SavedFilter.objects.visible_to(self.request.seat).in_order().select_related(None))
        chosen = self._chosen()
        saved_here = shown_as(filters, chosen)
        figures = self.figures()
        self.counted = figures["counted"]
        self.rows_counted = self.counted.items
        return super().get_context_data(**kwargs) | {
            "form": self.filterset.form,
            **figures,
            "views": _views(self.request, chosen, filters, saved_here, self._beside()),
            "saved_here": saved_here,
            "saving": _saving(self.request, chosen, self.filterset, saved_here),
            "everything": self.everything,
            "lenses": _lenses(self.request, self.lens),
            "trail": trail(self.request),
            "kept_columns": self.request.GET.getlist("column"),
        }

    def _beside(self):
        """The parameters of this lens alone that its address has."""
        return {name: self.request.GET[name] for name in self.own if name in self.request.GET}

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

    def paginate_queryset(self, queryset, page_size):
        """The page of the keys in order, with the rows that these stand for."""
        parts, page = self.filterset.parts, self.request.GET.get(self.page_kwarg, "1")
        if self.filterset.searches and page.isdecimal() and len(page) < MOST_DIGITS:
            ((rows, day),) = parts
            parts = [(self.filterset.leafed(rows, self.counted.items, int(page) * page_size), day)]
        in_order = InOrder(parts, self.filterset.sorted_by, self.counted)
        paginator, page, keys, is_paginated = super().paginate_queryset(in_order, page_size)
        page.object_list = self._rows(in_order, keys)
        return paginator, page, page.object_list, is_paginated

    def _rows(self, in_order, keys):
        """The rows of a page as the table shows them."""
        seat, day = self.request.seat, self.request.as_at
        rows = in_order.among(for_lines(Obligation.objects.with_facts(day), day), keys) if in_order else []
        lines = lines_of(rows, seat, bodies=self.filterset.known_bodies)
        more = [column for column in self.filterset.columns if column.of]
        shown = [shown_in_a_row(line, more) for line in lines]
        return with_owners(shown, seat)

    def get_context_data(self, **kwargs):
        seat, day, sort = self.request.seat, self.request.as_at, self.filterset.sorted_by
        context = super().get_context_data(**kwargs)
        columns, shown = self.filterset.columns, context["object_list"]
        return context | {
            "columns": {column.name for column in columns},
            "more_columns": [column for column in columns if column.of],
            "kept_columns": [] if shown else context["kept_columns"],
            "choices_of_columns": self.filterset.offered_columns,
            "sort": sort,
            "one_inspection": len(self.request.GET.getlist("inspection")) == 1,
            "tells_changes": not is_past(day) and "changed" not in {column.name for column in columns},
            "by_change": sort in ("changed", "-changed"),
            "order_in_words": SORTS[sort],
            "acts": {} if is_past(day) else acts_of(seat),
            "chosen": [pair for pair in pairs(self.request.GET) if pair[0] not in BESIDE],
            "back": carried(self.request),
        }


def shown_in_a_row(line, columns):
    """The obligation of a Line with what the table has of it, put together here: a page has dozens of rows."""
    row, item = line.obligation, line.item
    row.past_target = line.past_target
    row.name = f"{row.body}, {item.label_in_sentence}"
    row.cells = [(column, column.cell(line)) for column in columns]
    return row


MOST_DIGITS = 9
"""Digits of a number that is too long for a page."""

MOST_SAVED_TABS = 3
"""Saved filters that stand among the views."""

LENSES = {
    "responses:compliance_list": gettext_lazy("List"),
    "responses:compliance_charts": gettext_lazy("Charts"),
    "responses:compliance_matrix": gettext_lazy("Matrix"),
    "responses:compliance_paper": gettext_lazy("Paper"),
    "responses:compliance_changes": gettext_lazy("What changed"),
}
"""The pages that show what the panel leaves, by the name of their address: what each is called."""

BESIDE = ("page", "column", PARAMETER)
"""Parameters of the list's address that say nothing of which rows it has."""


def pairs(query):
    """The parameters of an address, one by one."""
    return [(name, value) for name, values in query.lists() for value in values]


def _standing(request, counted):
    """What is open, what the bodies have reported and what is closed, each apart: (words, [(words, address)]).

    Each status is a link to its rows alone.
    """
    is_open, claimed = (sum(counted[status] for status in statuses) for statuses in (OPEN, CLAIMED))
    parts = [
        (ngettext("%(n)s open", "%(n)s open", is_open) % {"n": number_words(is_open)}, OPEN),
        (
            ngettext("%(n)s reported, not closed", "%(n)s reported, not closed", claimed)
            % {"n": number_words(claimed)},
            CLAIMED,
        ),
        ("", [Status.CLOSED]),
    ]
    told = [
        (words, [_status(request, counted, status) for status in statuses if counted[status]])
        for words, statuses in parts
    ]
    return [(words, statuses) for words, statuses in told if statuses]


def _status(request, counted, status):
    silent = counted.silent if status == Status.OVERDUE else 0
    return count_in_words(counted[status], status.label, silent), _only(request, status)


def _only(request, status):
    asked = request.GET.copy()
    asked.pop("page", None)
    asked.setlist("status", [status.value])
    return f"?{asked.urlencode()}"


def _views(request, chosen, filters, saved_here, beside):
    """The views that are one click away: (words, address, whether it is the one shown), where this is `chosen`.

    First those that everybody has, then the first saved filters, the one that is shown among them, and all the others
    on a page of their own. `beside` are parameters that stay whatever is chosen.
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
    for name in ("sort", *BESIDE):
        shown.pop(name, None)
    here = None if saved_here else meaning(shown.urlencode())
    tabs = [(words, _view(request, asked, beside), meaning(asked) == here) for words, asked in views]
    first = filters[:MOST_SAVED_TABS]
    first += [saved_here] if saved_here and saved_here not in first else []
    tabs += [(saved.name, _view(request, saved.query, beside), saved == saved_here) for saved in first]
    if not filters:
        return tabs
    words = ngettext("Saved filters", "All %(n)s saved filters", len(filters)) % {"n": len(filters)}
    return [*tabs, (words, reverse("responses:saved_filters") + trail(request), False)]


def _view(request, asked, beside):
    here = query(request, **beside)
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
    if is_past(request.as_at):
        chosen[PARAMETER] = request.as_at.isoformat()
    asked = chosen.urlencode() or EVERYTHING
    return [(words, f"{reverse(name)}?{asked}", name == lens) for name, words in LENSES.items()]
