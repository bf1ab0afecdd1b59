"""The title of the report that a document answers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from documents.about.days import TITLE_LENGTH, day_in
from documents.blocks import Block, Emphasis
from documents.recognition.lines import Line


@dataclass
class Said:
    """Where and how a title is given. `blocks` are those it takes up; `rank` is how sure it is, 0 the surest."""

    title: str
    rank: int
    blocks: set[int] = field(default_factory=set)


OF = r"(?:of\s(?:the\s)?)?"
WHAT = r"(?:hmicfrs\s|hmic\s)?(?:inspection|report|publication|review)(?:\sreport)?"
TITLE = re.compile(
    rf"""(?:(?:full\s)?(?:title|name)\s{OF}{WHAT}|{WHAT}(?:\s|/)(?:title|name)|(?:title|subject|re|report|inspection|hmicfrs\sreport)(?=\s?:))
    (?P<mark>\s?[:–-]+\s?|\s+|\Z)(?P<value>.*)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
RESPONSE_TO = re.compile(
    r"(?P<who>(?:[^:]{0,60}:)?[^:]{0,140}?)\b(?:response|reply|responses|comments|statement)\b(?P<of>[^:“\"‘]{0,140}?)\s(?:to|on|regarding)\b:?\s(?:the\s)?",
    re.I | re.DOTALL,
)
NAMED = re.compile(r"hmic(?:frs)?\s?[:–-]\s?(?P<title>\S.{2,200})\Z", re.I)
GENERIC = re.compile(
    r"hmic(?:frs)?|(?:the\s|its\s|our\s|hmicfrs\s|hmic\s|this\s|new\s|latest\s|inspection\s)*(?:recommendations?|reports?|inspections?|findings|publication"
    r"|areas?\sfor\simprovement|afis?)(?:\s(?:and|&)\s[\w\s]{1,40})?",
    re.I,
)
RESPONSE_BEHIND = re.compile(
    r"\s?[:–-]\s?(?:[A-Z][\w’'&\s]{0,60}\s)?(?:response|reply)(?:\s(?:from|by|of|under|in)\s.{0,80})?\Z",
    re.I | re.DOTALL,
)
RESPONSE_BEFORE = re.compile(r"\A(?:[\w\s]{1,30}/\s?)?(?:our\s|the\s)?(?:response|reply)\s?:\s", re.I)
REPORT_WORDS = re.compile(
    r"\b(?:inspection|inspections|peel|report|effectiveness|efficiency|legitimacy|review|thematic|integrity|super-complaint)\b",
    re.I,
)
INSPECTORATE = re.compile(
    r"\A(?:(?:the|new|recent|latest|national|his|her)\s)*(?:majesty['’]s\sinspectorate\sof\sconstabulary(?:\s(?:and|&)\sfire\s(?:and|&)\srescue\sservices)?(?:\s\(hmicfrs\))?|hmicfrs|hmic)?(?:['’]s)?\s?"
    r"(?:(?:national|thematic|peel|joint)\s)*(?:inspection\sreport|report|publication|inspection)?\s?(?:(?:by|from)\shmicfrs\s?)?(?:[:–-]|\b(?:entitled|titled|called)\b|(?=[“\"‘']))\s?[:–-]?\s?",
    re.I,
)
QUOTED = re.compile(
    r"\b(?:report|inspection|publication|review|entitled|titled|called|hmicfrs(?:['’]s)?)\b[^.“\"‘']{0,60}?[\s(](?P<quote>[“\"‘'])(?=[A-Z0-9])",
    re.I,
)
CONCERN = re.compile(r"(?:accelerated\s)?causes?\sof\sconcern\b", re.I)
CLOSING = {"“": "”", '"': '"', "‘": "’", "'": "'"}
QUOTES = " \n\t“”\"‘’'*_"


def title_of(lines: Sequence[Line], blocks: Sequence[Block], head: int) -> tuple[Said | None, str]:
    """The report's title, and what is written right behind it. `head` is how many lines stand before the first item."""
    found = min(_titles(lines, blocks, head), key=lambda said: said.rank, default=None)
    if found is None:
        return None, ""
    full = found.title
    found.title = _without_date(full)
    return found, full[len(found.title) :] if full.startswith(found.title) else ""


def _titles(lines: Sequence[Line], blocks: Sequence[Block], head: int) -> Iterator[Said]:
    letter = next((place for place, line in enumerate(lines[:80]) if line.text.casefold().startswith("dear ")), None)
    for place, line in enumerate(lines[: max(head, 3)]):
        if (match := TITLE.match(line.text)) and (_is_title_field(match, line)):
            yield from _field(match, lines, place)
        in_letter = letter is not None and letter < place <= letter + 3 and line.is_heading
        if in_letter or (place < 12 and (line.is_heading or not line.text.endswith("."))):
            yield from _headline(lines, place, 1 if in_letter else 4)
        if place < 80:
            yield from _quoted(line)
        if place < 3 and line.heading is not None and (title := _clean(line.text)) and not GENERIC.fullmatch(title):
            yield Said(title, 9, {line.block})
        if place < 8 and (named := NAMED.match(line.text)):
            yield Said(_clean(named["title"]), 8, {line.block})
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
    if len(line.text) > TITLE_LENGTH or not (
        REPORT_WORDS.search(line.text) or RESPONSE_TO.match(line.text) or (rank == 1 and CONCERN.match(line.text))
    ):
        return
    text, more = _continued(line.text, lines, place)
    title = _clean(text)
    stripped = len(title) < len(text) - 4
    if GENERIC.fullmatch(title):
        return
    if (
        title
        and (stripped or REPORT_WORDS.search(title) or CONCERN.match(title))
        and (stripped or len(title.split()) > 3)
    ):
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
        if len(words.split()) > 3 and REPORT_WORDS.search(words) and len(words) < len(block.text):
            yield Said(_clean(words), 3 if span.emphasis is Emphasis.ITALIC else 6)


def _clean(text: str) -> str:
    """A title without what a headline says besides: whose response it is, who published it."""
    text = RESPONSE_BEFORE.sub("", text.strip(" \n\t*_:–-"))
    if (match := RESPONSE_TO.match(text)) and not re.search(
        r"\b(?:inspection|effectiveness|review)\b|[“\"‘]|(?:\A|\s)'(?=[A-Z])", match["who"], re.I
    ):
        text = text[match.end() :]
    elif behind := RESPONSE_BEHIND.search(text):
        text = text[: behind.start()]
    text = re.sub(r"(?<=[)”\"])\sresponse\s(?:from|by)\b.*", "", text, flags=re.I | re.DOTALL)
    if quoted := _in_quotes(text):
        return quoted
    if (match := INSPECTORATE.match(text)) and len(text) - match.end() > 8:
        text = text[match.end() :]
    return text.strip(QUOTES + ":–-,")


def _in_quotes(text: str) -> str:
    """A title in quotation marks, within or at the head of a headline, with a day behind it if there is one."""
    for match in re.finditer(r"(?:\A|(?<=[\s(]))[“\"‘'](?=[A-Z0-9])", text[:TITLE_LENGTH]):
        close = CLOSING[match[0]]
        end = text.rfind(close) if close in "’'" else text.find(close, match.end())
        before = text[: match.start()]
        if end > match.end() + 2 and (
            not before.strip() or REPORT_WORDS.search(before) or REPORT_WORDS.search(text[end:])
        ):
            behind = text[end + 1 :] if day_in(text[end:]) != (None, None) else ""
            return text[match.end() : end].strip(QUOTES + ",") + behind
    return ""


def _without_date(title: str) -> str:
    match = re.search(
        r"[\s,–-]*(?:[(\[][^()\[\]]{4,60}[)\]]|,?\s(?:report\s)?(?:published|publication)\b.{0,40})\Z",
        title,
        re.IGNORECASE,
    )
    if match and day_in(match[0]) != (None, None):
        return title[: match.start()].strip(QUOTES)
    return title
