"""The drafts of many items at once: saved, or shared, in as many statements as for one."""

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from inspections.actions import wait_on
from inspections.rewriting import AT_A_TIME, rewrite
from responses.actions import AnswerChanged, DraftChanged, answerable, check_words, put_down, recording
from responses.models import Draft, Response, Words


@transaction.atomic
def save_drafts(drafts, *, by, at, sent=False):
    """Keep what a side has written for many items; `sent` puts it on the approver's list.

    Each draft is as it was read, or begun, with the words and the `based_on` that it shall have.
    """
    answerable([draft.obligation for draft in drafts])
    _refuse_changed(drafts)
    for draft in drafts:
        draft.revision += 1
        draft.saved_by, draft.saved_at = by, at
        draft.sent_at, draft.sent_by = (at, by) if sent else (None, None)
    written = [draft for draft in drafts if draft.pk]
    signed = {"default_user": by, "batch_size": AT_A_TIME}
    bulk_create_with_history([draft for draft in drafts if not draft.pk], Draft, **signed)
    fields = [*Words.WORDS, "revision", "based_on", "saved_at", "saved_by", "sent_at", "sent_by"]
    rewrite(written, fields, by=by)
    return drafts


@transaction.atomic
def share_drafts(drafts, *, by, on, at):
    """Share many drafts, saved or only begun, each as `share` does: all of them or none, at the moment `at`.

    A draft that is behind the shared answer is refused: its writer has not seen the other side's words.
    """
    rows = {row.pk: row for row in answerable([draft.obligation for draft in drafts])}
    _refuse_changed(drafts)
    answers = Response.objects.select_for_update(of=("self",)).filter(obligation__in=rows)
    shared = {answer.obligation_id: answer for answer in answers}
    for draft in drafts:
        answer = shared.get(draft.obligation_id)
        if answer and answer.revision != draft.based_on:
            raise AnswerChanged(answer, [])
        check_words(draft.words, rows[draft.obligation_id], answer)
    told = [(rows[draft.obligation_id], draft.words, draft.side) for draft in drafts]
    responses = put_down(told, shared, by=by, on=on)
    _record(responses, rows, by=by, on=on)
    _drop([draft for draft in drafts if draft.pk], by=by, at=at)
    return responses


def _refuse_changed(drafts):
    """Raise DraftChanged where somebody of the same side saved, shared or discarded a draft since it was read."""
    rows = Draft.objects.select_for_update().filter(obligation__in=[draft.obligation_id for draft in drafts])
    now = {(draft.obligation_id, draft.side_id): draft for draft in rows}
    for draft in drafts:
        current = now.get((draft.obligation_id, draft.side_id))
        if (current.revision if current else 0) != draft.revision:
            raise DraftChanged(current)


def _record(responses, rows, *, by, on):
    """Bring the log to what the answers claim, in one step for all that claim alike."""
    acts, waits = {}, {}
    for response in responses:
        row = rows[response.obligation_id]
        act, how = recording(response, row)
        acts.setdefault((act, response.letter_on or on, tuple(how.items())), []).append(row)
        waits.setdefault(response.waiting_on_id, (response.waiting_on, []))[1].append(row)
    for (act, dated_on, how), group in acts.items():
        act(group, by=by, on=dated_on, **dict(how))
    for body, group in waits.values():
        wait_on(group, body, by=by, on=on)


def _drop(drafts, *, by, at):
    """Delete drafts; their history keeps the words, and who shared them."""
    history = Draft.history.model
    names = [field.attname for field in history.tracked_fields]
    told = {"history_date": at, "history_user": by, "history_type": "-"}
    history.objects.bulk_create(
        [history(**told, **{name: getattr(draft, name) for name in names}) for draft in drafts], batch_size=AT_A_TIME
    )
    gone = Draft.objects.filter(pk__in=[draft.pk for draft in drafts])
    gone._raw_delete(gone.db)
