"""The columns of a sheet of records, and what a row says in them."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from inspections.fields import check_year
from inspections.sheets import FORMULA, SheetRefused
from inspections.wording import day_words


@dataclass(frozen=True)
class Column:
    """A column: its heading, how many characters wide it is shown, and what goes into it.

    `kind` is "text", "day", "choice" (one of `choices`, which are (value, label) pairs) or "deadline" (words, or the
    day itself). A sheet without a column that is `needed` is refused, and so is a row that leaves one `filled` empty.
    """

    heading: str
    width: int
    hint: str
    kind: str = "text"
    needed: bool = False
    filled: bool = False
    longest: int | None = None
    choices: tuple = ()

    @property
    def explained(self):
        """What goes into it, with the words that may be chosen."""
        return str(self.hint) % {"words": ", ".join(str(label) for _value, label in self.choices)}

    def label(self, value):
        """The word of a choice as people read it."""
        return str(dict(self.choices)[value])

    def read(self, cell, row):
        """A cell's value. Raises ValueError with a sentence for what cannot be meant."""
        if cell is FORMULA:
            raise ValueError(_("a formula is not taken. Paste its value instead."))
        if self.kind == "day":
            return _day(cell, row)
        text = _text(cell)
        if self.kind == "deadline" and (on := _day_of_number(cell, row)):
            text = day_words(on)
        if self.kind == "choice":
            return self._chosen(text)
        if len(text) > (self.longest or len(text)):
            most, written = (number_format(number, force_grouping=True) for number in (self.longest, len(text)))
            message = _("at most %(most)s characters; this has %(written)s.")
            raise ValueError(message % {"most": most, "written": written})
        return text

    def _chosen(self, text):
        for value, label in self.choices:
            if text.casefold() in (str(label).casefold(), value.casefold()):
                return value
        raise ValueError(_("“%(text)s” is none of the words that the template gives.") % {"text": text[:60]})


@dataclass
class Entry:
    """What one row says, by the names of the columns; `problems` are sentences that say why it cannot be taken.

    `record` is what it speaks of, once that is found, and `places` the index of each column in the row.
    """

    row: int
    said: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)
    columns: dict = field(default_factory=dict, repr=False)
    record: object = None
    places: dict = field(default_factory=dict, repr=False)

    def __getattr__(self, name):
        if name in self.__dict__.get("columns", {}):
            return self.said.get(name)
        raise AttributeError(name)

    def refuse(self, name, sentence):
        """Say why what stands in a column cannot be taken."""
        self.problems.append(f"{self.columns[name].heading}: {sentence}")


def entries_of(rows, columns, kind=Entry):
    """The Entries of a sheet's rows, of which the first holds the headings. Raises SheetRefused for another sheet.

    `kind` is their class, which may say otherwise what it refuses.
    """
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        raise SheetRefused(_("The sheet is empty."))
    places = _places(first.cells, columns)
    entries = [_filled(kind(row.number, columns=columns, places=places), row) for row in rows]
    if not entries:
        raise SheetRefused(_("There is nothing below the headings."))
    return entries


def _places(headings, columns):
    """Where each column stands in the first row: {name: index}."""
    known = {str(column.heading).casefold(): name for name, column in columns.items()}
    places = {}
    for index, heading in enumerate(headings):
        if heading is None:
            continue
        name = known.get(str(heading).casefold())
        if name is None:
            raise SheetRefused(
                _("The column “%(heading)s” is not one of the template’s. Leave it out, or give it its name there.")
                % {"heading": str(heading)[:60] if heading is not FORMULA else _("a formula")}
            )
        if name in places:
            raise SheetRefused(_("The column “%s” is there twice.") % columns[name].heading)
        places[name] = index
    missing = [str(column.heading) for name, column in columns.items() if column.needed and name not in places]
    if missing:
        raise SheetRefused(
            _("These columns are missing in the first row: %s. Start from the template.") % ", ".join(missing)
        )
    return places


def _filled(entry, row):
    columns = entry.columns
    for name, index in entry.places.items():
        cell = row.cells[index] if index < len(row.cells) else None
        if cell is None:
            continue
        try:
            entry.said[name] = columns[name].read(cell, row)
        except ValueError as error:
            entry.refuse(name, error)
    if not entry.problems:
        for name, column in columns.items():
            if column.filled and name not in entry.said:
                entry.refuse(name, _("nothing is written."))
                break
    return entry


def _text(cell):
    if isinstance(cell, date):
        return day_words(cell)
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell)


DAY_FORMATS = ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d-%b-%Y")
SERIALS = range(20_000, 110_000)
"""Numbers that can be meant as a day: 1954 to 2201. Smaller ones are something else in the wrong column."""


def _day(cell, row):
    on = cell if isinstance(cell, date) else _day_of_number(cell, row) or _day_of_words(str(cell))
    if on is None:
        raise ValueError(_("“%(text)s” is not a date. Write it like 31/12/2026.") % {"text": _text(cell)[:60]})
    try:
        check_year(on)
    except ValidationError as error:
        raise ValueError(error.messages[0]) from error
    return on


def _day_of_number(cell, row):
    text = str(cell)
    if re.fullmatch(r"[0-9]{5,6}(\.[0-9]+)?", text) and int(float(text)) in SERIALS:
        return row.day_of(float(text))
    return None


def _day_of_words(text):
    for pattern in DAY_FORMATS:
        try:
            on = datetime.strptime(" ".join(text.split()), pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        return on if on.year > 999 else None
    return None
