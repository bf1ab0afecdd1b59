"""Items as people call them: "recommendation 4", "rec. 4", "AFI 2", "area for improvement 1"."""

import re

from inspections.models import Recommendation

Kind = Recommendation.Kind

LABEL = re.compile(
    r"\b(?:(recommendations?|recs?)|(afis?|areas? for improvement)|(causes? of concern))\b\.?\s+(?:no\.?\s*)?"
    r"([0-9]{1,4}[a-z]?)\b",
    re.IGNORECASE,
)

KINDS = (Kind.RECOMMENDATION, Kind.AREA_FOR_IMPROVEMENT, Kind.CAUSE_OF_CONCERN)


def labels_in(words):
    """The kinds and numbers that stand in what somebody searches for, and the words that are left."""
    found = [
        (next(kind for kind, name in zip(KINDS, named, strict=True) if name), number)
        for *named, number in LABEL.findall(words)
    ]
    return found, LABEL.sub(" ", words)
