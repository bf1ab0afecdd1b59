"""Whom an item of a report addresses: the words before "should", and the bodies of the register that they name.

Pure and in time that grows with the text. What cannot be told is left as it was written, never guessed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from inspections.deadlines import SENTENCE_END, SPACES, WINDOW


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


LONGEST_SUBJECT = 500
ASKS = re.compile(r"\b(?:should|must|needs?\s{1,6}to)\b", re.IGNORECASE)
RECOMMENDS = re.compile(r".{0,80}\brecommend(?:s|ed)?\s{1,6}that\b[,\s]{0,6}", re.IGNORECASE | re.DOTALL)
RECOMMENDED_TO = re.compile(
    r"\brecommends?\s{1,6}that\b,?\s(?:(?:immediately|with\simmediate\seffect|within\s[\w-]{1,12}\s\w{1,8}|by\s[\w\s]{1,30})\b,?\s)?"
    r"(?P<who>(?i:(?:the|all)\s(?:police\s)?(?:force|forces|constabulary|chief\sconstables?)\b|(?:police\s)?forces\b|chief\sconstables\b)"
    r"|(?:the\s)?[A-Z][\w&’'-]{1,30}(?:\s(?:and\s|of\s|the\s|for\s|&\s){0,2}[A-Z][\w’'-]{1,30}){0,8})"
)
TIME = re.compile(r"(?:by|before|within|in\sthe\snext|(?:no|not)\slater\sthan|on\sor\sbefore)\b[^,]{1,80},\s*", re.I)
CIRCUMSTANCE = re.compile(r"(?:to|in|where|when|if|as|for|following|after|while|given|because|since)\b[^,]*,", re.I)
IN_COMPANY = re.compile(
    r",?\s(?:working|in\s(?:consultation|collaboration|conjunction|partnership)|supported"
    r"|with\s(?:the\s)?(?:support|help|assistance|agreement|advice)\sof|with\s(?:support|help|assistance|advice)\sfrom)\s",
    re.I,
)
AS_NEEDED = re.compile(
    r",?\s(?:where|if|as|when)\s(?:appropriate|necessary|possible|relevant|needed|practicable|required)\b,?", re.I
)
CONDITION = re.compile(
    r",?\s(?=(?:that|which|who|whose|where|without|with|using|not|yet|still|if)\s|(?:have|has|do|does|are|is)n[’']t\s)",
    re.I,
)
TOGETHER = re.compile(r",?\s(?:together\swith|along\swith|as\swell\sas)\s", re.I)
NOT_YET = re.compile(r"(?:n[’']t|\bnot|\byet|\balready)\b", re.I)
LIMITS = re.compile(r"(?:if|where|when)\b", re.I)
IF_NOT_YET = re.compile(
    r"\b(?:if|where|unless)\s(?:they|it|forces|constabularies)\s(?:have|has|had|do|does|are|is)(?:n[’']t|\snot|\salready)\b"
    r"[^.,;:\n]{0,120}",
    re.I,
)
AT_ITS_ENDS = " \n\t,;:–—-()"
TOKEN = re.compile(r"[\w&]+(?:[’'.-]\w+)*|[,;]")

BETWEEN = {",", ";", "and", "both", "plus"}
EACH = [("every",), ("each",), ("any",), ("any", "other")]
ALL = [
    ("all",),
    ("all", "43"),
    ("all", "the"),
    ("all", "of", "the"),
    ("all", "other"),
    ("each", "of", "the"),
    ("each", "of", "the", "43"),
    ("those",),
    ("all", "those"),
    (),
]
FORCE = [("force",), ("police", "force"), ("chief", "constable"), ("chief", "officer")]
FORCES = [("forces",), ("police", "forces"), ("territorial", "forces"), ("territorial", "police", "forces")]
CHIEFS: list[tuple[str, ...]] = [("chief", "constables"), ("chief", "officers")]
CHIEFS += [("chief", "constables", "of", *all_, *forces) for all_ in ALL for forces in FORCES]
ALL_FORCES = {(*each, *one) for each in EACH for one in FORCE} | {
    (*all_, *many) for all_ in ALL for many in FORCES + CHIEFS
}
ALL_FORCES.add(("police", "service"))
LONGEST_PHRASE = max(map(len, ALL_FORCES))
OWN = {
    ("force",),
    ("constabulary",),
    ("chief", "constable"),
    ("chief", "officer"),
    ("it",),
    ("its", "chief", "constable"),
}
OFFICE = {("chief", "constable", "of"), ("chief", "constables", "of"), ("commissioner", "of")}
SUFFIXES = {"police", "constabulary", "force", "service"}
EVERYWHERE = ("in", "england", "and", "wales")
STAFF = re.compile(
    r"\b(?:personnel|staff|workforce|officers?|supervisors?|sergeants?|inspectors?|superintendents?|investigators?"
    r"|detectives?|managers?|leaders?|leads?|teams?|units?|handlers?|responders?|commanders?|control\srooms?)\b",
    re.I,
)
ORGANISED = re.compile(
    r"\b(?:authorit(?:y|ies)|bod(?:y|ies)|partners?|partnerships?|boards?|groups?|commissioners?|councils?|agenc(?:y|ies)"
    r"|governments?|departments?|ministry|ministers?|secretary|services?|college|inspectorates?|providers?|trusts?"
    r"|office|courts?|association|federation|committees?|organisations?|forces?|constables|constabular(?:y|ies)"
    r"|police|policing|regulators?|companies|schools?|hospitals?)\b"
    r"|\b[A-Z]{2,}|\s[A-Z]",
    re.ASCII,
)


@dataclass(frozen=True)
class Subject:
    """The words before the first "should" that say who, and what else in the sentence limits whom they mean."""

    words: str = ""
    condition: str = ""


def subject_of(text: str, deadline: str) -> Subject:
    """Who is asked by the first sentence with a "should": without `deadline` and what comes before the sentence."""
    window = text[:WINDOW]
    asks = ASKS.search(window)
    if not asks:
        told = RECOMMENDED_TO.search(window)
        return Subject(told["who"].strip(AT_ITS_ENDS)) if told else Subject()
    start = 0
    for end in SENTENCE_END.finditer(window, 0, asks.start()):
        start = end.end()
    subject = window[start : asks.start()]
    if deadline:
        subject = subject.replace(deadline, "", 1)
    subject = subject.strip(AT_ITS_ENDS)
    if said := RECOMMENDS.match(subject):
        subject = subject[said.end() :]
    subject, condition = _without_circumstances(subject)
    sentence_end = SENTENCE_END.search(window, asks.end())
    later = IF_NOT_YET.search(window, asks.end(), sentence_end.start() if sentence_end else len(window))
    condition = condition or (later[0].strip(AT_ITS_ENDS) if later else "")
    return Subject(subject, condition) if len(subject) <= LONGEST_SUBJECT else Subject()


def _without_circumstances(subject: str) -> tuple[str, str]:
    """What is left without the time and the circumstance in front; and the latter, where it limits who is meant."""
    condition = ""
    for before in (TIME, CIRCUMSTANCE):
        if match := before.match(subject):
            subject = subject[match.end() :].strip(AT_ITS_ENDS)
            if before is CIRCUMSTANCE and LIMITS.match(match[0]) and NOT_YET.search(match[0]):
                condition = match[0].strip(AT_ITS_ENDS)
    if condition and subject.casefold() == "they":
        subject = condition.partition(" ")[2]
    return subject.strip(AT_ITS_ENDS), condition


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
        self._longest = max(map(len, self._by_words), default=0)

    def asked(self, text: str, deadline: str, own: int | None = None) -> Addressees:
        """Whom an item addresses. `deadline` is the words of it that say by when."""
        subject = subject_of(text, deadline)
        return self.read(subject.words, own, subject.condition)

    def read(self, subject: str, own: int | None = None, condition: str = "") -> Addressees:
        """Whom a subject names. Without one, a report on a single force (`own`) addresses that force.

        So do its staff ("custody officers should"), and what is no body at all ("training should").
        """
        if not subject:
            return Addressees(bodies=(own,) if own is not None else (), condition=condition)
        named = AS_NEEDED.sub("", TOGETHER.sub(" and ", subject))
        if match := IN_COMPANY.search(named):
            named = named[: match.start()]
        limited = ""
        if match := CONDITION.search(named):
            named, limited = named[: match.start()], named[match.end() :].strip(AT_ITS_ENDS)
        found = _Reading(self, named, own).addressees(subject)
        if found.all_forces or not found.bodies:  # a body that is named is meant whatever is said of it
            condition = condition or limited
        return replace(found, condition=condition or found.condition)

    def _find(self, words: tuple[str, ...], *, places: bool) -> tuple[int, set[int]]:
        """How many of the first words are a name, the longest there is, and whose."""
        for length in range(min(self._longest, len(words)), 0, -1):
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
        self.nation = ""
        self.of_office = self.after_name = False

    def addressees(self, subject: str) -> Addressees:
        place = 0
        while place < len(self.words):
            place += self._step(place)
        self._end_of_name()
        return Addressees(subject, self.all_forces, tuple(self.bodies), tuple(self.unknown), self.nation)

    def _step(self, place: int) -> int:
        """Read on at `place`; how many words that took."""
        words = self.words[place : place + max(self.names._longest, LONGEST_PHRASE + len(EVERYWHERE))]
        if words[0] in BETWEEN:
            self._end_of_name()
            return 1
        if words[0] == "the" and not self.rest and len(words) > 1:
            return 1
        if not self.rest and (taken := self._phrase(words)):
            return taken
        length, keys = (0, set[int]()) if self.rest else self.names._find(words, places=self.of_office)
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
                return length + self._where(words[length:])
            if phrase in OWN and self.own is not None:
                self.bodies[self.own] = None
                return length
        return 0

    def _where(self, words: tuple[str, ...]) -> int:
        """Where all these forces are, behind their name: how many words it takes. One nation limits whom they are."""
        if words[: len(EVERYWHERE)] == EVERYWHERE:
            return len(EVERYWHERE)
        if words[:1] == ("in",) and words[1:2] in (("wales",), ("england",)):
            self.nation = f"in {words[1].capitalize()}"
            return 2
        return 0

    def _names_within(self) -> dict[int, None]:
        """The bodies named among words of which the whole is no name."""
        words = tuple(_plain(word) for word in self.rest)
        found: dict[int, None] = {}
        for place in range(len(words)):
            _length, keys = self.names._find(words[place:], places=False)
            found |= dict.fromkeys(keys) if len(keys) == 1 else {}
        return found

    def _end_of_name(self) -> None:
        name = " ".join(self.rest)
        within = self._names_within() if STAFF.search(name) and not self.after_name else {}
        if within or (self.after_name and STAFF.search(name)):
            self.bodies |= within  # "the NPCC lead for custody"
        elif name and self.own is not None and (STAFF.search(name) or not ORGANISED.search(name)):
            self.bodies[self.own] = None
        elif name:
            self.unknown.append(name)
        self.rest, self.after_name = [], False


def _words(name: str) -> tuple[str, ...]:
    words = tuple(_plain(word) for word in TOKEN.findall(name.translate(SPACES)) if word not in ",;")
    return words[1:] if words[:1] == ("the",) else words


def _plain(word: str) -> str:
    word = word.casefold().replace("’", "'").removesuffix("'s")
    return "and" if word == "&" else word
