"""What the register fills the sheet with."""

from inspections.models import Obligation, Recommendation
from responses.models import Words

POSITION_OF_CLAIM = {
    Obligation.Claim.COMPLETE: Words.Position.COMPLETE,
    Obligation.Claim.NO_ACTION: Words.Position.NONE_PROPOSED,
}
"""The position of a claim that was recorded without words."""


NAMED = ("body", "recommendation__inspection", "waiting_on", "response__waiting_on")
"""What a row names besides the obligation. A long sheet fetches each once for many rows, and holds few at a time."""

AT_A_TIME = 900
"""SQLite takes no more than a thousand of the items that rows name in one query."""


def with_answers(obligations):
    """A queryset of obligations with all that a row of the sheet shows, in one query."""
    return obligations.select_related(
        "body", "recommendation__inspection", "waiting_on", "response", "response__waiting_on"
    )


def row_of(obligation):
    """What the register has in each column for an obligation: text, days and None."""
    item, answer = obligation.recommendation, answer_of(obligation)
    return {
        "body": obligation.body.name,
        "inspection": item.inspection.title,
        "item_kind": str(Recommendation.LONG_KINDS[item.kind]),
        "item_number": item.number,
        "about": item.short,
        "due_on": obligation.due_on,
        "position": str(Words.Position(position).label) if (position := position_of(obligation)) else None,
        **{name: getattr(answer, name, None) or None for name in ("action", "comment", "lead", "target_on")},
        "waiting_on": obligation.waiting_on.name if obligation.waiting_on else None,
        "evidence": getattr(answer, "evidence", None),
        "reported_on": obligation.reported_on or obligation.answered_on,
        "closed_on": obligation.closed_on,
        "closure": str(Obligation.Closure(obligation.closure).label) if obligation.closure else None,
        "letter": obligation.closure_letter,
        "reference": str(obligation.pk),
    }


def answer_of(obligation):
    """The shared answer, None where there is none."""
    return getattr(obligation, "response", None)


def position_of(obligation):
    """Where the body says it stands, "" where it has said nothing."""
    answer = answer_of(obligation)
    return answer.position if answer else POSITION_OF_CLAIM.get(obligation.claim, "")
