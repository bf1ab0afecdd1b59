"""Administrators let a body give way to another one."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from inspections.forms import MergerForm, SuccessionForm
from inspections.models import Body
from inspections.views.changes import change_page
from responses.succession import hand_over, merge, of_handover, of_merger


@require_http_methods(["GET", "HEAD", "POST"])
def body_merge(request, pk):
    """A force, or a national body, merges into another one."""
    body = get_object_or_404(Body.objects.addressable(), pk=pk)
    return change_page(
        request,
        MergerForm(body, request.day, request.POST or None),
        title=_("%(body)s merges into another body"),
        preview=lambda given: of_merger(given["predecessors"], given["successor"], given["on"]),
        act=lambda given: merge(by=request.user, **given),
        done=_("%(body)s has given way to %(successor)s."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def body_hand_over(request, pk):
    """A local policing body gives way to a mayor, a board or another commissioner."""
    body = get_object_or_404(Body.objects.filter(kind__in=Body.LOCAL_POLICING_KINDS), pk=pk)
    return change_page(
        request,
        SuccessionForm(body, request.day, request.POST or None),
        title=_("%(body)s gives way to another body"),
        preview=lambda given: of_handover(body, given["successor"], given["on"]),
        act=lambda given: hand_over(body, by=request.user, **given),
        done=_("%(body)s has given way to %(successor)s."),
    )
