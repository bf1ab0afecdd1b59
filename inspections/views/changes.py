"""What administrators change of a body from a day on: they see what will change, say why, and it is done."""

from django import forms
from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from inspections.actions import ActionError, appoint, set_phase
from inspections.forms import OfficeForm, PhaseForm
from inspections.models import Body
from inspections.previews import of_appointment, of_phase


@require_http_methods(["GET", "HEAD", "POST"])
def body_appoint(request, pk):
    """Somebody takes up an office of the body."""
    body = get_object_or_404(Body, pk=pk)
    return change_page(
        request,
        OfficeForm(body, request.day, request.POST or None),
        title=_("%(body)s: somebody takes office"),
        preview=lambda given: of_appointment(body, **given),
        act=lambda given: appoint(body, **given),
        done=_("Recorded for %(body)s."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def body_phase(request, pk):
    """HMICFRS monitors the force in another phase."""
    force = get_object_or_404(Body.objects.forces(), pk=pk)
    return change_page(
        request,
        PhaseForm(force, request.day, request.POST or None, seat=request.seat),
        title=_("%(body)s: another phase of monitoring"),
        preview=lambda given: of_phase(force, **given),
        act=lambda given: set_phase(force, **given),
        done=_("Recorded for %(body)s."),
    )


def change_page(request, form, *, title, preview, act, done):
    """Show what will change; do it when what was seen is what will change still."""
    if not admin.site.has_permission(request) or not request.user.has_perm("inspections.change_body"):
        raise Http404
    shown = None
    if form.is_valid():
        try:
            shown = preview(form.given)
            if form.cleaned_data["seen"] == shown.mark:
                act(form.given)
                return _done(request, form, done)
        except ActionError as refused:
            shown = None
            form.add_error(None, str(refused))
    return TemplateResponse(request, "admin/change_of_body.html", _context(request, form, shown, title))


def _done(request, form, sentence):
    shown_next = form.cleaned_data.get("successor", form.body)
    messages.success(request, sentence % {"body": form.body, "successor": shown_next})
    return redirect("admin:inspections_body_change", shown_next.pk)


def _context(request, form, shown, title):
    return admin.site.each_context(request) | {
        "title": title % {"body": form.body},
        "body": form.body,
        "form": form,
        "media": forms.Media(js=["admin/js/core.js"]) + form.media,
        "shown": shown,
        "changed": shown is not None and bool(form.cleaned_data["seen"]),
        "opts": Body._meta,
    }
