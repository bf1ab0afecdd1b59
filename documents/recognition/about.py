"""What a document says of the report that it answers, and of itself: title, days, type of inspection."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from documents.blocks import Block, Emphasis
from documents.recognition.labels import ends
from documents.recognition.lines import Line
from inspections.deadlines import DATE, FLAGS, DeadlineKind, UnreadableDeadline, read_deadline_field


@dataclass
class Said:
    """Where and how a title is given. `blocks` are those it takes up; `rank` is how sure it is, 0 the surest."""

    title: str
    rank: int
    blocks: set[int] = field(default_factory=set)


WRITTEN_DAY = re.compile(DATE, FLAGS)
OF = r"(?:of\s(?:the\s)?)?"
WHAT = r"(?:hmicfrs\s|hmic\s)?(?:inspection|report|publication|review)(?:\sreport)?"
TITLE = re.compile(
    rf"""(?:(?:full\s)?(?:title|name)\s{OF}{WHAT}|{WHAT}(?:\s|/)(?:title|name)|(?:title|subject|re|report|inspection|hmicfrs\sreport)(?=\s?:))
    (?P<mark>\s?[:–-]+\s?|\s+|\Z)(?P<value>.*)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
PUBLISHED = re.compile(
    rf"""(?:date\s(?:{OF}{WHAT}\s)?(?:was\s|of\s)?(?:published|publication)(?:\sof\s{WHAT})?|date\s{OF}{WHAT}(?:\s(?:was\s)?published)?
      |{WHAT}\s(?:publication\sdate|date|published(?:\son)?)|publication\sdate|date\spublished|published(?:\son|\sdate)?|report\sdate)
    (?:\sby\shmicfrs)?(?P<mark>\s?[:–-]+\s?|\s+|\Z)(?P<value>.*)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
ANSWERED = re.compile(
    r"""(?:dyddiad\s?/\s?)?(?:date\s(?:of\s)?(?:the\s|this\s|our\s|pcc\s)?(?:response|letter|reply|submission)|(?:response|letter)\sdate|dated?(?=\s?:|\s[0-9])|date\Z)
    (?P<mark>\s?[:–-]+\s?|\s+|\Z)(?P<value>.*)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
TYPE = re.compile(
    r"type\sof\s(?:hmicfrs\s)?(?:inspection|report)\s?[:–-]?\s?(?P<value>.*)|(?:inspection|report)\stype\s?[:–-]?\s?(?P<second>.*)",
    re.IGNORECASE | re.DOTALL,
)
OTHER_FIELD = re.compile(r"[A-Z][\w\s/’']{2,40}:\s?\Z")
PROSE = re.compile(
    r"(?P<before>[^.;]{0,80})\bpublish(?:ed|ing|es)\b(?P<between>[^.;]{0,60}?)(?:\son\s|\sin\s|\s|\s\()(?:the\s)?\Z",
    re.I | re.DOTALL,
)
OTHER_PAPERS = re.compile(r"\b(?:response|plan|strategy|guidance|toolkit|website|statement|figures|data)\b", re.I)
EARLIER = re.compile(r"\b(?:previous|previously|earlier|last|original|first)\b", re.I)
RESPONSE_TO = re.compile(
    r"(?P<who>[^:]{0,140}?)\b(?:response|reply|responses|comments|statement)\b(?P<of>[^:“\"‘]{0,140}?)\s(?:to|on|regarding)\s(?:the\s)?",
    re.I | re.DOTALL,
)
RESPONSE_BEHIND = re.compile(
    r"\s?[:–-]\s?(?:[A-Z][\w’'&\s]{0,60}\s)?(?:response|reply)(?:\s(?:from|by|of)\s.{0,80})?\Z", re.I | re.DOTALL
)
REPORT_WORDS = re.compile(
    r"\b(?:inspection|inspections|peel|report|effectiveness|efficiency|legitimacy|review|thematic|integrity|super-complaint)\b",
    re.I,
)
INSPECTORATE = re.compile(
    r"\A(?:(?:the|new|recent|latest|national|his|her)\s)*(?:majesty['’]s\sinspectorate\sof\sconstabulary(?:\s(?:and|&)\sfire\s(?:and|&)\srescue\sservices)?(?:\s\(hmicfrs\))?|hmicfrs|hmic)?(?:['’]s)?\s?"
    r"(?:(?:national|thematic|peel|joint)\s)*(?:inspection\sreport|report|publication|inspection)?\s?(?:(?:by|from)\shmicfrs\s?)?(?:[:–-]|\b(?:entitled|titled|called|into|on)\b|(?=[“\"‘']))\s?[:–-]?\s?",
    re.I,
)
QUOTED = re.compile(
    r"\b(?:report|inspection|publication|review|entitled|titled|called|hmicfrs(?:['’]s)?)\b[^.“\"‘']{0,60}?[\s(](?P<quote>[“\"‘'])(?=[A-Z0-9])",
    re.I,
)
CLOSING = {"“": "”", '"': '"', "‘": "’", "'": "'"}
QUOTES = " \n\t“”\"‘’'*_"
TITLE_LENGTH = 400
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


# Days ----------------------------------------------------------------------------------------------------------------


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


def published(lines: Sequence[Line], title: Said | None, full_title: str) -> tuple[date | None, str | None]:
    """The day, or only the month, on which the report was published."""
    for place, line in enumerate(lines):
        if (
            (match := PUBLISHED.match(line.text))
            and _is_field(match, line)
            and not OTHER_PAPERS.search(line.text[: match.start("value")])
        ):
            found = day_in(_value(match, lines, place, 2))
            if found != (None, None):
                return found
    month = day_in(full_title[len(title.title) :])[1] if title and full_title.startswith(title.title) else None
    for line in lines:
        for match in WRITTEN_DAY.finditer(line.text[:3000]):
            told = PROSE.search(line.text[max(0, match.start() - 160) : match.start()])
            if told and _of_the_report(told) and (found := _day(match)) != (None, None):
                return found if found[0] or not month else (None, month)
    return None, month


def _of_the_report(told: re.Match[str]) -> bool:
    """Whether what was published is the report, and not an earlier one or another paper."""
    other = OTHER_PAPERS.search(told["before"][-22:] + told["between"])
    return not other and not EARLIER.search(told["before"])


def answered(lines: Sequence[Line]) -> date | None:
    """The day of the letter or response."""
    letter = next((place for place, line in enumerate(lines) if line.text.casefold().startswith("dear ")), 0)
    for place, line in enumerate(lines):
        if (
            (match := ANSWERED.match(line.text))
            and _is_field(match, line)
            and (day := day_in(_value(match, lines, place, 1))[0])
        ):
            return day
    for place, line in enumerate(lines[: max(letter + 4, 14)]):
        if line.cell or place and PUBLISHED.match(lines[place - 1].text):
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


# Title ---------------------------------------------------------------------------------------------------------------


def title_of(lines: Sequence[Line], blocks: Sequence[Block], head: int) -> tuple[Said | None, str]:
    """The report's title and, as it stands, all that was written in its place. `head` lines stand before the first item."""
    found = min(_titles(lines, blocks, head), key=lambda said: said.rank, default=None)
    if found is None:
        return None, ""
    full = found.title
    found.title = _without_date(full)
    return found, full


def _titles(lines: Sequence[Line], blocks: Sequence[Block], head: int) -> Iterator[Said]:
    letter = next((place for place, line in enumerate(lines[:80]) if line.text.casefold().startswith("dear ")), None)
    for place, line in enumerate(lines[:head]):
        if (match := TITLE.match(line.text)) and (_is_title_field(match, line)):
            yield from _field(match, lines, place)
        in_letter = letter is not None and letter < place <= letter + 3 and line.is_heading
        if in_letter or (place < 12 and (line.is_heading or not line.text.endswith("."))):
            yield from _headline(lines, place, 1 if in_letter else 4)
        if place < 80:
            yield from _quoted(line)
    for number, block in enumerate(blocks[:60]):
        yield from _in_italics(block, number)


def _is_title_field(match: re.Match[str], line: Line) -> bool:
    return bool(
        match["mark"].strip()
        or not match["value"]
        or line.lead
        or line.cell
        or match["value"][:1] in "“\"‘'"
        or match["value"][:1].isupper()
    )


def _field(match: re.Match[str], lines: Sequence[Line], place: int) -> Iterator[Said]:
    value, blocks = match["value"].strip(" *_:–-"), {lines[place].block}
    at = place
    if not value and place + 1 < len(lines):
        at = place + 1
        value = lines[at].text
        blocks.add(lines[at].block)
    value, more = _continued(value, lines, at)
    if value := _clean(value[: 2 * TITLE_LENGTH]):
        yield Said(value, 0 if REPORT_WORDS.search(value) or len(value) > 20 else 4, blocks | more)


def _headline(lines: Sequence[Line], place: int, rank: int) -> Iterator[Said]:
    line = lines[place]
    if len(line.text) > TITLE_LENGTH or not REPORT_WORDS.search(line.text):
        return
    text, more = _continued(line.text, lines, place)
    title = _clean(text)
    stripped = len(title) < len(text) - 4
    if title and (stripped or REPORT_WORDS.search(title)) and (stripped or len(title.split()) > 3):
        if rank > 1 and RESPONSE_TO.match(text) and not title.startswith(text[:10]):
            rank = 2
        generic = bool(re.search(r"\binspections\b", title, re.I)) or (len(title) < 30 and not stripped)
        yield Said(title, rank + 4 * generic + (not line.is_heading and rank > 2), {line.block} | more)


def _continued(text: str, lines: Sequence[Line], place: int) -> tuple[str, set[int]]:
    """A title that goes on in the next line, which begins in lower case or follows a colon."""
    blocks: set[int] = set()
    for line in lines[place + 1 : place + 4]:
        goes_on = line.text[:1].islower() or text.endswith((":", " of", " the", " and"))
        if (
            not goes_on
            or len(text) + len(line.text) > TITLE_LENGTH
            or text.endswith((".", "”"))
            or line.text.endswith(".")
        ):
            break
        text = f"{text} {line.text}"
        blocks.add(line.block)
    return text, blocks


def _quoted(line: Line) -> Iterator[Said]:
    for match in QUOTED.finditer(line.text[:3000]):
        begin, quote = match.end(), CLOSING[match["quote"]]
        window = line.text[begin : begin + TITLE_LENGTH]
        end = -1
        for close in re.finditer(re.escape(quote) + r"(?=[\s.,;:)]|\Z)", window):
            if quote in '”"' or end < 0 or not re.search(r"[.;]\s", window[end : close.start()]):
                end = close.start()
            if quote in '”"':
                break
        title = window[:end] if end > 0 else ""
        if len(title.split()) > 3:
            yield Said(_clean(title), 3)


def _in_italics(block: Block, number: int) -> Iterator[Said]:
    if len(block.text) > 5000 or not re.search(r"\breport|inspect|hmicfrs", block.text, re.I):
        return
    for span in block.spans:
        words = block.text[span.start : span.end]
        if (
            span.emphasis in (Emphasis.ITALIC, Emphasis.UNDERLINE, Emphasis.LINK, Emphasis.BOLD)
            and len(words.split()) > 3
        ):
            if REPORT_WORDS.search(words) and len(words) < len(block.text):
                yield Said(_clean(words), 3 if span.emphasis is Emphasis.ITALIC else 6)


def _clean(text: str) -> str:
    """A title without what a headline says besides: whose response it is, who published it."""
    text = text.strip(" \n\t*_:–-")
    if (match := RESPONSE_TO.match(text)) and not re.search(
        r"\b(?:inspection|effectiveness|review)\b", match["who"], re.I
    ):
        text = text[match.end() :]
    elif behind := RESPONSE_BEHIND.search(text):
        text = text[: behind.start()]
    if quoted := _in_quotes(text):
        return quoted
    if (match := INSPECTORATE.match(text)) and len(text) - match.end() > 8:
        text = text[match.end() :]
    return text.strip(QUOTES + ":–-,")


def _in_quotes(text: str) -> str:
    """A title that stands in quotation marks within or at the head of a headline, with a day behind it if there is one."""
    for match in re.finditer(r"(?:\A|(?<=[\s(]))[“\"‘'](?=[A-Z0-9])", text[:TITLE_LENGTH]):
        close = CLOSING[match[0]]
        end = text.rfind(close) if close in "’'" else text.find(close, match.end())
        before = text[: match.start()]
        if end > match.end() + 4 and (
            not before.strip() or REPORT_WORDS.search(before) or REPORT_WORDS.search(text[end:])
        ):
            behind = text[end + 1 :] if day_in(text[end:]) != (None, None) else ""
            return text[match.end() : end].strip(QUOTES + ",") + behind
    return ""


def _without_date(title: str) -> str:
    match = re.search(r"[\s,–-]*(?:[(\[][^()\[\]]{4,60}[)\]]|,?\s(?:published|publication)\b.{0,40})\Z", title)
    if match and day_in(match[0]) != (None, None):
        return title[: match.start()].strip(QUOTES)
    return title


# Type ----------------------------------------------------------------------------------------------------------------


def type_of(lines: Sequence[Line], head: int) -> dict[str, bool] | None:
    """Which of the five types the inspection is, by ticked boxes, by a field, or by prose; None where nothing says so."""
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
