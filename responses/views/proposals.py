"""Overseers take a proposed report into the register: as it is, or merged into one that is there."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from inspections.actions import ActionError, accept
from inspections.models import Inspection
from responses.merging import Merger, likely, merge, of_acceptance, of_merge
from responses.proposals import MergeForm, ReportForm

LONGEST_SEARCH = 200

pages = require_http_methods(["GET", "HEAD", "POST"])


@pages
def proposal_accept(request, slug):
    """The report is one that the register lacks."""
    proposal = _proposal(request, slug)
    form = ReportForm(request.POST or None)
    if not proposal.is_proposed:
        return _too_late(request, proposal)
    if form.is_valid():
        return _accepted(request, proposal, form.cleaned_data["reason"])
    context = {
        "form": form,
        "proposal": proposal,
        "preview": of_acceptance(proposal),
        "likely": [one.report for one in likely(proposal) if one.is_the_same],
    }
    return render(request, "responses/proposal_accept.html", context)


@require_safe
def proposal_match(request, slug):
    """Which report of the register it is."""
    proposal = _proposal(request, slug)
    if not proposal.is_proposed:
        return _too_late(request, proposal)
    words = request.GET.get("words", "")[:LONGEST_SEARCH].replace("\0", "").strip()
    context = {"proposal": proposal, "words": words, "reports": likely(proposal, words)}
    return render(request, "responses/proposal_match.html", context)


@pages
def proposal_merge(request, slug, into):
    """Item by item: what becomes of it, what will change, done."""
    proposal = _proposal(request, slug)
    report = get_object_or_404(Inspection.objects.accepted(), slug=into)
    if not proposal.is_proposed:
        return _too_late(request, proposal)
    form = MergeForm(request.POST or None, merger=Merger(proposal, report))
    preview = of_merge(form.merger, form.chosen) if form.is_valid() else None
    if preview and form.cleaned_data["seen"]:
        if _merged(request, form):
            return redirect(report)
        form.merger = Merger(proposal, report)
        preview = None
    context = {"form": form, "proposal": proposal, "report": report, "preview": preview}
    return render(request, "responses/proposal_merge.html", context)


def _proposal(request, slug):
    """A report that an office proposed, whatever became of it, for those who decide about it."""
    if not request.seat.oversees:
        raise Http404
    return get_object_or_404(Inspection.objects.filter(proposed_by__isnull=False), slug=slug)


def _too_late(request, proposal):
    messages.info(request, _("“%(report)s” was accepted or merged already.") % {"report": proposal})
    return redirect(proposal.merged_into or proposal)


def _accepted(request, proposal, reason):
    try:
        accept(proposal, by=request.user, on=request.day, reason=reason)
    except ActionError as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Accepted into the register."))
    return redirect(proposal)


def _merged(request, form):
    """Whether it was done. If not, the form says why."""
    given = {name: form.cleaned_data[name] for name in ("seen", "reason")}
    merger = form.merger
    try:
        merge(merger.proposal, merger.report, form.chosen, by=request.user, on=request.day, **given)
    except ActionError as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("“%(report)s” was merged into this report.") % {"report": merger.proposal})
    return True
