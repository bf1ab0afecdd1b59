"""A list as a table that leaves the program: typed columns, one row at a time, as CSV, XLSX or ODS."""

import csv
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from io import StringIO
from itertools import chain, islice
from string import ascii_letters, digits
from typing import Any

from inspections import sheets

CSV_TYPE = "text/csv; charset=utf-8"
CONTENT_TYPES = {"csv": CSV_TYPE, **sheets.CONTENT_TYPES}
"""The kinds of file, by the end of their names."""

BOM = "\ufeff"
"""Tells Excel that a CSV file is UTF-8."""

LINES_AT_A_TIME = 100
"""Rows of a CSV file that go out in one piece: a server sends few pieces sooner than many."""

BEGINS_A_FORMULA = frozenset("=+-@")
"""In whatever width they are written."""

BEGINS_WORDS = frozenset(["", *ascii_letters, *digits])
"""How nearly all texts begin that are not looked at any further; "" is how an empty one does."""

SEPARATES = ("\t", "\r", "\n")
"""What some programs take for the end of a cell, so that a formula begins behind it."""


@dataclass(frozen=True)
class Column:
    """One column: its heading, what a row has in it (text, a number, a day or None), and its width in characters."""

    heading: str
    of: Callable[[Any], Any]
    width: int = 14


@dataclass(frozen=True)
class Table:
    """A list with its columns. `about` are (name, value) pairs: what was asked, as at which day, by whom."""

    name: str
    columns: list
    rows: Iterable
    about: list

    @property
    def headings(self):
        return [str(column.heading) for column in self.columns]

    def cells(self):
        """The rows, each as a list of text, numbers, days and None."""
        ways = [column.of for column in self.columns]
        for row in self.rows:
            cells = [of(row) for of in ways]
            yield cells if PLAIN.issuperset(map(type, cells)) else [_plain(cell) for cell in cells]


def labels(choices):
    """{value: its words} of choices, or of a dictionary: in the reader's language once, not once for every row."""
    return {value: str(words) for value, words in getattr(choices, "choices", None) or choices.items()}


def addresses(link, model):
    """What makes addresses of the keys of a model's records, of which many stand in a long list.

    `link` makes that of one record; they differ in its key alone.
    """
    before, after = link(model(pk=0)).split("/0/")
    return lambda pk: f"{before}/{pk}/{after}"


def chunks(rows, size):
    """Lists of at most so many rows, one after the other."""
    rows = iter(rows)
    while chunk := list(islice(rows, size)):
        yield chunk


def write(kind, table):
    """The bytes of a file of that kind, in pieces."""
    if kind == "csv":
        return _csv(table)
    return sheets.write(kind, [sheet(table), about(table)])


def sheet(table):
    """A table as a sheet of a spreadsheet: (name, headings, rows of cells, widths of the columns)."""
    return table.name, table.headings, table.cells(), [column.width for column in table.columns]


def about(table):
    """The sheet that says what a table is."""
    heads, *rows = [[str(name), _plain(value)] for name, value in table.about]
    return heads[0], heads, rows, [24, 60]


def _plain(value):
    """What a cell holds: text of our own words is made text here."""
    return value if value is None or isinstance(value, (str, int, float, date)) else str(value)


PLAIN = frozenset({str, int, float, date, type(None)})
"""What nearly all cells are."""


def _csv(table):
    yield BOM.encode()
    for few in chunks(chain([table.headings], table.cells()), LINES_AT_A_TIME):
        lines = StringIO(newline="")
        csv.writer(lines).writerows(
            [cell if type(cell) is not str or cell[:1] in BEGINS_WORDS else harmless(cell) for cell in cells]
            for cells in few
        )
        yield lines.getvalue().encode()


def harmless(value):
    """A CSV cell that no spreadsheet takes for a formula: text that would begin one stands behind an apostrophe.

    OWASP, CSV injection: blanks before it, and signs that are not seen, may be left out when the file is opened.
    Numbers and days are as they are: a number of ours is never below zero.
    """
    if not isinstance(value, str) or value[:1] in BEGINS_WORDS:
        return value
    if value.startswith(SEPARATES) or _first_sign(value) in BEGINS_A_FORMULA:
        return f"'{value}"
    return value


def _first_sign(text):
    """The first character that is seen, as an ordinary one; "" where there is none."""
    seen = (char for char in text if not (char.isspace() or unicodedata.category(char).startswith("C")))
    return unicodedata.normalize("NFKC", next(seen, ""))
