"""Paragraphs, lists and tables of an OpenDocument text. ISO/IEC 26300-3, 5, 6, 9."""

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby

from lxml import etree

from documents.writing.office import Office, Row, style_in_table
from documents.writing.runs import Run

NAMESPACES = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{whole}:1.0"
    for name, whole in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("meta", "meta"),
        ("fo", "xsl-fo-compatible"),
        ("manifest", "manifest"),
    )
} | {"xlink": "http://www.w3.org/1999/xlink", "dc": "http://purl.org/dc/elements/1.1/"}

PIECES = re.compile(r"\n|\t| +|[^ \n\t]+(?: [^ \n\t]+)*")


def element(name: str, values: dict[str, str] | None = None, *, within: etree._Element | None = None) -> etree._Element:
    """An element such as "text:p" with attributes such as "text:style-name", the last one of `within` if told."""
    attributes = {qualified(key): value for key, value in (values or {}).items()}
    if within is None:
        return etree.Element(qualified(name), attributes, nsmap=NAMESPACES)
    return etree.SubElement(within, qualified(name), attributes)


def qualified(name: str) -> str:
    """A name such as "text:p" with its namespace, as lxml has it."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


class OpenText(Office):
    """The text of an OpenDocument text while it is written."""

    def __init__(self, text: etree._Element) -> None:
        self.text = self.here = text
        """What is written into: the text, or an item of a list."""
        self.lists: list[etree._Element] = []
        """The lists that are open, the outermost first."""
        self.start: int | None = None
        """The number of the next item, where it is told."""
        self.quoted = False
        self.count_of_tables = 0

    def paragraph(self, runs: Sequence[Run], style: str = "") -> None:
        _paragraph(self.here, runs, style or self._style())

    def heading(self, runs: Sequence[Run], level: int) -> None:
        values = {"text:style-name": named(f"Heading {level}"), "text:outline-level": str(level)}
        _fill(element("text:h", values, within=self.here), runs)

    def _style(self) -> str:
        if self.lists:
            return "Quote List" if self.quoted else "List Paragraph"
        return "Quote" if self.quoted else "Text body"

    @contextmanager
    def quotation(self) -> Iterator[None]:
        before, self.quoted = self.quoted, True
        yield
        self.quoted = before

    @contextmanager
    def listed(self, start: int | None = None) -> Iterator[None]:
        self._close_item()
        style = f"{'Quoted ' * self.quoted}{'Bullets' if start is None else 'Numbers'}"
        self.lists.append(element("text:list", {"text:style-name": named(style)}, within=self.here))
        self.start = start
        yield
        self._close_item()
        self.lists.pop()
        self.here = self.lists[-1][-1] if self.lists else self.text

    def item(self) -> None:
        self._close_item()
        self.here = element("text:list-item", within=self.lists[-1])
        if self.start is not None:
            self.here.set(qualified("text:start-value"), str(self.start))
            self.start = None

    def _close_item(self) -> None:
        """See to it that an empty item is shown: a list counts only what has a paragraph."""
        if self.here.tag == qualified("text:list-item") and not len(self.here):
            self.paragraph([])

    def table(
        self,
        rows: Sequence[Row],
        name: str = "",
        *,
        widths: Sequence[int] = (),
        numbers: Collection[int] = (),
    ) -> None:
        self.count_of_tables += 1
        columns = [f"Width {width}" for width in widths] if widths else ["Column"] * len(rows[0])
        columns = ["Names", "Values"] if name else columns
        # A name is an identifier: no two tables share it.
        values = {"table:name": f"{name or 'Table'} {self.count_of_tables}", "table:style-name": "Table"}
        self._close_item()
        table = element("table:table", values, within=self.text)
        for column, style in enumerate(columns):
            within = element("table:table-header-columns", within=table) if name and not column else table
            element("table:table-column", {"table:style-name": named(style)}, within=within)
        for place, words in enumerate(rows):
            within = table if name or place else element("table:table-header-rows", within=table)
            row = element("table:table-row", {"table:style-name": "Row"}, within=within)
            for column, runs in enumerate(words):
                heads = not column if name else not place
                kind = "Field" if name else "Head" if heads else "Cell"
                cell = element(
                    "table:table-cell", {"office:value-type": "string", "table:style-name": kind}, within=row
                )
                style = style_in_table(heads=heads, small=bool(widths))
                _paragraph(cell, runs, f"{style} Right" if column in numbers else style)
        _paragraph(self.text, [], "Gap")
        self._open_again()

    def _open_again(self) -> None:
        """Go on behind a table with the lists that it ended: no item of a list can hold one."""
        self.here = self.text
        for level, ended in enumerate(self.lists):
            style = ended.get(qualified("text:style-name"), "")
            values = {"text:style-name": style, "text:continue-numbering": "true"}
            self.lists[level] = element("text:list", values, within=self.here)
            self.here = element("text:list-header", within=self.lists[level])


def named(style: str) -> str:
    """A style's name as XML has it: "Heading_20_1"."""
    return style.replace(" ", "_20_")


LOOKS = ("bold", "italic", "strike", "code")


def _paragraph(within: etree._Element, runs: Sequence[Run], style: str) -> None:
    _fill(element("text:p", {"text:style-name": named(style)}, within=within), runs)


def _fill(paragraph: etree._Element, runs: Sequence[Run]) -> None:
    behind_space = True
    for target, alike in groupby(runs, key=lambda run: run.target):
        within = paragraph
        if target:
            within = element("text:a", {"xlink:type": "simple", "xlink:href": target}, within=paragraph)
        for run in alike:
            place = within
            for look in LOOKS:
                if getattr(run, look):
                    place = element("text:span", {"text:style-name": look.capitalize()}, within=place)
            behind_space = _words(place, run.text, behind_space)


def _words(place: etree._Element, text: str, behind_space: bool) -> bool:
    """Write words, and say whether a space after them would be lost: of several in a row a reader keeps only one."""
    for piece in PIECES.findall(text):
        if piece[0] not in BLANK:
            _append(place, piece)
            behind_space = False
            continue
        spaces = piece
        if piece[0] == " " and not behind_space:
            _append(place, " ")
            spaces = piece[1:]
        if spaces:
            element(BLANK[piece[0]], {"text:c": str(len(spaces))} if piece[0] == " " else None, within=place)
        behind_space = True
    return behind_space


BLANK = {"\n": "text:line-break", "\t": "text:tab", " ": "text:s"}


def _append(place: etree._Element, words: str) -> None:
    if len(place):
        place[-1].tail = (place[-1].tail or "") + words
    else:
        place.text = (place.text or "") + words
