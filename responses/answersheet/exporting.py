"""The sheet as the register fills it, and empty."""

from django.utils.translation import gettext as _

from inspections.models import Obligation, Recommendation
from inspections.sheets import write
from responses.answersheet.columns import COLUMNS, hint_of
from responses.models import Words

POSITION_OF_CLAIM = {
    Obligation.Claim.COMPLETE: Words.Position.COMPLETE,
    Obligation.Claim.NO_ACTION: Words.Position.NONE_PROPOSED,
}
"""The position of a claim that was recorded without words."""


def export(kind, obligations=()):
    """The bytes of a sheet, in pieces, with a row for each of these obligations; with none it is the template."""
    rows = obligations
    if obligations:
        rows = with_answers(obligations).order_by(
            "body__name", "recommendation__inspection", "recommendation__sequence", "pk"
        )
    columns = COLUMNS.values()
    headings, widths = [str(column.heading) for column in columns], [column.width for column in columns]
    notes = [(str(column.heading), hint_of(column)) for column in columns]
    return write(
        kind,
        [
            (_("Items"), headings, (list(row_of(obligation).values()) for obligation in rows), widths),
            (
                _("Notes"),
                [_("Column"), _("What goes into it. An empty cell says nothing, and changes nothing.")],
                notes,
                [20, 110],
            ),
        ],
    )


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
        "closure": str(obligation.get_closure_display()) or None,
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
