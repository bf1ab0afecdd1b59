"""Word and OpenDocument files are ZIP archives of XML. They are opened here, and what harms is kept out."""

import io
import zipfile
import zlib

from lxml import etree

from documents.blocks import Unreadable, gettext_noop

LARGEST_PART = 64 * 1024 * 1024
"""Bytes of one part of an archive when unpacked. The XML of 500 pages of text takes some five million."""

DAMAGED = gettext_noop(
    "This file is damaged and cannot be opened. Open it in the program that wrote it, save it again and try once more."
)
TOO_LARGE = gettext_noop(
    "Parts of this file are far larger when unpacked than any document is. Save its text as a new document."
)
DECLARES = gettext_noop(
    "This file holds declarations that no word processor writes, and that can do harm. Save its text as a new document."
)


class Archive:
    """The parts of a ZIP archive, by name."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OverflowError) as error:
            raise Unreadable(DAMAGED) from error
        self.names = frozenset(self._zip.namelist())

    def read(self, name: str) -> bytes:
        """A part. Raises Unreadable where it is damaged, or grows beyond all measure when unpacked."""
        try:
            with self._zip.open(name) as part:
                content = part.read(LARGEST_PART + 1)
        except PASSWORD as error:
            if "password" in str(error) or "encrypted" in str(error):
                raise Unreadable("This file is protected by a password. Save it without one and try again.") from error
            raise Unreadable(DAMAGED) from error
        except BROKEN as error:
            raise Unreadable(DAMAGED) from error
        if len(content) > LARGEST_PART:
            raise Unreadable(TOO_LARGE)
        return content

    def tree(self, name: str) -> etree._Element:
        """The root of a part that is XML. No entity is resolved, and a part that declares any is refused."""
        try:
            root = etree.fromstring(self.read(name), parser=_parser())
        except etree.XMLSyntaxError as error:
            raise Unreadable(DAMAGED) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise Unreadable(DECLARES)
        return root


PASSWORD = RuntimeError
BROKEN = (KeyError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, OverflowError)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
