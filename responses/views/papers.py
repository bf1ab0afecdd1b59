"""Papers for meetings: one click makes each, in whatever form it is handed out."""

from functools import partial

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from inspections.back import query
from inspections.models import Body
from inspections.views.exports import about_file, streamed
from responses.filters.papers import PaperFilter, SinceForm
from responses.papers.board import board
from responses.papers.files import NAMES, media_type, written
from responses.papers.inspectorate import inspectorate
from responses.papers.panel import panel
from responses.views.compliance import Compliance
from responses.views.versions import headers_of

OF_A_FORCE = {"board": board, "panel": panel}


@require_safe
def force_papers(request, slug):
    """The papers about one force, and since when they tell of changes."""
    force = _force(request, slug)
    form = SinceForm(request.GET, day=request.as_at)
    papers = []
    if form.is_valid():
        asked = query(request, since=form.since_on.isoformat())
        papers = [(name, _files(partial(_address, force, name, asked))) for name in OF_A_FORCE]
    return render(request, "responses/force_papers.html", {"force": force, "form": form, "papers": papers})


@require_safe
def force_paper(request, slug, name, ending):
    """A paper about one force as a file."""
    force, form = _force(request, slug), SinceForm(request.GET, day=request.as_at)
    page = reverse("responses:force_papers", args=[slug])
    if not form.is_valid():
        return HttpResponseRedirect(f"{page}?{request.GET.urlencode()}")
    paper = OF_A_FORCE[name](force, request.seat, form.since_on, _link(request))
    return _file(request, paper, ending, f"{force.slug}-{name}", page)


def _force(request, slug):
    return get_object_or_404(Body.objects.forces().known_on(request.as_at), slug=slug)


def _address(force, name, asked, ending):
    return f"{reverse('responses:force_paper', args=[force.slug, name, ending])}{asked}"


def _files(address):
    """[(how the form is called, address)]; `address` makes one of the ending of a file's name."""
    return [(words, address(ending)) for ending, words in NAMES.items()]


class CompliancePaper(Compliance):
    """The paper about whatever the panel leaves, by force and by report."""

    template_name = "responses/compliance_paper.html"
    filterset_class = PaperFilter
    paginate_by = None
    lens = "responses:compliance_paper"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if not context["counted"].items:
            return context
        asked = f"?{self.request.GET.urlencode()}" if self.request.GET else ""
        return context | {
            "files": _files(lambda ending: f"{reverse('responses:compliance_paper_file', args=[ending])}{asked}"),
            "since": self.filterset.form.since_on,
        }


class CompliancePaperFile(Compliance):
    """The same as a file. A wrong filter leads to the page, which says what is wrong with it."""

    filterset_class = PaperFilter

    def get(self, request, *args, ending, **kwargs):
        self.filterset = self.get_filterset(self.get_filterset_class())
        page = f"{reverse('responses:compliance_paper')}?{request.GET.urlencode()}"
        if not self.filterset.is_valid():
            return HttpResponseRedirect(page)
        since = self.filterset.form.since_on
        del self.filterset.form.fields["since"]  # selects nothing
        filtered = render_to_string("responses/filter_words.txt", {"form": self.filterset.form}, request).strip()
        rows, meant = self.filterset.qs, self.filterset.meant
        paper = inspectorate(rows, meant, request.seat, since, _link(request), filtered)
        return _file(request, paper, ending, "compliance", page)


def _link(request):
    return lambda record: request.build_absolute_uri(record.get_absolute_url())


def _file(request, paper, ending, name, page):
    made_on = (_("The page that it was made on"), request.build_absolute_uri(page))
    make = partial(written, paper, ending, [*about_file(request, paper.title), made_on])
    headers = headers_of(f"{name}-{request.as_at.isoformat()}.{ending}", ending)
    return streamed(request, make, page, content_type=media_type(ending), headers=headers)
