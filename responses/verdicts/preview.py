"""What the verdicts of a follow-up report would change, in sentences, before anything is recorded."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inspections.models import Obligation, Recommendation
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
    """A Change for each verdict, in the order of the report. One query."""
    asked = _asked_by({verdict.successor for verdict in verdicts} - {None})
    return [
        Change(verdict.item, [*_sentences(verdict), *_left_alone(verdict, asked)], len(verdict.rows))
        for verdict in verdicts
    ]


def _sentences(verdict):
    day = day_words(verdict.on)
    if verdict.closed:
        yield _counted(_closing(verdict), verdict.closed, day, verdict.successor) + _names(verdict.closed)
    if verdict.returned:
        words = ngettext(
            "The report of %(n)s body is returned on %(day)s",
            "The reports of %(n)s bodies are returned on %(day)s",
            len(verdict.returned),
        )
        yield _counted(words, verdict.returned, day) + _names(verdict.returned)
    if verdict.noted:
        words = ngettext(
            "Found still open for %(n)s body on %(day)s: its timeline says so",
            "Found still open for %(n)s bodies on %(day)s: their timelines say so",
            len(verdict.noted),
        )
        yield _counted(words, verdict.noted, day)
    if verdict.level:
        yield _("Level: %(level)s, for every body that the item is addressed to") % {"level": verdict.level}


def _closing(verdict):
    n = len(verdict.closed)
    if verdict.what == What.WITHDRAWN:
        return ngettext("Withdrawn for %(n)s body on %(day)s", "Withdrawn for %(n)s bodies on %(day)s", n)
    if verdict.what == What.SUPERSEDED:
        return ngettext(
            "Superseded by %(item)s for %(n)s body on %(day)s", "Superseded by %(item)s for %(n)s bodies on %(day)s", n
        )
    return ngettext("Closed, verified, for %(n)s body on %(day)s", "Closed, verified, for %(n)s bodies on %(day)s", n)


def _counted(words, rows, day, successor=None):
    return words % {"n": len(rows), "day": day, "item": successor.label_in_sentence if successor else ""}


def _names(rows):
    """The bodies, where they are few."""
    return f": {', '.join(str(row.body) for row in rows)}" if len(rows) <= MOST_NAMED else ""


def _asked_by(items):
    """{item id: ids of the bodies it is addressed to}."""
    asked = {item.pk: set() for item in items}
    live = Obligation.objects.live().filter(recommendation__in=items).order_by() if items else []
    for row in live:
        asked[row.recommendation_id].add(row.body_id)
    return asked


def _left_alone(verdict, asked):
    """Whom nothing asks any more: the item that takes the place is not addressed to them."""
    if verdict.successor is None:
        return
    alone = [row for row in verdict.rows if row.body_id not in asked[verdict.successor.pk]]
    if alone:
        words = ngettext(
            "%(item)s is not addressed to %(n)s of them", "%(item)s is not addressed to %(n)s of them", len(alone)
        )
        yield words % {"item": verdict.successor.label, "n": len(alone)} + _names(alone)
