"""Web pages, and the HTML that Markdown becomes: what a reader sees of them, without the furniture of the site."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import cast

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from documents.blocks import Block, Cell, Place, Unreadable, gettext_noop
from documents.formats.assembling import assemble
from documents.formats.words import PLAIN, Style, Words

HEADINGS: dict[str, int | None] = {f"h{level}": level for level in range(1, 7)}
# fmt: off
APART = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr",
    "legend", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
)) | frozenset(HEADINGS)
"""Elements that stand apart from the words before and after them."""
# fmt: on
# fmt: off
UNREAD = frozenset((
    "applet", "area", "audio", "base", "button", "canvas", "datalist", "embed", "frame", "frameset", "head",
    "iframe", "img", "link", "map", "math", "menu", "meta", "nav", "noembed", "noframes", "noscript",
    "object", "option", "param", "picture", "script", "select", "source", "style", "svg", "template",
    "textarea", "title", "track", "video",
))
# fmt: on
FURNITURE = frozenset({"navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "complementary"})
FURNITURE_NAMES = re.compile(
    r"\b(?:cookies?|consent|breadcrumbs?|skip-?link|social|sharing|share|navbar|pagination|sr-only|visually-?hidden"
    r"|site-?(?:header|footer|nav)|masthead)\b",
    re.IGNORECASE,
)
HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none", re.IGNORECASE)
STYLES: dict[str, Callable[[Style], Style]] = {
    **dict.fromkeys(("b", "strong"), lambda style: replace(style, bold=True)),
    **dict.fromkeys(("i", "em", "cite"), lambda style: replace(style, italic=True)),
    **dict.fromkeys(("u", "ins"), lambda style: replace(style, underline=True)),
}
MOST_COLUMNS = 100
MOST_FURNITURE = 5_000
"""Characters in a cookie banner or the like. What is longer is the page, in a wrapper with such a name."""

NO_TEXT = gettext_noop("This web page holds no text.")


def read_html(text: str) -> tuple[str, str, list[Block]]:
    """The title, the language ("" where the page names none) and the blocks of a web page."""
    root = parse(text)
    title = " ".join((root.findtext(".//title") or "").split())
    return title, root.get("lang", "").strip(), list(Walk().blocks(_content(root)))


def parse(text: str) -> HtmlElement:
    """The tree of a page, however badly written."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root: HtmlElement = document_fromstring(text.encode("utf-8", "ignore"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise Unreadable(NO_TEXT) from error
    return root


def _content(root: HtmlElement) -> HtmlElement:
    """The part of the page that is its own: its `main`, else its only article, else all of it."""
    for path in ("//main", "//*[@role='main']", "//article"):
        found = [element for element in root.xpath(path) if len(element.text_content().split()) > 20]
        if len(found) == 1:
            return cast(HtmlElement, found[0])
    return root


@dataclass(frozen=True, slots=True)
class _Around:
    """What is true of the words at a point of the page, because of the elements around them."""

    style: Style = PLAIN
    heading: int | None = None
    depth: int = 0
    cell: Cell | None = None
    as_typed: bool = False
    content: bool = False
    """Within an article, whose header and footer belong to it."""


@dataclass(slots=True)
class _List:
    ordered: bool
    number: int = 1


@dataclass(slots=True)
class _Table:
    number: int
    row: int = -1
    column: int = 0
    until: dict[int, int] = field(default_factory=dict)
    """The last row that the cell over a column reaches down to."""


class Walk:
    """Goes through a tree once and gives its blocks. Where elements carry `data-line`, places are lines."""

    def __init__(self) -> None:
        self.words = Words()
        self.around = _Around()
        self.lists: list[_List] = []
        self.tables: list[_Table] = []
        self.count_of_tables = 0
        self.count_of_blocks = 0
        self.line = 0
        self.marker = ""

    def blocks(self, root: HtmlElement) -> Iterator[Block]:
        """Blocks of everything within `root`, in the order of the page."""
        outside: list[tuple[_Around, bool]] = []
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                unread = _unread(element, self.around)
                outside.append((self.around, unread))
                if unread:
                    walk.skip_subtree()
                else:
                    yield from self._begin(element)
                    self._say(element.text)
                continue
            around, unread = outside.pop()
            if not unread:
                yield from self._end(element)
            self.around = around
            if element is not root:
                self._say(element.tail)
        yield from self._finish()

    def _begin(self, element: HtmlElement) -> Iterator[Block]:
        tag = str(element.tag)
        if tag in APART:
            yield from self._finish()
        if line := element.get("data-line"):
            self.line = int(line) if line.isdecimal() else self.line
        style = _style(element, self.around.style)
        if tag in HEADINGS:
            style = replace(style, bold=False)  # all headings are, so it says nothing
        self.around = replace(
            self.around,
            style=style,
            heading=HEADINGS.get(tag, self.around.heading),
            as_typed=self.around.as_typed or tag == "pre",
            content=self.around.content or tag in ("main", "article") or element.get("role") == "main",
        )
        if tag in OPENING:
            OPENING[tag](self, element)

    def _end(self, element: HtmlElement) -> Iterator[Block]:
        if element.tag in APART:
            yield from self._finish()
            if element.tag in ("ul", "ol"):
                self.lists.pop()
            elif element.tag == "table":
                self.tables.pop()
            elif element.tag == "li":
                self.marker = ""

    def _say(self, text: str | None) -> None:
        if not text:
            return
        if self.around.as_typed and "\n" in text:
            for number, line in enumerate(text.split("\n")):
                if number:
                    self.words.break_line()
                self.words.add(line, self.around.style)
        else:
            self.words.add(text, self.around.style)

    def _finish(self) -> Iterator[Block]:
        place = Place("line", self.line) if self.line else Place("paragraph", self.count_of_blocks + 1)
        around = self.around
        for block in assemble(
            self.words, place, heading=around.heading, depth=around.depth, marker=self.marker, cell=around.cell
        ):
            self.count_of_blocks += 1
            self.marker = ""
            yield block

    def _open_list(self, element: HtmlElement) -> None:
        start = element.get("start", "")
        number = int(start) if start.isdecimal() and len(start) < 6 else 1
        self.lists.append(_List(element.tag == "ol", number))
        self.around = replace(self.around, depth=self.around.depth + 1)

    def _open_item(self, element: HtmlElement) -> None:
        if not self.lists:
            self.marker = "•"
            return
        inner = self.lists[-1]
        value = element.get("value", "")
        if value.isdecimal() and len(value) < 6:
            inner.number = max(inner.number, int(value))
        self.marker = f"{inner.number}." if inner.ordered else "•"
        inner.number += 1

    def _open_table(self, _element: HtmlElement) -> None:
        self.tables.append(_Table(self.count_of_tables))
        self.count_of_tables += 1
        self.around = replace(self.around, cell=None, depth=0)

    def _open_row(self, _element: HtmlElement) -> None:
        if self.tables:
            self.tables[-1].row += 1
            self.tables[-1].column = 0

    def _open_cell(self, element: HtmlElement) -> None:
        if not self.tables:
            return
        table = self.tables[-1]
        table.row = max(table.row, 0)
        while table.until.get(table.column, -1) >= table.row:
            table.column += 1
        columns, rows = _span(element, "colspan"), _span(element, "rowspan")
        header = element.tag == "th" or next(element.iterancestors("thead", "table"), element).tag == "thead"
        self.around = replace(
            self.around, cell=Cell(table.number, table.row, table.column, columns, header), depth=0, heading=None
        )
        for _ in range(columns):
            table.until[table.column] = table.row + rows - 1
            table.column += 1

    def _tick(self, element: HtmlElement) -> None:
        if element.get("type", "").lower() in ("checkbox", "radio"):
            self.words.add(" ☒ " if "checked" in element.attrib else " ☐ ", self.around.style)

    def _break(self, _element: HtmlElement) -> None:
        self.words.break_line()

    def _raise(self, element: HtmlElement) -> None:
        if (element.text or "").strip() in ("st", "nd", "rd", "th"):
            self.words.close_up()  # "8 th" is 8th, with a blank that a converter put there


OPENING = {
    "ul": Walk._open_list,
    "ol": Walk._open_list,
    "li": Walk._open_item,
    "table": Walk._open_table,
    "tr": Walk._open_row,
    "td": Walk._open_cell,
    "th": Walk._open_cell,
    "input": Walk._tick,
    "br": Walk._break,
    "sup": Walk._raise,
}


def _unread(element: HtmlElement, around: _Around) -> bool:
    """Whether it is furniture of the site, or not text."""
    tag = element.tag
    if not isinstance(tag, str) or tag in UNREAD or _hidden(element):
        return True
    if tag in ("header", "footer", "aside") and not around.content:
        return element.find(".//h1") is None
    if element.get("role") in FURNITURE:
        return True
    names = f"{element.get('id', '')} {element.get('class', '')}"[:500]
    if tag in ("html", "body", "main", "article") or not FURNITURE_NAMES.search(names):
        return False
    return element.find(".//h1") is None and len(element.text_content()) < MOST_FURNITURE


def _hidden(element: HtmlElement) -> bool:
    attributes = element.attrib
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool(HIDDEN.search(attributes.get("style", "")[:500]))
    )


def _style(element: HtmlElement, style: Style) -> Style:
    if element.tag == "a":
        return replace(style, target=element.attrib["href"].strip()) if "href" in element.attrib else style
    if element.tag in STYLES:
        return STYLES[element.tag](style)
    if element.tag == "span" and (css := element.get("style", "")[:500].lower().replace(" ", "")):
        return replace(style, bold=style.bold or "font-weight:bold" in css or "font-weight:700" in css)
    return style


def _span(element: HtmlElement, name: str) -> int:
    """How many columns or rows a cell spans, as far as it can be believed."""
    given = element.get(name, "")
    return min(MOST_COLUMNS, max(1, int(given))) if given.isdecimal() and len(given) < 6 else 1
