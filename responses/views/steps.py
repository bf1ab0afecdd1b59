"""The steps of a statutory response: each page says what it changes and asks for the day; nothing is done by a link.

The office takes them, most of them its approver. For everybody else these pages are not there.
"""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from inspections.actions import ActionError
from responses.views.addresses import duty_at
from responses.workspace import consequences, signing, steps
from responses.workspace.checks import Check
from responses.workspace.forms import in_office_words
from responses.workspace.log import Kind
from responses.workspace.progress import Progress
from responses.workspace.stepforms import SignOffForm, UndoForm
from responses.workspace.steppages import PAGES

PAGE_METHODS = ["GET", "HEAD", "POST"]


def progress_of(request, slug, force):
    """The Progress of the response at this address, as far as the viewer may know of the report; else a 404."""
    return Progress(duty_at(request, slug, force), request.seat)


def _for_who_takes(request, slug, force, kind):
    """The same for those who may take such a step."""
    progress = progress_of(request, slug, force)
    if not progress.takes(kind):
        raise Http404
    return progress


def _typed(request):
    return request.POST if request.method == "POST" else None


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
    progress = _for_who_takes(request, slug, force, page.kind)
    form = page.form(_typed(request), duty=progress.duty, day=request.day)
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
    progress = _for_who_takes(request, slug, force, Kind.SIGNED)
    printed, content = signing.would_be_signed(progress.duty, request.day, progress.response)
    check, mark = Check(printed, request.seat), printed.mark(content)
    given = {"duty": progress.duty, "day": request.day, "missing": bool(check.missing), "mark": mark}
    form = SignOffForm(_typed(request), **given)
    if form.is_valid() and (done := _signed_off(request, progress, form, check)):
        return done
    if form.is_bound:
        form.shown_again(mark)
    context = {"printed": printed, "content": content, "check": check, "counts": consequences.of_signing(content)}
    holder = printed.response.signatory
    context |= {"reads": progress.reads_drafts, "signatory": in_office_words(holder) if holder else ""}
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
    progress = _for_who_takes(request, slug, force, Kind.UNDONE)
    step = next((one for one in progress.log.all if one.pk == step and one.kind != Kind.UNDONE), None)
    if step is None:
        raise Http404
    refusal = progress.log.refusal_of_undoing(step)
    form = UndoForm(_typed(request), keeps_its_day=step.kind not in steps.FIRST_COUNTS, stays=bool(refusal))
    if form.is_valid() and (done := _undone(request, progress, form, step)):
        return done
    context = {
        "steps": progress,
        "form": form,
        "step": step,
        "refusal": refusal,
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
