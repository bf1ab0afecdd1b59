"""Sheets as an office fills them, in both kinds of file."""

from inspections.sheets import read, write
from responses.answersheet.columns import COLUMNS

HEADINGS = [str(column.heading) for column in COLUMNS.values()]


def sheet(*rows, kind="xlsx", headings=HEADINGS):
    """The bytes of a file: rows as {heading: value}, in the columns of the sheet of answers unless others are given."""
    cells = [[row.get(heading) for heading in headings] for row in rows]
    return b"".join(write(kind, [("Items", headings, cells, [12] * len(headings))]))


def rows_in(data):
    """What a file holds, as {heading: value} for each row, empty cells left out."""
    first, *rows = read(data)
    return [
        {heading: value for heading, value in zip(first.cells, row.cells, strict=False) if value is not None}
        for row in rows
    ]
