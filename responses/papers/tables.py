"""The tables that papers are made of."""

from textwrap import shorten

from django.utils.translation import gettext as _

from documents.writing.markdown import plain
from inspections.models import Obligation
from inspections.pastday import is_past
from inspections.statuses import Status
from inspections.tables import Column, chunks
from inspections.wording import day_words, item_in_words
from responses.changes import AT_A_TIME, in_words
from responses.models import Words
from responses.papers.paper import Section
from responses.said import said


def items(name, heading, lines, empty, day, *, late=False):
    """Items of one body, from responses.listed.Line; `late` says by how many days."""
    columns = [
        Column(_("Item"), lambda line: item_in_words(line.item), 36),
        Column(_("Deadline"), lambda line: line.due_on, 20),
        *([Column(_("Days overdue"), lambda line: line.days_overdue(day), 11)] if late else []),
        Column(_("Level"), lambda line: line.level, 11),
        Column(_("Lead"), lambda line: line.lead, 16),
        Column(_("Where it stands"), lambda line: _where_it_stands(line, day), 16),
    ]
    return Section(name, heading, columns, lines, empty)


def closed(name, heading, lines, empty):
    """Items of one body that are closed: since when, and how."""
    columns = [
        Column(_("Item"), lambda line: item_in_words(line.item), 44),
        Column(_("Closed"), lambda line: line.closed_on, 20),
        Column(_("How"), lambda line: Obligation.Closure(line.closure).label, 24),
    ]
    return Section(name, heading, columns, lines, empty)


def _where_it_stands(line, day):
    if line.silent:
        return _("Nothing recorded")
    said = Words.Position(line.position).label if line.position else Status(line.status).label
    return _("%(said)s, past its own target") % {"said": said} if line.is_past_target(day) else said


def overdue_by(name, heading, counts, unknown):
    """How many items are overdue by a word, {word: so many}, most first; `unknown` where they have none."""
    rows = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0] is None, str(pair[0])))
    columns = [
        Column(heading, lambda row: row[0] or unknown, 40),
        Column(_("Overdue"), lambda row: row[1], 10),
    ]
    return Section(name, name, columns, rows, _("Nothing is overdue."))


def changed(found, since_words, *, bodies=False):
    """What changed, an item a row: how it stood, how it stands, and what happened with who and why."""
    columns = [
        *([Column(_("Force or body"), lambda change: change.obligation.body.name, 22)] if bodies else []),
        Column(_("Item"), lambda change: item_in_words(change.obligation.recommendation), 34),
        Column(_("Before"), lambda change: change.before and change.before.label, 15),
        Column(_("Now"), lambda change: change.after and change.after.label, 15),
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
    """What slipped, and why, where the viewer may read it.

    Where no reason was given, it is what the body itself says of the item.
    """
    columns = [
        *([Column(_("Force or body"), lambda row: row[0].obligation.body.name, 22)] if bodies else []),
        Column(_("Item"), lambda row: item_in_words(row[0].obligation.recommendation), 36),
        Column(_("What slipped"), lambda row: ", ".join(str(kind.label) for kind in row[0].slipped), 20),
        Column(_("Why"), lambda row: " ".join(row[0].reasons) or row[1], 40),
    ]
    rows = Slipped(found.slipped, seat)
    return Section(_("What slipped"), _("What slipped, and why"), columns, rows, _("Nothing slipped."))


MOST_WORDS = 300
"""Characters of an answer that stand in a table."""


class Slipped:
    """(ItemChange, what its body says of the item today) for each that slipped, read as they are asked for."""

    def __init__(self, found, seat):
        self.found, self.seat = found, seat

    def __len__(self):
        return len(self.found)

    def __getitem__(self, some):
        return list(self._told(self.found[some]))

    def __iter__(self):
        for few in chunks(self.found, AT_A_TIME):
            yield from self._told(few)

    def _told(self, few):
        ids = [change.obligation.pk for change in few]
        words = {} if is_past(self.seat.as_at) else said(ids, self.seat)
        for pk, change in zip(ids, few, strict=True):
            text = plain(words[pk].text) if pk in words else ""
            yield change, shorten(text, MOST_WORDS, placeholder="…") or None


def _happened(change):
    return " ".join(map(_sentence, change.entries)) or ", ".join(change.labels)


def _sentence(entry):
    """ "3 March 2026: Closed: verified by HMICFRS (Ines Calloway, HMICFRS). Seen in June."."""
    by = f" ({entry.by})" if entry.by else ""
    return f"{day_words(entry.on)}: {entry.title}{by}. {entry.why}".strip()
