"""Which of the five types the inspection is: ticked, named, or told by its items."""

import re
from collections.abc import Iterator, Sequence

from documents.about.days import TITLE_LENGTH
from documents.recognition.lines import Line

TYPE = re.compile(
    r"(?:what\s)?type\sof\s(?:hmicfrs\s)?(?:inspection|report)(?:\s(?:was|is)\s(?:it|this)\s?\?)?\s?[:–-]?\s?(?P<value>.*)|(?:(?:inspection|report)\stype|national\sor\s[\w\s-]{1,20}(?=:))\s?[:–-]?\s?(?P<second>.*)",
    re.IGNORECASE | re.DOTALL,
)
TYPES = {
    "force_specific": re.compile(r"\bspecific\b|\bforce\sinspection\b|\blocal\sinspection\b|\bpeel\b", re.I),
    "national": re.compile(r"\bnational\b", re.I),
    "follow_up": re.compile(r"\bfollow[\s-]?up\b|\brevisit\b|\bre-?inspection\b", re.I),
    "thematic": re.compile(r"\bthematic\b", re.I),
    "partner": re.compile(r"\bpartner|\bjoint\b|\bmulti-agency\b", re.I),
}
BOX = re.compile(r"[☒☑☐]|\[[ xX✓✔]?\](?!\()|✓|✔|[✗✘]")
TICKED = re.compile(r"[☒☑✓✔xX]")
TYPE_WORDS = r"(?:national|thematic|follow-up|joint|partner|force-specific|unannounced)"
TYPE_PROSE = re.compile(
    rf"\b{TYPE_WORDS}(?:(?:,|\sand|,\sand)?\s{TYPE_WORDS}){{0,3}}\s(?:inspection|report|review)\b", re.I
)


def type_of(lines: Sequence[Line], head: int) -> dict[str, bool] | None:
    """Which of the five types the inspection is, by ticked boxes, a field or prose; None where nothing says so."""
    boxes = dict(_boxes(lines))
    if len(boxes) > 1:
        return {name: boxes.get(name, False) for name in TYPES}
    for place, line in enumerate(lines):
        if match := TYPE.match(line.text):
            if _choices(lines[place + 1 : place + 7]):
                return None
            value = (match["value"] or match["second"] or "").strip(" :–-") or " ".join(
                after.text for after in lines[place + 1 : place + 2]
            )
            if (found := _types(value)) is not None:
                return found
    for line in lines[:head]:
        if match := TYPE_PROSE.search(line.text[:3000]):
            return _types(match[0])
    return None


def boxes_are_lost(lines: Sequence[Line]) -> bool:
    """Whether the types to choose from stand in the document, but not the boxes, which some programs drop."""
    return len(dict(_boxes(lines))) < 2 and any(
        TYPE.match(line.text) and _choices(lines[place + 1 : place + 7]) for place, line in enumerate(lines)
    )


def _choices(lines: Sequence[Line]) -> bool:
    """Whether lines name one type after the other, from which one chooses."""
    named = [found for line in lines if len(line.text) < 60 and (found := _types(line.text))]
    return len(named) > 2


def type_by(title: str, *, for_all_forces: bool) -> dict[str, bool]:
    """The type that an inspection of this title most likely is, given whether its items are for all forces."""
    return {
        "force_specific": not for_all_forces,
        "national": for_all_forces,
        "follow_up": bool(re.search(r"\bprogress\sreport\b", title, re.I) or TYPES["follow_up"].search(title)),
        "thematic": for_all_forces,
        "partner": bool(re.search(r"\bjoint\b", title, re.I)),
    }


def _types(words: str) -> dict[str, bool] | None:
    found = {name: bool(pattern.search(words[:TITLE_LENGTH])) for name, pattern in TYPES.items()}
    return found if any(found.values()) else None


def _boxes(lines: Sequence[Line]) -> Iterator[tuple[str, bool]]:
    for text in _rows(lines):
        if not BOX.search(text):
            continue
        parts = list(BOX.finditer(text))
        before = bool(text[: parts[0].start()].strip()) and not _types(text[parts[-1].end() :])
        for place, box in enumerate(parts):
            if before:
                words = text[parts[place - 1].end() if place else 0 : box.start()]
            else:
                words = text[box.end() : parts[place + 1].start() if place + 1 < len(parts) else len(text)]
            for name, pattern in TYPES.items():
                if len(words) < 80 and pattern.search(words):
                    yield name, bool(TICKED.search(box[0]))


def _rows(lines: Sequence[Line]) -> Iterator[str]:
    """Lines, with the cells of one row of a table joined, and "Y" and "N" beside a type read as boxes."""
    row: tuple[int, int] | None = None
    cells: list[str] = []
    for line in [*lines, None]:
        here = (line.cell.table, line.cell.row) if line and line.cell else None
        if cells and (here is None or here != row):
            yield _answered_yes_or_no(cells)
            cells = []
        row = here
        if line and here:
            cells.append(line.text)
        elif line and len(line.text) < TITLE_LENGTH:
            yield line.text


def _answered_yes_or_no(cells: list[str]) -> str:
    yes = {"y": "☒", "yes": "☒", "x": "☒", "n": "☐", "no": "☐"}
    return " ".join(yes.get(cell.casefold(), cell) for cell in cells)
