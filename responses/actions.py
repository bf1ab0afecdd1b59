"""How answers are written and shared. A draft changes no figure; sharing it does."""

from django.db import transaction
from django.utils.translation import gettext as _

from inspections.actions import ActionError, record_answer, return_claim, submit_claim, wait_on
from inspections.models import Obligation
from responses.models import Draft, ProgressUpdate, Response


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
    """The item is closed: nothing is answered until it is reopened."""


def draft_for(obligation, side, *, by):
    """The side's draft: the one it has, else an unsaved one that begins from the shared answer."""
    draft = Draft.objects.of_side(obligation, side).first()
    if draft:
        return draft
    shared = Response.objects.filter(obligation=obligation).first()
    words = {**shared.words, "letter_on": None} if shared else {}
    return Draft(
        obligation=obligation,
        side=side.body,
        saved_by=by,
        waiting_on=obligation.waiting_on,
        revision=0,
        based_on=shared.revision if shared else 0,
        **words,
    )


@transaction.atomic
def save_draft(obligation, side, words, *, by, revision):
    """Keep what a side has written so far. `revision` is that of the draft the writer saw; 0 where there was none."""
    Obligation.objects.select_for_update().get(pk=obligation.pk)
    draft = draft_for(obligation, side, by=by)
    if draft.revision != revision:
        raise DraftChanged(draft if draft.pk else None)
    for name, value in words.items():
        setattr(draft, name, value)
    draft.revision, draft.saved_by, draft.sent_at, draft.sent_by = revision + 1, by, None, None
    draft.save()
    return draft


@transaction.atomic
def send_to_approver(draft, *, by, at):
    """Put a draft on the approver's list. Saving it again takes it back."""
    draft.sent_at, draft.sent_by = at, by
    draft.save(update_fields=["sent_at", "sent_by"])
    return draft


@transaction.atomic
def share(draft, *, by, on):
    """Share a draft: from now on its force, its local policing body and the inspectorate read it, and its claim counts.

    The letter it comes from dates it, where there is one. Fields that only the other side has changed since the draft
    began stay as the other side left them; where both changed one, AnswerChanged says which, and nothing is written.
    """
    obligation = Obligation.objects.select_for_update().get(pk=draft.obligation_id)
    if obligation.closed_on:
        raise AnswerClosed(_("This item is closed. It must be reopened before it can be answered again."))
    response = Response.objects.select_for_update().filter(obligation=obligation).first()
    words = _merged(draft, response)
    if response is None:
        response = Response(obligation=obligation, revision=0)
    for name, value in words.items():
        setattr(response, name, value)
    response.revision += 1
    response.shared_on, response.shared_by, response.shared_from = on, by, draft.side
    response.save()
    _record(response, by=by, on=on)
    wait_on([obligation], draft.waiting_on, by=by, on=on)
    draft.delete()
    return response


def _merged(draft, response):
    """The draft's words, but those of the shared answer where only it changed since the draft began."""
    if response is None or response.revision == draft.based_on:
        return draft.words
    began = response.history.filter(revision=draft.based_on).first()
    base = Response(**{name: getattr(began, name) for name in Draft.WORDS}).words if began else Draft().words
    theirs, ours = response.words, draft.words
    theirs["letter_on"] = base["letter_on"]  # the letter dates this sharing, not the one before
    both = [name for name in Draft.WORDS if ours[name] != base[name] != theirs[name] != ours[name]]
    if both:
        raise AnswerChanged(response, both)
    return {name: theirs[name] if ours[name] == base[name] else ours[name] for name in Draft.WORDS}


def _record(response, *, by, on):
    """Bring the obligation to what the shared answer claims."""
    rows = [response.obligation]
    dated = {"on": response.letter_on or on, "by": by}
    standing, claim = response.obligation.claim, response.claim
    if claim and claim != standing:
        submit_claim(rows, claim=claim, reason=_source(response), **dated)
    elif standing and not claim:
        return_claim(
            rows, reason=_("The answer now says: %s.") % response.get_position_display(), withdrawn=True, **dated
        )
    else:
        record_answer(rows, reason=_source(response), **dated)


def _source(response):
    """Where the words come from, for the log, when the other side entered them."""
    if response.letter_on:
        return _("Entered from the chief officer’s letter.")
    return ""


@transaction.atomic
def record_progress(obligation, *, side, by, on, text):
    """Add a dated, signed note of progress. It is shared at once, and counts as something recorded."""
    update = ProgressUpdate.objects.create(obligation=obligation, side=side.body, by=by, on=on, text=text)
    if obligation.answered_on is None:
        record_answer([obligation], by=by, on=on, reason=_("By a progress update."))
    return update
