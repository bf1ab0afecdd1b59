"""A follow-up report's verdict on the items of the report before it: entered, looked at, recorded."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts import typed
from inspections.models import Inspection, Obligation
from responses.verdicts import EarlierReport, Refused, carry_out, rehearse
from responses.verdicts.forms import VerdictsForm
from responses.verdicts.preview import changes_of


@require_http_methods(["GET", "HEAD", "POST"])
def verdicts(request, slug):
    """Item by item what the report says; what that changes; then all of it or nothing."""
    if not request.seat.oversees:
        raise Http404
    judging = Inspection.objects.judging(request.day).select_related("follows_up")
    report = get_object_or_404(judging, slug=slug)
    form = VerdictsForm(request.POST or None, judged=EarlierReport(report, request.seat))
    preview = None
    if request.method == "POST":
        typed.keep(request, request.POST)
        if form.is_valid() and _recorded(request, form):
            typed.forget(request)
            return redirect(report)
        preview = _preview(request, form)
    typed.take_up(request, form, f"{request.path}#verdicts")
    context = {"report": report, "earlier": report.follows_up, "form": form, "preview": preview}
    return render(request, "responses/verdicts.html", context)


def _preview(request, form):
    """What would change, None where the form has something to put right: the form then says what."""
    if not form.is_valid():
        return None
    form.refuse(rehearse(form.verdicts, form.judged.report, by=request.user))
    if not form.is_valid():
        return None
    if request.POST.get("seen"):
        messages.warning(request, _("Something is different from what you had seen. Look again at what will change."))
    changes = changes_of(form.verdicts)
    return {"changes": changes, "rows": sum(change.count for change in changes), "mark": form.mark}


def _recorded(request, form):
    """Whether what was seen is recorded now. Rows are locked before they are compared with what was seen."""
    if not request.POST.get("seen"):
        return False
    report, given = form.judged.report, form.verdicts
    try:
        with transaction.atomic():
            rows = Obligation.objects.filter(pk__in=form.judged.rows.order_by().values("pk"))
            list(rows.select_for_update().order_by("pk").values_list("pk"))
            if form.mark != request.POST["seen"]:
                return False
            carry_out(given, report, by=request.user)
    except Refused as refused:
        form.refuse(refused.sentences)
        return False
    n = len(given)
    words = ngettext("The verdict on %(n)s item is recorded.", "The verdicts on %(n)s items are recorded.", n)
    messages.success(request, words % {"n": n})
    return True
