"""What files of word processors have in common: parts of a response and Markdown, as paragraphs, lists and tables."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from typing import Any, TypeAlias

from markdown_it.tree import SyntaxTreeNode

from documents.writing.markdown import tree
from documents.writing.parts import (
    Banner,
    Choices,
    Facts,
    Fields,
    Heading,
    ItemText,
    Letterhead,
    Lines,
    Paragraph,
    Part,
    Prose,
    Table,
    box,
    in_words,
)
from documents.writing.runs import Run, plain, runs_of

SIGNS = "•◦▪"
"""Bullets, level by level, and again from the first."""

Row: TypeAlias = Sequence[Sequence[Run]]
"""The words of each cell."""


def style_in_table(*, heads: bool, small: bool) -> str:
    """The style of a paragraph in a cell."""
    return f"{'Small' if small else 'Table'} {'Heading' if heads else 'Text'}"


class Office(ABC):
    """The text of a file while it is written. Styles are called as people see them: "Letterhead Title"."""

    @abstractmethod
    def paragraph(self, runs: Sequence[Run], style: str = "") -> None:
        """Write a paragraph in a style, or in the one that open lists and quotations ask for."""

    @abstractmethod
    def heading(self, runs: Sequence[Run], level: int) -> None:
        """Write a heading, from level 1."""

    @abstractmethod
    def quotation(self) -> AbstractContextManager[None]:
        """What is written meanwhile is set apart as a quotation."""

    @abstractmethod
    def listed(self, start: int | None = None) -> AbstractContextManager[None]:
        """What is written meanwhile is a list of bullets, or of numbers from `start`."""

    @abstractmethod
    def item(self) -> None:
        """Begin an item of the innermost list."""

    @abstractmethod
    def table(
        self,
        rows: Sequence[Row],
        name: str = "",
        *,
        widths: Sequence[int] = (),
        numbers: Collection[int] = (),
    ) -> None:
        """Write a table. With a name the first column heads its rows, without one the first row heads its columns.

        `widths` are those of the columns in hundredths, and the letters then small: such a table has many columns.
        Without they are all alike. The columns in `numbers` are set right.
        """

    def part(self, part: Part) -> None:
        """Write a part of a response."""
        PARTS[type(part)](self, part)

    def _letterhead(self, part: Letterhead) -> None:
        for style, lines in (("Logo", [part.logo]), ("Letterhead Title", [part.title]), ("Letterhead", part.address)):
            for line in filter(None, lines):
                self.paragraph(plain(line), style)

    def _heading(self, part: Heading) -> None:
        self.heading(plain(part.text), part.level)

    def _lines(self, part: Lines) -> None:
        self.paragraph(plain("\n".join(part.lines)), "Lines")

    def _sentence(self, part: Paragraph) -> None:
        self.paragraph(plain(part.text))

    def _prose(self, part: Prose) -> None:
        self._nodes(tree(part.text, below=part.level))

    def _item_text(self, part: ItemText) -> None:
        with self.quotation():
            for piece in part.pieces:
                if piece.listed:
                    self._bullets(piece.lines)
                else:
                    self.paragraph(plain("\n".join(piece.lines)))

    def _bullets(self, lines: Sequence[str]) -> None:
        with self.listed():
            for line in lines:
                self.item()
                self.paragraph(plain(line))

    def _facts(self, part: Facts) -> None:
        for name, words in part.rows:
            self.paragraph([Run(f"{name}:", bold=True), *plain(f" {words}")], "Fact")

    def _fields(self, part: Fields) -> None:
        self.table([[plain(name), plain(words)] for name, words in part.rows], part.name)

    def _table(self, part: Table) -> None:
        rows = [part.headings, *([in_words(cell) for cell in row] for row in part.rows)]
        self.table([[plain(words) for words in row] for row in rows], widths=part.widths, numbers=part.numbers)

    def _choices(self, part: Choices) -> None:
        self.paragraph(plain(part.name), "Question")
        for words, ticked in part.boxes:
            self.paragraph(plain(f"{box(ticked)} {words}"), "Choice")

    def _banner(self, part: Banner) -> None:
        self.paragraph(plain(part.text), "Banner")

    # Markdown ---------------------------------------------------------------------------------------------------------

    def _nodes(self, parent: SyntaxTreeNode) -> None:
        for node in parent.children:
            NODES[node.type](self, node)

    def _paragraph_node(self, node: SyntaxTreeNode) -> None:
        self.paragraph(runs_of(node.children[0]))

    def _heading_node(self, node: SyntaxTreeNode) -> None:
        self.heading(runs_of(node.children[0]), int(node.tag[1:]))

    def _list_node(self, node: SyntaxTreeNode) -> None:
        with self.listed(int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None):
            for item in node.children:
                self.item()
                self._nodes(item)

    def _quotation_node(self, node: SyntaxTreeNode) -> None:
        with self.quotation():
            self._nodes(node)

    def _code_node(self, node: SyntaxTreeNode) -> None:
        self.paragraph(plain(node.content.rstrip("\n")), "Code")

    def _rule_node(self, _node: SyntaxTreeNode) -> None:
        self.paragraph([], "Rule")

    def _table_node(self, node: SyntaxTreeNode) -> None:
        rows = [row for part in node.children for row in part.children]
        self.table([[runs_of(cell.children[0]) for cell in row.children] for row in rows])


PARTS: dict[type[Part], Callable[[Office, Any], None]] = {
    Letterhead: Office._letterhead,
    Heading: Office._heading,
    Lines: Office._lines,
    Paragraph: Office._sentence,
    Prose: Office._prose,
    ItemText: Office._item_text,
    Facts: Office._facts,
    Fields: Office._fields,
    Choices: Office._choices,
    Table: Office._table,
    Banner: Office._banner,
}

NODES: dict[str, Callable[[Office, SyntaxTreeNode], None]] = {
    "paragraph": Office._paragraph_node,
    "heading": Office._heading_node,
    "bullet_list": Office._list_node,
    "ordered_list": Office._list_node,
    "blockquote": Office._quotation_node,
    "fence": Office._code_node,
    "hr": Office._rule_node,
    "table": Office._table_node,
}
"""By type of `markdown_it`: all that the grammar can yield."""
