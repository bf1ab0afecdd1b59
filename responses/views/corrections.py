"""What administrators put right after something was recorded: each page says before what will change, and asks why."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from inspections.actions import ActionError, move_deadline
from inspections.back import kept
from inspections.models import Obligation, Recommendation
from inspections.wording import day_words
from responses import corrections
from responses.forms import CorrectionForm, MoveAnswerForm, MoveDeadlineForm
from responses.models import ProgressUpdate, Response

pages = require_http_methods(["GET", "HEAD", "POST"])


@pages
def obligation_in_error(request, pk):
    """An item was never addressed to this body."""
    obligation = _obligation(request, pk, removed_on=None)
    return _page(
        request,
        obligation,
        CorrectionForm(request.POST or None),
        partial(corrections.enter_in_error, obligation),
        heading=_("Entered in error"),
        changes=_error_changes(obligation),
        button=_("Mark as entered in error"),
        done=_("Marked as entered in error. It counts in no total; everything recorded stays in history."),
    )


@pages
def deadline_move(request, pk):
    """HMICFRS gave one body another day for an item."""
    obligation = _obligation(request, pk, removed_on=None, closed_on=None)
    form = MoveDeadlineForm(request.POST or None, obligation=obligation, day=request.day)
    return _page(
        request,
        obligation,
        form,
        lambda by, on, reason: move_deadline(
            [obligation], due_on=form.cleaned_data["due_on"], by=by, on=form.cleaned_data["on"], reason=reason
        ),
        heading=_("Move the deadline"),
        changes=_deadline_changes(obligation),
        button=_("Move the deadline"),
        done=_("The deadline was moved. For earlier days the old one still holds."),
    )


@pages
def item_in_error(request, pk):
    """The report has no such item."""
    if not request.seat.administrator:
        raise Http404
    item = get_object_or_404(Recommendation.objects.standing().select_related("inspection"), pk=pk)
    return _page(
        request,
        item,
        CorrectionForm(request.POST or None),
        partial(corrections.enter_item_in_error, item),
        heading=_("Entered in error"),
        changes=_item_changes(item),
        words=item.text,
        button=_("Mark as entered in error"),
        done=_("Marked as entered in error. It counts in no total; everything recorded stays in history."),
    )


@pages
def answer_move(request, pk):
    """An answer was entered at the wrong item, or for the wrong body."""
    obligation = _obligation(request, pk)
    form = MoveAnswerForm(request.POST or None, obligation=obligation, day=request.day)
    return _page(
        request,
        obligation,
        form,
        lambda **signed: corrections.move_answer(obligation, form.cleaned_data["to"], **signed),
        heading=_("Move this answer to where it belongs"),
        changes=_move_changes(obligation),
        button=_("Move the answer"),
        done=_("The answer was moved to where it belongs."),
        then=lambda: form.cleaned_data["to"],
    )


@pages
def answer_withdraw(request, pk):
    """The shared words were entered by mistake."""
    obligation = _obligation(request, pk)
    response = get_object_or_404(Response, obligation=obligation)
    return _page(
        request,
        obligation,
        CorrectionForm(request.POST or None),
        partial(corrections.withdraw_answer, response),
        heading=_("Withdraw the words of this answer"),
        changes=_withdrawal_changes(obligation),
        words=response.action or response.comment,
        button=_("Withdraw the words"),
        done=_("The words were withdrawn. Only administrators still read them, in the history of the answer."),
    )


@pages
def progress_withdraw(request, pk, update):
    """A progress update was entered by mistake."""
    obligation = _obligation(request, pk)
    update = get_object_or_404(ProgressUpdate.objects.standing(), pk=update, obligation=obligation)
    return _page(
        request,
        obligation,
        CorrectionForm(request.POST or None),
        partial(corrections.withdraw_progress, update),
        heading=_("Withdraw the progress of %(day)s") % {"day": day_words(update.on)},
        changes=[_("It leaves every page and every search. Only administrators still read it."), _in_the_timeline()],
        words=update.text,
        button=_("Withdraw the progress"),
        done=_("The progress update was withdrawn. Only administrators still read it."),
    )


def _obligation(request, pk, **conditions):
    if not request.seat.administrator:
        raise Http404
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


# What will change ----------------------------------------------------------------------------------------------------


def _error_changes(obligation):
    names = {"item": obligation.recommendation.label_in_sentence, "body": obligation.body}
    yield _("From now on %(body)s was never asked to act on %(item)s: it leaves every total, of every day.") % names
    yield _("Only %(body)s, its local policing body, HMICFRS and administrators still open its page.") % names
    yield from _recorded(obligation, _("stays in history"))
    yield from _others(obligation)
    yield _("It cannot be undone here: the item would be addressed to the body anew, and the answer moved there.")


def _deadline_changes(obligation):
    due_on = day_words(obligation.due_on) if obligation.due_on else _("none")
    names = {"body": obligation.body, "item": obligation.recommendation.label_in_sentence, "day": due_on}
    yield _("%(body)s has another deadline for %(item)s. Now it is: %(day)s.") % names
    yield _("Other bodies keep theirs. A later correction of the item’s deadline leaves this one as it is.")
    yield _("What has happened says that it was moved, by whom, and, to those who read the answer, why.")


def _item_changes(item):
    rows = list(item.obligations.live())
    yield _("The item leaves its report and every total, of every day. Its number may be used again.")
    counts = {"n": len(rows), "answered": sum(1 for row in rows if row.answered_on or row.claim or row.closed_on)}
    words = ngettext("%(n)s body no longer owes it", "%(n)s bodies no longer owe it", len(rows))
    yield _("%(bodies)s; %(answered)s answered it, and that stays in history.") % {"bodies": words % counts, **counts}
    yield _("HMICFRS and administrators still open its page; who answered it, the page of that answer.")
    yield from _others(*rows)
    yield _("It cannot be undone here: the item would be entered anew, and its answers moved there.")


def _move_changes(obligation):
    yield from _recorded(obligation, _("goes along, under the days as they were entered"))
    for count in filter(None, [obligation.drafts.count()]):
        words = ngettext("%(n)s draft goes along.", "%(n)s drafts go along.", count)
        yield words % {"n": count}
    yield _("Those who answer for the body that you choose then read the words, and nobody else of another body.")
    names = {"item": obligation.recommendation.label_in_sentence, "body": obligation.body}
    yield _("For %(body)s, %(item)s then stands as if nothing had been recorded, on every day.") % names


def _withdrawal_changes(obligation):
    yield _("The words leave every page, every search and what has happened. Only administrators still read them.")
    if obligation.claim:
        claim = {"claim": obligation.get_claim_display(), "day": day_words(obligation.reported_on)}
        yield _("The report of %(day)s (%(claim)s) is taken back.") % claim
    if obligation.closed_on:
        yield _("The item stays closed.")
    yield _("A draft keeps only what its side added to these words.")
    yield _in_the_timeline()
    yield from _others(obligation)


def _in_the_timeline():
    return _("What has happened says that words were withdrawn, and, to those who read the answer, why.")


def _recorded(obligation, what):
    """A sentence for each kind of thing that is recorded for the obligation."""
    response = Response.objects.filter(obligation=obligation).first()
    if response:
        yield _("The answer shared on %(day)s %(what)s.") % {"day": day_words(response.shared_on), "what": what}
    if obligation.claim:
        claim = {"claim": obligation.get_claim_display(), "day": day_words(obligation.reported_on), "what": what}
        yield _("The report of %(day)s (%(claim)s) %(what)s.") % claim
    for note in obligation.progress.standing():
        yield _("The progress of %(day)s %(what)s.") % {"day": day_words(note.on), "what": what}
    if obligation.closed_on:
        yield _("It is closed since %(day)s: that %(what)s.") % {"day": day_words(obligation.closed_on), "what": what}


def _others(*obligations):
    """The answers that stand in the way: they would lose what they point to."""
    for answer in corrections.standing_on(*obligations):
        yield _("First answer this item otherwise, which stands on these words: %(other)s.") % {"other": answer}
