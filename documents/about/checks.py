"""What does not add up in a document, for the person who checks it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from documents.recognition.items import SAME, squeezed
from documents.recognition.labels import IMPROVEMENT, NUMBER_WORDS
from documents.recognition.lines import Line
from inspections.deadlines import NUMBER_WORDS as COUNTS
from inspections.deadlines import gettext_noop
from inspections.pasting import ItemKind


@dataclass(frozen=True)
class Doubt:
    """Something that does not add up. `message` holds %-placeholders for `params`, so that it can be translated."""

    message: str
    params: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message % self.params


@dataclass(frozen=True)
class KnownItem:
    """An item of the report as the register holds it."""

    kind: ItemKind
    number: str
    text: str


@dataclass(frozen=True)
class Counted:
    """One item as far as it is counted: `for_forces` where it is addressed to forces."""

    kind: ItemKind
    number: str
    text: str
    for_forces: bool


COUNT = rf"(?P<{{}}>[0-9]{{{{1,3}}}}|{'|'.join(NUMBER_WORDS)}|no)"
FOR_FORCES = re.compile(
    rf"\b{COUNT.format('recommendations')}\s(?:\w+\s){{0,2}}?recommendations?\b"
    rf"(?:[,\s]{{1,2}}(?:and|plus|with)?\s?{COUNT.format('improvements')}\s(?:{IMPROVEMENT}|afis?)\b)?"
    r"\s(?:that\s(?:are|apply|relate)\s|which\s(?:are|apply|relate)\s)?(?:(?:is|are|were)\s)?(?:addressed\s|directed\s|relevant\s|made\s)?"
    r"(?:for|to|at)\s(?:all\s|the\s)?(?:police\s)?(?:forces?|chief\sconstables?|constabular(?:y|ies))\b",
    re.IGNORECASE,
)
MADE = re.compile(
    rf"\b(?:made|makes|contains?|included?|identified|issued|set\sout)\s(?:a\stotal\sof\s)?{COUNT.format('recommendations')}\s(?:\w+\s)?recommendations?\b"
    r"(?!\s(?:for|to)\b)",
    re.IGNORECASE,
)

SPOKEN_OF = re.compile(
    rf"\b(?:the|these|all|its|their)\s{COUNT.format('recommendations')}\s(?:\w+\s)?recommendations\b", re.IGNORECASE
)


FEWER_FOR_FORCES = gettext_noop(
    "The text counts %(count)s recommendations for forces; %(found)s are addressed to forces."
)
FEWER_IMPROVEMENTS = gettext_noop(
    "The text counts %(count)s areas for improvement for forces; %(found)s are addressed to forces."
)
FEWER = gettext_noop("The text counts %(count)s recommendations; %(found)s stand in it.")


OTHERWISE_MANY = gettext_noop(
    "The text speaks of %(count)s recommendations; the report has %(all)s, and %(found)s are addressed to forces."
)


def doubts(lines: Sequence[Line], items: Sequence[Counted], known: Iterable[KnownItem]) -> Iterator[Doubt]:
    """Counts that differ from what was found, numbers left out or used twice, items of the register left out."""
    if not items:
        yield Doubt(gettext_noop("No item was found in this document."))
    yield from counts((line.text for line in lines), items)
    yield from _numbers(items)
    yield from _left_out(items, known)
    for item in items:
        if not item.text:
            yield Doubt(gettext_noop("The words of %(item)s do not stand in this document."), {"item": name_of(item)})


def name_of(item: Counted | KnownItem) -> str:
    """ "recommendation 4"."""
    return f"{item.kind.value.replace('_', ' ')} {item.number}".strip()


def counts(texts: Iterable[str], items: Sequence[Counted]) -> Iterator[Doubt]:
    """Where the texts, a paragraph each, count other numbers of items than there are."""
    recommendations = [item for item in items if item.kind is ItemKind.RECOMMENDATION]
    for_forces = sum(item.for_forces for item in recommendations)
    improvements = sum(item.for_forces for item in items if item.kind is ItemKind.AREA_FOR_IMPROVEMENT)
    seen: set[tuple[str, int, int]] = set()
    for text in (text[:5000] for text in texts):
        match = FOR_FORCES.search(text)
        if match and (count := _number(match["recommendations"])) != for_forces:
            seen.add((FEWER_FOR_FORCES, count, for_forces))
        if (
            not match
            and (made := MADE.search(text))
            and (count := _number(made["recommendations"])) != len(recommendations)
        ):
            seen.add((FEWER, count, len(recommendations)))
        if match and (more := match["improvements"]) and _number(more) != improvements:
            seen.add((FEWER_IMPROVEMENTS, _number(more), improvements))
    for message, count, found in sorted(seen):
        yield Doubt(message, {"count": str(count), "found": str(found)})


def mentions(texts: Iterable[str], items: Sequence[Counted]) -> Iterator[Doubt]:
    """Where the texts speak of "the three recommendations", and neither the report nor the forces have so many."""
    recommendations = [item for item in items if item.kind is ItemKind.RECOMMENDATION]
    for_forces = sum(item.for_forces for item in recommendations)
    spoken = {_number(match["recommendations"]) for text in texts for match in SPOKEN_OF.finditer(text)}
    for count in sorted(spoken - {len(recommendations), for_forces}):
        params = {"count": str(count), "all": str(len(recommendations)), "found": str(for_forces)}
        yield Doubt(OTHERWISE_MANY, params)


def _number(word: str) -> int:
    word = word.casefold()
    return int(word) if word.isdigit() else 0 if word == "no" else COUNTS[word]


def _numbers(items: Sequence[Counted]) -> Iterator[Doubt]:
    in_order = [item.number for item in items if item.number]
    in_one_row = in_order == [str(number) for number in range(1, len(in_order) + 1)]
    for kind in ItemKind:
        numbers = [item.number for item in items if item.kind is kind and item.number]
        whole = sorted({int(number) for number in numbers if number.isdigit()})
        missing = sorted(set(range(1, whole[-1])) - set(whole)) if whole and whole[-1] < 200 and not in_one_row else []
        what = kind.value.replace("_", " ")
        if missing:
            called = ", ".join(f"{what} {number}" for number in missing)
            yield Doubt(gettext_noop("These numbers are missing: %(items)s."), {"items": called})
        for number, times in Counter(numbers).items():
            if times > 1:
                yield Doubt(gettext_noop("Two different items are called %(item)s."), {"item": f"{what} {number}"})


def _left_out(items: Sequence[Counted], known: Iterable[KnownItem]) -> Iterator[Doubt]:
    numbers = {(item.kind, item.number) for item in items if item.number}
    texts = [squeezed(item.text) for item in items if item.text]
    for expected in known:
        begins = squeezed(expected.text)[:SAME]
        if (expected.kind, expected.number) in numbers or (begins and any(begins in text for text in texts)):
            continue
        yield Doubt(
            gettext_noop("The report has %(item)s, of which this document says nothing."), {"item": name_of(expected)}
        )
