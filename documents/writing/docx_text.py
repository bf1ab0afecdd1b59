"""Paragraphs, lists and tables of a Word document. ISO/IEC 29500-1, 17.3, 17.4, 17.9."""

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from documents.writing.office import SIGNS, Office, Row, style_in_table
from documents.writing.runs import Run

STEP, QUOTED = 425, 397
"""How far a list and a quotation are indented. All lengths are in twentieths of a point."""

TEXT_WIDTH, NAMES = 9072, 3000
"""How wide the text is, and a column of names."""

DEEPEST = 9
"""Levels of a list."""

BULLETS, NUMBERS = 1, 2
"""How lists are marked. All bullets are of the list 1; each list of numbers is one of its own."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PIECES = re.compile(r"[\n\t]|[^\n\t]+")
BLANK = {"\n": "br", "\t": "tab"}


def element(name: str, *, within: etree._Element | None = None, **values: str | int) -> etree._Element:
    """An element such as `w:lvl` with attributes of the same namespace, the last one of `within` if told."""
    attributes = {f"{W}{key}": str(value) for key, value in values.items()}
    if within is None:
        return etree.Element(f"{W}{name}", attributes, nsmap={"w": W[1:-1]})
    return etree.SubElement(within, f"{W}{name}", attributes)


class WordText(Office):
    """The text of a Word document while it is written. Written as XML: python-docx takes five times as long."""

    def __init__(self, word: Document) -> None:
        self.part_of_links = word.part
        self.end = word.element.body.sectPr
        """The last element of a text, which says how large its sheets are."""
        self.numbering = word.part.numbering_part.element
        self.numbering[:] = [_definition(BULLETS), _definition(NUMBERS), _list(BULLETS, BULLETS)]
        self.quoted = False
        self.indent = 0
        self.lists: list[int] = []
        """The numbers of the lists that are open, the outermost first."""
        self.waiting = False
        """Whether the next paragraph is to carry the bullet or number of the innermost list."""

    def paragraph(self, runs: Sequence[Run], style: str = "") -> None:
        paragraph = element("p")
        self.end.addprevious(paragraph)
        properties = _styled(paragraph, style or self._style())
        hanging = STEP if self.waiting else 0
        if self.waiting:
            self.waiting = False
            numbered = element("numPr", within=properties)
            element("ilvl", within=numbered, val=min(len(self.lists), DEEPEST) - 1)
            element("numId", within=numbered, val=self.lists[-1])
        if self.indent > QUOTED * self.quoted:
            element("ind", within=properties, left=self.indent, hanging=hanging)
        self._fill(paragraph, runs)

    def heading(self, runs: Sequence[Run], level: int) -> None:
        self.paragraph(runs, f"Heading {level}")

    def _style(self) -> str:
        if self.lists:
            return "Quote List" if self.quoted else "List Paragraph"
        return "Quote" if self.quoted else "Normal"

    def _fill(self, paragraph: etree._Element, runs: Sequence[Run]) -> None:
        for target, alike in groupby(runs, key=lambda run: run.target):
            within = paragraph
            if target:
                within = element("hyperlink", within=paragraph)
                within.set(f"{R}id", self.part_of_links.relate_to(target, RT.HYPERLINK, is_external=True))
            for run in alike:
                _run(within, run)

    @contextmanager
    def quotation(self) -> Iterator[None]:
        before = self.quoted, self.indent
        self.quoted, self.indent = True, self.indent + QUOTED
        yield
        self.quoted, self.indent = before

    @contextmanager
    def listed(self, start: int | None = None) -> Iterator[None]:
        self._release()
        self.lists.append(self._new_list(start))
        self.indent += STEP
        yield
        self._release()
        self.lists.pop()
        self.indent -= STEP

    def item(self) -> None:
        self._release()
        self.waiting = True

    def _release(self) -> None:
        """Write a bullet or number that has no paragraph of its own, so that those below it count rightly."""
        if self.waiting:
            self.paragraph([])

    def _new_list(self, start: int | None) -> int:
        if start is None:
            return BULLETS
        number = len(self.numbering)
        self.numbering.append(_list(number, NUMBERS, min(len(self.lists), DEEPEST - 1), start))
        return number

    def table(
        self,
        rows: Sequence[Row],
        name: str = "",
        *,
        widths: Sequence[int] = (),
        numbers: Collection[int] = (),
    ) -> None:
        self._release()
        shares = widths or [100 // len(rows[0])] * len(rows[0])
        lengths = [NAMES, TEXT_WIDTH - NAMES] if name else [TEXT_WIDTH * share // 100 for share in shares]
        table = element("tbl")
        self.end.addprevious(table)
        _describe(table, name, lengths)
        for place, words in enumerate(rows):
            row = element("tr", within=table)
            properties = element("trPr", within=row)
            element("cantSplit", within=properties)
            if not (place or name):
                element("tblHeader", within=properties)
            for column, (runs, width) in enumerate(zip(words, lengths, strict=True)):
                cell = element("tc", within=row)
                element("tcW", within=element("tcPr", within=cell), w=width, type="dxa")
                paragraph = element("p", within=cell)
                heads = not column if name else not place
                properties = _styled(paragraph, style_in_table(heads=heads, small=bool(widths)))
                if column in numbers:
                    element("jc", within=properties, val="right")
                self._fill(paragraph, runs)
        self._gap()

    def _gap(self) -> None:
        """What two tables must have between them, or they become one."""
        paragraph = element("p")
        _styled(paragraph, "Gap")
        self.end.addprevious(paragraph)


def _styled(paragraph: etree._Element, style: str) -> etree._Element:
    properties = element("pPr", within=paragraph)
    element("pStyle", within=properties, val=style.replace(" ", ""))
    return properties


def _run(within: etree._Element, run: Run) -> None:
    made = element("r", within=within)
    if run.bold or run.italic or run.strike or run.code or run.target:
        properties = element("rPr", within=made)
        if run.code or run.target:
            element("rStyle", within=properties, val="CodeWords" if run.code else "Hyperlink")
        for name, is_so in (("b", run.bold), ("i", run.italic), ("strike", run.strike)):
            if is_so:
                element(name, within=properties)
    for piece in PIECES.findall(run.text):
        if piece in BLANK:
            element(BLANK[piece], within=made)
        else:
            text = element("t", within=made)
            text.text = piece
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _describe(table: etree._Element, name: str, widths: Sequence[int]) -> None:
    properties = element("tblPr", within=table)
    element("tblStyle", within=properties, val="Fields" if name else "TableGrid")
    element("tblW", within=properties, w=TEXT_WIDTH, type="dxa")
    element("tblLayout", within=properties, type="fixed")
    heads = {"firstRow": int(not name), "firstColumn": int(bool(name))}
    element("tblLook", within=properties, **heads, lastRow=0, lastColumn=0, noHBand=1, noVBand=1)
    if name:
        element("tblCaption", within=properties, val=name)
    grid = element("tblGrid", within=table)
    for width in widths:
        element("gridCol", within=grid, w=width)


def _definition(kind: int) -> etree._Element:
    """How the lists of one kind are marked on each level."""
    definition = element("abstractNum", abstractNumId=kind)
    element("multiLevelType", within=definition, val="multilevel")
    for level in range(DEEPEST):
        described = element("lvl", within=definition, ilvl=level)
        element("start", within=described, val=1)
        element("numFmt", within=described, val="bullet" if kind == BULLETS else "decimal")
        element("lvlText", within=described, val=SIGNS[level % len(SIGNS)] if kind == BULLETS else f"%{level + 1}.")
        element("lvlJc", within=described, val="left")
        element("ind", within=element("pPr", within=described), left=STEP * (level + 1), hanging=STEP)
    return definition


def _list(number: int, kind: int, level: int = 0, start: int | None = None) -> etree._Element:
    made = element("num", numId=number)
    element("abstractNumId", within=made, val=kind)
    if start is not None:
        override = element("lvlOverride", within=made, ilvl=level)
        element("startOverride", within=override, val=start)
    return made
