"""What a viewer may read of how items stand, in the words of those who answer for them."""

from dataclasses import dataclass

from responses.models import Draft, ProgressUpdate, Response


@dataclass(frozen=True)
class Said:
    """What a viewer may read of how one item stands: the beginning of it, and who leads.

    `past_target` says that the body's own target has passed, and is a mark of open items. `drafted` says that the
    viewer's own side is writing an answer that it has not shared; of an earlier day nothing is said of drafts.
    """

    text: str = ""
    lead: str = ""
    answered_with: str = ""
    past_target: bool = False
    drafted: bool = False


def said(obligation_ids, seat):
    """{obligation id: Said} of those of which the viewer may read anything, in three queries."""
    answers = (
        Response.objects.readable_by(seat)
        .filter(obligation__in=obligation_ids)
        .select_related("obligation", "answered_with__obligation__recommendation")
    )
    answers = {answer.obligation_id: answer for answer in answers}
    notes = ProgressUpdate.objects.readable_by(seat).filter(obligation__in=obligation_ids).order_by("on", "pk")
    latest = {note.obligation_id: note.text for note in notes}
    drafts = Draft.objects.none() if seat.past else Draft.objects.readable_by(seat)
    drafted = set(drafts.filter(obligation__in=obligation_ids).values_list("obligation", flat=True))
    return {
        pk: _said(answers.get(pk), latest.get(pk, ""), seat, drafted=pk in drafted)
        for pk in answers.keys() | latest.keys() | drafted
    }


def _said(answer, latest, seat, *, drafted):
    if answer is None:
        return Said(text=latest, drafted=drafted)
    with_it = answer.answered_with.obligation.recommendation.label_in_sentence if answer.answered_with else ""
    if not seat.knows(answer.obligation):
        return Said(answer.action, answered_with=with_it)
    return Said(latest or answer.action, answer.lead, with_it, _is_past(answer.target_on, seat), drafted)


def _is_past(target_on, seat):
    return target_on is not None and target_on < seat.as_at
