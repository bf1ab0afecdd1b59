"""What belongs to one item, put together: an item stands once, however often the document repeats it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from documents.blocks import Place
from documents.recognition.labels import SHOULD, Role
from documents.recognition.lines import Line
from documents.recognition.walk import Draft
from inspections.pasting import ItemKind


@dataclass
class Item:
    """One item of the report. `text` are the lines of its words, `answers` those of each side."""

    kind: ItemKind
    number: str
    place: Place
    text: list[Line] = field(default_factory=list)
    lead: Line | None = None
    answers: dict[Role, list[Line]] = field(default_factory=dict)
    deadline: str = ""
    addressed: str = ""
    under: Draft | None = None
    squeezed: str = ""

    def say(self, lines: Sequence[Line]) -> None:
        """Give it its words."""
        self.text += lines
        self.squeezed = squeezed(" ".join(line.text for line in self.text))


ANSWERS = re.compile(
    r"(?:we|i|our|my)\b|in\sresponse\b|not\sapplicable\b|n/a\b|accept(?:ed|s)\b|agreed?\b|complet(?:e|ed)\b|work\s(?:is|has)\b"
    r"|(?:this|the)\s(?:recommendation|afi|area\sfor\simprovement|action|work)\s(?:is|has|was|does|will|relates)\b"
    r"|this\s(?:is|isn[’']t|has|was|does|doesn[’']t|work|will)\b|(?:already|currently|under\s?way|in\sprogress|ongoing)\b|no\s(?:action|response)\b"
    r"|(?:the\s)?(?:force|constabulary|pcc|opcc|commissioner|mayor|chief\sconstable|chief\sofficers?)(?:['’]s\b.{0,60})?\s"
    r"(?:has|have|is|are|was|were|will|had|continues?|already|currently|now|accepts?|agrees?|welcomes?|notes?|uses?|does|recognises?|acknowledges?)\b",
    re.IGNORECASE,
)
OWN_ANSWER = re.compile(
    r"(?:the\s)?[A-Z][\w&]*(?:\s(?:and|of|[A-Z&][\w-]*)){0,5}\s"
    r"(?:has|have|is|are|was|were|will|had|continues?|already|currently|accepts?|agrees?|welcomes?|does|recognises?|acknowledges?)\s"
)
NAMED_BODY = re.compile(r"\b(?:Police|Constabulary|Force|Service|GMP|MPS)\b")
GOES_ON = re.compile(
    r"(?:this|it|they|these|those|such|its|their|for\sexample|examples?|or|and|in\saddition|where|if)\b", re.IGNORECASE
)
FIRST_PERSON = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)
COMPLETE_WITHIN = re.compile(r"[.!?]\s")
COMPLETE = re.compile(r"[.!?][\"”’')]?\Z")
OFFICE_SPEAKS = re.compile(
    r"(?:(?:as|while|although|whilst|in)\b[^.]{0,60}?)?(?:(?<![\w.])(?:i|my|i['’](?:ve|m|ll|d))\b|(?:the\s)?(?:pcc|opcc|pfcc|opfcc|dpcc|mopac"
    r"|(?:deputy\s)?(?:police[a-z,\s]{0,20}(?:and|&)\scrime\s)?commissioner|(?:deputy\s)?mayor|office\sof\sthe\s(?:police|mayor))\b)",
    re.IGNORECASE,
)
MINE = re.compile(r"\b(?:I|my)\b")
FORCE_SPEAKS = re.compile(r"(?:we|our|the\s(?:force|constabulary))\b", re.IGNORECASE)
SAME = 40
"""Fewest letters and digits by which two texts are told to be the same."""


MOST_ALIKE = 30
"""Items that begin alike which a text is compared with."""


def squeezed(text: str) -> str:
    """Letters and digits alone, in lower case: what survives any layout."""
    return re.sub(r"[\W_]+", "", text).casefold()


def assemble(drafts: Iterable[Draft], *, labelled: bool = True) -> list[Item]:
    """The items of a document, each once, in the order in which they first stand.

    `labelled` is whether the document says anywhere what the force's words are. Where it does not, and something
    follows most items, a paragraph behind an item's words that asks for nothing is taken for the answer.
    """
    drafts = list(drafts)
    followed = [len([line for line in draft.lines if not line.marker]) > 1 for draft in drafts]
    found = _Found(labelled or 2 * sum(followed) < len(drafts))
    for draft in drafts:
        found.add(draft)
    _share(found.items)
    return [item for item in found.items if item.text or item.answers]


class _Found:
    def __init__(self, labelled: bool) -> None:
        self.labelled = labelled
        self.items: list[Item] = []
        self.by_number: dict[tuple[ItemKind, str], Item] = {}
        self.by_text: dict[str, list[Item]] = {}

    def add(self, draft: Draft) -> None:
        """Take what stands under one label."""
        known = [self._known(draft, number) for number in draft.numbers or ("",)]
        for number, item in zip(draft.numbers or ("",), known, strict=True):
            if item is not None:
                self._again(item, draft, number)
            else:
                self._new(draft, number)

    def _known(self, draft: Draft, number: str) -> Item | None:
        first = squeezed(" ".join(line.text for line in draft.lines))
        if item := self._with_text(first, number):
            return item
        if number:
            item = self.by_number.get((draft.kind, number))
            if item is None and not draft.sure_of_kind:
                item = next(
                    (self.by_number[kind, number] for kind in ItemKind if (kind, number) in self.by_number), None
                )
            return item if item and self._is_again(item, draft) else None
        if not draft.lines and draft.answers and not draft.subject:
            same = [item for item in self.items if item.kind is draft.kind]
            return same[0] if len(same) == 1 and not same[0].number else None
        return None

    def _with_text(self, text: str, number: str) -> Item | None:
        for item in self.by_text.get(text[:SAME], [])[-MOST_ALIKE:] if len(text) >= SAME else ():
            shorter, longer = sorted((item.squeezed, text), key=len)
            alike = longer.startswith(shorter) or _overlap(shorter, longer)
            if alike and (not number or not item.number or number == item.number):
                return item
        return None

    def _is_again(self, item: Item, draft: Draft) -> bool:
        """Whether a number that stands before stands for the same item, and not for one of another report."""
        if not draft.lines or not item.text or draft.refers:
            return True
        text = draft.lines[0].text
        asks = SHOULD.search(text[:300]) and not ANSWERS.match(text) and not FIRST_PERSON.search(text[:80])
        return not asks or _alike(text, item.squeezed)

    def _new(self, draft: Draft, number: str) -> None:
        refers = draft.refers and not _quotes(draft)
        text, rest = (draft.lines, []) if not refers else _referred(draft)
        if not refers and not _has_answer(draft):
            text, rest = _split(draft, self.labelled and draft.section is None)
        item = Item(draft.kind, number, draft.place, lead=draft.lead, under=draft.under)
        item.deadline, item.addressed = draft.deadline, draft.addressed
        item.say(text or ([draft.subject] if draft.subject and not draft.refers else []))
        self._answer(item, draft, rest)
        if not (item.text or item.answers):
            return
        self.items.append(item)
        self._index(item)

    def _index(self, item: Item) -> None:
        if item.number:
            self.by_number.setdefault((item.kind, item.number), item)
        if len(item.squeezed) >= SAME:
            self.by_text.setdefault(item.squeezed[:SAME], []).append(item)

    def _again(self, item: Item, draft: Draft, number: str) -> None:
        rest = [line for line in draft.lines if not _alike(line.text, item.squeezed)]
        if not item.text:
            text, rest = _referred(draft) if draft.refers else _split(draft, self.labelled)
            item.say(text)
        elif not item.number and number:
            item.number, item.kind = number, draft.kind
        self._index(item)
        item.deadline, item.addressed = item.deadline or draft.deadline, item.addressed or draft.addressed
        self._answer(item, draft, rest)

    def _answer(self, item: Item, draft: Draft, rest: list[Line]) -> None:
        if rest:
            item.answers.setdefault(draft.section or Role.EITHER, []).extend(rest)
        for role, lines in draft.answers.items():
            item.answers.setdefault(role, []).extend(lines)


def _has_answer(draft: Draft) -> bool:
    return bool(draft.answers.get(Role.FORCE) or draft.answers.get(Role.EITHER))


def _referred(draft: Draft) -> tuple[list[Line], list[Line]]:
    """Under "Response to recommendation 3" stands an answer, unless another label comes before the answer."""
    if draft.answers and draft.section is None and draft.lines and SHOULD.search(draft.lines[0].text):
        return draft.lines, []
    return [], draft.lines


def _quotes(draft: Draft) -> bool:
    """Whether the item's own words come first under "Response to recommendation 3", and then the answer."""
    if draft.section is not None or len(draft.lines) < 2:
        return False
    text = draft.lines[0].text
    return bool(SHOULD.search(text[:300]) and not ANSWERS.match(text) and not FIRST_PERSON.search(text[:120]))


def _split(draft: Draft, labelled: bool) -> tuple[list[Line], list[Line]]:
    """An item's words, and an answer that follows them without a label."""
    lines = draft.lines
    for place in range(1, len(lines)):
        line, before = lines[place], lines[place - 1]
        if not COMPLETE.search(before.text) and not (before.marker and not line.marker):
            continue
        if _is_answer(draft, lines[0], line, labelled):
            return lines[:place], lines[place:]
    return lines, []


def _is_answer(draft: Draft, first: Line, line: Line, labelled: bool) -> bool:
    if line.marker and line.block != first.block and first.text.endswith(":"):
        return False
    if (first.bold, first.italic) != (line.bold, line.italic) and not line.marker:
        return True
    if SHOULD.search(line.text[:200]) or draft.kind is ItemKind.CAUSE_OF_CONCERN:
        return False
    if ANSWERS.match(line.text) or FIRST_PERSON.search(line.text[:120]):
        return True
    if not labelled and not line.marker and not GOES_ON.match(line.text):
        return True
    said = OWN_ANSWER.match(line.text)
    return bool(said and NAMED_BODY.search(said[0]))


def _alike(text: str, known: str) -> bool:
    """Whether words repeat those of an item, given squeezed."""
    text = squeezed(text)
    return bool(text) and (text in known or (len(known) >= SAME and known in text) or _overlap(text, known))


def _overlap(one: str, other: str) -> bool:
    """Whether most pieces of the shorter of two squeezed texts stand in the longer one."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < 2 * SAME:
        return False
    pieces = [shorter[at : at + 12] for at in range(0, min(len(shorter), 1200) - 11, 12)]
    window = longer[:4000]
    return sum(piece in window for piece in pieces) > 0.6 * len(pieces)


def _share(items: list[Item]) -> None:
    """An answer behind the last of several bullets, or of the recommendations of one cause, answers all of them."""
    for group in _groups(items):
        answered = [item for item in group if item.answers]
        if len(group) > 1 and answered == group[-1:]:
            for item in group[:-1]:
                item.answers = dict(group[-1].answers)


def _groups(items: list[Item]) -> Iterator[list[Item]]:
    group: list[Item] = []
    for item in items:
        if group and _joins(group[-1], item):
            group.append(item)
        else:
            yield group
            group = [item]
    yield group


def _joins(before: Item, item: Item) -> bool:
    return (item.lead is not None and item.lead is before.lead) or (
        item.under is not None and item.under is before.under
    )


def settled(item: Item) -> dict[Role, list[Line]]:
    """Its answers by side: one of which nothing says whose it is is the office's where it speaks as the office does."""
    answers: dict[Role, list[Line]] = {role: lines for role, lines in item.answers.items() if role is not Role.EITHER}
    if either := item.answers.get(Role.EITHER):
        office = speaks_as_office(either) or (Role.FORCE in answers and Role.BODY not in answers)
        answers.setdefault(Role.BODY if office else Role.FORCE, []).extend(either)
    return answers


def speaks_as_office(lines: Sequence[Line]) -> bool:
    """Whether words are the local policing body's own, by how they begin: "I", "The PCC"."""
    if not lines or FORCE_SPEAKS.match(lines[0].text):
        return False
    first = COMPLETE_WITHIN.split(lines[0].text[:300])[0]
    return OFFICE_SPEAKS.match(first) is not None or MINE.search(first) is not None
