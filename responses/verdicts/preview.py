"""What the verdicts of a follow-up report would change, in sentences, before anything is recorded."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inspections.models import Recommendation
from inspections.wording import day_words
from responses.verdicts.acts import What

MOST_NAMED = 8


@dataclass(frozen=True)
class Change:
    """What becomes of one item: a sentence for each thing that changes, and for how many bodies."""

    item: Recommendation
    sentences: list
    count: int


def changes_of(verdicts):
    """A Change for each verdict, in the order of the report."""
    return [Change(verdict.item, list(_sentences(verdict)), len(verdict.rows)) for verdict in verdicts]


def _sentences(verdict):
    count = len(verdict.rows)
    on = {"day": day_words(verdict.on)}
    if verdict.closed:
        how = {
            What.CLOSED: ngettext("Closed, verified, for %(n)s body", "Closed, verified, for %(n)s bodies", count),
            What.SOME: ngettext("Closed, verified, for %(n)s body", "Closed, verified, for %(n)s bodies", count),
            What.WITHDRAWN: ngettext("Withdrawn for %(n)s body", "Withdrawn for %(n)s bodies", count),
            What.SUPERSEDED: ngettext(
                "Superseded by %(item)s for %(n)s body", "Superseded by %(item)s for %(n)s bodies", count
            ),
        }[verdict.what]
        item = verdict.successor.label_in_sentence if verdict.successor else ""
        yield _on(how % {"n": count, "item": item}, on) + _names(verdict.rows)
    if verdict.returned:
        n = len(verdict.returned)
        words = ngettext("The report of %(n)s body is returned", "The reports of %(n)s bodies are returned", n)
        yield _on(words % {"n": n}, on) + _names(verdict.returned)
    if verdict.noted:
        n = len(verdict.noted)
        words = ngettext(
            "Found still open for %(n)s body: its timeline says so",
            "Found still open for %(n)s bodies: their timelines say so",
            n,
        )
        yield _on(words % {"n": n}, on)
    if verdict.level:
        yield _("Level: %(level)s, for every body that the item is addressed to") % {"level": verdict.level}


def _on(words, on):
    return _("%(words)s, on %(day)s") % {"words": words, **on}


def _names(rows):
    """The bodies, where they are few."""
    return f": {', '.join(str(row.body) for row in rows)}" if len(rows) <= MOST_NAMED else ""
