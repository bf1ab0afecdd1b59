"""Paragraphs, lists and tables of a Word document, and Markdown written as these. ISO/IEC 29500-1, 17.3, 17.4, 17.9."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Twips
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from markdown_it.tree import SyntaxTreeNode

from documents.writing.markdown import tree
from documents.writing.runs import Run, plain, runs_of, writable

STEP, QUOTED = 425, 397
"""How far a list and a quotation are indented, in twentieths of a point."""

TEXT_WIDTH = Twips(9072)
DEEPEST = 9
"""Levels of a list."""

BULLETS, NUMBERS = 1, 2
"""How lists are marked. The list 1 is that of all bullets; each list of numbers has its own."""

SIGNS = "•◦▪"


class Text:
    """The text of a document while it is written. Lists and quotations that are open tell how a paragraph is set."""

    def __init__(self, word: Document) -> None:
        self.word = word
        self.styles = {style.style_id: style for style in word.styles}
        self.numbering = word.part.numbering_part.element
        self.numbering[:] = [_definition(BULLETS), _definition(NUMBERS), _list(BULLETS, BULLETS)]
        self.quoted = False
        self.depth = 0
        self.indent = 0
        self.marker: tuple[int, int] | None = None
        """List and level of which the next paragraph is to carry the bullet or number."""

    def paragraph(self, runs: Sequence[Run], style: str = "", within: _Cell | None = None) -> None:
        """Write a paragraph: in the style with this id, or as lists and quotations ask for. Else the only one of a cell."""
        if within is None:
            paragraph = self.word.add_paragraph()
            self._place(paragraph)
        else:
            paragraph = within.paragraphs[0]
        paragraph.style = self.styles[style or self._style()]
        for run in runs:
            self._run(paragraph, run)

    def _style(self) -> str:
        if self.depth:
            return "QuoteList" if self.quoted else "ListParagraph"
        return "Quote" if self.quoted else "Normal"

    def _place(self, paragraph: Paragraph) -> None:
        if self.indent > (QUOTED if self.quoted else 0):
            paragraph.paragraph_format.left_indent = Twips(self.indent)
        if self.marker:
            paragraph.paragraph_format.first_line_indent = Twips(-STEP)
            number, level = self.marker
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = level, number
            self.marker = None

    def _run(self, paragraph: Paragraph, run: Run) -> None:
        written = paragraph.add_run(run.text)
        # "not set" and not False: what the paragraph's style has in bold stays bold.
        written.bold, written.italic, written.font.strike = run.bold or None, run.italic or None, run.strike or None
        if run.code or run.target:
            written.style = self.styles["CodeWords" if run.code else "Hyperlink"]
        if run.target:
            link = element("w:hyperlink")
            link.set(qn("r:id"), self.word.part.relate_to(run.target, RT.HYPERLINK, is_external=True))
            link.append(written._r)
            paragraph._p.append(link)

    @contextmanager
    def quotation(self) -> Iterator[None]:
        """What is written meanwhile is set apart as a quotation."""
        before = self.quoted, self.indent
        self.quoted, self.indent = True, self.indent + QUOTED
        yield
        self.quoted, self.indent = before

    @contextmanager
    def listed(self) -> Iterator[None]:
        """What is written meanwhile is within a list."""
        self.depth, self.indent = self.depth + 1, self.indent + STEP
        yield
        self.depth, self.indent = self.depth - 1, self.indent - STEP

    def mark(self, number: int) -> None:
        """Let the next paragraph carry the bullet or number of this list."""
        self.unmark()
        self.marker = number, min(self.depth, DEEPEST) - 1

    def unmark(self) -> None:
        """Write a bullet or number that has no paragraph of its own, so that the next ones still count rightly."""
        if self.marker:
            self.paragraph([])

    def new_list(self, start: int | None) -> int:
        """A list of bullets, or of numbers from `start`: its number in the file."""
        if start is None:
            return BULLETS
        number = len(self.numbering)
        self.numbering.append(_list(number, NUMBERS, min(self.depth, DEEPEST) - 1, start))
        return number

    def table(self, rows: int, widths: Sequence[Length], style: str) -> Table:
        """An empty table of this style, columns as wide as told. Rows stay whole at the end of a page."""
        self.unmark()
        table = self.word.add_table(rows, len(widths), self.styles[style])
        for row in table.rows:
            row._tr.get_or_add_trPr().append(element("w:cantSplit"))
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = width
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        return table

    def gap(self) -> None:
        """The paragraph that must stand between two tables, and after one at the end of a cell or a text."""
        self.word.add_paragraph(style=self.styles["Gap"])

    # Markdown ---------------------------------------------------------------------------------------------------------

    def markdown(self, text: str, level: int) -> None:
        """Write Markdown whose headings stand below a heading of this level."""
        self._nodes(tree(text, level))

    def _nodes(self, parent: SyntaxTreeNode) -> None:
        for node in parent.children:
            NODES[node.type](self, node)

    def _paragraph_node(self, node: SyntaxTreeNode) -> None:
        self.paragraph(runs_of(node.children[0]))

    def _heading_node(self, node: SyntaxTreeNode) -> None:
        self.paragraph(runs_of(node.children[0]), f"Heading{node.tag[1:]}")

    def _list_node(self, node: SyntaxTreeNode) -> None:
        self.unmark()
        with self.listed():
            number = self.new_list(int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None)
            for item in node.children:
                self.mark(number)
                self._nodes(item)
            self.unmark()

    def _quotation_node(self, node: SyntaxTreeNode) -> None:
        with self.quotation():
            self._nodes(node)

    def _code_node(self, node: SyntaxTreeNode) -> None:
        self.paragraph(plain(node.content.rstrip("\n")), "Code")

    def _rule_node(self, _node: SyntaxTreeNode) -> None:
        self.unmark()
        self.paragraph([], "Rule")

    def _table_node(self, node: SyntaxTreeNode) -> None:
        rows = [row for part in node.children for row in part.children]
        columns = len(rows[0].children)
        table = self.table(len(rows), [Twips(TEXT_WIDTH.twips // columns)] * columns, "TableGrid")
        for place, (row, found) in enumerate(zip(table.rows, rows, strict=True)):
            if not place:
                row._tr.get_or_add_trPr().append(element("w:tblHeader"))
            for cell, words in zip(row.cells, found.children, strict=True):
                self.paragraph(runs_of(words.children[0]), "TableText" if place else "TableHeading", cell)
        self.gap()


NODES: dict[str, Callable[[Text, SyntaxTreeNode], None]] = {
    "paragraph": Text._paragraph_node,
    "heading": Text._heading_node,
    "bullet_list": Text._list_node,
    "ordered_list": Text._list_node,
    "blockquote": Text._quotation_node,
    "fence": Text._code_node,
    "code_block": Text._code_node,
    "hr": Text._rule_node,
    "table": Text._table_node,
}
"""By type of `markdown_it`. All that the grammar can yield."""


def element(name: str, **values: object) -> Any:
    """An element such as `w:lvl`, with attributes of the same namespace."""
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), writable(str(value)))
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
