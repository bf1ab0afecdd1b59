"""Lists as files, exactly as they are filtered: CSV, XLSX or ODS."""

from collections import namedtuple
from functools import partial
from itertools import chain

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.exports import of_reports
from inspections.models import Obligation
from inspections.sheets import SheetRefused
from inspections.statuses import Totals
from inspections.tables import CONTENT_TYPES, Table, write
from inspections.views.inspections import InspectionList
from inspections.wording import day_words

KIND = "as"
"""What an address calls the kind of file: `?as=csv`."""

AT_A_TIME = 500

ReportRow = namedtuple("ReportRow", "report totals")


def about_file(request, title):
    """(name, value) pairs: what a file is, as at which day, and for whom it was made when."""
    return [
        (_("About this list"), title),
        (_("As at the end of"), day_words(request.as_at)),
        (_("Made on"), day_words(request.day)),
        (_("For"), str(request.user)),
    ]


def streamed(request, make, page, **response):
    """The pieces of a file that `make` makes. A sheet that is refused leads to the page, which says why."""
    try:
        pieces = make()
        first = next(pieces)  # a sheet is refused before it begins, while there is still somebody to tell
    except SheetRefused as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(page)
    return StreamingHttpResponse(chain([first], pieces), **response)


class Export:
    """A list's page as a file: `rows` and `columns` say what is in it, `page` names the list."""

    page = None
    title = None
    kinds = tuple(CONTENT_TYPES)

    def get(self, request, *args, **kwargs):
        """The file. A wrong filter leads to the list, which says what is wrong with it."""
        kind = request.GET.get(KIND, self.kinds[0])
        if kind not in self.kinds:
            raise Http404
        self.filterset = self.get_filterset(self.get_filterset_class())
        if not self.filterset.is_valid():
            return HttpResponseRedirect(self._list)
        name = f"{slugify(str(self.title))}-{request.as_at.isoformat()}.{kind}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return streamed(
            request, partial(self.pieces, kind), self._list, content_type=CONTENT_TYPES[kind], headers=headers
        )

    def pieces(self, kind):
        """The bytes of the file. Raises SheetRefused, before the first of them at the latest."""
        return write(kind, Table(str(self.title), self.columns(), self.rows(), self._about()))

    def _about(self):
        list_of_it = (_("The list with its filters"), self.request.build_absolute_uri(self._list))
        return [*about_file(self.request, self.title), list_of_it]

    def get_filterset_kwargs(self, filterset_class):
        data = self.request.GET.copy()
        for name in (KIND, "page"):
            data.pop(name, None)
        return super().get_filterset_kwargs(filterset_class) | {"data": data}

    @property
    def _list(self):
        """The address of the list with the same filters."""
        data = self.filterset.data.urlencode()
        return f"{reverse(self.page)}?{data}" if data else reverse(self.page)

    def link(self, record):
        """The address of a record's page, whole."""
        return f"{self._site}{record.get_absolute_url()}"

    @cached_property
    def _site(self):
        return f"{self.request.scheme}://{self.request.get_host()}"


class InspectionExport(Export, InspectionList):
    """Reports, each with all that it asks."""

    page, title = "inspections:inspection_list", gettext_lazy("Inspections")

    def columns(self):
        return of_reports(self.link)

    def rows(self):
        reports, seat = self.filterset.qs, self.request.seat
        asked = Obligation.objects.owed_for(seat).filter(recommendation__inspection__in=reports.order_by().values("pk"))
        totals = asked.totals_by("recommendation__inspection", seat.as_at)
        return (ReportRow(report, totals.get(report.pk, Totals())) for report in reports.iterator(chunk_size=AT_A_TIME))
