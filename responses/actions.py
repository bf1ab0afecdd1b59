"""How answers are written and shared. A draft changes no figure; sharing it does."""

from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from inspections.actions import ActionError, OutOfOrder, record_answer, return_claim, submit_claim, wait_on
from inspections.actions.log import locked, refuse, write
from inspections.models import Obligation
from inspections.rewriting import AT_A_TIME, rewrite
from responses.models import Draft, ProgressUpdate, Response, Words


class DraftChanged(ActionError):
    """Somebody of the same side saved the draft meanwhile. `current` is what they saved (None: they shared it)."""

    def __init__(self, current):
        super().__init__(_("Somebody else saved this answer while you were writing."))
        self.current = current


class AnswerChanged(ActionError):
    """The other side shared other words meanwhile. `response` holds them, `fields` are those both changed."""

    def __init__(self, response, fields):
        super().__init__(_("The shared answer changed while this draft was being written."))
        self.response, self.fields = response, fields


class AnswerClosed(ActionError):
    """The item is closed, or no longer addressed: nothing is answered until it is reopened."""


class ReportMerged(AnswerClosed):
    """The report was merged into another one: the item is answered there."""


class AnswerIncomplete(ActionError):
    """What is to be shared says neither what is done nor why nothing is."""


class CannotAnswerWith(ActionError):
    """The answer it points to is no longer one that may serve this item."""


class OfferAccepted(ActionError):
    """The other force's own answer stands on what it was offered."""


class AlreadyRecorded(ActionError):
    """The same progress update is there already: a form sent twice."""


def draft_for(obligation, side, *, by):
    """The side's draft, else an unsaved one that begins from the shared answer."""
    draft = Draft.objects.of_side(obligation, side).first()
    return draft or begun_from(Response.objects.filter(obligation=obligation).first(), obligation, side, by=by)


def begun_from(shared, obligation, side, *, by):
    """An unsaved draft of the side that begins from the shared answer, None where nothing is shared."""
    words = {**(shared.words if shared else {}), "letter_on": None, "waiting_on": obligation.waiting_on}
    if shared and shared.claim and not obligation.claim:
        words["position"] = Words.Position.IN_PROGRESS  # the claim was returned: to make it again is a choice
    return Draft(
        obligation=obligation,
        side=side.body,
        saved_by=by,
        revision=0,
        based_on=shared.revision if shared else 0,
        **words,
    )


@transaction.atomic
def save_draft(obligation, side, words, *, by, revision, based_on=None):
    """Keep what a side has written so far. `revision` is that of the draft the writer saw; 0 where there was none.

    `based_on` is the revision of the shared answer that the writer saw: words shared since then were not seen, and
    sharing the draft will say so. Without it, the writer saw what is there now.
    """
    row = Obligation.objects.select_for_update().get(pk=obligation.pk)
    if row.removal == Obligation.Removal.MERGED:
        raise ReportMerged(_("The report was merged into another one. Answer the item there."))
    draft = draft_for(obligation, side, by=by)
    if draft.revision != revision:
        raise DraftChanged(draft if draft.pk else None)
    # Fields that this side does not write stay as they are shared, also where the writer has seen newer ones.
    others, _both = rebase(draft, Response.objects.filter(obligation=obligation).first())
    for name, value in {**(others if based_on is not None and based_on > draft.based_on else {}), **words}.items():
        setattr(draft, name, value)
    if based_on is not None:
        draft.based_on = based_on
    draft.revision, draft.saved_by, draft.sent_at, draft.sent_by = revision + 1, by, None, None
    draft.save()
    return draft


@transaction.atomic
def send_to_approver(draft, *, by, at):
    """Put a draft on the approver's list. Saving it again takes it back."""
    draft = _unchanged(draft)
    draft.sent_at, draft.sent_by = at, by
    draft.save(update_fields=["sent_at", "sent_by"])
    return draft


@transaction.atomic
def discard(draft):
    """Drop what a side has written and not shared. Its history keeps the words."""
    _unchanged(draft).delete()


def _unchanged(draft):
    """The draft, locked, if nobody saved or shared it since it was read."""
    current = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    if current is None or current.revision != draft.revision:
        raise DraftChanged(current)
    return current


@transaction.atomic
def share(draft, *, by, on):
    """Share a draft: from now on its force, its local policing body and the inspectorate read it, and its claim counts.

    The letter it comes from dates it, where there is one. Fields that only the other side has changed since the draft
    began stay as the other side left them; where both changed one, AnswerChanged says which, and nothing is written.
    """
    [obligation] = answerable([draft.obligation])
    draft = _unchanged(draft)
    response = Response.objects.select_for_update().filter(obligation=obligation).first()
    words, both = rebase(draft, response)
    if both:
        raise AnswerChanged(response, both)
    check_words(words, obligation, response)
    if response is None:
        response = Response(obligation=obligation, revision=0)
    for name, value in words.items():
        setattr(response, name, value)
    response.revision += 1
    response.shared_on, response.shared_by, response.shared_from = on, by, draft.side
    response.save()
    _record(response, by=by, on=on)
    wait_on([obligation], response.waiting_on, by=by, on=on)
    draft.delete()
    return response


def answerable(obligations):
    """The obligations, locked, if all of them can still be answered."""
    rows = locked(obligations)
    for row in rows:
        if row.closed_on:
            raise AnswerClosed(_("This item is closed. It must be reopened before it can be answered again."))
        if row.removed_on:
            raise AnswerClosed(_("This item is no longer addressed to %(body)s.") % {"body": row.body})
    return rows


def lacking(words):
    """What these words still lack before they may be shared, in a sentence; "" where nothing does.

    Police Act 1996 s.55(5B): the action taken or proposed, or the reason why there is none.
    """
    Position = Words.Position  # noqa: N806 - a class
    if words["action"]:
        return ""
    if words["position"] in (Position.NOT_APPLICABLE, Position.NONE_PROPOSED):
        return _("Give the reason why no action is taken. Section 55(5B) of the Police Act 1996 asks for it.")
    if words["position"] in (Position.IN_PROGRESS, Position.COMPLETE) and not words["answered_with"]:
        return _("Say what action was taken or is planned, or choose the answer that also answers this item.")
    return ""


def check_words(words, obligation, response):
    """Refuse words that cannot be shared as the answer to an item, of which `response` is shared now, if any."""
    if sentence := lacking(words):
        raise AnswerIncomplete(sentence)
    other = words["answered_with"]
    if other is None or (response and response.answered_with_id == other.pk):
        return
    if not Response.objects.that_may_answer(obligation).filter(pk=other.pk).exists():
        raise CannotAnswerWith(_("The answer that was chosen no longer serves this item. Choose again."))


# Two people at once --------------------------------------------------------------------------------------------------


def merge(base, theirs, ours):
    """Words that began from `base` and were changed by two: (each field as its one writer left it, those both changed).

    Where both changed a field differently, ours is kept and its name is in the second value.
    """
    both = [name for name in base if ours[name] != base[name] != theirs[name] != ours[name]]
    return {name: theirs[name] if ours[name] == base[name] else ours[name] for name in base}, both


def rebase(draft, response, base=None):
    """The draft's words over the shared answer as it is now: (words, names of the fields that both sides changed).

    Saved with `based_on=response.revision`, these words can be shared: their writer has seen the other side's. `base`
    are the shared words that the draft began from, where they are known.
    """
    if response is None or response.revision == draft.based_on:
        return draft.words, []
    base = base or shared_words(response, draft.based_on)
    return merge(base, left_by(response, base), draft.words)


def left_by(response, base):
    """The shared words for somebody who began from `base`. The letter dated that sharing, and not the next one."""
    return {**response.words, "letter_on": base["letter_on"]}


def shared_words(response, revision):
    """The words of the shared answer in an earlier revision; blank ones for 0, when nothing was shared."""
    return words_of(response.history.filter(revision=revision).first())


def saved_words(obligation, side, revision):
    """The words of the side's draft in a revision, the latest draft that had it; None where it never was."""
    found = Draft.history.filter(obligation=obligation, side=side.body, revision=revision).exclude(history_type="-")
    record = found.order_by("-history_id").first()
    return words_of(record) if record else None


def words_of(record):
    """The words of a record of history, of a draft or an answer; blank ones without it."""
    return {name: getattr(record or Draft(), name) for name in Draft.WORDS}


# The log -------------------------------------------------------------------------------------------------------------


def recording(response, row):
    """How the log takes a shared answer for its obligation: (the act, what it needs beside who and when)."""
    standing, claim = row.claim, response.claim
    if claim and claim != standing:
        return submit_claim, {"claim": claim, "reason": _source(response)}
    if standing and not claim:
        says = _("The answer now says: %s.") % response.get_position_display()
        return return_claim, {"reason": says, "withdrawn": True}
    return record_answer, {"reason": _source(response)}


def _record(response, *, by, on):
    """Bring the obligation to what the shared answer claims."""
    act, how = recording(response, response.obligation)
    act([response.obligation], on=response.letter_on or on, by=by, **how)


def _source(response):
    """Where the words come from, for the log, when the other side entered them."""
    if response.letter_on:
        return _("Entered from the chief officer’s letter.")
    return ""


# Beside the answer ---------------------------------------------------------------------------------------------------


def record_progress(obligation, *, side, by, on, text):
    """Add a dated, signed note of progress. It is shared at once, and counts as something recorded."""
    [update] = record_notes([(obligation, side, text)], by=by, on=on)
    return update


@transaction.atomic
def record_notes(notes, *, by, on):
    """Add notes of progress to many items, at most one to each: `notes` are (obligation, side, text)."""
    rows = {row.pk: row for row in answerable([obligation for obligation, _side, _text in notes])}
    if any(row.begins_on is None or on < row.begins_on for row in rows.values()):
        raise OutOfOrder(_("This cannot come before the day the item was addressed."))
    updates = [
        ProgressUpdate(obligation=rows[obligation.pk], side=side.body, by=by, on=on, text=text)
        for obligation, side, text in notes
    ]
    there = ProgressUpdate.objects.standing().filter(obligation__in=rows, on=on, by=by)
    if {(update.obligation_id, update.text) for update in updates} & set(there.values_list("obligation", "text")):
        raise AlreadyRecorded(_("This update is recorded already."))
    ProgressUpdate.objects.bulk_create(updates, batch_size=500)
    silent = [row for row in rows.values() if row.answered_on is None]
    if silent:
        record_answer(silent, by=by, on=on, reason=_("By a progress update."))
    if others := [row for row in rows.values() if row.answered_on]:
        write(others, [], [])
    return updates


def offer(response, force):
    """Offer a shared answer to another force with which it has a unit: it reads the words, and may accept them."""
    response.offered_to.add(force)


@transaction.atomic
def take_back_offer(response, force):
    """End an offer that was not accepted."""
    if Response.objects.filter(answered_with=response, obligation__body=force).exists():
        raise OfferAccepted(_("%(force)s has accepted this answer, so it stays on offer.") % {"force": force})
    response.offered_to.remove(force)


# From elsewhere ------------------------------------------------------------------------------------------------------


@transaction.atomic
def enter_answers(answers, *, by, on, dated_on, basis, reason):
    """Share many answers that were kept elsewhere: `answers` are (obligation, words that change, whose side).

    They are entered on the day `on`, and count from `dated_on`. Like `share`, it refuses what is closed or incomplete;
    a claim is made or taken back only where the position is among the words that change.
    """
    rows = {row.pk: row for row in locked([obligation for obligation, _words, _side in answers])}
    refuse([row for row in rows.values() if row.closed_on], AnswerClosed, _("This item is closed already."))
    refuse([row for row in rows.values() if row.removed_on], AnswerClosed, _("This item is no longer addressed."))
    shared = {
        answer.obligation_id: answer for answer in Response.objects.select_for_update().filter(obligation__in=rows)
    }
    told = [(rows[obligation.pk], {**words, "letter_on": None}, side) for obligation, words, side in answers]
    for response in put_down(told, shared, by=by, on=on, reason=reason):
        if sentence := lacking(response.words):
            raise AnswerIncomplete(sentence)
    acts = {}
    for obligation, words, _side in answers:
        row = rows[obligation.pk]
        acts.setdefault(_act_for(shared[row.pk], row, "position" in words), []).append(row)
    dated = {"by": by, "on": dated_on, "reason": reason}
    for (act, claim), group in acts.items():
        act(
            group,
            **dated,
            **({"withdrawn": True} if act is return_claim else {"basis": basis}),
            **({"claim": claim} if claim else {}),
        )


def put_down(answers, shared, *, by, on, reason=""):
    """Write the answers that are shared now, with their history; the log is brought to them by another hand.

    `answers` are (obligation, words that change, whose side), `shared` the answers there are by obligation, to which
    the new ones are added. `reason` is kept in their history.
    """
    new, changed = [], []
    for row, words, side in answers:
        response = shared.setdefault(row.pk, Response(obligation=row, revision=0))
        for name, value in words.items():
            setattr(response, name, value)
        response.revision += 1
        response.shared_on, response.shared_by, response.shared_from = on, by, side
        (changed if response.pk else new).append(response)
    signed = {"default_user": by, "default_change_reason": reason, "batch_size": AT_A_TIME}
    bulk_create_with_history(new, Response, **signed)
    fields = [*Words.WORDS, "revision", "shared_on", "shared_by", "shared_from"]
    rewrite(changed, fields, by=by, reason=reason)
    return new + changed


def _act_for(response, row, says_where_it_stands):
    if says_where_it_stands and response.claim and response.claim != row.claim:
        return submit_claim, response.claim
    if says_where_it_stands and row.claim and not response.claim:
        return return_claim, ""
    return record_answer, ""
