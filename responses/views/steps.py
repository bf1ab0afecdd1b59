"""The steps of a statutory response: each page says what it changes and asks for the day; nothing is done by a link.

The office takes them, most of them its approver. For everybody else these pages are not there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from inspections.actions import ActionError
from inspections.models import Inspection, RelatedForce
from responses.workspace import consequences, signing, steps
from responses.workspace.checks import Check
from responses.workspace.log import Kind
from responses.workspace.progress import ELSEWHERE, NAMES, Progress
from responses.workspace.stepforms import (
    AskForm,
    CorrectionForm,
    ElsewhereForm,
    PublishedForm,
    SignOffForm,
    StepForm,
    UndoForm,
)

PAGE_METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Page:
    """The page of one step: what it says, whom it is for, and what it does with what was typed."""

    kind: str
    heading: str
    button: str
    act: Callable
    form: type = StepForm
    says: tuple = ()
    approves: bool = True
    warns: bool = False


PAGES = {
    NAMES[Kind.ASKED]: Page(
        Kind.ASKED,
        gettext_lazy("Chief officer asked for comments"),
        gettext_lazy("Record"),
        steps.ask_chief_officer,
        AskForm,
        (
            gettext_lazy("Section 55(4) of the Police Act 1996: you invite the chief officer’s comments by a day you set."),
            gettext_lazy("Nothing is sent from here: record what you asked in your own letter or e-mail."),
        ),
        approves=False,
    ),
    NAMES[Kind.RECEIVED]: Page(
        Kind.RECEIVED,
        gettext_lazy("Chief officer’s comments received"),
        gettext_lazy("Record"),
        steps.record_received,
        says=(gettext_lazy("The comments themselves are entered in the response, by you or by the force."),),
        approves=False,
    ),
    NAMES[Kind.READY]: Page(
        Kind.READY,
        gettext_lazy("Ready for sign-off"),
        gettext_lazy("Mark as ready for sign-off"),
        steps.mark_ready,
        says=(
            gettext_lazy("Your approver finds the response on their home page. Its words can still be changed."),
            gettext_lazy("It may be marked as ready with things missing: the approver is told what they are."),
        ),
        approves=False,
    ),
    NAMES[Kind.SECRETARY]: Page(
        Kind.SECRETARY,
        gettext_lazy("Sent to the Home Secretary"),
        gettext_lazy("Record"),
        partial(steps.record_sent, kind=Kind.SECRETARY),
        says=(
            gettext_lazy("Section 55(6) of the Police Act 1996 asks for a copy. Record when it was sent."),
            gettext_lazy("The day is not printed in the response, and only your office and your force see it."),
        ),
    ),
    NAMES[Kind.INSPECTORATE]: Page(
        Kind.INSPECTORATE,
        gettext_lazy("Sent to the inspectorate"),
        gettext_lazy("Record"),
        partial(steps.record_sent, kind=Kind.INSPECTORATE),
        says=(
            gettext_lazy("Section 55(6) of the Police Act 1996 asks for a copy. Record when it was sent."),
            gettext_lazy("The day is not printed in the response. Your office, your force and the inspectorate see it."),
        ),
    ),
    NAMES[Kind.PUBLISHED]: Page(
        Kind.PUBLISHED,
        gettext_lazy("Published"),
        gettext_lazy("Record the publication"),
        steps.record_published,
        PublishedForm,
        (
            gettext_lazy("Everybody who signs in here then reads the response and its documents."),
            gettext_lazy("Record when it was published where the public can read it. That is not done from here."),
        ),
    ),
    ELSEWHERE: Page(
        Kind.PUBLISHED,
        gettext_lazy("Published without sign-off here"),
        gettext_lazy("Record the publication"),
        steps.record_published,
        ElsewhereForm,
        (
            gettext_lazy("For a response that was published before anybody signed it off here. No document is kept of it."),
            gettext_lazy("Its words here then change only in a correction."),
        ),
        warns=True,
    ),
    NAMES[Kind.CORRECTING]: Page(
        Kind.CORRECTING,
        gettext_lazy("Begin a correction"),
        gettext_lazy("Begin the correction"),
        signing.begin_correction,
        CorrectionForm,
        (
            gettext_lazy("What was published stays as it is, and stays readable, until the corrected version is published."),
            gettext_lazy("The words can then be changed. The corrected version is signed off, sent and published anew."),
            gettext_lazy("The day of the first publication does not move."),
        ),
    ),
}


def progress_of(request, slug, force):
    """The Progress of the response at this address, as far as the viewer may know of the report; else a 404."""
    duties = RelatedForce.objects.select_related("inspection", "force", "statutory_response__answered_by")
    visible = Inspection.objects.visible_to(request.seat)
    duty = get_object_or_404(duties, inspection__in=visible, inspection__slug=slug, force__slug=force)
    return Progress(duty, request.seat)


def _for_office(request, slug, force, *, approves):
    """The same for those who may take the step."""
    progress = progress_of(request, slug, force)
    if not (progress.approves if approves else progress.of_office):
        raise Http404
    return progress


@require_safe
def response_steps(request, slug, force):
    """The steps as they stand, what happened, and the versions."""
    return render(request, "responses/step_list.html", {"steps": progress_of(request, slug, force)})


@require_http_methods(PAGE_METHODS)
def response_step(request, slug, force, name):
    """The page of one step but sign-off."""
    page = PAGES.get(name)
    if page is None:
        raise Http404
    progress = _for_office(request, slug, force, approves=page.approves)
    form = page.form(request.POST or None, duty=progress.duty, day=request.day)
    if form.is_valid() and (done := _carried_out(request, progress, form, page)):
        return done
    context = {"page": page, "opened": consequences.of_publication_elsewhere(progress.response) if page.warns else ()}
    return _show(request, "responses/step.html", progress, form, page.kind, context)


def _carried_out(request, progress, form, page):
    """Where the step leads once it is taken; None where it is refused, and the form says why."""
    days = {"on": request.day} if page.kind == Kind.CORRECTING else {"today": request.day}
    return _tried(
        request,
        progress,
        form,
        lambda: page.act(progress.duty, by=request.user, **days, **form.cleaned_data),
        _("Recorded: %(what)s.") % {"what": page.heading},
    )


FIELDS = {steps.WrongDay: "on", signing.GapsRemain: "gaps_reason"}
"""Beside which field a refusal is told."""


def _tried(request, progress, form, act, done):
    """Do it, and go to the steps; where it was done before, say so and go there too. A refusal goes to the form."""
    try:
        act()
    except steps.AlreadyTaken as taken:
        messages.info(request, str(taken))
    except ActionError as refused:
        form.refused(refused, FIELDS.get(type(refused), ""))
        return None
    else:
        messages.success(request, done)
    return redirect(progress.page)


def _show(request, template, progress, form, kind, context):
    refusal = progress.log.refusal(kind)
    return render(request, template, {"steps": progress, "form": form, "refusal": refusal} | context)


@require_http_methods(PAGE_METHODS)
def response_sign_off(request, slug, force):
    """Says what is frozen and what is missing, and freezes it."""
    progress = _for_office(request, slug, force, approves=True)
    printed, content = signing.would_be_signed(progress.duty, request.day)
    check, mark = Check(printed, request.seat), printed.mark(content)
    given = {"duty": progress.duty, "day": request.day, "missing": bool(check.missing), "mark": mark}
    form = SignOffForm(request.POST or None, **given)
    if form.is_valid() and (done := _signed_off(request, progress, form, check)):
        return done
    if form.is_bound:
        form.shown_again(mark)
    context = {"printed": printed, "content": content, "check": check, "counts": consequences.of_signing(content)}
    context["reads"] = progress.reads_drafts
    return _show(request, "responses/step_sign_off.html", progress, form, Kind.SIGNED, context)


def _signed_off(request, progress, form, check):
    typed = form.cleaned_data
    given = {"on": typed["on"], "seen": typed["seen"], "gaps_reason": typed.get("gaps_reason", "")}
    missing = [str(gap) for gap in check.missing]
    return _tried(
        request,
        progress,
        form,
        lambda: signing.sign_off(progress.duty, by=request.user, today=request.day, gaps=missing, **given),
        _("The response is signed off. Its documents are kept as they are."),
    )


@require_http_methods(PAGE_METHODS)
def response_undo(request, slug, force, step):
    """Says what goes when a step is taken back, and takes it back."""
    progress = _for_office(request, slug, force, approves=True)
    step = next((one for one in progress.log.all if one.pk == step and one.kind != Kind.UNDONE), None)
    if step is None:
        raise Http404
    form = UndoForm(request.POST or None, keeps_its_day=step.kind not in steps.FIRST_COUNTS)
    if form.is_valid() and (done := _undone(request, progress, form, step)):
        return done
    context = {
        "steps": progress,
        "form": form,
        "step": step,
        "refusal": progress.log.refusal_of_undoing(step),
        "changes": consequences.of_undoing(step, progress.log),
    }
    return render(request, "responses/step_undo.html", context)


def _undone(request, progress, form, step):
    reason, day = form.cleaned_data["reason"], form.cleaned_data.get("on")
    signed = {"by": request.user, "reason": reason}
    if day:
        act = partial(steps.correct_day, step, on=day, today=request.day, **signed)
        return _tried(request, progress, form, act, _("The day was put right."))
    act = partial(steps.undo, step, on=request.day, **signed)
    return _tried(request, progress, form, act, _("Undone: %(what)s.") % {"what": step.get_kind_display()})
