"""Word documents (.docx): their text as it would be if all tracked changes were accepted.

Read straight from the XML, since what matters here (numbers of lists, tick boxes, tracked changes, text boxes, merged
cells) is what the libraries above it leave out. Headers, footers, footnotes and comments are parts of their own, and
are not read.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from posixpath import join, normpath

from lxml import etree

from documents.blocks import Block, Cell, Place, Unreadable, gettext_noop
from documents.formats.archive import DAMAGED, Archive
from documents.formats.assembling import assemble
from documents.formats.docx_styles import STRICT, Styles, W, is_on, number, numbers, outline, read_styles, value
from documents.formats.words import PLAIN, Style, Words

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DC = "{http://purl.org/dc/elements/1.1/}"
TRANSPARENT = {
    f"{W}{name}" for name in ("ins", "moveTo", "smartTag", "customXml", "fldSimple", "dir", "bdo", "sdtContent")
}
"""Elements around runs or paragraphs that change nothing about them."""
SYMBOLS = ("wingdings", "symbol", "webdings")
LINK = re.compile(r'\s{0,9}HYPERLINK\s{1,9}"([^"]{1,2000})"')

STRICT_WORD = gettext_noop(
    "This Word file is saved as “Strict Open XML”. Save it in Word as a Word Document (.docx) and try again."
)


def read_docx(archive: Archive) -> tuple[str, str, list[Block]]:
    """The title and the language that the file states, "" where it states none, and its blocks."""
    main = _main_part(archive)
    root = archive.tree(main)
    if root.tag == f"{STRICT}document":
        raise Unreadable(STRICT_WORD)
    body = root.find(f"{W}body")
    if body is None:
        raise Unreadable(DAMAGED)
    targets = _relationships(archive, main)
    folder = main.rpartition("/")[0]
    styles = read_styles(archive, join(folder, "styles.xml"), join(folder, "numbering.xml"))
    title, language = _stated(archive)
    return title, language, list(_Reading(styles, targets).blocks(body))


def _main_part(archive: Archive) -> str:
    for relation in archive.tree("_rels/.rels") if "_rels/.rels" in archive.names else ():
        if relation.get("Type", "").endswith("/officeDocument"):
            return normpath(relation.get("Target", "").lstrip("/"))
    return "word/document.xml"


def _relationships(archive: Archive, part: str) -> dict[str, str]:
    folder, _, name = part.rpartition("/")
    path = join(folder, "_rels", f"{name}.rels")
    if path not in archive.names:
        return {}
    return {relation.get("Id", ""): relation.get("Target", "") for relation in archive.tree(path)}


def _stated(archive: Archive) -> tuple[str, str]:
    if "docProps/core.xml" not in archive.names:
        return "", ""
    core = archive.tree("docProps/core.xml")
    title, language = (" ".join((core.findtext(f"{DC}{name}") or "").split()) for name in ("title", "language"))
    return title, language


class _Reading:
    """Goes through a document once. What it meets in a paragraph gathers in `words` until the paragraph ends."""

    def __init__(self, styles: Styles, targets: dict[str, str]) -> None:
        self.styles = styles
        self.targets = targets
        self.words = Words()
        self.count_of_blocks = 0
        self.count_of_tables = 0
        self.boxes: list[etree._Element] = []
        """Text boxes anchored in the paragraph at hand: they follow it."""
        self.fields: list[str] = []
        """Instructions of the fields that are open."""

    def blocks(self, container: etree._Element, cell: Cell | None = None) -> Iterator[Block]:
        """Blocks of all paragraphs and tables in a body, a cell or a text box."""
        for element in container:
            tag = element.tag
            if tag == f"{W}p":
                yield from self._paragraph(element, cell)
            elif tag == f"{W}tbl":
                yield from self._table(element)
            elif tag == f"{W}sdt":
                content = element.find(f"{W}sdtContent")
                if content is not None and not _is_contents(element):
                    yield from self.blocks(content, cell)
            elif tag in TRANSPARENT:
                yield from self.blocks(element, cell)

    def _paragraph(self, element: etree._Element, cell: Cell | None) -> Iterator[Block]:
        properties = element.find(f"{W}pPr")
        style = self.styles.get(value(properties, f"{W}pStyle"))
        if style.name.casefold().startswith("toc "):
            return
        heading = outline(properties, style.heading)
        plain = PLAIN if heading else Style(style.bold, style.italic)
        self._runs(element, plain)
        if is_on(properties.find(f"{W}rPr") if properties is not None else None, "del"):
            return  # its end was deleted, so the next paragraph goes on in it
        depth, marker = self._list(numbers(properties, style.numbers))
        place = Place("paragraph", self.count_of_blocks + 1)
        for block in assemble(
            self.words, place, heading=heading, depth=0 if heading else depth, marker=marker, cell=cell
        ):
            self.count_of_blocks += 1
            yield block
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            yield from self.blocks(box, cell)

    def _list(self, listed: tuple[str, int] | None) -> tuple[int, str]:
        if listed is None or self.words.empty:
            return 0, ""
        identifier, level = listed
        numbering = self.styles.numbering.get(identifier)
        return level + 1, numbering.next(level) if numbering else "•"

    def _table(self, element: etree._Element) -> Iterator[Block]:
        table = self.count_of_tables
        self.count_of_tables += 1
        row_number = 0
        for row in _through(element, f"{W}tr"):
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                continue
            header = is_on(properties, "tblHeader")
            column = number(value(properties, f"{W}gridBefore"))
            for found in _through(row, f"{W}tc"):
                cell_properties = found.find(f"{W}tcPr")
                columns = max(1, number(value(cell_properties, f"{W}gridSpan"), 1))
                yield from self.blocks(found, Cell(table, row_number, column, columns, header))
                column += columns
            row_number += 1

    def _runs(self, parent: etree._Element, style: Style) -> None:
        for element in parent:
            tag = element.tag
            if tag == f"{W}r":
                self._run(element, style)
            elif tag == f"{W}hyperlink":
                anchor = element.get(f"{W}anchor", "")
                target = self.targets.get(element.get(f"{R}id", ""), f"#{anchor}" if anchor else "")
                self._runs(element, replace(style, target=target))
            elif tag == f"{W}sdt":
                self._control(element, style)
            elif tag in TRANSPARENT:
                self._runs(element, style)

    def _control(self, element: etree._Element, style: Style) -> None:
        """A content control: a tick box, or words."""
        box = element.find(f"{W}sdtPr/{W14}checkbox")
        content = element.find(f"{W}sdtContent")
        if box is not None:
            checked = box.find(f"{W14}checked")
            ticked = checked is not None and checked.get(f"{W14}val", "1") not in ("0", "false", "off")
            self.words.add("☒" if ticked else "☐", style)
        elif content is not None:
            self._runs(content, style)

    def _run(self, run: etree._Element, style: Style) -> None:
        properties = run.find(f"{W}rPr")
        if properties is not None:
            if is_on(properties, "vanish"):
                return
            by_name = self.styles.get(value(properties, f"{W}rStyle"))
            style = replace(
                style,
                bold=is_on(properties, "b", style.bold or by_name.bold),
                italic=is_on(properties, "i", style.italic or by_name.italic),
                underline=is_on(properties, "u", style.underline),
            )
        if self.fields and (link := LINK.match(self.fields[-1])):
            style = replace(style, target=link[1])
        symbols = _font(properties) in SYMBOLS
        for element in run:
            self._content(element, style, symbols)

    def _content(self, element: etree._Element, style: Style, symbols: bool) -> None:
        tag = element.tag
        if tag == f"{W}t":
            text = element.text or ""
            self.words.add(_symbols(text) if symbols else text, style)
        elif tag in SPACES:
            self.words.add(SPACES[tag], style)
        elif tag in (f"{W}br", f"{W}cr"):
            self.words.break_line()
        elif tag == f"{W}sym":
            code = element.get(f"{W}char", "")
            if re.fullmatch(r"[0-9A-Fa-f]{1,5}", code):
                self.words.add(_symbols(chr(int(code, 16))), style)
        elif tag in (f"{W}fldChar", f"{W}instrText"):
            self._field(element, style)
        else:
            self.boxes.extend(_text_boxes(element))

    def _field(self, element: etree._Element, style: Style) -> None:
        """A part of a field: tick boxes of old forms and links are told by fields; of all others the result is text."""
        if element.tag == f"{W}instrText":
            if self.fields:
                self.fields[-1] = (self.fields[-1] + (element.text or ""))[:2_000]
            return
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            self.fields.append("")
            box = element.find(f"{W}ffData/{W}checkBox")
            if box is not None:
                self.words.add("☒" if is_on(box, "checked", is_on(box, "default")) else "☐", style)
        elif kind == "end" and self.fields:
            self.fields.pop()


SPACES = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-"}


def _through(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows or cells, also those within content controls and accepted insertions."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in TRANSPARENT or element.tag == f"{W}sdt":
            yield from _through(element, tag)


def _is_contents(control: etree._Element) -> bool:
    """Whether it holds a table of contents, which repeats the headings."""
    return value(control, f"{W}sdtPr/{W}docPartObj/{W}docPartGallery") == "Table of Contents"


def _font(properties: etree._Element | None) -> str:
    fonts = properties.find(f"{W}rFonts") if properties is not None else None
    return fonts.get(f"{W}ascii", "").casefold().split(" ")[0] if fonts is not None else ""


def _symbols(text: str) -> str:
    """Characters of Symbol or Wingdings, which Word also writes as the letters with the same lower byte."""
    return "".join(chr(0xF000 + ord(char)) if "!" <= char <= "ÿ" else char for char in text)


def _text_boxes(element: etree._Element) -> list[etree._Element]:
    """The contents of text boxes, once each: files hold them for new and for old versions of Word."""
    if element.tag == f"{MC}AlternateContent":
        return next(filter(None, map(_outermost, element)), [])
    return _outermost(element) if element.tag in (f"{W}drawing", f"{W}pict", f"{W}object") else []


def _outermost(element: etree._Element) -> list[etree._Element]:
    found: list[etree._Element] = []
    for box in element.iter(f"{W}txbxContent"):
        if not any(above in found for above in box.iterancestors(f"{W}txbxContent")):
            found.append(box)
    return found
