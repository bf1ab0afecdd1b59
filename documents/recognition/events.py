"""What each line or row of a table is: the label of an item or of an answer, the beginning of a part, or text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from documents.recognition.bodies import Bodies
from documents.recognition.grid import Record, elements
from documents.recognition.labels import (
    NUMBER,
    SHOULD,
    ItemLabel,
    RoleLabel,
    begins_part,
    ends,
    item_label,
    numbers_in,
    role_label,
)
from documents.recognition.lines import Line
from inspections.pasting import ItemKind


@dataclass(frozen=True)
class Event:
    """An element of the document and what it is: `label` is of an item or an answer, `part` a part of the document."""

    line: Line
    label: ItemLabel | RoleLabel | None = None
    part: str = ""
    end: bool = False
    record: Record | None = None
    lead: Line | None = None
    sure: bool = True

    @property
    def item(self) -> ItemLabel | None:
        return self.label if isinstance(self.label, ItemLabel) else None

    @property
    def role(self) -> RoleLabel | None:
        return self.label if isinstance(self.label, RoleLabel) else None

    @property
    def turns(self) -> bool:
        return bool(self.label or self.part or self.end or self.record)


BARE = re.compile(rf"[\[(]?(?P<number>{NUMBER})[\])]?[.:)]?", re.IGNORECASE)
COUNTED = re.compile(rf"\(?(?P<number>{NUMBER})(?:[.)]|\s?[:–-])\s{{1,4}}(?=[A-Z“\"‘'])")
MARKER = re.compile(rf"\(?(?P<number>{NUMBER})[.)]?")
GOES_ON = re.compile(r"(?:this|it|they|these|those\s(?:plans|changes)|such|in\sdoing\sso|and|or)\b", re.IGNORECASE)
FIRST_PERSON = re.compile(r"\b(?:we|our|i|my)\b", re.IGNORECASE)


def events_of(lines: Sequence[Line], bodies: Bodies, *, chief_is_commissioner: bool) -> list[Event]:
    """All elements of a document in reading order, items without a label of their own among them."""
    events = [_event(element, bodies, chief_is_commissioner) for element in elements(lines, bodies)]
    return _with_unlabelled(_with_bare_numbers(events))


def _event(element: Line | Record, bodies: Bodies, chief_is_commissioner: bool) -> Event:
    if isinstance(element, Record):
        first = min((line for lines in element.cells.values() for line in lines), key=lambda line: line.block)
        return Event(first, record=element)
    if ends(element):
        return Event(element, end=True)
    item = item_label(element)
    role = None
    if item is None or item.refers or (item.numbers and item.end >= len(element.text)):
        role = role_label(element, bodies, chief_is_commissioner=chief_is_commissioner)
    if item and not item.refers and role and role.end <= item.end:
        role = None
    if item and item.numbers and not role and (behind := element.text[item.end :].strip()):
        after = role_label(replace(element, text=behind, bold=True, lead=0), bodies)
        if after and after.end >= len(behind):
            return Event(element, RoleLabel(after.role, len(element.text), item.numbers))
    if role and (item is None or role.numbers):
        return Event(element, role)
    return Event(element, item) if item else Event(element, part=begins_part(element))


# Items that carry no label of their own ------------------------------------------------------------------------------


def _with_bare_numbers(events: list[Event]) -> list[Event]:
    """A number alone on its line opens an item where what follows says that somebody should do something."""
    for place, event in enumerate(events[:-1]):
        if event.turns or not (match := BARE.fullmatch(event.line.text)):
            continue
        after = events[place + 1]
        if not after.turns and SHOULD.search(after.line.text[:400]) and not FIRST_PERSON.match(after.line.text):
            label = ItemLabel(ItemKind.RECOMMENDATION, numbers_in(match["number"]), len(event.line.text))
            events[place] = replace(event, label=label, sure=False)
    return events


def _with_unlabelled(events: list[Event]) -> list[Event]:
    """Under a heading over several, each paragraph or bullet that says what should be done is an item of its own."""
    found = list(events)
    for place, event in enumerate(events):
        if not (event.item and event.item.plural):
            continue
        end = next((at for at in range(place + 1, len(events)) if _closes(events[at], event)), len(events))
        after = events[end].item if end < len(events) else None
        if after and after.kind == event.item.kind and not after.plural and not after.refers:
            continue
        found[place + 1 : end] = _unlabelled(events[place + 1 : end], event.item.kind)
    return found


def _closes(event: Event, heading: Event) -> bool:
    return event.turns or (event.line.heading is not None and event.line.level <= heading.line.level)


def _unlabelled(events: list[Event], kind: ItemKind) -> list[Event]:
    lead: Event | None = None
    previous = False
    for place, event in enumerate(events):
        line = event.line
        listed = bool(line.marker or line.depth)
        if lead is not None and not listed:
            lead = None
        if not listed and line.text.endswith(":") and SHOULD.search(line.text):
            after = events[place + 1].line if place + 1 < len(events) else None
            if after is not None and (after.marker or after.depth):
                lead, previous = event, False
                events[place] = replace(event, part="lead")
                continue
        label = _own_label(line, kind)
        if lead is not None and line.depth <= max(1, lead.line.depth + 1):
            events[place] = replace(event, label=label, lead=lead.line)
            previous = True
        elif SHOULD.search(line.text[:600]) and not (previous and GOES_ON.match(line.text) and not label.numbers):
            events[place] = replace(event, label=label)
            previous = True
    return events


def _own_label(line: Line, kind: ItemKind) -> ItemLabel:
    if match := MARKER.fullmatch(line.marker):
        return ItemLabel(kind, numbers_in(match["number"]) if match["number"].isdigit() else (), 0)
    if match := COUNTED.match(line.text):
        return ItemLabel(kind, numbers_in(match["number"]), match.end())
    return ItemLabel(kind, (), 0)
