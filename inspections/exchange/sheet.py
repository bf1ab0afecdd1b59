"""A kind of record on a spreadsheet: out, and in again after a look at what would change."""

import itertools
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inspections.actions import ActionError
from inspections.exchange.columns import Entry, entries_of
from inspections.sheets import MOST_ROWS, read, write
from inspections.wording import day_words


@dataclass
class Change:
    """One row that changes something: of which record (`what`), and for people (heading, before, after) in `shown`."""

    entry: Entry
    what: str = ""
    is_new: bool = False
    shown: list = field(default_factory=list)

    def show(self, name, before, after):
        """Note for people what a column changes."""
        self.shown.append((self.entry.columns[name].heading, before, after))

    @property
    def told(self):
        """What is shown, all of it in words."""
        return [(heading, _told(before), _told(after)) for heading, before, after in self.shown]


def _told(value):
    return day_words(value) if isinstance(value, date) else value


@dataclass
class Outcome:
    """What a file did, or would do: its `changes`, or, where any row was refused, nothing but the `refusals`.

    `refusals` are (number of the row, sentence), `unchanged` how many rows say what the register has already.
    """

    rows: int = 0
    changes: list[Change] = field(default_factory=list)
    refusals: list = field(default_factory=list)

    @property
    def refused_rows(self):
        return len({row for row, _sentence in self.refusals})

    @property
    def unchanged(self):
        return self.rows - len(self.changes) - self.refused_rows

    @property
    def can_be_written(self):
        return bool(self.changes) and not self.refusals

    @property
    def told(self):
        """What tells this outcome from another one: a digest of all that changes, and of what it was before."""
        said = [(change.entry.row, change.what, *itertools.chain(*change.told)) for change in self.changes]
        return sha256(repr([[str(one) for one in row] for row in [*said, *self.refusals]]).encode()).hexdigest()

    def words(self, *, preview):
        """One or two sentences on the file as a whole."""
        if self.refusals:
            return _count(
                self.refused_rows,
                ngettext(
                    "%(count)s row is refused, so nothing was written.",
                    "%(count)s rows are refused, so nothing was written.",
                    self.refused_rows,
                ),
            )
        if not self.changes:
            return _("Nothing to change: the register has all of this already.")
        return " ".join(self._counted(preview))

    def _counted(self, preview):
        new = sum(change.is_new for change in self.changes)
        other = len(self.changes) - new
        if new and preview:
            yield _count(new, ngettext("%(count)s row would be new.", "%(count)s rows would be new.", new))
        elif new:
            yield _count(new, ngettext("%(count)s row is new.", "%(count)s rows are new.", new))
        if other and preview:
            words = ngettext(
                "%(count)s row would change the register.", "%(count)s rows would change the register.", other
            )
            yield _count(other, words)
        elif other:
            yield _count(
                other, ngettext("%(count)s row changed the register.", "%(count)s rows changed the register.", other)
            )
        if same := self.unchanged:
            yield _count(
                same,
                ngettext("%(count)s row says what it has already.", "%(count)s rows say what it has already.", same),
            )


def _count(count, words):
    return words % {"count": count}


class Sheet(ABC):
    """A kind of record on a spreadsheet. Who inherits says which columns there are and what they do."""

    name = ""
    """How files and commands call it: "bodies"."""

    title = ""
    explained = ""
    """What it has a row for, in a sentence."""

    columns = {}
    most_rows = MOST_ROWS

    @abstractmethod
    def rows(self, records):
        """What stands in each column for these records: {name: text, day or None}, a dictionary each."""

    @abstractmethod
    def work(self, entries, *, by, on, reason, show):
        """Match the entries with the register and carry out what they change, through the actions.

        Returns the Changes; what cannot be done becomes a problem of its entry. It runs within a transaction, which
        is undone after a preview and where any row has a problem.
        """

    @abstractmethod
    def records(self):
        """All the records that go out."""

    def export(self, kind, records=None):
        """The bytes of a spreadsheet ("ods" or "xlsx"), in pieces: a row for each of these records, None for none."""
        columns = self.columns.values()
        headings, widths = [str(column.heading) for column in columns], [column.width for column in columns]
        rows = ([row.get(name) for name in self.columns] for row in self.rows(records)) if records is not None else ()
        told = [_("Column"), _("What goes into it. An empty cell says nothing, and changes nothing.")]
        notes = [(str(column.heading), column.explained) for column in columns]
        return write(kind, [(str(self.title), headings, rows, widths), (_("Notes"), told, notes, [20, 110])])

    def bring_in(self, data, *, by, on, reason, preview=False, show=iter):
        """Bring in the bytes of a filled sheet: all of it, or nothing where any row is refused.

        A preview does the same and undoes it, so that it refuses whatever would be refused. `show` wraps the list of
        what is done one after another, for a progress bar. Raises SheetRefused for a file that is no such sheet.
        """
        entries = entries_of(read(data, self.most_rows), self.columns)
        outcome = Outcome(rows=len(entries))
        with transaction.atomic():
            changes = self.work(entries, by=by, on=on, reason=reason, show=show)
            outcome.refusals = [(entry.row, sentence) for entry in entries for sentence in entry.problems]
            outcome.changes = [change for change in changes if not change.entry.problems]
            if preview or outcome.refusals:
                transaction.set_rollback(True)
        return outcome


def in_one_go(act, group, *how):
    """Do it for all these changes together; where that is refused, one by one, to learn which rows are in the way."""
    group = [change for change in group if not change.entry.problems]
    if not group:
        return
    try:
        with transaction.atomic():
            act(group, *how)
    except ActionError as error:
        if len(group) == 1:
            group[0].entry.problems.append(str(error))
            return
        for change in group:
            in_one_go(act, [change], *how)
