"""A proposed report is merged into one of the register: in one transaction, every item with all that was recorded."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from inspections import actions as register
from inspections.actions import ActionError
from inspections.actions.log import locked
from inspections.models import Inspection, Obligation, RelatedForce
from responses import corrections
from responses.merging.choices import What, cause_of, conflicts, problems
from responses.merging.preview import of_merge
from responses.merging.reports import Merger
from responses.models import Draft, ProgressUpdate, ProgressWithdrawal
from responses.owners import pass_owners
from responses.succession.words import combined


class CannotMerge(ActionError):
    """What was chosen for an item cannot become of it."""


class ChangedMeanwhile(ActionError):
    """Something that decides what will change is not as it was seen."""


@transaction.atomic
def merge(proposal, report, choices, *, seen, by, on, reason):
    """Merge a proposed report into one of the register as the Choices say, one for each of its items.

    `seen` is the mark of the preview that was confirmed. Nothing is written, and an ActionError says why, where the
    report no longer waits, something changed meanwhile, or a choice cannot be.
    """
    merger = _locked(proposal, report)
    choices = _as_they_stand(merger, choices)
    if of_merge(merger, choices).mark != seen:
        raise ChangedMeanwhile(_("Something changed since this was shown. Look at what will change again."))
    for sentence in [*problems(merger, choices).values(), *conflicts(merger)]:
        raise CannotMerge(sentence)
    signed = {"by": by, "on": on, "reason": reason}
    chosen = {choice.item.pk: choice for choice in choices}
    answers = {}
    for choice in _of(choices, What.NEW):
        register.take_item_over(choice.item, merger.report, cause=cause_of(choice, chosen), **signed)
    for choice in _of(choices, What.SAME):
        for recorded in filter(None, merger.of(choice.item)):
            there = merger.there(recorded, choice.into)
            answers |= _carry(recorded, there, signed)
            pass_owners({recorded.row.pk: there.row}, {}, **signed)
    _point(answers, reason)
    for choice in _of(choices, What.SAME):
        register.merge_item(choice.item, choice.into, **signed)
    for choice in sorted(_of(choices, What.OUT), key=lambda choice: choice.item.is_cause):
        why = {"by": by, "on": on, "reason": choice.reason or reason}
        corrections.enter_item_in_error(choice.item, **why)
    _pass_statutory(merger, reason)
    register.merge_inspection(merger.proposal, merger.report, reason=reason)
    return merger.report


def _locked(proposal, report):
    """The two reports with what they ask, which nobody changes until the transaction ends."""
    proposal = register.locked_proposal(proposal)
    report = Inspection.objects.accepted().select_for_update(of=("self",)).get(pk=report.pk)
    bodies = Obligation.objects.live().filter(recommendation__inspection=proposal).order_by().values("body")
    locked(Obligation.objects.live().filter(recommendation__inspection__in=[proposal, report], body__in=bodies))
    return Merger(proposal, report)


def _as_they_stand(merger, choices):
    """The choices, of the items as they were read under the lock."""
    items = {item.pk: item for item in [*merger.items, *merger.others]}
    try:
        return [
            replace(choice, item=items[choice.item.pk], into=choice.into and items[choice.into.pk])
            for choice in choices
        ]
    except KeyError as gone:
        raise ChangedMeanwhile(_("An item was taken out meanwhile. Look at what will change again.")) from gone


def _of(choices, what):
    return [choice for choice in choices if choice.what == what]


# One obligation -------------------------------------------------------------------------------------------------------


def _carry(ours, theirs, signed):
    """Carry what is recorded of an obligation to the one of the register. Returns {answer that went: the one there}.

    Where nothing is there, all goes as it is. Where an answer is there, that one stays: the words that come are put
    into a draft of the side that shared them, for its people to choose.
    """
    wrong, right = ours.row, theirs.row
    kept = theirs.response
    if ours.response and kept is None:
        _move(ours.response, right, signed["reason"])
    if wrong.answered_on and not (right.answered_on or right.claim):
        register.move_record(wrong, right, **signed)
    elif kept is None:
        _record(ours, theirs, signed)
    _pass_drafts(ours, theirs, signed)
    _pass_notes(ours, theirs, signed)
    if wrong.waiting_on and right.waiting_on is None:
        register.wait_on([right], wrong.waiting_on, **signed)
    if wrong.has_own_due_on and not right.has_own_due_on:
        register.move_deadline([right], due_on=wrong.due_on, **signed)
    return {ours.response: kept} if ours.response and kept else {}


def _move(record, right, reason):
    record.obligation, record._change_reason = right, reason
    record.save()


def _record(ours, theirs, signed):
    """Say in the log of the register what the answer that came had claimed, on its day."""
    row, answer = ours.row, ours.response
    if answer and answer.shared_by:
        signed = signed | {"by": answer.shared_by}
    if row.claim and not theirs.row.claim:
        register.submit_claim([theirs.row], claim=row.claim, **signed | {"on": row.reported_on})
    elif row.answered_on:
        register.record_answer([theirs.row], **signed | {"on": row.answered_on})


# Words ----------------------------------------------------------------------------------------------------------------


def _pass_drafts(ours, theirs, signed):
    """Each side goes on with one draft, which holds what it had on either report."""
    here = {draft.side_id: draft for draft in ours.drafts}
    there = {draft.side_id: draft for draft in theirs.drafts}
    answer = ours.response if theirs.response else None  # the answer that finds another one in its place
    sides = {draft.side_id: draft.side for draft in ours.drafts}
    if answer:
        side = answer.shared_from or ours.row.body
        sides[side.pk] = side
    for pk, side in sides.items():
        shared = answer if answer and pk == (answer.shared_from_id or ours.row.body_id) else None
        _pass_draft(side, shared, here.get(pk), there.get(pk), theirs, signed)


def _pass_draft(side, shared, draft, other, theirs, signed):
    reason, response = signed["reason"], theirs.response
    if shared is None and other is None:
        draft.based_on = 0 if response else draft.based_on  # the answer that is there was not seen by its writer
        _move(draft, theirs.row, reason)
        return
    kept = other.words if other else response.words if response else None
    parts = [(_("In the register"), kept)] if kept else []
    parts += [(_("In the proposed report"), one.words) for one in (shared, draft) if one]
    last = draft or shared
    target = other or Draft(obligation=theirs.row, side=side, revision=0, based_on=response.revision if response else 0)
    for name, value in combined(parts, named=True).items():
        setattr(target, name, value)
    target.revision += 1
    target.saved_by = getattr(last, "saved_by", None) or getattr(last, "shared_by", None) or signed["by"]
    target.sent_at, target.sent_by, target._change_reason = None, None, reason
    target.save()
    if draft:
        draft._change_reason = reason
        draft.delete()


def _pass_notes(ours, theirs, signed):
    known = {(note.on, note.by_id, note.text) for note in theirs.notes}
    copies = [note for note in ours.notes if (note.on, note.by_id, note.text) not in known]
    ProgressUpdate.objects.bulk_create(corrections.copied(note, theirs.row) for note in copies)
    ProgressWithdrawal.objects.bulk_create(ProgressWithdrawal(progress=note, **signed) for note in ours.notes)


def _point(answers, reason):
    """What was answered with an answer that went is answered with the one in its place; the other is in history."""
    for answer, kept in answers.items():
        for other in [*answer.responses_answered_with_it.all(), *answer.drafts_answered_with_it.all()]:
            other.answered_with, other._change_reason = kept, reason
            other.save()
        answer._change_reason = reason
        answer.delete()


# The report -----------------------------------------------------------------------------------------------------------


def _pass_statutory(merger, reason):
    for response, theirs in merger.statutory:
        if theirs:
            _add_comments(response, theirs, reason)
            continue
        duty = response.duty
        exemption = {"exemption": duty.exemption, "exemption_reason": duty.exemption_reason}
        response.duty, _new = RelatedForce.objects.get_or_create(
            inspection=merger.report, force=duty.force, defaults=exemption
        )
        response._change_reason = reason
        response.save()


def _add_comments(ours, theirs, reason):
    """Unpublished comments go to the response there; where that is published they stay behind, and unpublished."""
    if not ours.goes_into(theirs):
        return
    for name in ours.WORDS:
        setattr(theirs, name, getattr(theirs, name) or getattr(ours, name))
    theirs._change_reason = ours._change_reason = reason
    theirs.save()
    ours.delete()
