"""What each line or row of a table is: the label of an item or of an answer, the beginning of a part, or text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from documents.recognition.bodies import Bodies
from documents.recognition.grid import Record, elements
from documents.recognition.labels import (
    FIELD,
    NUMBER,
    SHOULD,
    ItemLabel,
    RoleLabel,
    begins_part,
    ends,
    item_label,
    numbers_in,
    role_label,
    who_alone,
)
from documents.recognition.lines import Line
from inspections.deadlines import DATE
from inspections.deadlines import FLAGS as DATE_FLAGS
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
TAIL = re.compile(r"(?:[.!?][”\"]?|\b[0-9]{4})\s(?P<label>[A-Z][^.!?]{2,60})\Z")
TIME = re.compile(
    r"(?:immediately|with\simmediate\seffect|within\s(?:the\snext\s)?(?:[0-9]{1,3}|[a-z]{3,6})\s(?:days|weeks|months))\s?:?",
    re.I,
)
ONLY_A_DAY = re.compile(rf"\s{{0,3}}[:–-]?\s{{0,3}}(?:{DATE})\.?", DATE_FLAGS)
OWN_PAPER = re.compile(
    r"(?:(?:it\sis\s(?:recommended|proposed)\s)?that\s)?(?:the\s)?(?:members?|committee|board|panel|court|authority)\s(?:of\s[^.]{1,80}?\s)?"
    r"(?:is|are|be)\s(?:asked|recommended|invited|requested)\s|(?:it\sis\s(?:recommended|proposed)\s)?that\s(?:the\s)?"
    r"(?:members|committee|board|panel|court)\s(?:note|approve|agree|endorse|consider)\b",
    re.IGNORECASE,
)
"""What a committee's paper recommends to those who read it: no item of a report."""
FIRST_PERSON = re.compile(r"\b(?:we|our|i|my)\b", re.IGNORECASE)


LETTERHEAD = 3
"""Among so many first lines a name is a letterhead."""


def events_of(lines: Sequence[Line], bodies: Bodies, *, chief_is_commissioner: bool) -> list[Event]:
    """All elements of a document in reading order, items without a label of their own among them."""
    events = [
        _event(piece, bodies, chief_is_commissioner)
        for element in elements(lines, bodies, chief_is_commissioner=chief_is_commissioner)
        for piece in _without_tail(element, bodies)
    ]
    for place, event in enumerate(events):
        if place >= LETTERHEAD and not event.turns and (role := who_alone(event.line, bodies)):
            events[place] = replace(event, label=role)
    return _with_unlabelled(_with_bare_numbers(_without_own_paper(events)))


def _event(element: Line | Record, bodies: Bodies, chief_is_commissioner: bool) -> Event:
    if isinstance(element, Record):
        first = min((line for lines in element.cells.values() for line in lines), key=lambda line: line.block)
        return Event(first, record=element)
    if ends(element):
        return Event(element, end=True)
    item = item_label(element)
    role = _role_beside(element, item, bodies, chief_is_commissioner)
    if item and item.numbers and not role and (behind := element.text[item.end :].strip()):
        after = role_label(replace(element, text=behind, bold=True, lead=0), bodies)
        if after and after.end >= len(behind):
            return Event(element, RoleLabel(after.role, len(element.text), item.numbers))
    if role and (item is None or role.numbers):
        return Event(element, role)
    return Event(element, item) if item else Event(element, part=begins_part(element))


def _role_beside(line: Line, item: ItemLabel | None, bodies: Bodies, chief_is_commissioner: bool) -> RoleLabel | None:
    """The label of an answer, where the line is not an item's with words of its own, nor a fact, nor a day's."""
    if FIELD.fullmatch(line.text):
        return None
    if item and not item.refers and not (item.numbers and item.end >= len(line.text)):
        return None
    role = role_label(line, bodies, chief_is_commissioner=chief_is_commissioner)
    if role and ONLY_A_DAY.fullmatch(line.text[role.end :]):
        return None  # "Our response: 20 November 2024"
    return None if role and item and not item.refers and role.end <= item.end else role


def _without_tail(element: Line | Record, bodies: Bodies) -> Iterator[Line | Record]:
    """A line, and apart from it the label of what follows, where a format has run the two together."""
    tail = TAIL.search(element.text[-120:]) if isinstance(element, Line) else None
    if isinstance(element, Line) and tail:
        label = replace(element, text=tail["label"], lead=0, marker="")
        item = item_label(label)
        role = role_label(label, bodies) if label.text.endswith(":") or label.text.isupper() else None
        if (item and item.numbers and item.end >= len(label.text)) or (role and role.end >= len(label.text)):
            yield replace(element, text=element.text[: -len(tail["label"])].rstrip())
            yield label
            return
    yield element


# Items that carry no label of their own ------------------------------------------------------------------------------


def _without_own_paper(events: list[Event]) -> list[Event]:
    """What a committee is asked to decide is a part of its paper: "Recommendations: Members are asked to note …"."""
    for place, event in enumerate(events):
        if event.item is None or event.item.numbers:
            continue
        behind = event.line.text[event.item.end :].strip() or (
            events[place + 1].line.text if place + 1 < len(events) else ""
        )
        if OWN_PAPER.match(behind):
            events[place] = replace(event, label=None, part="summary")
    return events


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
    turns = event.turns and not (event.role and not event.role.overall and not event.role.numbers)
    return turns or (event.line.heading is not None and event.line.level <= heading.line.level and not event.role)


def _unlabelled(events: list[Event], kind: ItemKind) -> list[Event]:
    """The events under a heading over several items, with labels put to what opens an item.

    Behind an answer to one of them only a line that leads over to bullets opens items again.
    """
    lead: Event | None = None
    previous = answered = False
    bullets = _all_bullets(events)
    for place, event in enumerate(events):
        line = event.line
        if event.role or _leads(events, place, answered):
            answered = answered or event.role is not None
            lead, previous = (None if event.role else event), False
            events[place] = event if event.role else replace(event, part="lead")
            continue
        lead = lead if _is_listed(line) else None
        label = _own_label(line, kind)
        if lead is not None:
            opens = line.depth <= max(1, lead.line.depth + 1)
        else:
            goes_on = previous and GOES_ON.match(line.text) is not None and not label.numbers
            opens = (bullets and _is_bullet(line)) or (not answered and not goes_on and _asks(line))
        if opens:
            events[place] = replace(event, label=label, lead=lead.line if lead else None)
            previous = True
    return events


def _asks(line: Line) -> bool:
    return SHOULD.search(line.text[:600]) is not None


def _is_listed(line: Line) -> bool:
    """Whether a line is of a list, or was before a format lost its bullet: it goes on in lower case."""
    return bool(line.marker or line.depth or line.text[:1].islower())


def _is_bullet(line: Line) -> bool:
    return bool(line.marker) and line.depth <= 1 and len(line.text.split(None, 4)) > 3


def _all_bullets(events: list[Event]) -> bool:
    """Whether bullets stand right under the heading and nothing there says that somebody should do something."""
    first = events[0].line if events else None
    return first is not None and bool(first.marker) and not any(SHOULD.search(event.line.text) for event in events)


def _leads(events: list[Event], place: int, answered: bool) -> bool:
    """Whether a line leads over to bullets, each of which is an item: "The force should immediately:"."""
    line = events[place].line
    if line.marker or line.depth or place + 1 == len(events):
        return False
    if TIME.fullmatch(line.text):
        return True
    after = events[place + 1].line
    says = line.text.endswith(":") and SHOULD.search(line.text)
    ours = answered and FIRST_PERSON.search(line.text) and "recommend" not in line.text
    return bool(says and not ours and _is_listed(after))


def _own_label(line: Line, kind: ItemKind) -> ItemLabel:
    if match := MARKER.fullmatch(line.marker):
        return ItemLabel(kind, numbers_in(match["number"]) if match["number"].isdigit() else (), 0)
    if match := COUNTED.match(line.text):
        return ItemLabel(kind, numbers_in(match["number"]), match.end())
    return ItemLabel(kind, (), 0)
