"""The tables that papers are made of."""

from collections import Counter
from collections.abc import Sequence
from textwrap import shorten

from django.utils.translation import gettext as _

from documents.writing.markdown import plain
from inspections.pastday import is_past
from inspections.statuses import Status
from inspections.tables import Column, chunks
from inspections.wording import item_in_words
from responses.changes import What, in_words
from responses.papers.paper import Section
from responses.said import said


def items(name, heading, lines, empty, *, late=False):
    """Items of one body, from responses.exporting.Line; `late` says by how many days."""
    columns = [
        Column(_("Item"), lambda line: item_in_words(line.item), 44),
        Column(_("Deadline"), lambda line: line.obligation.due_on, 16),
        *([Column(_("Days overdue"), lambda line: line.days_overdue, 9)] if late else []),
        Column(_("Level"), lambda line: line.item.level and line.item.level.name, 12),
        Column(_("Lead"), lambda line: line.known("lead"), 14),
        Column(_("Where it stands"), _where_it_stands, 16),
    ]
    return Section(name, heading, columns, lines, empty)


def closed(name, heading, lines, empty):
    """Items of one body that are closed: since when, and how."""
    columns = [
        Column(_("Item"), lambda line: item_in_words(line.item), 44),
        Column(_("Closed"), lambda line: line.obligation.closed_on, 16),
        Column(_("How"), lambda line: line.obligation.get_closure_display(), 24),
    ]
    return Section(name, heading, columns, lines, empty)


def _where_it_stands(line):
    if line.obligation.silent:
        return _("Nothing recorded")
    said = line.answer.get_position_display() if line.answer else Status(line.obligation.status).label
    return _("%(said)s, past its own target") % {"said": said} if line.past_target else said


def overdue_by(name, heading, lines, of, unknown):
    """How many items are overdue by a word of each line, most first; `unknown` where it has none."""
    counts = Counter(of(line) for line in lines if line.obligation.status == Status.OVERDUE)
    rows = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0] is None, str(pair[0])))
    columns = [
        Column(heading, lambda row: row[0] or unknown, 40),
        Column(_("Overdue"), lambda row: row[1], 10),
    ]
    return Section(name, name, columns, rows, _("Nothing is overdue."))


def changed(found, since_words, *, bodies=False):
    """What changed, an item a row: how it stood, how it stands, and what happened with who and why."""
    columns = [
        *([Column(_("Force or body"), lambda change: change.obligation.body.name, 18)] if bodies else []),
        Column(_("Item"), lambda change: item_in_words(change.obligation.recommendation), 36),
        Column(_("Before"), lambda change: change.before and change.before.label, 14),
        Column(_("Now"), lambda change: change.after and change.after.label, 14),
        Column(_("What happened"), _happened, 40),
    ]
    return Section(
        _("What changed"),
        _("What changed since %(day)s") % {"day": since_words},
        columns,
        found,
        _("Nothing changed."),
        words=", ".join(in_words(what, n) for what, n in found.figures.items()),
    )


def slipped(found, seat, *, bodies=False):
    """What became overdue, was given a later deadline, returned or reopened, and why, where the viewer may read it.

    Where no reason was given, it is what the body itself says of the item.
    """
    columns = [
        *([Column(_("Force or body"), lambda row: row[0].obligation.body.name, 18)] if bodies else []),
        Column(_("Item"), lambda row: item_in_words(row[0].obligation.recommendation), 36),
        Column(_("What slipped"), lambda row: ", ".join(_slips(row[0])), 20),
        Column(_("Why"), lambda row: _why(*row), 40),
    ]
    rows = WithWords(found.where(_slips), seat)
    return Section(_("What slipped"), _("What slipped, and why"), columns, rows, _("Nothing slipped."))


class WithWords(Sequence):
    """Changes, each as (ItemChange, what the body says of the item or None); read for the rows that are asked for."""

    def __init__(self, found, seat):
        self.found, self.seat = found, seat

    def __len__(self):
        return len(self.found)

    def __getitem__(self, place):
        if isinstance(place, slice):
            return self._told(self.found[place])
        return self._told([self.found[place]])[0]

    def __iter__(self):
        for few in chunks(self.found, AT_A_TIME):
            yield from self._told(few)

    def _told(self, few):
        words = {} if is_past(self.seat.as_at) else said([change.obligation.pk for change in few], self.seat)
        return [(change, words.get(change.obligation.pk)) for change in few]


def _why(change, told):
    reasons = " ".join(change.reasons)
    return reasons or (shorten(plain(told.text), MOST_WORDS, placeholder="…") if told and told.text else None)


MOST_WORDS = 300
"""Characters of an answer that stand in a table."""

AT_A_TIME = 500
"""Rows whose words are read at once."""

SLIPS = (What.OVERDUE, What.MOVED, What.RETURNED, What.REOPENED)


def _slips(change):
    """The ways in which an ItemChange or a Found slipped: a deadline that was moved nearer did not."""
    ways = [kind for kind in change.kinds if kind in SLIPS and (kind != What.MOVED or _is_later(change))]
    return [str(kind.label) for kind in ways]


def _is_later(change):
    days = [standing.due_on for standing in (change.before, change.after) if standing]
    return len(days) < 2 or None in days or days[0] < days[1]


def _happened(change):
    told = [
        f"{entry.title}{f' ({entry.by})' if entry.by else ''}{f': {entry.why}' if entry.why else ''}"
        for entry in change.entries
    ]
    return ". ".join(told) or ", ".join(change.labels)
