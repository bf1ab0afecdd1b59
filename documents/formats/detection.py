"""Which format a file is in, by its content: names lie."""

import re

from documents.blocks import Unreadable, gettext_noop
from documents.formats.archive import Archive
from documents.formats.text import decoded

UNKNOWN = gettext_noop(
    "This is not a kind of file that can be read here. Choose a Word document (.docx), a PDF, an OpenDocument "
    "text (.odt), a web page or a text."
)
OLD_WORD = gettext_noop(
    "This file is of an old Word (.doc). Open it in Word, save it as a Word document (.docx), and choose that."
)
PASSWORD = gettext_noop("This file is protected by a password. Save it without one and try again.")
RICH_TEXT = gettext_noop(
    "This is a Rich Text file (.rtf). Open it in Word, save it as a Word document (.docx), and choose that."
)
PICTURE = gettext_noop(
    "This is a picture, not text. Choose a Word document (.docx), a PDF, an OpenDocument text (.odt), a web page "
    "or a text."
)
OTHERS = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": OLD_WORD,
    b"{\\rtf": RICH_TEXT,
    b"\x89PNG": PICTURE,
    b"\xff\xd8\xff": PICTURE,
    b"GIF8": PICTURE,
    b"II*\0": PICTURE,
    b"MM\0*": PICTURE,
}
"""The first bytes of formats that people choose by mistake, and what to say."""
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
"""Stands in a .docx with a password, which from outside is a file of the kind that old Word wrote."""

HTML = re.compile(r"\s{0,1000}<(?:!doctype html|html|head|body)\b|<\?xml[^>]{0,200}>\s{0,100}<(?:!doctype )?html", re.I)
CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f\x7f\ufffd]")
SAMPLE = 8_000
SHARE_OF_CONTROLS = 0.02
"""Of a text, the characters that no text holds. Zeros are not counted: careless programs leave them at the end."""


def format_of(data: bytes) -> str:
    """One of "pdf", "docx", "odt", "html", "text". Raises Unreadable for all others, saying what to do."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK"):
        return _format_of_archive(Archive(data))
    for beginning, sentence in OTHERS.items():
        if data.startswith(beginning):
            raise Unreadable(PASSWORD if ENCRYPTED_PACKAGE in data else sentence)
    sample = decoded(data)[:SAMPLE]
    if HTML.match(sample):
        return "html"
    if len(CONTROLS.findall(sample)) > SHARE_OF_CONTROLS * len(sample):
        raise Unreadable(UNKNOWN)
    return "text"


def _format_of_archive(archive: Archive) -> str:
    if "mimetype" in archive.names and archive.read("mimetype").startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    if "[Content_Types].xml" in archive.names and any(name.startswith("word/") for name in archive.names):
        return "docx"
    raise Unreadable(UNKNOWN)
