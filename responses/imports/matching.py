"""Which report of the register a document is about, and which of its items are which."""

from datetime import date
from typing import NamedTuple

from responses.pairing import ENOUGH, likeliest, pairs

LIKELY = 5
"""Reports that are offered before all others."""


def candidates(facts, inspections):
    """The reports that a document may be about, likeliest first. `facts` is what the reader read."""
    day = date.fromisoformat(facts["published_on"]) if facts["published_on"] else None
    found = likeliest(inspections, facts["title"], day=day, month=facts["published_month"] or "")
    return [one for one in found if one.score >= ENOUGH][:LIKELY]


class _Named(NamedTuple):
    """An item on one of both sides; `key` is its place in the document, or what the register calls it by."""

    key: int
    kind: str
    number: str
    text: str
    is_alone: bool

    @property
    def name(self):
        """What names it in its report: kind and number; being the only one of its kind does, too."""
        if self.is_alone:
            return self.kind, ""
        return (self.kind, self.number.casefold()) if self.number else None


def match_items(read, standing):
    """For each item that was read ({"kind", "number", "text"}) the item of the register that it is, or None.

    Within one report kind and number say which item it is, also where its words were shortened.
    """
    alone = _alone([item["kind"] for item in read]) & _alone([item.kind for item in standing])
    ours = [_Named(n, i["kind"], i["number"], i["text"], i["kind"] in alone) for n, i in enumerate(read)]
    theirs = [_Named(item.pk, item.kind, item.number, item.text, item.kind in alone) for item in standing]
    found = pairs(ours, theirs, key=lambda one: one.name, text=lambda one: one.text)
    by_key = {item.pk: item for item in standing}
    return [by_key[found[one].key] if one in found else None for one in ours]


def _alone(kinds):
    return {kind for kind in kinds if kinds.count(kind) == 1}
