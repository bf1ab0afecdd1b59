"""OpenDocument texts (.odt), as LibreOffice writes them: their text with tracked changes accepted.

Read straight from the XML, as Word documents are. Headers and footers stand in another part, which is read for its
styles only; notes, comments and tables of contents are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from documents.blocks import Block, Cell, Place, Unreadable, gettext_noop
from documents.formats.archive import DAMAGED, Archive
from documents.formats.assembling import assemble
from documents.formats.numbering import Level, Numbering
from documents.formats.words import PLAIN, Style, Words

ODF = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE, DRAW, FORM = (f"{{{ODF}{name}:1.0}}" for name in ("office", "text", "table", "drawing", "form"))
STYLE, FO = f"{{{ODF}style:1.0}}", f"{{{ODF}xsl-fo-compatible:1.0}}"
XLINK = "{http://www.w3.org/1999/xlink}"
DC = "{http://purl.org/dc/elements/1.1/}"
ENCRYPTED = gettext_noop("This file is protected by a password. Save it without one and try again.")
INDEXES = frozenset(
    f"{TEXT}{name}"
    for name in (
        "table-of-content",
        "illustration-index",
        "table-index",
        "alphabetical-index",
        "bibliography",
        "tracked-changes",
    )
)
UNREAD = INDEXES | {f"{TEXT}note", f"{OFFICE}annotation", f"{TEXT}ruby-text", f"{OFFICE}forms"}
MOST_REPEATS = 100


def read_odt(archive: Archive) -> tuple[str, str, list[Block]]:
    """The title and the language that the file states, "" where it states none, and its blocks."""
    if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Unreadable(ENCRYPTED)
    content = archive.tree("content.xml")
    text = content.find(f"{OFFICE}body/{OFFICE}text")
    if text is None:
        raise Unreadable(DAMAGED)
    styles = _Styles()
    if "styles.xml" in archive.names:
        styles.learn(archive.tree("styles.xml"))
    styles.learn(content)
    stated = ("", "")
    if "meta.xml" in archive.names:
        meta = archive.tree("meta.xml")
        title, language = (" ".join((meta.findtext(f".//{DC}{name}") or "").split()) for name in ("title", "language"))
        stated = (title, language)
    return *stated, list(_Reading(styles, text).blocks(text))


@dataclass(slots=True)
class _Styles:
    """Styles by family and name, and lists by name."""

    elements: dict[tuple[str, str], etree._Element] = field(default_factory=dict)
    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    known: dict[tuple[str, str], Style] = field(default_factory=dict)

    def learn(self, root: etree._Element) -> None:
        """Take in the styles of a part."""
        for style in root.iter(f"{STYLE}style"):
            self.elements[style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", "")] = style
        for style in root.iter(f"{TEXT}list-style"):
            self.lists[style.get(f"{STYLE}name", "")] = dict(map(_level, style))

    def chain(self, family: str, name: str) -> list[etree._Element]:
        """A style and those that it is based on, itself first."""
        found: list[etree._Element] = []
        while (style := self.elements.get((family, name))) is not None and style not in found[:50] and len(found) < 50:
            found.append(style)
            name = style.get(f"{STYLE}parent-style-name", "")
        return found

    def look(self, family: str, name: str) -> Style:
        """How words in this style are set apart."""
        if (family, name) not in self.known:
            style = PLAIN
            for element in reversed(self.chain(family, name)):
                style = _on_top(style, element.find(f"{STYLE}text-properties"))
            self.known[family, name] = style
        return self.known[family, name]

    def is_title(self, name: str) -> bool:
        """Whether paragraphs of this style are the title of the document."""
        return any(style.get(f"{STYLE}name") == "Title" for style in self.chain("paragraph", name))

    def list_of(self, name: str) -> str:
        """The list that paragraphs of this style are in, "" for none."""
        return next(filter(None, (style.get(f"{STYLE}list-style-name") for style in self.chain("paragraph", name))), "")


def _on_top(style: Style, properties: etree._Element | None) -> Style:
    if properties is None:
        return style
    weight, slant = properties.get(f"{FO}font-weight"), properties.get(f"{FO}font-style")
    line = properties.get(f"{STYLE}text-underline-style")
    return replace(
        style,
        bold=style.bold if weight is None else weight == "bold" or weight in ("600", "700", "800", "900"),
        italic=style.italic if slant is None else slant in ("italic", "oblique"),
        underline=style.underline if line is None else line != "none",
    )


def _level(element: etree._Element) -> tuple[int, Level]:
    depth = _number(element.get(f"{TEXT}level"), 1)
    if element.tag != f"{TEXT}list-level-style-number":
        return depth - 1, Level("bullet", element.get(f"{TEXT}bullet-char", "•"))
    kind = element.get(f"{STYLE}num-format", "")
    shown = min(depth, max(1, _number(element.get(f"{TEXT}display-levels"), 1)))
    numbers = ".".join(f"%{level}" for level in range(depth - shown + 1, depth + 1))
    pattern = f"{element.get(f'{STYLE}num-prefix', '')[:20]}{numbers}{element.get(f'{STYLE}num-suffix', '')[:20]}"
    return depth - 1, Level(kind or "none", pattern, _number(element.get(f"{TEXT}start-value"), 1))


def _number(text: str | None, otherwise: int) -> int:
    """A number of the file, as far as it can be believed."""
    return int(text) if text and text.isdecimal() and len(text) < 6 else otherwise


@dataclass(slots=True)
class _List:
    """The list, and the level of it, that a paragraph is in. `marker` waits for the item's first paragraph."""

    numbering: Numbering
    style: str
    level: int = 0
    marker: str = ""


class _Reading:
    """Goes through a document once. What it meets in a paragraph gathers in `words` until the paragraph ends."""

    def __init__(self, styles: _Styles, text: etree._Element) -> None:
        self.styles = styles
        self.words = Words()
        self.count_of_blocks = 0
        self.count_of_tables = 0
        self.boxes: list[etree._Element] = []
        """Text boxes anchored in the paragraph at hand: they follow it."""
        self.last_lists: dict[str, Numbering] = {}
        """The last list of each style, which another may continue."""
        self.ticks = {
            box.get(f"{FORM}id", ""): box.get(f"{FORM}current-state", box.get(f"{FORM}state")) == "checked"
            for box in text.iter(f"{FORM}checkbox")
        }

    def blocks(
        self, container: etree._Element, cell: Cell | None = None, within: _List | None = None
    ) -> Iterator[Block]:
        """Blocks of all paragraphs, lists and tables in the text, a section, a cell, a list item or a text box."""
        for element in container:
            tag = element.tag
            if tag in (f"{TEXT}p", f"{TEXT}h"):
                yield from self._paragraph(element, cell, within)
            elif tag == f"{TEXT}list":
                yield from self._list(element, cell, within)
            elif tag == f"{TABLE}table":
                yield from self._table(element)
            elif tag in (f"{TEXT}section", f"{TEXT}numbered-paragraph"):
                yield from self.blocks(element, cell, within)
            elif tag == f"{DRAW}frame":
                yield from self._frame(element, cell)

    def _list(self, element: etree._Element, cell: Cell | None, within: _List | None) -> Iterator[Block]:
        style = element.get(f"{TEXT}style-name") or (within.style if within else "")
        if within is not None and within.level < 8:
            same = style == within.style
            numbering = within.numbering if same else Numbering(self.styles.lists.get(style, {}))
            inner = _List(numbering, style, within.level + 1)
        else:
            going_on = element.get(f"{TEXT}continue-numbering") == "true" or element.get(f"{TEXT}continue-list")
            last = self.last_lists.get(style) if going_on else None
            inner = _List(last or Numbering(self.styles.lists.get(style, {})), style)
            self.last_lists[style] = inner.numbering
        for item in element:
            if item.tag == f"{TEXT}list-item":
                inner.marker = ""
                if any(child.tag in (f"{TEXT}p", f"{TEXT}h") for child in item):
                    if start := item.get(f"{TEXT}start-value"):
                        inner.numbering.last[inner.level] = _number(start, 1) - 1
                    inner.marker = inner.numbering.next(inner.level)
            if item.tag in (f"{TEXT}list-item", f"{TEXT}list-header"):
                yield from self.blocks(item, cell, inner)

    def _paragraph(self, element: etree._Element, cell: Cell | None, within: _List | None) -> Iterator[Block]:
        name = element.get(f"{TEXT}style-name", "")
        heading = 1 if self.styles.is_title(name) else None
        if element.tag == f"{TEXT}h":
            heading = _number(element.get(f"{TEXT}outline-level"), 1)
        self._content(element, PLAIN if heading else self.styles.look("paragraph", name))
        depth, marker = (within.level + 1, within.marker) if within else (0, "")
        place = Place("paragraph", self.count_of_blocks + 1)
        for block in assemble(
            self.words, place, heading=heading, depth=0 if heading else depth, marker=marker, cell=cell
        ):
            self.count_of_blocks += 1
            if within:
                within.marker = ""
            yield block
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            yield from self.blocks(box, cell)

    def _content(self, element: etree._Element, style: Style) -> None:
        self.words.add(element.text or "", style)
        for child in element:
            self._inline(child, style)
            self.words.add(child.tail or "", style)

    def _inline(self, element: etree._Element, style: Style) -> None:
        tag = element.tag
        if tag == f"{TEXT}span":
            own = self.styles.look("text", element.get(f"{TEXT}style-name", ""))
            both = Style(style.bold or own.bold, style.italic or own.italic, style.underline or own.underline)
            self._content(element, replace(both, target=style.target))
        elif tag == f"{TEXT}a":
            self._content(element, replace(style, target=element.get(f"{XLINK}href", "")))
        elif tag in (f"{TEXT}s", f"{TEXT}tab"):
            self.words.add(" ", style)
        elif tag == f"{TEXT}line-break":
            self.words.break_line()
        elif tag == f"{DRAW}control":
            ticked = self.ticks.get(element.get(f"{DRAW}control", ""))
            self.words.add("" if ticked is None else "☒" if ticked else "☐", style)
        elif tag == f"{DRAW}frame":
            self.boxes.extend(element.findall(f"{DRAW}text-box"))
        elif tag not in UNREAD:
            self._content(element, style)

    def _frame(self, element: etree._Element, cell: Cell | None) -> Iterator[Block]:
        for box in element.findall(f"{DRAW}text-box"):
            yield from self.blocks(box, cell)

    def _table(self, element: etree._Element) -> Iterator[Block]:
        table = self.count_of_tables
        self.count_of_tables += 1
        for number, (row, header) in enumerate(_rows(element, False)):
            column = 0
            for cell in row:
                columns = min(MOST_REPEATS, max(1, _number(cell.get(f"{TABLE}number-columns-spanned"), 1)))
                if cell.tag == f"{TABLE}table-cell":
                    yield from self.blocks(cell, Cell(table, number, column, columns, header))
                column += min(MOST_REPEATS, max(1, _number(cell.get(f"{TABLE}number-columns-repeated"), 1)))


def _rows(element: etree._Element, header: bool) -> Iterator[tuple[etree._Element, bool]]:
    """The rows of a table, and whether each is one of its header."""
    for child in element:
        if child.tag == f"{TABLE}table-row":
            yield child, header
        elif child.tag in (f"{TABLE}table-header-rows", f"{TABLE}table-rows", f"{TABLE}table-row-group"):
            yield from _rows(child, header or child.tag == f"{TABLE}table-header-rows")
