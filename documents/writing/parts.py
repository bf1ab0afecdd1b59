"""What a laid-out response is made of, from top to bottom: a layout yields parts, a file format writes each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

DRAFT = "Draft, not signed off"
"""At the top of each page of a draft."""


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


@dataclass(frozen=True, slots=True)
class ItemText:
    """The exact text of an item, plain, with its line breaks and bullets; set apart as a quotation."""

    text: str


@dataclass(frozen=True, slots=True)
class Fields:
    """Short facts with their names, as rows of two columns, each headed by its name. `name` says what the table is."""

    name: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """A question with boxes, ticked or not."""

    name: str
    boxes: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Banner:
    """A line set apart for all to see: that this is a draft, or which version it corrects."""

    text: str


Part: TypeAlias = Letterhead | Heading | Lines | Paragraph | Prose | ItemText | Fields | Choices | Banner


@dataclass(frozen=True, slots=True)
class Page:
    """A whole document: its parts, and what a file says of itself: title, language ("en-GB"), author, and its day."""

    title: str
    language: str
    author: str
    draft: bool
    parts: Sequence[Part]
    dated_on: date | None = None
