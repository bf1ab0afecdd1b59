"""What a laid-out document is made of, from top to bottom: a layout yields parts, a file format writes each of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any, TypeAlias, cast

DRAFT = "Draft: not signed off"
"""What a draft says of itself, at its top and on each page."""


def box(ticked: bool) -> str:
    """A box as words can show it."""
    return "☒" if ticked else "☐"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The office at the top of its paper: logo in words, title and address."""

    logo: str
    title: str
    address: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, from level 1, the one title of the document, downwards without a gap."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines that stand under each other as they are: an address, a date, a signature."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence or two that the program writes. Plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """What people wrote, in Markdown; its own headings begin below `level`, that of the heading it stands under."""

    text: str
    level: int


BULLET = re.compile(r"\s*[•▪◦‣*·–-]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of an item's text, its lines under each other, or a list, each line one of its points."""

    lines: tuple[str, ...]
    listed: bool = False


@dataclass(frozen=True, slots=True)
class ItemText:
    """The exact text of an item, plain, with its line breaks and bullets; set apart as a quotation."""

    text: str

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Its paragraphs and its lists of bullets, in order; lists without the bullets that were typed."""
        return tuple(
            Piece(tuple(BULLET.sub("", line, count=1).strip() if listed else line.strip() for line in lines), listed)
            for paragraph in re.split(r"\n\s*\n", self.text.strip())
            for listed, lines in groupby(paragraph.splitlines(), key=lambda line: BULLET.match(line) is not None)
        )


@dataclass(frozen=True, slots=True)
class Fields:
    """Short facts with their names, as rows of two columns, each headed by its name. `name` says what the table is."""

    name: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Short facts with their names, each a line of its own: "Deadline: By March 2023". The name and colon are bold."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """A question with boxes, ticked or not."""

    name: str
    boxes: tuple[tuple[str, bool], ...]


Cell: TypeAlias = str | int | date | None
"""What stands in a table: a number stands at the right edge of its column, an empty cell is None."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; `shares` say how wide the columns are beside each other."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shares: tuple[int, ...]

    @property
    def widths(self) -> tuple[int, ...]:
        """The columns in hundredths of the table's width."""
        return tuple(100 * share // sum(self.shares) for share in self.shares)

    @property
    def numbers(self) -> frozenset[int]:
        """The places of the columns that hold numbers and nothing else."""
        return frozenset(
            place
            for place, column in enumerate(zip(*self.rows, strict=True))
            if (told := [cell for cell in column if cell is not None]) and all(isinstance(cell, int) for cell in told)
        )


def in_words(cell: Cell) -> str:
    """A cell as it is printed: days as "8 December 2023", thousands apart."""
    if isinstance(cell, date):
        return f"{cell.day} {cell:%B %Y}"
    if isinstance(cell, int):
        return f"{cell:,}"
    return cell or ""


@dataclass(frozen=True, slots=True)
class Banner:
    """A line set apart for all to see: that this is a draft, or which version it corrects."""

    text: str


Part: TypeAlias = (
    Letterhead | Heading | Lines | Paragraph | Prose | ItemText | Fields | Facts | Choices | Table | Banner
)

UNPRINTABLE = dict.fromkeys(
    [*(set(range(0x20)) - {0x09, 0x0A}), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFEFF, 0xFFFE, 0xFFFF]
)
"""Characters that no file format takes: those that steer a printer, halves of characters, and what is none."""


@dataclass(frozen=True, slots=True)
class Page:
    """A whole document: its parts, and what a file says of itself: title, language ("en-GB"), author, and its day."""

    title: str
    language: str
    author: str
    draft: bool
    parts: Sequence[Part]
    dated_on: date | None = None


def printable(page: Page) -> Page:
    """The page without characters that cannot be printed, which a text brings along when it is pasted."""
    return cast(Page, _printable(page))


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return value.translate(UNPRINTABLE)
    if isinstance(value, tuple):
        return tuple(map(_printable, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _printable(getattr(value, field.name)) for field in fields(value)})
    return value
