"""Which report of the register a document is about, and which items are which: titles are rarely word for word."""

from dataclasses import dataclass

from inspections.comparing import likeness
from inspections.models import Inspection

LIKELY = 5
"""Reports that are offered before all others."""

CONFIDENT = 0.6
ON_ITS_DAY = 0.3
"""How alike two titles must be: alone, or where the day or month of publication is the same."""


@dataclass(frozen=True)
class Candidate:
    """A report that the document may be about; `same_day` where it was published on the day or month it names."""

    inspection: Inspection
    likeness: float
    same_day: bool

    @property
    def is_match(self):
        return self.likeness >= (ON_ITS_DAY if self.same_day else CONFIDENT)


def candidates(facts, inspections):
    """The reports that a document may be about, likeliest first. `facts` is what the reader read."""
    found = [
        Candidate(
            inspection,
            max(likeness(facts["title"], name) for name in (inspection.title, inspection.short) if name),
            _same_day(facts, inspection.published_on),
        )
        for inspection in inspections
    ]
    found = [candidate for candidate in found if candidate.likeness >= ON_ITS_DAY or candidate.same_day]
    return sorted(found, key=lambda it: (it.is_match, it.likeness + it.same_day), reverse=True)[:LIKELY]


def _same_day(facts, published_on):
    if published_on is None:
        return False
    day, month = facts.get("published_on"), facts.get("published_month")
    return published_on.isoformat() == day if day else f"{published_on:%Y-%m}" == month


ALIKE = 0.75
"""How alike the texts of two items are that count as one whatever their numbers are."""

WITH_NUMBER = 0.25
"""How alike they are where kind and number are the same."""


def match_items(read, standing):
    """For each item that was read ({"kind", "number", "text"}) the item of the register that it is, or None.

    An item of the register is matched once, with the one most like it.
    """
    pairs = []
    for place, item in enumerate(read):
        for other in standing:
            alike = likeness(item["text"], other.text)
            named = bool(item["number"]) and (item["kind"], item["number"]) == (other.kind, other.number)
            if alike >= ALIKE or (named and alike >= WITH_NUMBER):
                pairs.append((alike + named, place, other))
    found = {}
    for _score, place, other in sorted(pairs, key=lambda pair: (-pair[0], pair[1])):
        if place not in found and other not in found.values():
            found[place] = other
    return [found.get(place) for place in range(len(read))]
