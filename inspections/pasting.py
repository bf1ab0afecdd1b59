"""Items read from the text of a report: where each begins, its kind and number, its deadline and whom it addresses.

Pure and in time that grows with the text. What is read is a proposal, which somebody looks at before it is saved;
so what cannot be told is left as it was written, never guessed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from inspections.addressees import Addressees, Names
from inspections.deadlines import SPACES, DeadlineKind, UnreadableDeadline, read_deadline


class ItemKind(StrEnum):
    """What an item of a report is called."""

    RECOMMENDATION = "recommendation"
    AREA_FOR_IMPROVEMENT = "area_for_improvement"
    CAUSE_OF_CONCERN = "cause_of_concern"


@dataclass(frozen=True)
class PastedItem:
    """One item as it was read. `deadline` holds its words, "" where it has none or they cannot be read."""

    kind: ItemKind
    number: str
    text: str
    deadline: str
    addressees: Addressees


NUMBER = r"[0-9]{1,3}(?:\.[0-9]{1,2})?[a-z]?"
BREAK = r"\s{0,3}[.:)–—-]{1,2}(?=\s|\Z)"
CAPITAL = "(?-i:[A-Z“\"‘'])"
LABELLED = re.compile(
    rf"""[\s*#•]{{0,6}}(?:
        (?P<recommendation>recommendation(?P<recommendations>s)?\b|rec\b\.?)
      | (?P<area_for_improvement>area(?P<areas>s)?\s{{1,3}}for\s{{1,3}}improvement\b|afi(?P<afis>s)?\b)
      | (?P<cause_of_concern>(?:accelerated\s{{1,3}})?cause(?P<causes>s)?\s{{1,3}}of\s{{1,3}}concern\b)
    )(?:\s{{1,3}}(?:no\.?\s|number\s)?(?P<number>{NUMBER})(?![\w]))?(?:{BREAK}|(?=\s*\Z)|(?=\s{{1,3}}{CAPITAL}))""",
    re.VERBOSE | re.IGNORECASE,
)
NUMBERED = re.compile(rf"\s{{0,6}}\(?(?P<number>{NUMBER})(?:{BREAK})(?=\s{{0,6}}(?:[A-Z“\"‘'0-9]|\Z))")
GOES_ON = re.compile(r"\s{0,6}(?:[•▪◦‣*·–—-]\s|\(?(?:[a-z]|[ivx]{1,4})\)|[a-z])")
SENTENCE = re.compile(r"[.!?;:][\"”’')]?\Z")
PLURALS = ("recommendations", "areas", "afis", "causes")


@dataclass
class _Draft:
    """An item while its lines are read. `kind` is None where neither it nor a heading says what it is."""

    kind: ItemKind | None
    number: str = ""
    lines: list[str] = field(default_factory=list)

    def takes(self, line: str, begins: bool) -> bool:
        """Whether a line belongs to it: the first after a bare label, the next of its paragraph, or one of its list."""
        within = not self.lines or not begins
        return within or self.lines[-1].endswith((":", ";")) or GOES_ON.match(line) is not None


def read_items(
    text: str, names: Names, *, kind: ItemKind = ItemKind.RECOMMENDATION, own: int | None = None
) -> Iterator[PastedItem]:
    """The items of a pasted text: one a paragraph, or one a line where no line is empty and each ends a sentence.

    A label ("Recommendation 4", "AFI 1:", "4.") begins an item as well; a heading in the plural ("Areas for
    improvement") says what those below it are, and `kind` what those are of which nothing is said. `own` is the force
    that a report is on, which it calls "the force".
    """
    return (_item(draft, names, kind, own) for draft in _drafts(text.translate(SPACES)))


def _drafts(text: str) -> Iterator[_Draft]:
    draft: _Draft | None = None
    heading: ItemKind | None = None
    for line, begins in _lines(text):
        label = _label(line)
        if draft and not label and draft.takes(line, begins):
            draft.lines.append(line)
            continue
        if draft:
            yield draft
        draft = None
        if label and _is_heading(label, line):
            heading = _kind(label)
        elif label:
            rest = line[label.end() :].strip()
            draft = _Draft(_kind(label) or heading, label["number"] or "", [rest] if rest else [])
        else:
            draft = _Draft(heading, lines=[line])
    if draft:
        yield draft


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """The lines that are not empty, each with whether a paragraph begins there."""
    lines = [line.strip() for line in text.strip().splitlines()]
    each_line = all(line and (SENTENCE.search(line) or _label(line)) for line in lines)
    begins = True
    for line in lines:
        if line:
            yield line, begins
        begins = each_line or not line


def _label(line: str) -> re.Match[str] | None:
    if (match := LABELLED.match(line)) and (match["number"] or not _is_plural(match) or match.end() == len(line)):
        return match
    return NUMBERED.match(line)


def _is_heading(label: re.Match[str], line: str) -> bool:
    return _kind(label) is not None and not label["number"] and _is_plural(label) and label.end() == len(line)


def _is_plural(match: re.Match[str]) -> bool:
    return any(match[plural] for plural in PLURALS)


def _kind(label: re.Match[str]) -> ItemKind | None:
    groups = label.groupdict()
    return next((kind for kind in ItemKind if groups.get(kind)), None)


def _item(draft: _Draft, names: Names, kind: ItemKind, own: int | None) -> PastedItem:
    text = _joined(draft.lines)
    deadline = ""
    try:
        read = read_deadline(text)
        deadline = read.text
        words = "" if read.kind is DeadlineKind.NONE else deadline
    except UnreadableDeadline as error:
        words = error.params.get("words", "")
    return PastedItem(draft.kind or kind, draft.number, text, deadline, names.asked(text, words, own=own))


def _joined(lines: list[str]) -> str:
    """Lines that only end because a page does become one; those of a list stay apart."""
    joined: list[str] = []
    for line in lines:
        if joined and not joined[-1].endswith((":", ";")) and not re.match(r"[•▪◦‣*·–—-]\s|\(", line):
            joined[-1:] = [joined[-1], " ", line]
        else:
            joined += ["\n", line] if joined else [line]
    return "".join(joined)
