"""Files that are ZIP archives: nothing in them tells the machine or the minute of their making."""

import io
import zipfile
from collections.abc import Mapping

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP archive can tell."""


def zipped(parts: Mapping[str, bytes], *, stored: Mapping[str, bytes] | None = None) -> bytes:
    """An archive of these parts by name, those that are `stored` before the others and not compressed.

    The same parts give the same bytes.
    """
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for kind, named in ((zipfile.ZIP_STORED, stored or {}), (zipfile.ZIP_DEFLATED, parts)):
            for name, content in named.items():
                part = zipfile.ZipInfo(name, LONG_AGO)
                part.compress_type = kind
                archive.writestr(part, content)
    return file.getvalue()


def settled(data: bytes) -> bytes:
    """The same archive, each part as if written long ago."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()})
