"""The response as a PDF: PDF/UA-1, A4, tagged, with bookmarks, set by Typst from `pdf.typ`.

All text goes to the template as data, never as code, so nothing that people wrote can run. Typst brings its fonts
along: the file looks the same on every machine.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst
from markdown_it.tree import SyntaxTreeNode

from documents.writing import markdown
from documents.writing.parts import UNPRINTABLE, ItemText, Page, Part, Prose, Table, in_words

TEMPLATE = Path(__file__).with_suffix(".typ").read_bytes()
PROBE = b'#set document(title: "Probe")\n#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"))\n#sys.inputs.text'
MISSING = re.compile(r'the text `"(?P<text>[^`]+)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]{1,6})\}")
UNBROKEN = re.compile(r"\S{36}(?=\S{4})")
BREAK = "\u200b"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOST_MARKS = 8
"""Signs upon one letter, above and below it."""

DEEPEST = 6
"""Lists and quotations within each other. What is deeper stands at this depth."""


def as_pdf(page: Page) -> bytes:
    """The bytes of the file. The same page gives the same bytes."""
    data = {
        "title": page.title,
        "language": page.language,
        "author": page.author,
        "draft": page.draft,
        "day": [page.dated_on.year, page.dated_on.month, page.dated_on.day] if page.dated_on else None,
        "parts": [_part(part) for part in page.parts],
    }
    text = json.dumps(data, ensure_ascii=False)
    made_at = datetime.combine(page.dated_on, time(), UTC) if page.dated_on else EPOCH
    try:
        return _compiled(TEMPLATE, {"page": _displayable(text)}, made_at)
    except typst.TypstError as error:
        if not MISSING.search(error.diagnostic):
            raise
        # Signs that a font has each, but not put together, as a digit in a box: without what is put upon letters.
        return _compiled(TEMPLATE, {"page": _displayable(_without_marks(text))}, made_at)


def _compiled(source: bytes, inputs: dict[str, str], made_at: datetime) -> bytes:
    return typst.compile(
        source,
        sys_inputs=inputs,
        pdf_standards=["ua-1"],
        timestamp=made_at,
        font_paths=_fonts(),
        ignore_system_fonts=True,
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)


# Characters ----------------------------------------------------------------------------------------------------------


def _displayable(text: str) -> str:
    """The text with what no font has in words: a smiling face becomes "[smiling face]". PDF/UA asks for glyphs."""
    rare = sorted({char for char in text if char > "\u024f" and char != BREAK})
    if any(map(_is_mark, rare)):
        text = "".join(_few_marks(text))
    missing = _missing("".join(rare)) if rare else frozenset()
    return text.translate({ord(char): _in_words(char) for char in missing})


def _few_marks(text: str) -> Iterator[str]:
    """The text without more signs upon one letter than any script has: to place thousands takes minutes."""
    marks = 0
    for char in text:
        marks = marks + 1 if _is_mark(char) else 0
        if marks <= MOST_MARKS:
            yield char


def _without_marks(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFC", text) if not _is_mark(char))


def _is_mark(char: str) -> bool:
    return unicodedata.category(char).startswith("M")


@cache
def _missing(characters: str) -> frozenset[str]:
    """Those of these characters that no font has."""
    try:
        _compiled(PROBE, {"text": " ".join(characters)}, EPOCH)
    except typst.TypstError as error:
        found = "".join(match["text"] for match in MISSING.finditer(error.diagnostic))
        return frozenset(ESCAPED.sub(lambda match: chr(int(match[1], 16)), found)) & frozenset(characters)
    return frozenset()


def _in_words(char: str) -> str:
    kind = unicodedata.category(char)
    if kind[0] in "MC":
        return ""
    return f"[{unicodedata.name(char, 'a sign').casefold()}]" if kind[0] == "S" else "□"


def _breakable(text: str) -> str:
    """The text with places to break words that no line could hold, such as long addresses."""
    return UNBROKEN.sub(lambda match: f"{match[0]}{BREAK}", text.translate(UNPRINTABLE))


# Parts ---------------------------------------------------------------------------------------------------------------


def _part(part: Part) -> dict[str, Any]:
    named = {"is": type(part).__name__.casefold()}
    if isinstance(part, Prose):
        return named | {"nodes": _nodes(markdown.tree(part.text, below=part.level).children, 0)}
    if isinstance(part, ItemText):
        return named | {"pieces": [asdict(piece) for piece in part.pieces]}
    if isinstance(part, Table):
        rows = [[_breakable(in_words(cell)) for cell in row] for row in part.rows]
        return named | {
            "headings": part.headings,
            "rows": rows,
            "shares": part.shares,
            "numbers": sorted(part.numbers),
        }
    return named | asdict(part)


def _nodes(nodes: Iterable[SyntaxTreeNode], depth: int) -> list[dict[str, Any]]:
    return [held for node in nodes for held in _node(node, depth)]


def _node(node: SyntaxTreeNode, depth: int) -> Iterator[dict[str, Any]]:
    if node.type in NESTING and depth == DEEPEST:
        within = (
            node.children if node.type == "blockquote" else [part for item in node.children for part in item.children]
        )
        yield from _nodes(within, depth)
    elif node.type == "inline":
        yield from _nodes(node.children, depth)
    else:
        held: dict[str, Any] = {"is": node.type}
        if node.children:
            held["nodes"] = _nodes(node.children, depth + (node.type in NESTING))
        yield held | MORE.get(node.type, _nothing)(node)


NESTING = {"blockquote", "bullet_list", "ordered_list"}


def _nothing(_node: SyntaxTreeNode) -> dict[str, Any]:
    return {}


def _content(node: SyntaxTreeNode) -> dict[str, Any]:
    return {"text": _breakable(node.content)}


MORE: Mapping[str, Callable[[SyntaxTreeNode], dict[str, Any]]] = {
    "text": _content,
    "code_inline": _content,
    "fence": _content,
    "heading": lambda node: {"level": int(node.tag[1:])},
    "ordered_list": lambda node: {"start": int(node.attrs.get("start", 1))},
    "link": lambda node: {"target": str(node.attrs.get("href", ""))},
}
"""What a kind of node holds besides others."""
