"""An act of the inspectorate for one item or many: what will change is said first, then it is done to all or none."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from inspections.back import way_back
from responses.verifying.acts import acts_of
from responses.verifying.page import VerifyingPage
from responses.verifying.selection import ACT, EVERYTHING, ROW


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request):
    """The page of one act; `?act=close&row=12&row=13`, or `?act=close&everything=on` with the list's filters."""
    act = acts_of(request.seat).get(request.GET.get(ACT))
    if act is None:
        raise Http404
    if not (request.GET.getlist(ROW) or EVERYTHING in request.GET):
        messages.warning(request, _("Tick the items first, or choose all of them."))
        return redirect(way_back(request, "responses:compliance_list").url)
    page = VerifyingPage(request, act)
    if request.method == "POST" and page.form.is_valid() and page.carry_out():
        messages.success(request, page.done)
        if page.ripe:
            messages.info(request, page.ripe)
        return redirect(page.back.url)
    return render(request, "responses/verify.html", {"page": page, "form": page.form})
