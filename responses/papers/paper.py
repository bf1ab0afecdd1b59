"""A paper: sections of words and tables, written as a document, or as the sheets of a spreadsheet."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from documents.writing.parts import Facts, Heading, Page, Paragraph, Table, printable
from inspections.statuses import Status
from inspections.tables import Column
from inspections.wording import day_words

MOST_ROWS = 1_000
"""Rows of one table in a document, which nobody reads beyond; the spreadsheet has them all."""


@dataclass(frozen=True)
class Section:
    """A heading with a table below it. `name` is what its sheet is called; `empty` stands where there is no row."""

    name: str
    heading: str
    columns: list
    rows: list
    empty: str
    words: str = ""

    def parts(self):
        yield Heading(2, self.heading)
        if self.words:
            yield Paragraph(self.words)
        if not self.rows:
            yield Paragraph(self.empty)
            return
        yield Table(
            tuple(str(column.heading) for column in self.columns),
            tuple(tuple(_cell(column.of(row)) for column in self.columns) for row in self.rows[:MOST_ROWS]),
            tuple(column.width for column in self.columns),
        )
        if more := len(self.rows) - MOST_ROWS:
            if more > 0:
                yield Paragraph(
                    ngettext(
                        "%(more)s row more stands in the spreadsheet.",
                        "%(more)s rows more stand in the spreadsheet.",
                        more,
                    )
                    % {"more": more}
                )


@dataclass(frozen=True)
class Paper:
    """What a meeting is handed: for whom, as at which day, what has changed since when, and its sections.

    `listed` is the list behind it, (columns, rows): what its figures count, row by row.
    """

    title: str
    author: str
    day: date
    since: date
    facts: list
    sections: list
    listed: tuple[list[Column], Iterable] = field(repr=False)

    def page(self):
        """The paper as a document."""
        parts = [
            Heading(1, self.title),
            Paragraph(self._as_at),
            Facts(tuple((str(name), str(value)) for name, value in self.facts)),
        ]
        parts += [part for section in self.sections for part in section.parts()]
        return printable(
            Page(
                title=self.title,
                language="en-GB" if get_language() == "en" else get_language(),
                author=self.author,
                draft=False,
                parts=tuple(parts),
                dated_on=date(self.day.year, self.day.month, self.day.day),
            )
        )

    @property
    def _as_at(self):
        return _("As at the end of %(day)s, with what has changed since %(since)s.") % {
            "day": day_words(self.day),
            "since": day_words(self.since),
        }


def _cell(value):
    return value if value is None or isinstance(value, int | date) else str(value)


def figures(totals):
    """How items stand, as facts: all, those still open, and each status that has any."""
    return [
        (_("Items"), totals.items),
        (_("Open"), totals.open),
        *((status.label, totals[status]) for status in Status if totals[status]),
        *([(_("Overdue with nothing recorded here"), totals.silent)] if totals.silent else []),
    ]


def counted(rows, by, heading, other):
    """Columns and rows of a table that counts the rows by a word of each, the most first; `other` where it has none."""
    counts = {}
    for row in rows:
        counts[by(row) or other] = counts.get(by(row) or other, 0) + 1
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0] == other, str(pair[0])))
    return [Column(heading, lambda row: row[0], 6), Column(_("Overdue"), lambda row: row[1], 2)], ranked


