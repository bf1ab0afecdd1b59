"""The columns of the sheet, and what a row says."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from inspections.fields import check_year
from inspections.models import Obligation, Recommendation
from inspections.sheets import FORMULA, SheetRefused
from inspections.wording import day_words
from responses.models import Words


@dataclass(frozen=True)
class Column:
    """A column: its heading, how many characters wide it is shown, and what goes into it."""

    heading: str
    width: int
    hint: str
    kind: str = "text"
    needed: bool = False


COLUMNS = {
    "body": Column(lazy("Force"), 26, lazy("Its name, or another name that the register knows."), needed=True),
    "inspection": Column(lazy("Inspection"), 40, lazy("The title of the report, or its short title."), needed=True),
    "item_kind": Column(
        lazy("Item kind"),
        20,
        lazy("One of: Recommendation, Area for improvement, Cause of concern."),
        "kind",
        needed=True,
    ),
    "item_number": Column(
        lazy("Number"), 9, lazy("As printed: 4, 4.1. Empty where the report gives none."), needed=True
    ),
    "about": Column(
        lazy("About"),
        30,
        lazy("Needed only where several items of the report have this kind and number: the item’s subject."),
    ),
    "due_on": Column(
        lazy("Deadline"),
        13,
        lazy("To compare: a row whose deadline is not the register’s is refused. It may be empty."),
        "day",
    ),
    "position": Column(lazy("Position"), 20, lazy("One of: %(words)s."), "position"),
    "action": Column(lazy("Action"), 60, lazy("What was done or is planned, or the reason for none.")),
    "comment": Column(lazy("Comment"), 40, lazy("The comment of the local policing body.")),
    "lead": Column(lazy("Lead"), 20, lazy("The lead officer.")),
    "target_on": Column(lazy("Own target"), 13, lazy("The body’s own target. It moves no deadline."), "day"),
    "waiting_on": Column(lazy("Waiting on"), 22, lazy("Another body whose step is next.")),
    "evidence": Column(lazy("Evidence"), 30, lazy("Links or references, one on a line.")),
    "reported_on": Column(
        lazy("Reported on"),
        13,
        lazy("The day on which the body reported this position. Needed where that claims that all is done, or none."),
        "day",
    ),
    "closed_on": Column(lazy("Closed on"), 13, lazy("The day on which the item was closed."), "day"),
    "closure": Column(lazy("How"), 24, lazy("Needed with Closed on. One of: %(words)s."), "closure"),
    "letter": Column(lazy("Letter"), 30, lazy("The letter that closed it, for example: HMICFRS, 3 March 2025.")),
    "reference": Column(lazy("Reference"), 11, lazy("Filled in by the tracker. Leave it as it is, or empty.")),
}
"""Name → column, in the order in which they are written. A file may order them otherwise, and leave some out."""


def _said(choices):
    return {word.casefold(): value for value, label in choices for word in (str(label), str(value))}


CHOICES = {
    "kind": _said([*Recommendation.Kind.choices, *Recommendation.SHORT_KINDS.items()]),
    "position": _said(Words.Position.choices),
    "closure": _said(Obligation.Closure.choices),
}
LONGEST = {
    **{name: Words._meta.get_field(name).max_length for name in ("action", "comment", "lead", "evidence")},
    "letter": Obligation._meta.get_field("closure_letter").max_length,
}


def hint_of(column):
    """What goes into a column, with the words that may be chosen."""
    choices = {"position": Words.Position, "closure": Obligation.Closure}.get(column.kind)
    return str(column.hint) % {"words": ", ".join(map(str, choices.labels))} if choices else str(column.hint)


@dataclass
class Entry:
    """What one row says, by the names of the columns; `problems` are sentences that say why it cannot be taken."""

    row: int
    said: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)
    obligation: Obligation | None = None

    def __getattr__(self, name):
        if name in COLUMNS:
            return self.said.get(name)
        raise AttributeError(name)


def places_of(headings):
    """Where each column stands in the first row: {name: index}. Raises SheetRefused for other columns than ours."""
    known = {str(column.heading).casefold(): name for name, column in COLUMNS.items()}
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
            raise SheetRefused(_("The column “%s” is there twice.") % COLUMNS[name].heading)
        places[name] = index
    missing = [str(column.heading) for name, column in COLUMNS.items() if column.needed and name not in places]
    if missing:
        raise SheetRefused(
            _("These columns are missing in the first row: %s. Start from the template.") % ", ".join(missing)
        )
    return places


def entry_of(row, places):
    """A row of the sheet as an Entry."""
    entry = Entry(row.number)
    for name, index in places.items():
        cell = row.cells[index] if index < len(row.cells) else None
        if cell is None:
            continue
        try:
            entry.said[name] = _value(name, cell, row)
        except ValueError as error:
            entry.problems.append(f"{COLUMNS[name].heading}: {error}")
    _check(entry)
    return entry


def _value(name, cell, row):
    if cell is FORMULA:
        raise ValueError(_("a formula is not taken. Paste its value instead."))
    if (kind := COLUMNS[name].kind) == "day":
        return _day(cell, row)
    text = _text(cell)
    if kind in CHOICES:
        if text.casefold() not in CHOICES[kind]:
            raise ValueError(_("“%(text)s” is none of the words that the template gives.") % {"text": text[:60]})
        return CHOICES[kind][text.casefold()]
    if len(text) > LONGEST.get(name, len(text)):
        most, written = (number_format(number, force_grouping=True) for number in (LONGEST[name], len(text)))
        raise ValueError(_("at most %(most)s characters; this has %(written)s.") % {"most": most, "written": written})
    return text


def _text(cell):
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


def _check(entry):
    for name, column in COLUMNS.items():
        if column.needed and name != "item_number" and name not in entry.said and not entry.problems:
            entry.problems.append(_("%s: nothing is written.") % column.heading)
    if entry.closed_on and not entry.closure:
        entry.problems.append(_("Say in How in which way the item was closed."))
    if (entry.closure or entry.letter) and not entry.closed_on:
        entry.problems.append(_("Give in Closed on the day on which the item was closed."))
    if (
        entry.closed_on
        and entry.reported_on
        and Words.CLAIMS.get(entry.position)
        and entry.closed_on < entry.reported_on
    ):
        entry.problems.append(
            _("It cannot be closed on %(closed)s, before it was reported.") % {"closed": day_words(entry.closed_on)}
        )
