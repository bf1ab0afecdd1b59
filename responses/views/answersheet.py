"""The administrators' page of the sheet of answers: out, and in again after a look at what would change."""

from secrets import token_urlsafe

from django.contrib import admin, messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from inspections.sheets import CONTENT_TYPES, SheetRefused
from responses.answersheet import bring_in, export
from responses.answersheet.forms import ConfirmForm, ExportForm, SheetForm
from responses.answersheet.wording import outcome_words

PAGE = "admin:responses_response_sheet"
KEPT_FOR = 60 * 60
"""Seconds for which a file that was looked at waits to be brought in."""

SHOWN = 500
"""Rows of a preview, and reasons: enough to see what a file does."""


def sheet(request):
    """Choose a file (POST: look at what it would change)."""
    _check_may(request)
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
    if not form.is_valid():
        return _page(request, form=form)
    data, reason = form.cleaned_data["file"], form.cleaned_data["reason"]
    try:
        outcome = _bring_in(request, data, reason, preview=True)
    except SheetRefused as refused:
        form.add_error("file", str(refused))
        return _page(request, form=form)
    return _preview(request, outcome, _kept(request, data, reason) if outcome.can_be_written else "")


@require_POST
def confirm(request):
    """Bring in the file that was looked at."""
    _check_may(request)
    form = ConfirmForm(request.POST)
    kept = cache.get(_key(request, form.cleaned_data["token"])) if form.is_valid() else None
    if kept is None:
        messages.error(request, _("The file is no longer kept here. Choose it again."))
        return redirect(PAGE)
    outcome = _bring_in(request, *kept)
    if outcome.refusals:
        return _preview(request, outcome, "")
    cache.delete(_key(request, form.cleaned_data["token"]))
    messages.success(request, outcome_words(outcome, preview=False))
    return redirect(PAGE)


@require_GET
def download(request, kind):
    """The sheet as a file: empty, of one body, or of everything that is owed."""
    _check_may(request)
    form = ExportForm(request.GET)
    if kind not in CONTENT_TYPES or not form.is_valid():
        raise Http404
    try:
        data = b"".join(export(kind, form.rows()))
    except SheetRefused as refused:
        messages.error(request, str(refused))
        return redirect(PAGE)
    name = f'attachment; filename="{form.file_name}.{kind}"'
    return HttpResponse(data, content_type=CONTENT_TYPES[kind], headers={"Content-Disposition": name})


def _check_may(request):
    if not request.seat.administrator or not request.user.has_perm("responses.change_response"):
        raise PermissionDenied


def _bring_in(request, data, reason, preview=False):
    return bring_in(data, by=request.user, on=request.day, reason=reason, preview=preview)


def _kept(request, data, reason):
    token = token_urlsafe()
    cache.set(_key(request, token), (data, reason), KEPT_FOR)
    return token


def _key(request, token):
    return f"answersheet:{request.user.pk}:{token}"


def _page(request, **context):
    context = {
        "title": _("Sheet of answers"),
        "export_form": ExportForm(),
        "kinds": list(CONTENT_TYPES),
        "outcome": None,
    } | context
    return TemplateResponse(request, "admin/answersheet.html", admin.site.each_context(request) | context)


def _preview(request, outcome, token):
    return _page(
        request,
        form=SheetForm(),
        outcome=outcome,
        words=outcome_words(outcome, preview=True),
        changes=outcome.changes[:SHOWN],
        refusals=outcome.refusals[:SHOWN],
        shown=SHOWN,
        token=token,
    )
