"""The days that a document names: of the report's publication, and of the letter itself."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import islice

from documents.recognition.labels import ends
from documents.recognition.lines import Line
from inspections.deadlines import DATE, FLAGS, DeadlineKind, UnreadableDeadline, read_deadline_field

WRITTEN_DAY = re.compile(DATE, FLAGS)
OF = r"(?:of\s(?:the\s)?)?"
WHAT = r"(?:hmicfrs\s|hmic\s)?(?:inspection|report|publication|review)(?:\sreport)?"
PUBLISHED = re.compile(
    rf"""(?:date\s(?:{OF}{WHAT}\s)?(?:was\s|of\s)?(?:published|publication)(?:\sof\s{WHAT})?|date\s{OF}{WHAT}(?:\s(?:was\s)?published)?
      |{WHAT}\s(?:publication\sdate|date|published(?:\son)?)|publication\sdate|date\spublished|published(?:\son|\sdate)?|report\sdate)
    (?:\sby\shmicfrs)?(?P<mark>\s?[:–-]+\s?|\s+|\Z)(?P<value>.*)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
ANSWERED = re.compile(
    r"""(?:dyddiad\s?/\s?)?(?:date\s(?:of\s)?(?:the\s|this\s|our\s|pcc\s)?(?:response|letter|reply|submission)|(?:response|letter)\sdate
      |(?:our\s|the\s|o?p?f?cc(?:['’]s)?\s|commissioner(?:['’]s)?\s)?response(?P<alone>(?:\s(?:was\s)?(?:sent|submitted|issued|dated)(?:\sto\s(?:the\s)?[a-z]{3,15}(?:\s[a-z]{3,15})?)?)?)(?:\son)?(?=\s?[:–-]|\s[0-9])
      |dated?(?=\s?:|\s[0-9])|date\Z)
    (?P<mark>\s?[:–-]+\s?|\s+|\Z)(?P<value>.*)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
DUE = re.compile(r"(?:due|deadline|required|by|to\sbe)\b", re.IGNORECASE)
PROSE = re.compile(
    r"(?P<before>[^.;]{0,80})\bpublish(?:ed|ing|es)\b(?P<between>[^.;]{0,60}?(?:[“\"‘][^“”\"‘]{4,160}[”\"’][^.;“\"‘]{0,20})?)(?:\son\s|\sin\s|\s|\s\()(?:the\s)?\Z",
    re.I | re.DOTALL,
)
OTHER_PAPERS = re.compile(r"\b(?:response|plan|strategy|guidance|toolkit|website|statement|figures|data)\b", re.I)
IN_QUOTES = re.compile(r"[“\"‘][^“”\"‘]*[”\"’]")
EARLIER = re.compile(r"\b(?:previous|previously|earlier|last|original|first)\b", re.I)
TITLE_LENGTH = 400

MOST_DAYS = 12
"""Days of one paragraph that are looked at."""


def day_in(text: str) -> tuple[date | None, str | None]:
    """The first day in a text, or the first month where only that is given, as "2023-12"."""
    for match in WRITTEN_DAY.finditer(text[:TITLE_LENGTH]):
        if (found := _day(match)) != (None, None):
            return found
    return None, None


def _day(match: re.Match[str]) -> tuple[date | None, str | None]:
    if match["incomplete"]:
        return None, None
    try:
        read = read_deadline_field(match[0])
    except UnreadableDeadline:
        return None, None
    if read.on and read.kind is DeadlineKind.MONTH:
        return None, f"{read.on:%Y-%m}"
    return read.on, None


def is_only_a_day(text: str) -> bool:
    """Whether a line says nothing but a day."""
    match = WRITTEN_DAY.search(text[:80])
    return bool(
        match
        and not match["incomplete"]
        and not re.sub(r"\W|\bdated?\b", "", text[: match.start()] + text[match.end() :])
    )


def published(lines: Sequence[Line], behind_title: str) -> tuple[date | None, str | None]:
    """The day, or only the month, on which the report was published. `behind_title` is what stands behind its title."""
    for place, line in enumerate(lines):
        if (
            (match := _publication_field(line.text))
            and _is_field(match, line)
            and not OTHER_PAPERS.search(line.text[match.start() : match.start("value")])
        ):
            found = day_in(_value(match, lines, place, 2))
            if found != (None, None):
                return found
    month = day_in(behind_title)[1]
    for line in lines:
        for match in islice(WRITTEN_DAY.finditer(line.text[:3000]), MOST_DAYS):
            told = PROSE.search(line.text[max(0, match.start() - 320) : match.start()])
            if told and _of_the_report(told) and (found := _day(match)) != (None, None):
                return found if found[0] or not month else (None, month)
    return None, month


def _publication_field(text: str) -> re.Match[str] | None:
    """Where a line gives the day: as its first words, or in brackets behind the title."""
    bracket = text.find("(", 0, TITLE_LENGTH)
    behind = PUBLISHED.match(text, bracket + 1) if bracket >= 0 else None
    return PUBLISHED.match(text) or (behind if behind and ":" in behind["mark"] else None)


def _of_the_report(told: re.Match[str]) -> bool:
    """Whether what was published is the report, and not an earlier one or another paper."""
    between = IN_QUOTES.sub(" ", told["between"])
    other = OTHER_PAPERS.search(told["before"][-22:] + between)
    return not other and not EARLIER.search(told["before"])


def answered(lines: Sequence[Line]) -> date | None:
    """The day of the letter or response."""
    letter = next((place for place, line in enumerate(lines) if line.text.casefold().startswith("dear ")), 0)
    for place, line in enumerate(lines):
        if (
            (match := ANSWERED.match(line.text))
            and _is_field(match, line)
            and not DUE.match(match["value"])
            and (match["alone"] is None or is_only_a_day(match["value"]))
            and (day := day_in(_value(match, lines, place, 1))[0])
        ):
            return day
    for place, line in enumerate(lines[: max(letter + 4, 14)]):
        if line.cell or (place and PUBLISHED.match(lines[place - 1].text)):
            continue
        if is_only_a_day(line.text) and (day := day_in(line.text)[0]):
            return day
    closed = next((place for place, line in enumerate(lines) if ends(line)), len(lines) - 8)
    for line in lines[max(closed, 0) : max(closed, 0) + 9]:
        if not line.cell and is_only_a_day(line.text) and (day := day_in(line.text)[0]):
            return day
    return None


def _is_field(match: re.Match[str], line: Line) -> bool:
    """Whether the words before a value are a label: with a mark behind them, set apart, or with the value elsewhere."""
    return bool(
        match["mark"].strip()
        or not match["value"]
        or line.lead
        or line.bold
        or line.cell
        or day_in(match["value"][:30]) != (None, None)
    )


def _value(match: re.Match[str], lines: Sequence[Line], place: int, most: int) -> str:
    if match["value"].strip(" :–-"):
        return match["value"]
    return " ".join(line.text for line in lines[place + 1 : place + 1 + most])
