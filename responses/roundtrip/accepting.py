"""A filled sheet is accepted: all of it, or nothing, after another look at what stands at that moment."""

from collections import Counter
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from inspections.actions import ActionError
from responses.actions import lacking, record_notes
from responses.many import save_drafts, share_drafts
from responses.models import FilledSheet
from responses.roundtrip.changes import plan_of
from responses.roundtrip.reading import Line, in_cell


class Then(StrEnum):
    """What becomes of the words."""

    SAVE = "save"
    SEND = "send"
    SHARE = "share"


class NotAccepted(ActionError):
    """Something stands in the way: `sentences` say what, and `plan` is what would be done now."""

    def __init__(self, plan, sentences):
        super().__init__(" ".join(sentences))
        self.plan, self.sentences = plan, sentences


class AlreadyDone(ActionError):
    """The sheet was accepted, or thrown away, already."""


def plan_for(filled, seat, *, lock=False):
    """What a FilledSheet would do as things stand."""
    lines = [Line.of(facts) for facts in filled.facts["lines"]]
    return plan_of(lines, filled.facts["rows"], seat, lock=lock)


@transaction.atomic
def accept(filled, seat, *, then, choices, seal, at):
    """Write all that a sheet says: how many of what, {"answers": 3, "notes": 1}.

    `choices` say whose words stand where somebody changed them meanwhile, `seal` which plan the person has seen.
    Raises NotAccepted, and AlreadyDone.
    """
    if not FilledSheet.objects.select_for_update().filter(pk=filled.pk).exists():
        raise AlreadyDone(_("This sheet was accepted or thrown away already."))
    plan = plan_for(filled, seat, lock=True)
    if sentences := _in_the_way(plan, seal, choices) or _not_ready(plan, then, choices):
        raise NotAccepted(plan, sentences)
    written = [change for change in plan.changes if change.words(choices)]
    drafts = [_draft(change, choices) for change in written]
    if drafts and then == Then.SHARE:
        share_drafts(drafts, by=seat.user, on=seat.day, at=at)
    elif drafts:
        save_drafts(drafts, by=seat.user, at=at, sent=then == Then.SEND)
    notes = [(change.obligation, change.side, change.note) for change in plan.notes]
    if notes:
        record_notes(notes, by=seat.user, on=seat.day)
    filled.delete()
    return Counter(answers=len(drafts), notes=len(notes))


def _in_the_way(plan, seal, choices):
    if plan.seal != seal:
        return [_("Something changed while you were looking. Look at it again: this is how things stand now.")]
    if plan.refusals:
        return [_("Cells are refused, so nothing can be accepted. Mend the sheet, and upload it again.")]
    return [
        in_cell(cell.address, cell.name, _("choose whose words shall stand."))
        for cell in plan.met
        if cell.chosen(choices) is None
    ]


def _not_ready(plan, then, choices):
    """What keeps these words from being sent or shared, in a sentence for each row; a draft may want something."""
    if then == Then.SAVE:
        return []
    return [
        _("Row %(row)s: %(sentence)s") % {"row": change.row, "sentence": sentence}
        for change in plan.changes
        if (words := change.words(choices)) and (sentence := _lacks(change, words, then))
    ]


def _lacks(change, words, then):
    if then == Then.SHARE and not change.side.approves:
        return _("only an approver can share this answer. Save it as a draft, or send it to the approver.")
    if then == Then.SHARE and change.is_behind:
        return _("the other side shared other words meanwhile. Save it as a draft, then open the item and choose.")
    return lacking(change.draft.words | words)


def _draft(change, choices):
    for name, value in change.words(choices).items():
        setattr(change.draft, name, value)
    return change.draft
