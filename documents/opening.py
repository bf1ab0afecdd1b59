"""Opens a document that somebody has chosen, whatever its format, or says why it cannot be read."""

import hashlib
import re
from dataclasses import dataclass

from documents.blocks import Block, Unreadable
from documents.formats.assembling import whole
from documents.formats.html import read_html
from documents.formats.text import decoded, read_text

LARGEST_FILE = 25 * 1024 * 1024
"""Bytes."""

MOST_PAGES = 500
MOST_CHARACTERS = MOST_PAGES * 5_000


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was read. `format` is one of text, html, docx, odt, pdf; `sha256` is of the file, in hex.

    `title` and `language` are what the file says about itself, "" where it says nothing; both are often wrong.
    """

    name: str
    format: str
    sha256: str
    blocks: tuple[Block, ...]
    title: str = ""
    language: str = ""


def open_document(data: bytes, name: str) -> Document:
    """Read a file that was called `name`. Raises Unreadable. Its type is found by content and not by name."""
    if not data.strip(b"\0 \t\r\n"):
        raise Unreadable("This file is empty.")
    if len(data) > LARGEST_FILE:
        raise Unreadable("This file is larger than 25 MB. Choose a smaller one, for example without its pictures.")
    text = decoded(data)
    if HTML.match(text):
        format_, (title, language, blocks) = "html", read_html(text)
    else:
        format_, title, language, blocks = "text", "", "", read_text(text)
    if not blocks:
        raise Unreadable("This file holds no text.")
    return Document(name, format_, hashlib.sha256(data).hexdigest(), tuple(whole(blocks)), title, language)


HTML = re.compile(r"\s{0,1000}<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
