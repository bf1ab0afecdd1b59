"""What a viewer may read of how items stand, in the words of those who answer for them."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Subquery

from inspections.models import Obligation, Recommendation
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
    """{obligation id: Said} of those of which the viewer may read anything, in one query."""
    rows = with_words(Obligation.objects.filter(pk__in=obligation_ids), seat).only("body")
    return {pk: words for pk, words in told(rows, seat).items() if words != Said()}


def with_words(rows, seat, *, known=False):
    """Obligations with what the viewer may read of each beside them, for `told`.

    The words are asked for row by row, so these are the rows of a page, not those that it is chosen from. `known` where
    the viewer knows of them all, and reads whatever there is.
    """
    readable = Response.objects.all() if known else Response.objects.readable_by(seat)
    notes = ProgressUpdate.objects.standing() if known else ProgressUpdate.objects.readable_by(seat)
    notes = notes.filter(obligation=OuterRef("pk")).order_by("-on", "-pk")
    drafts = Draft.objects.none() if seat.past else Draft.objects.readable_by(seat)
    other = Recommendation.objects.filter(obligations__response=OuterRef("response__answered_with"))
    return rows.annotate(
        is_readable=Exists(readable.filter(obligation=OuterRef("pk"))),
        said_action=F("response__action"),
        said_lead=F("response__lead"),
        said_target_on=F("response__target_on"),
        said_with_kind=Subquery(other.values("kind")[:1]),
        said_with_number=Subquery(other.values("number")[:1]),
        said_latest=Subquery(notes.values("text")[:1]),
        is_drafted=Exists(drafts.filter(obligation=OuterRef("pk"))),
    )


def told(rows, seat):
    """{obligation id: Said} of the rows of `with_words`."""
    return {row.pk: _said(row, seat) for row in rows}


def _said(row, seat):
    latest = row.said_latest or ""
    if not row.is_readable:
        return Said(text=latest, drafted=row.is_drafted)
    other = Recommendation(kind=row.said_with_kind, number=row.said_with_number) if row.said_with_kind else None
    answered_with = other.label_in_sentence if other else ""
    if not seat.knows(row):
        return Said(row.said_action, answered_with=answered_with)
    past_target = row.said_target_on is not None and row.said_target_on < seat.as_at
    return Said(latest or row.said_action, row.said_lead, answered_with, past_target, row.is_drafted)
