"""What a spreadsheet's cells hold."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _

FORMULA = object()
"""Stands in a cell that holds a formula: what it would come to is never asked."""

MOST_COLUMNS = 60
"""Cells further to the right are not read."""

LONGEST_CELL = 100_000
"""Characters of a cell: twice what any record holds. A small file may unpack into cells that fill the memory."""

AT_A_TIME = 100
"""Rows that are written in one piece."""

SHORT, KEPT = 2_000, 2_000
"""A text of fewer characters than SHORT is made XML once for all the cells that hold it: names, statuses, the words of
an item that every force has. So many of these are kept, a few megabytes."""

EPOCH = date(1899, 12, 30)
"""Day 0 of the serial numbers in which spreadsheets keep dates, but for old workbooks of the Macintosh."""


class SheetRefused(Exception):
    """A file that cannot be taken. Its text is a sentence for the person who chose it."""


@dataclass(frozen=True)
class Row:
    """One row with something in it: its number as the spreadsheet shows it, and its cells.

    A cell is None, text without blanks around it, a number, a date or FORMULA.
    """

    number: int
    cells: list = field(default_factory=list)
    epoch: date = EPOCH

    def day_of(self, serial):
        """The day that a cell's number stands for, where the cell was not told to show a date."""
        return self.epoch + timedelta(days=int(serial))


@dataclass(frozen=True)
class Field:
    """What may be done in a column of a protected page, below its heading: nothing, unless it `is_open`.

    A day or one of the `choices` is all that a spreadsheet then lets its user type there. What it lets them do is no
    promise: a file that comes back is checked.
    """

    is_open: bool = False
    is_hidden: bool = False
    is_day: bool = False
    choices: tuple = ()

    @property
    def is_checked(self):
        return self.is_open and (self.is_day or bool(self.choices))


class Page(NamedTuple):
    """A page of a spreadsheet as it is written: its columns' widths are in characters; with `fields` it is protected.

    A row holds text, numbers, days and None, and text is never a formula. Rows are asked for one by one.
    """

    name: str
    headings: list
    rows: object
    widths: list
    fields: tuple = ()


def tidy(value):
    """A cell's value in one of the shapes that a Row promises."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, bool):
        return str(value)
    if value is None or value is FORMULA or isinstance(value, int | float | date):
        return value
    check_length(len(str(value)))
    return printable(str(value)).replace("\r\n", "\n").replace("\r", "\n").strip() or None


def check_length(length):
    """Refuse a file with a cell of so many characters where no record holds them."""
    if length > LONGEST_CELL:
        most = number_format(LONGEST_CELL, force_grouping=True)
        raise SheetRefused(_("A cell of this spreadsheet has more than %(most)s characters.") % {"most": most})


def printable(text):
    """Text without the control characters that XML cannot hold."""
    return UNPRINTABLE.sub("", text)


UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
