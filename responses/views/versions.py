"""The documents of a response: those of a version as they were stored, and the one that is being written."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from documents.writing.content import Layout
from documents.writing.forms import Form, write
from responses.views.steps import progress_of
from responses.workspace.content import Printed

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; sandbox"
)
"""For a page that people wrote, whatever stands in it: it has its own style, and nothing in it runs or is sent."""


@require_safe
def version_document(request, slug, force, number, layout, form):
    """One file of a version, byte for byte: for everybody once it is published, for the office before."""
    progress = progress_of(request, slug, force)
    version = next((kept.version for kept in progress.versions if kept.version.number == number), None)
    if version is None:
        raise Http404
    document = get_object_or_404(version.documents, layout=layout, form=form)
    return _file(bytes(document.data), f"{_name(progress)}-version-{number}-{layout}.{form}", form)


@require_safe
def response_document(request, slug, force, layout, form):
    """The document that is being written, marked as a draft: for the office alone."""
    progress = progress_of(request, slug, force)
    if not progress.preview:
        raise Http404
    printed = Printed(progress.duty, request.day, response=progress.response)
    content = printed.content(version=progress.log.next_number)
    data = write(content, Layout(layout), Form(form))
    return _file(data, f"{_name(progress)}-draft-{layout}.{form}", form)


def _name(progress):
    """ "northshire-response-safer-in-custody"."""
    return f"{progress.duty.force.slug}-response-{progress.duty.inspection.slug}"


def headers_of(name, form):
    """A page is shown, every other file is kept by the browser. What may be read today need not be tomorrow."""
    return {
        "Content-Disposition": content_disposition_header(form != Form.HTML, name),
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }


def _file(data, name, form):
    return HttpResponse(data, content_type=Form(form).media_type, headers=headers_of(name, form))
