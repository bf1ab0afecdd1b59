"""Answers and progress that were entered by mistake: left out with their item, moved to the right one, or withdrawn."""

from itertools import pairwise

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from inspections import actions as register
from inspections.actions import ActionError
from inspections.actions.log import locked
from inspections.governance import overseer_of
from responses.actions import CannotAnswerWith, shared_words
from responses.models import Draft, ProgressUpdate, ProgressWithdrawal, Response


class OthersStandOnIt(ActionError):
    """Other items are answered with this answer: it cannot go without theirs."""


class NothingToMove(ActionError):
    """Neither an answer nor a draft nor progress is there."""


class AlreadyWithdrawn(ActionError):
    """The progress update was withdrawn already."""


def standing_on(*obligations):
    """The answers to other items that say they are answered with these items' answers."""
    answers = Response.objects.filter(answered_with__obligation__in=obligations).exclude(obligation__removal="error")
    answers = answers.exclude(obligation__in=obligations)
    return answers.select_related("obligation__recommendation", "obligation__body").order_by("pk")


@transaction.atomic
def enter_in_error(obligation, *, by, on, reason):
    """Mark that the body was never asked: nothing that was recorded for it counts on any day; all stays in history."""
    _refuse_others(standing_on(obligation))
    return register.enter_in_error([obligation], by=by, on=on, reason=reason)


@transaction.atomic
def enter_item_in_error(item, *, by, on, reason):
    """Mark that the report has no such item, whoever answered it: it counts on no day; all stays in history."""
    _refuse_others(standing_on(*item.obligations.live()))
    return register.enter_item_in_error(item, by=by, on=on, reason=reason)


@transaction.atomic
def move_answer(wrong, right, *, by, on, reason):
    """Carry the answer with its drafts, progress and claim to the obligation it was meant for, under its own days."""
    locked([wrong, right])
    response = Response.objects.select_for_update().filter(obligation=wrong).first()
    drafts = list(Draft.objects.select_for_update().filter(obligation=wrong).select_related("side"))
    notes = list(wrong.progress.standing())
    if not (response or drafts or notes):
        raise NothingToMove(_("There is nothing to move: no answer, no draft and no progress."))
    _refuse_answered(right)
    sides = _sides(wrong, right, drafts, on)
    register.move_record(wrong, right, by=by, on=on, reason=reason)
    if response:
        _move_response(response, right, sides, reason)
    for draft in drafts:
        draft.obligation, draft.side, draft._change_reason = right, sides[draft.side_id], reason
        draft.sent_at = draft.sent_by = None
        draft.save()
    ProgressUpdate.objects.bulk_create(copied(note, right, sides.get(note.side_id)) for note in notes)
    ProgressWithdrawal.objects.bulk_create(ProgressWithdrawal(progress=n, on=on, by=by, reason=reason) for n in notes)
    return right


def _refuse_answered(obligation):
    """An answer is only moved to where nothing was written yet."""
    answers = Response.objects.filter(obligation=obligation)
    if answers.exists() or obligation.drafts.exists() or obligation.progress.standing().exists():
        raise register.AnsweredItself(_("It has an answer, a draft or progress of its own."))


def _sides(wrong, right, drafts, day):
    """{id of a side of the wrong obligation: the side of the right one that is the same}."""
    office, new_office = overseer_of(wrong.body, day), overseer_of(right.body, day)
    sides = {draft.side_id: new_office for draft in drafts}
    if office:
        sides[office.pk] = new_office
    sides[wrong.body_id] = right.body
    if wrong.body_id == right.body_id:
        sides |= {draft.side_id: draft.side for draft in drafts}
    if any(sides[draft.side_id] is None for draft in drafts):
        message = _("%(body)s has no local policing body that could go on with the draft.")
        raise register.NotAddressed(message % {"body": right.body})
    return sides


def _move_response(response, right, sides, reason):
    others = standing_on(response.obligation)
    same = (response.obligation.body_id, response.obligation.recommendation.inspection_id)
    if same != (right.body_id, right.recommendation.inspection_id):
        _refuse_others(others)
    serves = response.answered_with_id
    if serves and not Response.objects.that_may_answer(right).filter(pk=serves).exists():
        raise CannotAnswerWith(_("It is answered with another item’s answer, which cannot serve there."))
    response.offered_to.clear()
    response.obligation = right
    response.shared_from = sides.get(response.shared_from_id) or response.shared_from
    response._change_reason = reason
    response.save()


def copied(note, right, side=None):
    """The progress update as one of another obligation, unsaved: same day, words and person, from the same side."""
    side = side or note.side
    return ProgressUpdate(
        obligation=right, on=note.on, text=note.text, by=note.by, side=side, recorded_at=note.recorded_at
    )


def _refuse_others(answers):
    """Refuse what would leave other items without the answer they point to."""
    if names := ", ".join(str(answer) for answer in answers[:5]):
        message = _("These are answered with this answer, so they have to be answered otherwise first: %(names)s.")
        raise OthersStandOnIt(message % {"names": names})


# The item corrected --------------------------------------------------------------------------------------------------


def text_since(log):
    """The item's text as the answer of a Log knew it, and the day of the last correction since: None if it is the same.

    An administrator's correction of the words is no new answer: it does not know a newer text.
    """
    versions, revisions = log.corrections, sorted(log.shared, key=lambda one: (one.history_date, one.history_id))
    if not versions or not revisions:
        return None
    shared = next((one for one in reversed(revisions) if not one.history_change_reason), revisions[0])
    known = [version for version in versions if version.history_date <= shared.history_date] or versions[:1]
    later = [version for version in versions if version.history_date > shared.history_date]
    changed = [after for before, after in pairwise([known[-1], *later]) if after.text != before.text]
    if not changed or changed[-1].text == known[-1].text:
        return None
    return known[-1].text, localdate(changed[-1].history_date)


# Words withdrawn -----------------------------------------------------------------------------------------------------


@transaction.atomic
def withdraw_answer(response, *, by, on, reason):
    """Take the shared words from every page, search and timeline; the claim they made is taken back.

    Drafts keep only what they added to those words. The history of the answer, which administrators read, keeps all.
    """
    [obligation] = locked([response.obligation])
    response = Response.objects.select_for_update().get(pk=response.pk)
    _refuse_others(standing_on(obligation))
    for draft in Draft.objects.select_for_update().filter(obligation=obligation):
        _without(draft, response, reason)
    for draft in Draft.objects.select_for_update().filter(answered_with=response):
        draft.answered_with, draft._change_reason, draft.revision = None, reason, draft.revision + 1
        draft.save()
    notes = obligation.progress.standing().order_by("on").values_list("on", flat=True)
    register.wait_on([obligation], None, by=by, on=on, reason=reason)
    register.retract(obligation, answered_on=notes.first(), by=by, on=on, reason=reason)
    response._change_reason = reason
    response.delete()


def _without(draft, response, reason):
    """Leave in a draft what its side wrote itself; drop it where that is nothing."""
    blank, draft._change_reason = Draft().words, reason
    for shared in (response.words, shared_words(response, draft.based_on)):
        for name, value in shared.items():
            if getattr(draft, name) == value:
                setattr(draft, name, blank[name])
    if draft.words == blank:
        draft.delete()
        return
    draft.based_on, draft.sent_at, draft.sent_by = 0, None, None
    draft.revision += 1
    draft.save()


@transaction.atomic
def withdraw_progress(update, *, by, on, reason):
    """Take a progress update from every page and search. The log says that one of its day was withdrawn, and why."""
    [obligation] = locked([update.obligation])
    if ProgressWithdrawal.objects.filter(progress=update).exists():
        raise AlreadyWithdrawn(_("This progress update was withdrawn already."))
    ProgressWithdrawal.objects.create(progress=update, on=on, by=by, reason=reason)
    first = _first_recorded(obligation) if obligation.answered_on == update.on else obligation.answered_on
    register.retract(obligation, answered_on=first, by=by, on=on, reason=reason, progress_on=update.on)


def _first_recorded(obligation):
    """The first day of what still stands: progress, the shared answer, or the claim."""
    days = list(obligation.progress.standing().values_list("on", flat=True))
    answer = Response.objects.filter(obligation=obligation).first()
    days += [record.letter_on or record.shared_on for record in answer.history.all()] if answer else []
    return min([*days, *filter(None, [obligation.reported_on])], default=None)
