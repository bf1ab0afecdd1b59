"""Which report of the register a document is about, and which items are which: titles are rarely word for word."""

from collections import Counter
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


def match_items(read, standing):
    """For each item that was read ({"kind", "number", "text"}) the item of the register that it is, or None.

    Within one report kind and number say which item it is, also where its words were shortened; without a number, so
    does being the only one of its kind. An item of the register is matched once, with the one most like it.
    """
    alone_here = _alone(item["kind"] for item in read)
    alone_there = _alone(item.kind for item in standing)
    pairs = []
    for place, item in enumerate(read):
        for other in standing:
            alike = likeness(item["text"], other.text)
            same_kind = item["kind"] == other.kind
            if item["number"] and other.number:
                named = same_kind and item["number"] == other.number
            else:
                named = same_kind and item["kind"] in alone_here & alone_there
            if named or alike >= ALIKE:
                pairs.append((alike + named, place, other))
    found = {}
    for _score, place, other in sorted(pairs, key=lambda pair: (-pair[0], pair[1])):
        if place not in found and other not in found.values():
            found[place] = other
    return [found.get(place) for place in range(len(read))]


def _alone(kinds):
    return {kind for kind, count in Counter(kinds).items() if count == 1}
