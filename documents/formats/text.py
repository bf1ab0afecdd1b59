"""Plain text and Markdown, as people type it and as other programs export it.

There is no telling one from the other, so both are read as Markdown, with what plain text does differently seen to
first: lines that end early are meant to, words in columns between tabs are a table, indenting is no code.
"""

import re
from collections.abc import Iterator
from html import escape
from itertools import pairwise, zip_longest

from markdown_it import MarkdownIt
from markdown_it.token import Token

from documents.blocks import Block, Unreadable, gettext_noop
from documents.formats.assembling import MARKER
from documents.formats.html import Walk, parse
from documents.formats.words import clean

LONGEST_LINE = 200_000
"""Characters. A page holds 3,000, so a line that is longer is no writing."""

LONGEST_INLINE, MOST_MARKS = 20_000, 200
"""Characters of a paragraph, and signs in it, in which emphasis and links are looked for. More is meant to harm."""

MOST_LINES = 60_000
"""Lines of text: 500 pages of 120."""

TOO_MANY_LINES = gettext_noop(
    "This text has more than %(most)s lines. Choose a document of 500 pages or fewer, or a part of it."
)
ENDLESS_LINE = gettext_noop(
    "Line %(line)s runs on for %(length)s characters without a break, so nobody wrote it as text. Choose the "
    "document as it was published."
)


def decoded(data: bytes) -> str:
    """The text of a file without a word about its encoding: by its first bytes, else UTF-8, else Western European."""
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if wide := _wide(data[:4_000]):
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


MARKS = {
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}


def _wide(sample: bytes) -> str:
    """UTF-16 that does not say so shows by the zeros of its Latin letters; "" for all else."""
    if sample[1::2].count(0) > len(sample) // 4:
        return "utf-16-le"
    return "utf-16-be" if sample[::2].count(0) > len(sample) // 4 else ""


def read_text(text: str) -> list[Block]:
    """The blocks of a plain text or of Markdown; places are its lines."""
    lines = [clean(line) for line in text.splitlines()]
    if sum(map(bool, lines)) > MOST_LINES:
        raise Unreadable(TOO_MANY_LINES, most=f"{MOST_LINES:,}")
    if any(len(line) > LONGEST_LINE for line in lines):
        number = next(number for number, line in enumerate(lines, 1) if len(line) > LONGEST_LINE)
        raise Unreadable(ENDLESS_LINE, line=str(number), length=f"{len(lines[number - 1]):,}")
    html = "".join(_html(lines))
    return list(Walk().blocks(parse(html))) if html.strip() else []


def _html(lines: list[str]) -> Iterator[str]:
    """The text as one HTML document, where each element names the line that it comes from."""
    first = _after_front_matter(lines)
    for start, end in _tables_of_tabs(lines, first):
        yield _markdown(lines, first, start)
        yield from _table(lines, start, end)
        first = end
    yield _markdown(lines, first, len(lines))


FRONT_MATTER_LINES = 50


def _after_front_matter(lines: list[str]) -> int:
    """Where the text begins, after what some programs write about it above, between two lines of dashes."""
    if lines[:1] == ["---"] and "---" in lines[1:FRONT_MATTER_LINES]:
        end = lines.index("---", 1)
        if all(re.match(r"[\w-]{1,40}:|\s|#|- ", line) for line in lines[1:end]):
            return end + 1
    return 0


def _tables_of_tabs(lines: list[str], first: int) -> Iterator[tuple[int, int]]:
    """Runs of two lines or more with words in columns between tabs."""
    start = None
    for number in range(first, len(lines) + 1):
        tabbed = number < len(lines) and _in_columns(lines[number])
        if tabbed and start is None and "\t" in lines[number].strip():
            start = number
        elif not tabbed and start is not None:
            if number - start > 1:
                yield start, number
            start = None


def _in_columns(line: str) -> bool:
    return "\t" in line.rstrip() and bool(line.strip()) and not MARKER.match(line.strip())


def _table(lines: list[str], start: int, end: int) -> Iterator[str]:
    yield "<table>"
    for number in range(start, end):
        yield f'<tr data-line="{number + 1}">'
        for cell in lines[number].rstrip().split("\t")[:COLUMNS]:
            yield f"<td>{MARKDOWN.renderInline(cell)}</td>"
        yield "</tr>"
    yield "</table>"


COLUMNS = 50


def _markdown(lines: list[str], start: int, end: int) -> str:
    prepared = "\n".join(_prepared(lines[start:end]))
    tokens = MARKDOWN.parse(prepared, {"first": start + 1})
    return str(MARKDOWN.renderer.render(tokens, MARKDOWN.options, {"first": start + 1}))


PIPES_IN_LIST = re.compile(r"\s{0,3}[-*+]\s{1,4}(?=\|)")
RULE_OF_PIPES = re.compile(r"\s{0,3}\|[\s:|-]{3,1000}\Z")
BOX = re.compile(r"(\s{0,20}(?:[-*+]|\d{1,3}[.)])?\s{0,4})\[([ xX])\](?=\s)")
RAISED = re.compile(r"(?<=\d)\^(st|nd|rd|th)\^")
YEAR = re.compile(r"^(\s{0,20}\d{4,9})([.)]\s)")
BULLET = re.compile(r"\s{0,20}[•●○◦▪■‣∙➢➤❖–]\s")
UNDERLINE = re.compile(r"\s{0,3}(?:-{2,200}|={2,200})\s*\Z")
LONGEST_HEADING = 200
LABEL = re.compile(r"[A-Z][\w’'-]{0,20}(?:\s[\w’'-]{1,20}){0,4}:\s")
"""What begins a line of its own: "Our response: …"."""
NARROWEST = 50
"""Characters to a line, at least, where a program broke the lines of a paragraph."""


def _prepared(lines: list[str]) -> Iterator[str]:
    """The lines with what Markdown would misread written out."""
    width = _width(lines)
    before = ""
    run = 0
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        line = _plainer(line, following)
        if UNDERLINE.match(line) and before and (run > 1 or len(before) > LONGEST_HEADING):
            yield ""  # a rule between paragraphs: too much stands above it for a heading
        elif BULLET.match(line) and before:
            yield ""  # Markdown does not know this bullet
        ends_early = following.strip() and not line.endswith(("  ", "\\")) and not _wrapped(line, following, width)
        yield line + "  " if ends_early else line
        before = line.strip()
        run = run + 1 if before else 0


def _plainer(line: str, following: str) -> str:
    """The line with its box as a character, no year as the number of an item, no list around a table."""
    line = BOX.sub(lambda box: f"{box[1]}{'☐' if box[2] == ' ' else '☒'}", line, count=1)
    line = RAISED.sub(r"\1", line)
    line = YEAR.sub(r"\1\\\2", line)
    if "|" not in line:
        return line
    if RULE_OF_PIPES.match(following):
        line = PIPES_IN_LIST.sub("", line)
    return line if line.count("|") <= COLUMNS else line.replace("|", r"\|")


def _width(lines: list[str]) -> int:
    """How long lines get where a program broke them: nearly all of those that another line follows are shorter."""
    followed = sorted(len(line) for line, after in pairwise(lines) if line.strip() and after.strip())
    return max(NARROWEST, followed[len(followed) * 9 // 10]) if followed else NARROWEST


def _wrapped(line: str, following: str, width: int) -> bool:
    """Whether the line is broken only because the next word found no room."""
    if LABEL.match(following.lstrip()) and line.rstrip().endswith((".", "?", "!")):
        return False
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > min(width, 100)


def _make_markdown() -> MarkdownIt:
    """CommonMark with tables; without what costs or harms more in letters than it gives: code, pictures, references."""
    markdown = MarkdownIt("commonmark", {"html": True, "maxNesting": 20})
    markdown.enable(["table", "strikethrough"])
    markdown.disable(["code", "fence", "backticks", "reference"])
    markdown.core.ruler.before("inline", "bounded", _bound)
    markdown.core.ruler.push("lines", _name_lines)
    return markdown


SIGNS = re.compile(r"[\[\]<>*_~&!`\\]")


def _bound(state: object) -> None:
    for token in state.tokens:  # type: ignore[attr-defined]
        if token.type == "inline" and (
            len(token.content) > LONGEST_INLINE or len(SIGNS.findall(token.content)) > MOST_MARKS
        ):
            token.type, token.content = "html_block", escape(token.content)


def _name_lines(state: object) -> None:
    first = state.env.get("first", 1)  # type: ignore[attr-defined]
    tokens: list[Token] = state.tokens  # type: ignore[attr-defined]
    for token in tokens:
        if token.map and token.nesting == 1:
            token.attrSet("data-line", str(token.map[0] + first))
            if token.type == "list_item_open" and token.info:
                token.attrSet("value", token.info)  # a list may hold 2, 4, 8 and 9 only
        elif token.map and token.type == "html_block":
            token.content = f'<span data-line="{token.map[0] + first}"></span>{token.content}'


MARKDOWN = _make_markdown()
