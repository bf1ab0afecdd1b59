"""A document as a plain stream of blocks, in reading order: the same whether it was a Word file, a PDF or a web page.

Each format has one function that yields this stream; all that reads meaning out of documents sees only the stream.
"""

from dataclasses import dataclass
from enum import StrEnum


class Emphasis(StrEnum):
    """How a run of words is set apart."""

    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of a block's text that is set apart: `text[start:end]`. `target` is the address of a link."""

    start: int
    end: int
    emphasis: Emphasis
    target: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the file a block begins, for the person who checks: "page 3", "line 41", "paragraph 12". From 1."""

    unit: str
    number: int

    def __str__(self) -> str:
        return f"{self.unit} {self.number}"


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in a table a block stands: which table of the document, which row and column of it, all from 0.

    A cell with several paragraphs is several blocks with the same cell. `columns` is how many it spans.
    """

    table: int
    row: int
    column: int
    columns: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item, or paragraph within a table cell.

    `text` is plain, in NFC, white space folded, never empty, without markup or the marker of its list; a line break
    within a paragraph is a new line. Ticked and empty boxes stand in it as ☒ and ☐. `heading` is a heading's level
    from 1, None for what is not marked as one; `depth` how deep in lists it stands, 0 for none; `marker` the bullet
    or number a reader sees in front of it ("•", "3.", "b)"), "" where none.
    """

    text: str
    place: Place
    heading: int | None = None
    depth: int = 0
    marker: str = ""
    spans: tuple[Span, ...] = ()
    cell: Cell | None = None

    def covered_by(self, emphasis: Emphasis) -> bool:
        """Whether all of the text is set apart in this way: a paragraph all in bold often is a heading."""
        marked = bytearray(len(self.text))
        for span in self.spans:
            if span.emphasis == emphasis:
                marked[span.start : span.end] = b"\1" * (span.end - span.start)
        return all(mark or char.isspace() for mark, char in zip(marked, self.text, strict=True))


def gettext_noop(message: str) -> str:
    """Mark a sentence for translation by whoever shows it."""
    return message


class Unreadable(ValueError):
    """A file that cannot be read; `str()` says why and what to do, in a sentence for the person who chose it.

    `message` (with %-placeholders) and `params` are kept apart, so that a page can translate before it fills in.
    """

    def __init__(self, message: str, **params: str) -> None:
        super().__init__(message % params if params else message)
        self.message = message
        self.params = params
