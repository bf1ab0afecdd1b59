"""A paper: facts and tables under headings, written as a document or as the sheets of a spreadsheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.writing.parts import Facts, Heading, Page, Paragraph, Table, printable
from inspections.statuses import Status
from inspections.wording import day_words

MOST_ROWS = 200
"""Rows of one table in a document, beyond which nobody reads; the spreadsheet has them all."""


@dataclass(frozen=True)
class Section:
    """A heading with a table below it. `name` is what its sheet is called; `empty` stands where there is no row.

    Columns are inspections.tables.Column: their widths are those of the document too, beside each other. Rows are a
    list, or something else with a length that gives its first ones without reading all.
    """

    name: str
    heading: str
    columns: list
    rows: Sequence
    empty: str
    words: str = ""

    def parts(self):
        """What stands in the document."""
        yield Heading(2, str(self.heading))
        if self.words:
            yield Paragraph(str(self.words))
        if not self.rows:
            yield Paragraph(str(self.empty))
            return
        yield Table(
            tuple(str(column.heading) for column in self.columns),
            tuple(tuple(_cell(column.of(row)) for column in self.columns) for row in self.rows[:MOST_ROWS]),
            tuple(column.width for column in self.columns),
        )
        if (more := len(self.rows) - MOST_ROWS) > 0:
            sentence = ngettext(
                "The spreadsheet has %(more)s row more.", "The spreadsheet has %(more)s rows more.", more
            )
            yield Paragraph(sentence % {"more": more})


@dataclass(frozen=True)
class Paper:
    """What a meeting is handed: as at which day, what it says in figures, and its sections.

    `listed` is the list behind it, (columns, rows): what the figures count, row by row.
    """

    title: str
    author: str
    as_at: str
    day: date
    facts: list
    sections: list
    listed: tuple[list, Iterable] = field(repr=False)

    def page(self):
        """The paper as a document."""
        return printable(
            Page(
                title=self.title,
                language="en-GB",
                author=self.author,
                draft=False,
                parts=(
                    Heading(1, self.title),
                    Paragraph(self.as_at),
                    Facts(tuple((str(name), _counted(value)) for name, value in self.facts)),
                    *(part for section in self.sections for part in section.parts()),
                ),
                dated_on=self.day,
            )
        )


def as_at_words(day, since):
    """ "As at the end of 3 May 2026, with what has changed since 3 February 2026." """
    words = {"day": day_words(day), "since": day_words(since)}
    return _("As at the end of %(day)s, with what has changed since %(since)s.") % words


def standing(totals):
    """How items stand, as facts: how many, those still open, and each status that any has."""
    return [
        (_("Items"), totals.items),
        (_("Open"), totals.open),
        *((status.label, totals[status]) for status in Status if totals[status]),
        *([(_("Overdue with nothing recorded here"), totals.silent)] if totals.silent else []),
    ]


def _cell(value):
    return value if value is None or isinstance(value, int | date) else str(value)


def _counted(value):
    return f"{value:,}" if isinstance(value, int) else str(value)
