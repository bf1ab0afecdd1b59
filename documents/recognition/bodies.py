"""The bodies a document may name: which force it is about, who oversees that force, and whom its items address."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from documents.recognition.lines import Line
from inspections.addressees import Addressees, Names

ALL_FORCES = "all forces"
FORCE = "force"


@dataclass(frozen=True)
class Oversight:
    """A local policing body oversees this force, by its name, from a day on; None: since before records."""

    force: str
    from_on: date | None = None


@dataclass(frozen=True)
class KnownBody:
    """A body of the register: `kind` is the register's word ("force", "national_body", …), `name` the canonical one.

    `oversees` is what a local policing body oversees or oversaw, empty for all others.
    """

    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    oversees: tuple[Oversight, ...] = ()


SUFFIX = re.compile(r"\s(?:police(?:\sservice)?|constabulary)\Z", re.IGNORECASE)
OFFICE = re.compile(
    r"\b(?:police,?\s(?:fire,?\s(?:and\s(?:rescue\s)?)?)?(?:and|&)\scrime\scommissioners?|commissioners?|o?pf?cc|(?:deputy\s)?mayor"
    r"|mopac|combined\sauthority)\b",
    re.IGNORECASE,
)
SEVERAL = re.compile(
    r"\b(?:joint|both)\b.{0,80}\b(?:response|statement|commissioners)\b|\bcommissioners\sfor\b", re.IGNORECASE
)
SHORT_PLACES = {
    "Bedfordshire": "Beds",
    "Cambridgeshire": "Cambs",
    "Gloucestershire": "Glos",
    "Greater Manchester": "Manchester",
    "Hampshire and Isle of Wight": "Hampshire",
    "Hertfordshire": "Herts",
    "Lancashire": "Lancs",
    "Leicestershire": "Leics",
    "Lincolnshire": "Lincs",
    "Metropolitan": "London",
    "Northamptonshire": "Northants",
    "Nottinghamshire": "Notts",
    "Staffordshire": "Staffs",
    "Wiltshire": "Wilts",
}
WORD = re.compile(r"[\w&]+(?:[’'-]\w+)*")
DEFINED = re.compile(r"\A[\s,]{0,2}\((?:the\s|hereafter\s|“|\"|‘|'){0,3}([A-Z][A-Za-z&]{1,9})[”\"’']?\)")
SHORT = re.compile(r"\w[\s,]{1,2}\([^()]{0,12}[A-Z]{2}")
HEAD_LINES = 15
OWN_OFFICE = {"police and crime commissioner", "commissioner", "pcc", "local policing body", "mayor", "mopac"}


def words_of(text: str) -> list[str]:
    """Its words, in lower case, without "'s"; "&" is "and"."""
    found = (word.casefold().replace("’", "'").removesuffix("'s").rstrip("'") for word in WORD.findall(text))
    return ["and" if word == "&" else word for word in found]


def place_of(force: KnownBody) -> str:
    """What a force is called after: "Cleveland" for Cleveland Police."""
    return SUFFIX.sub("", force.name)


class Bodies:
    """The bodies of a register, to be found among the words of a document."""

    def __init__(self, bodies: Sequence[KnownBody]) -> None:
        self.all = list(bodies)
        self.names = Names((name, key) for key, body in enumerate(self.all) for name in (body.name, *body.aliases))
        self._forces = {body.name: key for key, body in enumerate(self.all) if body.kind == FORCE}
        self._phrases: dict[str, list[tuple[tuple[str, ...], int, int]]] = {}
        self.words: set[str] = set()
        self.initials: set[str] = set()
        for key, body in enumerate(self.all):
            for oversight in body.oversees:
                self._phrase(body.name, self._forces.get(oversight.force), 6)
                for alias in body.aliases:
                    self._phrase(alias, self._forces.get(oversight.force), 6)
            if body.kind == FORCE:
                self._force(body, key)
        for phrases in self._phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))

    def _force(self, body: KnownBody, key: int) -> None:
        place = place_of(body)
        words = words_of(body.name)
        self.initials |= {"".join(word[0] for word in words), "".join(word[0] for word in words if word != "and")}
        for name in (body.name, *body.aliases):
            self._phrase(name, key, 4)
        for where in filter(None, (place, SHORT_PLACES.get(place))):
            self._phrase(where, key, 1)
            for suffix in ("Police", "Constabulary", "Police Service", "Police Force"):
                self._phrase(f"{where} {suffix}", key, 4)
        for name in (f"Heddlu {place}", f"Office of the Police and Crime Commissioner {place}"):
            self._phrase(name, key, 4)

    def _phrase(self, name: str, force: int | None, weight: int) -> None:
        words = tuple(words_of(name))
        if not words or force is None:
            return
        self.words.update(words)
        self._phrases.setdefault(words[0], []).append((words, force, weight))

    def own_force(self, lines: Sequence[Line]) -> KnownBody | None:
        """The force that a document is about: named most, and most of all in its head and beside an office.

        None where its head is that of several offices: "Joint response of the Police and Crime Commissioners for …".
        """
        if any(self._is_of_several(line) for line in lines[:HEAD_LINES]):
            return None
        scores: Counter[int] = Counter()
        for number, line in enumerate(lines):
            head = 4 if number < HEAD_LINES or line.heading is not None else 1
            beside: int | None = None
            for _start, _length, force, weight in self._mentions(words_of(line.text)):
                if weight == 1 and beside is None:
                    beside = 3 if OFFICE.search(line.text) else 1
                scores[force] += weight * head * (beside or 1 if weight == 1 else 1)
        if not scores:
            return None
        (first, most), *others = scores.most_common(2)
        return None if others and others[0][1] == most else self.all[first]

    def _is_of_several(self, line: Line) -> bool:
        """Whether a line names the forces of several offices, whose joint words the document is."""
        if not SEVERAL.search(line.text[:200]):
            return False
        return len({force for _start, _length, force, _weight in self._mentions(words_of(line.text[:400]))}) > 1

    def _mentions(self, words: list[str]) -> Iterator[tuple[int, int, int, int]]:
        """(where, how many words, force, weight) of each name, the longest at its place, never overlapping."""
        place = 0
        while place < len(words):
            for phrase, force, weight in self._phrases.get(words[place], ()):
                if tuple(words[place : place + len(phrase)]) == phrase:
                    yield place, len(phrase), force, weight
                    place += len(phrase) - 1
                    break
            place += 1

    def without_names(self, words: list[str]) -> list[str]:
        """The words with each force's name replaced by "force", each office's by "pcc", each place alone by "place"."""
        left: list[str] = []
        end = 0
        for start, length, _force, weight in self._mentions(words):
            left += words[end:start]
            left.append({1: "place", 4: "force", 6: "pcc"}[weight])
            end = start + length
        return left + words[end:]

    def overseer(self, force: KnownBody, day: date | None) -> KnownBody | None:
        """Who oversaw a force on a day; without one, who does so now."""
        found = [
            (oversight.from_on or date.min, body)
            for body in self.all
            for oversight in body.oversees
            if oversight.force == force.name and (not day or not oversight.from_on or oversight.from_on <= day)
        ]
        return max(found, key=lambda pair: pair[0])[1] if found else None

    def defined_in(self, lines: Iterable[Line], own: KnownBody | None) -> "Bodies":
        """The same with the short names that a document gives them: "South Wales Police (SWP)"."""
        found: dict[str, set[str]] = {}
        for line in lines:
            if SHORT.search(line.text):
                self._defined(line.text, found)
        taken = {name.casefold() for body in self.all for name in (body.name, *body.aliases)}
        extra = {name: {short for short in shorts if short.casefold() not in taken} for name, shorts in found.items()}
        if not any(extra.values()) and own is None:
            return self
        return Bodies(
            [
                KnownBody(
                    body.name,
                    body.kind,
                    (*body.aliases, *sorted(extra.get(body.name, ())), *(self._own_names(body) if body == own else ())),
                    body.oversees,
                )
                for body in self.all
            ]
        )

    def _own_names(self, own: KnownBody) -> list[str]:
        place = place_of(own)
        return [name for name in (f"{place} Police", f"{place} Constabulary") if name != own.name]

    def _defined(self, text: str, found: dict[str, set[str]]) -> None:
        lowered = text.casefold()
        for body in self.all:
            name = body.name.casefold()
            at = lowered.find(name)
            if at >= 0 and (match := DEFINED.match(text[at + len(name) : at + len(name) + 40])):
                found.setdefault(body.name, set()).add(match[1])

    def key_of(self, body: KnownBody | None) -> int | None:
        """The key under which `names` knows a body."""
        return None if body is None else next(key for key, known in enumerate(self.all) if known.name == body.name)

    def addressed(self, found: Addressees, office: KnownBody | None) -> tuple[list[str], list[str]]:
        """The canonical names of whom an item addresses, and of these the ones that nobody knows, as written."""
        names = [self.all[key].name for key in found.bodies]
        unknown: list[str] = []
        for name in found.unknown:
            if office and name.casefold() in OWN_OFFICE:
                names.append(office.name)
            else:
                unknown.append(name)
        return [*names, *([ALL_FORCES] if found.all_forces else []), *unknown], unknown
