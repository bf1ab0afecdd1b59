"""Administrators let a body give way to another one: they see what will change, say why, and it is done."""

from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from inspections.actions import CannotSucceed
from inspections.forms import MergerForm, SuccessionForm
from inspections.models import Body
from responses.succession import hand_over, merge, of_handover, of_merger


@require_http_methods(["GET", "HEAD", "POST"])
def body_merge(request, pk):
    """A force, or a national body, merges into another one."""
    body = get_object_or_404(Body.objects.addressable(), pk=pk)
    form = MergerForm(body, request.day, request.POST or None)
    return _page(
        request,
        form,
        title=_("%(body)s merges into another body"),
        preview=lambda given: of_merger(form.predecessors, given["successor"], given["on"]),
        act=lambda given: merge(form.predecessors, by=request.user, **given),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def body_hand_over(request, pk):
    """A local policing body gives way to a mayor, a board or another commissioner."""
    body = get_object_or_404(Body.objects.filter(kind__in=Body.LOCAL_POLICING_KINDS), pk=pk)
    form = SuccessionForm(body, request.day, request.POST or None)
    return _page(
        request,
        form,
        title=_("%(body)s gives way to another body"),
        preview=lambda given: of_handover(body, given["successor"], given["on"]),
        act=lambda given: hand_over(body, by=request.user, **given),
    )


def _page(request, form, *, title, preview, act):
    """Show what will change; do it when what was seen is what will change still."""
    if not admin.site.has_permission(request) or not request.user.has_perm("inspections.change_body"):
        raise Http404
    shown = None
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("successor", "on", "reason")}
        try:
            shown = preview(given)
            if form.cleaned_data["seen"] == shown.mark:
                act(given)
                return _done(request, form)
        except CannotSucceed as refused:
            shown = None
            form.add_error(None, str(refused))
    return TemplateResponse(request, "admin/succession.html", _context(request, form, shown, title))


def _done(request, form):
    done = _("%(body)s has given way to %(successor)s.")
    messages.success(request, done % {"body": form.body, "successor": form.cleaned_data["successor"]})
    return redirect("admin:inspections_body_change", form.cleaned_data["successor"].pk)


def _context(request, form, shown, title):
    return admin.site.each_context(request) | {
        "title": title % {"body": form.body},
        "body": form.body,
        "form": form,
        "shown": shown,
        "changed": shown is not None and bool(form.cleaned_data["seen"]),
        "opts": Body._meta,
    }
