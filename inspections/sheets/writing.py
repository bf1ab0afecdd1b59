"""Sheets as the bytes of a file, by way of a temporary one: a large sheet needs no more memory than a small one."""

from tempfile import TemporaryFile

from inspections.sheets import ods, xlsx
from inspections.sheets.cells import Page

CONTENT_TYPES = {
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The kinds of file that are read and written, by the end of their names."""


PIECE = 64 * 1024


def write(kind, sheets):
    """The bytes of a spreadsheet of that kind ("ods" or "xlsx"), in pieces.

    `sheets` are Pages, or (name, headings, rows, widths) for pages that are not protected. Raises SheetRefused,
    before the first piece, where a text is longer than a cell of that kind holds.
    """
    with TemporaryFile() as file:
        {"ods": ods.write, "xlsx": xlsx.write}[kind]([Page(*sheet) for sheet in sheets], file)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece
