"""Items read from the text of a report: where each begins, its kind and number, its deadline and whom it addresses.

Pure and in time that grows with the text. What is read is a proposal, which somebody looks at before it is saved;
so what cannot be told is left as it was written, never guessed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from inspections.deadlines import SENTENCE_END, SPACES, WINDOW, DeadlineKind, UnreadableDeadline, read_deadline


class ItemKind(StrEnum):
    """What an item of a report is called."""

    RECOMMENDATION = "recommendation"
    AREA_FOR_IMPROVEMENT = "area_for_improvement"
    CAUSE_OF_CONCERN = "cause_of_concern"


@dataclass(frozen=True)
class Addressees:
    """Whom the words before "should" name.

    `words` are these words, "" where there are none; `bodies` the keys of those the register knows, in their order;
    `unknown` the names it does not know, or knows for more than one body; `condition` what limits "all forces" ("that
    have not yet done so").
    """

    words: str = ""
    all_forces: bool = False
    bodies: tuple[int, ...] = ()
    unknown: tuple[str, ...] = ()
    condition: str = ""


@dataclass(frozen=True)
class PastedItem:
    """One item as it was read. `deadline` holds its words, "" where it has none or they cannot be read."""

    kind: ItemKind
    number: str
    text: str
    deadline: str
    addressees: Addressees


# Where items begin ---------------------------------------------------------------------------------------------------

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
    text: str, names: "Names", *, kind: ItemKind = ItemKind.RECOMMENDATION, own: int | None = None
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


def _item(draft: _Draft, names: "Names", kind: ItemKind, own: int | None) -> PastedItem:
    text = _joined(draft.lines)
    deadline = ""
    try:
        read = read_deadline(text)
        deadline = read.text
        words = "" if read.kind is DeadlineKind.NONE else deadline
    except UnreadableDeadline as error:
        words = error.params.get("words", "")
    addressees = names.read(_subject(text, words), own=own)
    return PastedItem(draft.kind or kind, draft.number, text, deadline, addressees)


def _joined(lines: list[str]) -> str:
    """Lines that only end because a page does become one; those of a list stay apart."""
    joined: list[str] = []
    for line in lines:
        if joined and not joined[-1].endswith((":", ";")) and not re.match(r"[•▪◦‣*·–—-]\s|\(", line):
            joined[-1:] = [joined[-1], " ", line]
        else:
            joined += ["\n", line] if joined else [line]
    return "".join(joined)


# Whom they address ---------------------------------------------------------------------------------------------------

LONGEST_SUBJECT = 500
ASKS = re.compile(r"\b(?:should|must|needs?\s{1,6}to)\b", re.IGNORECASE)
RECOMMENDS = re.compile(r".{0,80}\brecommend(?:s|ed)?\s{1,6}that\b[,\s]{0,6}", re.IGNORECASE | re.DOTALL)
TIME = re.compile(r"(?:by|before|within|in\sthe\snext|(?:no|not)\slater\sthan|on\sor\sbefore)\b[^,]{1,80},\s*", re.I)
CIRCUMSTANCE = re.compile(r"(?:to|in|where|when|if|as|for|following|after|while|given|because|since)\b[^,]*,", re.I)
IN_COMPANY = re.compile(r",?\s(?:working|in\s(?:consultation|collaboration|conjunction|partnership)|supported)\s", re.I)
CONDITION = re.compile(r",?\s(?=(?:that|which|who|whose|where|without|with)\s)", re.I)
AT_ITS_ENDS = " \n\t,;:–—-()"
TOKEN = re.compile(r"[\w&]+(?:[’'.-]\w+)*|[,;]")

BETWEEN = {",", ";", "and", "both", "plus"}
EACH = [("every",), ("each",)]
ALL = [
    ("all",),
    ("all", "43"),
    ("all", "the"),
    ("all", "of", "the"),
    ("each", "of", "the"),
    ("each", "of", "the", "43"),
    (),
]
FORCE = [("force",), ("police", "force"), ("chief", "constable")]
FORCES = [("forces",), ("police", "forces"), ("territorial", "forces"), ("territorial", "police", "forces")]
CHIEFS = [("chief", "constables"), *(("chief", "constables", "of", *forces) for forces in FORCES)]
ALL_FORCES = {(*each, *one) for each in EACH for one in FORCE} | {
    (*all_, *many) for all_ in ALL for many in FORCES + CHIEFS
}
LONGEST_PHRASE = max(map(len, ALL_FORCES))
OWN = {("force",), ("constabulary",), ("chief", "constable"), ("it",), ("its", "chief", "constable")}
OFFICE = {("chief", "constable", "of"), ("chief", "constables", "of"), ("commissioner", "of")}
SUFFIXES = {"police", "constabulary", "force", "service"}
EVERYWHERE = ("in", "england", "and", "wales")


def _subject(text: str, deadline: str) -> str:
    """The words before the first "should" that say who: without the deadline and what comes before the sentence."""
    window = text[:WINDOW]
    asks = ASKS.search(window)
    if not asks:
        return ""
    start = 0
    for end in SENTENCE_END.finditer(window, 0, asks.start()):
        start = end.end()
    subject = window[start : asks.start()]
    if deadline:
        subject = subject.replace(deadline, "", 1)
    for before in (RECOMMENDS, TIME, CIRCUMSTANCE):
        subject = subject.strip(AT_ITS_ENDS)
        if match := before.match(subject):
            subject = subject[match.end() :]
    subject = subject.strip(AT_ITS_ENDS)
    return subject if len(subject) <= LONGEST_SUBJECT else ""


class Names:
    """The names of the bodies of a register, to be found among the words of a report.

    `named` gives every name a body goes by with the body's key. A name of two bodies is nobody's.
    """

    def __init__(self, named: Iterable[tuple[str, int]]) -> None:
        self._by_words: dict[tuple[str, ...], set[int]] = {}
        self._by_place: dict[tuple[str, ...], set[int]] = {}
        for name, key in named:
            words = _words(name)
            if words:
                self._by_words.setdefault(words, set()).add(key)
            place = words
            while place and place[-1] in SUFFIXES:
                place = place[:-1]
            if place and place != words:
                self._by_place.setdefault(place, set()).add(key)
        self.longest = max(map(len, self._by_words), default=0)

    def read(self, subject: str, own: int | None = None) -> Addressees:
        """Whom a subject names. Without one, a report on a single force (`own`) addresses that force."""
        if not subject:
            return Addressees(bodies=(own,) if own is not None else ())
        named, condition = subject, ""
        if match := IN_COMPANY.search(named):
            named = named[: match.start()]
        if match := CONDITION.search(named):
            named, condition = named[: match.start()], named[match.end() :].strip(AT_ITS_ENDS)
        return _Reading(self, named, own).addressees(subject, condition)

    def find(self, words: tuple[str, ...], *, places: bool) -> tuple[int, set[int]]:
        """How many of the first words are a name, the longest there is, and whose."""
        for length in range(min(self.longest, len(words)), 0, -1):
            keys = self._by_words.get(words[:length]) or (self._by_place.get(words[:length]) if places else None)
            if keys:
                return length, keys
        return 0, set()


class _Reading:
    """The words of one subject, read from left to right."""

    def __init__(self, names: Names, subject: str, own: int | None) -> None:
        self.names, self.own = names, own
        self.written = TOKEN.findall(subject)
        self.words = tuple(_plain(word) for word in self.written)
        self.all_forces = False
        self.bodies: dict[int, None] = {}
        self.unknown: list[str] = []
        self.rest: list[str] = []
        self.of_office = self.after_name = False

    def addressees(self, subject: str, condition: str) -> Addressees:
        place = 0
        while place < len(self.words):
            place += self._step(place)
        self._end_of_name()
        return Addressees(subject, self.all_forces, tuple(self.bodies), tuple(self.unknown), condition)

    def _step(self, place: int) -> int:
        """Read on at `place`; how many words that took."""
        words = self.words[place : place + max(self.names.longest, LONGEST_PHRASE + len(EVERYWHERE))]
        if words[0] in BETWEEN:
            self._end_of_name()
            return 1
        if words[0] == "the" and not self.rest and len(words) > 1:
            return 1
        if not self.rest and (taken := self._phrase(words)):
            return taken
        length, keys = (0, set[int]()) if self.rest else self.names.find(words, places=self.of_office)
        if len(keys) == 1:
            self.bodies |= dict.fromkeys(keys)
            self.after_name = True
        else:
            length = length or 1
            self.rest += self.written[place : place + length]
        return length

    def _phrase(self, words: tuple[str, ...]) -> int:
        """All forces, the force of the report, or the office of a force's chief constable: how many words it takes."""
        for length in range(min(LONGEST_PHRASE, len(words)), 0, -1):
            phrase = words[:length]
            if phrase in OFFICE:
                self.of_office = True
                return length
            if words[length : length + 1] == ("of",):
                continue
            if phrase == ("chief", "constable") and self.after_name:
                return length
            if phrase in ALL_FORCES:
                self.all_forces = True
                everywhere = words[length : length + len(EVERYWHERE)] == EVERYWHERE
                return length + len(EVERYWHERE) * everywhere
            if phrase in OWN and self.own is not None:
                self.bodies[self.own] = None
                return length
        return 0

    def _end_of_name(self) -> None:
        if self.rest:
            self.unknown.append(" ".join(self.rest))
        self.rest, self.after_name = [], False


def _words(name: str) -> tuple[str, ...]:
    words = tuple(_plain(word) for word in TOKEN.findall(name.translate(SPACES)) if word not in ",;")
    return words[1:] if words[:1] == ("the",) else words


def _plain(word: str) -> str:
    word = word.casefold().replace("’", "'").removesuffix("'s")
    return "and" if word == "&" else word
