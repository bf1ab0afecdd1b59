"""Sheets as the bytes of a file."""

from inspections.sheets import ods, xlsx

CONTENT_TYPES = {
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The kinds of file that are read and written, by the end of their names."""


def write(kind, sheets):
    """The bytes of a spreadsheet of that kind ("ods" or "xlsx"), in pieces.

    `sheets` are (name, headings, rows, widths); a row holds text, dates and None, and text is never a formula.
    """
    return {"ods": ods.write, "xlsx": xlsx.write}[kind](sheets)
