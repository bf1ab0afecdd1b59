"""What changed between two days, as a page and as a file."""

from collections import namedtuple
from datetime import date, timedelta

from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.asat import records_begin
from inspections.models import Obligation
from inspections.pastday import PARAMETER, UNTIL, PastDay
from inspections.views.exports import Export
from inspections.wording import day_words
from responses.changes import REPORT, Changes, changes, in_words
from responses.changes.exporting import columns
from responses.filters.changes import GROUPS, ChangesFilter, first_day, last_day
from responses.views.compliance import Compliance

Counted = namedtuple("Counted", "items")


class ComplianceChanges(Compliance):
    """What changed of what the panel leaves, and why: a row for each item that did.

    The last day of the period is the day that the page tells of. Where none is chosen that is the day in the address.
    """

    template_name = "responses/compliance_changes.html"
    filterset_class = ChangesFilter
    lens = "responses:compliance_changes"
    own = ("since", UNTIL, "by")

    def dispatch(self, request, *args, **kwargs):
        if PARAMETER in request.GET and UNTIL in request.GET:
            return HttpResponseRedirect(_without_the_day(request))
        until = last_day(request.GET, request.as_at)
        if until and until < request.day and (begin := records_begin(request.day)) and begin <= until:
            request.as_at = PastDay.of(until)
            request.seat = request.seat.at_the_end_of(request.as_at)
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        return Obligation.objects.with_facts(self.request.as_at)

    def find(self):
        """All that changed of what the filters mean, whatever kinds of changes are chosen."""
        if not self.filterset.is_valid():
            return Changes([], self.request.seat, None, None)
        since, until = self.filterset.days
        return changes(self.filterset.qs, self.request.seat, since, until, by=self.by)

    def chosen(self, found):
        """What is shown of it."""
        kinds = self.filterset.form.cleaned_data.get("change")
        return found.of(kinds) if kinds else found

    @property
    def by(self):
        return self.filterset.form.cleaned_data.get("by") or REPORT

    def figures(self):
        self.found = self.find()
        self.shown = self.chosen(self.found)
        return {"counted": Counted(len(self.shown)), "sentence": ""}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if not self.filterset.is_valid():
            return context
        since, until = self.filterset.days
        return context | {
            "since": since,
            "until": until,
            "eve": since - timedelta(days=1),
            "by": self.by,
            "kinds": [_kind(self.request, what, n) for what, n in self.found.figures.items()],
            "all_kinds": _with(self.request, change=[]),
            "periods": _periods(self.request, since, until),
            "ways": [(words, _with(self.request, by=[name]), name == self.by) for name, words in GROUPS.items()],
        }

    def paginate_queryset(self, queryset, page_size):
        return super().paginate_queryset(self.shown, page_size)


class ChangesExport(Export, ComplianceChanges):
    """The rows of that page."""

    page, title = "responses:compliance_changes", gettext_lazy("What changed")

    def columns(self):
        since, until = self.filterset.days
        return columns(since - timedelta(days=1), until, self.link)

    def rows(self):
        return self.chosen(self.find())

    def _about(self):
        since, until = self.filterset.days
        period = (_("Period"), _("%(since)s to %(until)s") % {"since": day_words(since), "until": day_words(until)})
        title, *others = super()._about()
        return [title, period, *others]


def _without_the_day(request):
    """The same address with one last day."""
    query = request.GET.copy()
    query.pop(PARAMETER)
    return f"?{query.urlencode()}"


def _with(request, **changed):
    """This page's address with other values."""
    query = request.GET.copy()
    query.pop("page", None)
    for name, values in changed.items():
        query.setlist(name, values)
    return f"?{query.urlencode()}"


def _kind(request, what, n):
    """(words, address of these alone, whether it is what is shown): a figure of the page."""
    return in_words(what, n), _with(request, change=[what.value]), request.GET.getlist("change") == [what.value]


def _periods(request, since, until):
    """The periods that are one click away, each ending with the day of the page: (words, address, whether shown)."""
    quarter = date(until.year, until.month - (until.month - 1) % 3, 1)
    firsts = [
        (_("7 days"), first_day(until, 7)),
        (_("30 days"), first_day(until)),
        (_("Since %(day)s") % {"day": day_words(quarter)}, quarter),
    ]
    return [(words, _with(request, since=[first.isoformat()]), first == since) for words, first in firsts]
