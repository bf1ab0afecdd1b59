"""A document out of a file's bytes, in any of the formats."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from documents.blocks import Block, Unreadable, gettext_noop
from documents.formats.archive import Archive
from documents.formats.assembling import whole
from documents.formats.detection import format_of
from documents.formats.docx import read_docx
from documents.formats.html import read_html
from documents.formats.odt import read_odt
from documents.formats.pdf.reading import read_pdf
from documents.formats.text import decoded, read_text

LARGEST_FILE = 25 * 1024 * 1024
"""Bytes."""
MOST_PAGES = 500
MOST_CHARACTERS = MOST_PAGES * 5_000
LONGEST_PARAGRAPH = 200_000
"""Characters. A page holds some 3,000."""

EMPTY = gettext_noop("This file is empty.")
NO_TEXT = gettext_noop("This file holds no text.")
TOO_LARGE = gettext_noop("This file is larger than 25 MB. Choose a smaller one, for example without its pictures.")
TOO_LONG = gettext_noop("This document has more than %(most)s pages of text. Choose a part of it.")
ENDLESS = gettext_noop(
    "A paragraph of this document has more than %(most)s characters, so nobody wrote it as text. Choose the "
    "document as it was published."
)

READERS: dict[str, Callable[[bytes], tuple[str, str, list[Block]]]] = {
    "docx": lambda data: read_docx(Archive(data)),
    "html": lambda data: read_html(decoded(data)),
    "odt": lambda data: read_odt(Archive(data)),
    "pdf": read_pdf,
    "text": lambda data: ("", "", read_text(decoded(data))),
}


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was read. `format` is one of docx, html, odt, pdf, text; `sha256` is of the file, in hex.

    `title` and `language` are what the file says about itself, "" where it says nothing; both are often wrong.
    """

    name: str
    format: str
    sha256: str
    blocks: tuple[Block, ...]
    title: str = ""
    language: str = ""


def read_document(data: bytes, name: str) -> Document:
    """Read a file that was called `name`. Raises Unreadable. Its type is found by content and not by name."""
    if not data.strip(b"\0 \t\r\n"):
        raise Unreadable(EMPTY)
    if len(data) > LARGEST_FILE:
        raise Unreadable(TOO_LARGE)
    found = format_of(data)
    title, language, blocks = READERS[found](data)
    blocks = list(whole(blocks))
    _limit(blocks)
    return Document(name, found, hashlib.sha256(data).hexdigest(), tuple(blocks), title, language)


def _limit(blocks: Sequence[Block]) -> None:
    lengths = [len(block.text) for block in blocks]
    if not lengths:
        raise Unreadable(NO_TEXT)
    if max(lengths) > LONGEST_PARAGRAPH:
        raise Unreadable(ENDLESS, most=f"{LONGEST_PARAGRAPH:,}")
    if sum(lengths) > MOST_CHARACTERS:
        raise Unreadable(TOO_LONG, most=str(MOST_PAGES))
