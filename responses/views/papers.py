"""Papers for meetings: one click makes each, in whatever form it is handed out."""

from itertools import chain

from django.contrib import messages
from django.http import HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.writing.forms import Form
from inspections.back import query, trail
from inspections.models import Body
from inspections.sheets import SheetRefused
from inspections.wording import day_words
from responses.filters.papers import PaperFilter, SinceForm
from responses.papers.board import board
from responses.papers.files import NAMES, media_type, written
from responses.papers.inspectorate import inspectorate
from responses.papers.panel import panel
from responses.views.compliance import Compliance
from responses.views.versions import POLICY

OF_A_FORCE = {"board": board, "panel": panel}


@require_safe
def force_papers(request, slug):
    """The papers about one force, and since when they tell of changes."""
    force = _force(request, slug)
    form = SinceForm(request.GET, day=request.as_at)
    asked = {"since": form.cleaned_data["since"].isoformat()} if form.is_valid() else None
    files = [] if asked is None else [(name, _files(request, force, name, asked)) for name in OF_A_FORCE]
    context = {"force": force, "form": form, "papers": files, "trail": trail(request)}
    return render(request, "responses/force_papers.html", context)


@require_safe
def force_paper(request, slug, name, ending):
    """A paper about one force as a file."""
    force, form = _force(request, slug), SinceForm(request.GET, day=request.as_at)
    page = reverse("responses:force_papers", args=[slug])
    if not form.is_valid():
        return HttpResponseRedirect(f"{page}?{request.GET.urlencode()}")
    paper = OF_A_FORCE[name](force, request.seat, form.cleaned_data["since"], _link(request))
    return _file(request, paper, ending, f"{force.slug}-{name}", page)


def _force(request, slug):
    return get_object_or_404(Body.objects.forces().known_on(request.as_at), slug=slug)


def _files(request, force, name, asked):
    """[(how the form is called, address)]"""
    asked = query(request, **asked)
    to = {ending: reverse("responses:force_paper", args=[force.slug, name, ending]) for ending in NAMES}
    return [(words, f"{to[ending]}{asked}") for ending, words in NAMES.items()]


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
        to = {ending: reverse("responses:compliance_paper_file", args=[ending]) for ending in NAMES}
        return context | {
            "files": [(words, f"{to[ending]}{asked}") for ending, words in NAMES.items()],
            "since": self.filterset.since_on,
        }


class CompliancePaperFile(Compliance):
    """The same as a file. A wrong filter leads to the page, which says what is wrong with it."""

    filterset_class = PaperFilter

    def get(self, request, *args, ending, **kwargs):
        self.filterset = self.get_filterset(self.get_filterset_class())
        page = f"{reverse('responses:compliance_paper')}?{request.GET.urlencode()}"
        if not self.filterset.is_valid():
            return HttpResponseRedirect(page)
        since = self.filterset.since_on
        del self.filterset.form.fields["since"]  # selects nothing
        filtered = render_to_string("responses/filter_words.txt", {"form": self.filterset.form}, request).strip()
        paper = inspectorate(self.filterset.qs, request.seat, since, _link(request), filtered)
        return _file(request, paper, ending, "compliance", page)


def _link(request):
    return lambda record: request.build_absolute_uri(record.get_absolute_url())


def _file(request, paper, ending, name, page):
    about = [
        (_("About this list"), paper.title),
        (_("As at the end of"), day_words(request.as_at)),
        (_("Made on"), day_words(request.day)),
        (_("For"), str(request.user)),
        (_("The page that it was made on"), request.build_absolute_uri(page)),
    ]
    try:
        pieces = written(paper, ending, about)
        first = next(pieces)  # a sheet is refused before it begins, while there is still somebody to tell
    except SheetRefused as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(page)
    name = f"{name}-{request.as_at.isoformat()}.{ending}"
    headers = {
        "Content-Disposition": content_disposition_header(ending != Form.HTML, name),
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return StreamingHttpResponse(chain([first], pieces), content_type=media_type(ending), headers=headers)
