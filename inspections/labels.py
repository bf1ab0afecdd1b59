"""Items as people call them: "recommendation 4", "rec. 4", "AFI 2", "area for improvement 1"."""

import re

from django.db.models import Q

from inspections.models import Recommendation
from inspections.searching import all_words

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


def with_item_words(words, path="", *more):
    """Condition: each word stands in an item or its report's title, or in `more` fields; what it is called counts too.

    `path` leads from the rows to the item, with its underscores.
    """
    named, rest = labels_in(words)
    fields = ("text", "subject", "section", "number", "inspection__title", "inspection__short_title")
    condition = all_words(rest, *(f"{path}{field}" for field in fields), *more)
    for kind, number in named:
        condition &= Q(**{f"{path}kind": kind, f"{path}number__iexact": number})
    return condition
