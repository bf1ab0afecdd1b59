"""Paragraphs, lists and tables of a Word document. ISO/IEC 29500-1, 17.3, 17.4, 17.9."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Twips
from docx.table import Table
from docx.text.paragraph import Paragraph

from documents.writing.office import SIGNS, Office, Row
from documents.writing.runs import Run

STEP, QUOTED = 425, 397
"""How far a list and a quotation are indented. All lengths are in twentieths of a point."""

TEXT_WIDTH, NAMES = 9072, 3000
"""How wide the text is, and a column of names."""

DEEPEST = 9
"""Levels of a list."""

BULLETS, NUMBERS = 1, 2
"""How lists are marked. All bullets are of the list 1; each list of numbers is one of its own."""


class WordText(Office):
    """The text of a Word document while it is written."""

    def __init__(self, word: Document) -> None:
        self.word = word
        self.styles = {style.name: style for style in word.styles}
        self.numbering = word.part.numbering_part.element
        self.numbering[:] = [_definition(BULLETS), _definition(NUMBERS), _list(BULLETS, BULLETS)]
        self.quoted = False
        self.indent = 0
        self.lists: list[int] = []
        """The numbers of the lists that are open, the outermost first."""
        self.waiting = False
        """Whether the next paragraph is to carry the bullet or number of the innermost list."""

    def paragraph(self, runs: Sequence[Run], style: str = "") -> None:
        self._write(self.word.add_paragraph(), runs, style)

    def heading(self, runs: Sequence[Run], level: int) -> None:
        self._write(self.word.add_paragraph(), runs, f"Heading {level}")

    def _write(self, paragraph: Paragraph, runs: Sequence[Run], style: str) -> None:
        paragraph.style = self.styles[style or self._style()]
        if self.indent > QUOTED * self.quoted:
            paragraph.paragraph_format.left_indent = Twips(self.indent)
        if self.waiting:
            self._mark(paragraph)
        self._fill(paragraph, runs)

    def _style(self) -> str:
        if self.lists:
            return "Quote List" if self.quoted else "List Paragraph"
        return "Quote" if self.quoted else "Normal"

    def _mark(self, paragraph: Paragraph) -> None:
        self.waiting = False
        paragraph.paragraph_format.first_line_indent = Twips(-STEP)
        properties: Any = paragraph._p.get_or_add_pPr()  # its types leave out what is made while it runs
        numbered = properties.get_or_add_numPr()
        numbered.get_or_add_ilvl().val = min(len(self.lists), DEEPEST) - 1
        numbered.get_or_add_numId().val = self.lists[-1]

    def _fill(self, paragraph: Paragraph, runs: Sequence[Run]) -> None:
        for run in runs:
            written = paragraph.add_run(run.text)
            # None, which is "as the style has it", and not False: words of a bold style stay bold.
            written.bold, written.italic, written.font.strike = run.bold or None, run.italic or None, run.strike or None
            if run.code or run.target:
                written.style = self.styles["Code Words" if run.code else "Hyperlink"]
            if run.target:
                link = element("w:hyperlink")
                link.set(qn("r:id"), self.word.part.relate_to(run.target, RT.HYPERLINK, is_external=True))
                link.append(written._r)
                paragraph._p.append(link)

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

    def table(self, rows: Sequence[Row], name: str = "") -> None:
        self._release()
        columns = len(rows[0])
        widths = [NAMES, TEXT_WIDTH - NAMES] if name else [TEXT_WIDTH // columns] * columns
        table: Table = self.word.add_table(len(rows), columns, self.styles["Fields" if name else "Table Grid"])
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Twips(width)
        for place, (row, words) in enumerate(zip(table.rows, rows, strict=True)):
            properties = row._tr.get_or_add_trPr()
            properties.append(element("w:cantSplit"))
            if not (place or name):
                properties.append(element("w:tblHeader"))
            for column, (cell, runs) in enumerate(zip(row.cells, words, strict=True)):
                cell.width = Twips(widths[column])
                heads = not column if name else not place
                cell.paragraphs[0].style = self.styles["Table Heading" if heads else "Table Text"]
                self._fill(cell.paragraphs[0], runs)
        if name:
            next(table._tbl.iter(qn("w:tblLook"))).set(qn("w:firstRow"), "0")
            next(table._tbl.iter(qn("w:tblPr"))).append(element("w:tblCaption", val=name))
        self.word.add_paragraph(style=self.styles["Gap"])  # two tables without a paragraph between them become one


def element(name: str, **values: object) -> Any:
    """An element such as `w:lvl`, with attributes of the same namespace."""
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def _definition(kind: int) -> Any:
    """How the lists of one kind are marked on each level."""
    definition = element("w:abstractNum", abstractNumId=kind)
    definition.append(element("w:multiLevelType", val="multilevel"))
    for level in range(DEEPEST):
        mark = SIGNS[level % len(SIGNS)] if kind == BULLETS else f"%{level + 1}."
        described = element("w:lvl", ilvl=level)
        described.append(element("w:start", val=1))
        described.append(element("w:numFmt", val="bullet" if kind == BULLETS else "decimal"))
        described.append(element("w:lvlText", val=mark))
        described.append(element("w:lvlJc", val="left"))
        place = element("w:pPr")
        place.append(element("w:ind", left=STEP * (level + 1), hanging=STEP))
        described.append(place)
        definition.append(described)
    return definition


def _list(number: int, kind: int, level: int = 0, start: int | None = None) -> Any:
    made = element("w:num", numId=number)
    made.append(element("w:abstractNumId", val=kind))
    if start is not None:
        override = element("w:lvlOverride", ilvl=level)
        override.append(element("w:startOverride", val=start))
        made.append(override)
    return made
