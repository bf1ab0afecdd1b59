"""What administrators put right after something was recorded: each page says before what will change, and asks why."""

from functools import partial, wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from inspections.actions import ActionError
from inspections.back import kept
from inspections.models import Obligation, Recommendation
from inspections.wording import day_words
from responses import corrections
from responses.forms import CorrectionForm, MoveAnswerForm
from responses.models import ProgressUpdate, Response

IN_ERROR = {
    "heading": gettext_lazy("Entered in error"),
    "button": gettext_lazy("Mark as entered in error"),
    "done": gettext_lazy("Marked as entered in error. It counts in no total; everything recorded stays in history."),
}


def for_administrators(view):
    """A page of corrections: everybody else is told that there is none."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def checked(request, *args, **kwargs):
        if not request.seat.administrator:
            raise Http404
        return view(request, *args, **kwargs)

    return checked


@for_administrators
def obligation_in_error(request, pk):
    """An item was never addressed to this body."""
    obligation = _obligation(pk, removed_on=None)
    form = CorrectionForm(request.POST or None)
    carry_out = partial(corrections.enter_in_error, obligation)
    return _page(request, obligation, form, carry_out, changes=corrections.of_error(obligation), **IN_ERROR)


@for_administrators
def item_in_error(request, pk):
    """The report has no such item."""
    item = get_object_or_404(Recommendation.objects.standing().select_related("inspection"), pk=pk)
    form = CorrectionForm(request.POST or None)
    carry_out = partial(corrections.enter_item_in_error, item)
    changes = corrections.of_item_error(item)
    return _page(request, item, form, carry_out, changes=changes, words=item.text, **IN_ERROR)


@for_administrators
def answer_move(request, pk):
    """An answer was entered at the wrong item, or for the wrong body."""
    obligation = _obligation(pk)
    form = MoveAnswerForm(request.POST or None, obligation=obligation, day=request.day)
    return _page(
        request,
        obligation,
        form,
        lambda **signed: corrections.move_answer(obligation, form.cleaned_data["to"], **signed),
        heading=_("Move this answer to where it belongs"),
        changes=corrections.of_move(obligation),
        button=_("Move the answer"),
        done=_("The answer was moved to where it belongs."),
        then=lambda: form.cleaned_data["to"],
    )


@for_administrators
def answer_withdraw(request, pk):
    """The shared words were entered by mistake."""
    obligation = _obligation(pk)
    response = get_object_or_404(Response, obligation=obligation)
    return _page(
        request,
        obligation,
        CorrectionForm(request.POST or None),
        partial(corrections.withdraw_answer, response),
        heading=_("Withdraw the words of this answer"),
        changes=corrections.of_withdrawal(obligation),
        words=response.action or response.comment,
        button=_("Withdraw the words"),
        done=_("The words were withdrawn. Only administrators still read them, in the history of the answer."),
    )


@for_administrators
def progress_withdraw(request, pk, update):
    """A progress update was entered by mistake."""
    obligation = _obligation(pk)
    update = get_object_or_404(ProgressUpdate.objects.standing(), pk=update, obligation=obligation)
    return _page(
        request,
        obligation,
        CorrectionForm(request.POST or None),
        partial(corrections.withdraw_progress, update),
        heading=_("Withdraw the progress of %(day)s") % {"day": day_words(update.on)},
        changes=corrections.of_progress_withdrawal(),
        words=update.text,
        button=_("Withdraw the progress"),
        done=_("The progress update was withdrawn. Only administrators still read it."),
    )


def _obligation(pk, **conditions):
    rows = Obligation.objects.select_related("body", "recommendation__inspection")
    return get_object_or_404(rows, pk=pk, addressed_on__isnull=False, **conditions)


def _page(request, about, form, carry_out, *, done, then=None, **context):
    """Show what will change; once the reason is given, carry it out and go to the page where it is seen."""
    if form.is_valid():
        try:
            carry_out(by=request.user, on=request.day, reason=form.cleaned_data["reason"])
        except ActionError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return redirect((then() if then else about).get_absolute_url() + kept(request))
    context |= {"form": form, "about": about, "back": about.get_absolute_url() + kept(request)}
    return render(request, "responses/correction.html", context)
