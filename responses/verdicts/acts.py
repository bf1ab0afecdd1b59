"""What each verdict does, by the acts for single items: all of them or none."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from inspections.actions import ActionError, close, find_open
from inspections.models import ClosureLevel, Obligation, Recommendation
from inspections.wording import report_in_words
from responses.verifying.acts import LEVEL, RETURN

Closure = Obligation.Closure
LONGEST_LETTER = Obligation._meta.get_field("closure_letter").max_length


class What(TextChoices):
    """What a follow-up report can say of an earlier item."""

    NOTHING = "nothing", _("Nothing said of it")
    CLOSED = "closed", _("Closed, verified by HMICFRS, for all for whom it is still open")
    SOME = "some", _("Closed, verified by HMICFRS, for some of them")
    SUPERSEDED = "superseded", _("Superseded by an item of this report")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    OPEN = "open", _("Still open")


CLOSURES = {
    What.CLOSED: Closure.VERIFIED,
    What.SOME: Closure.VERIFIED,
    What.SUPERSEDED: Closure.SUPERSEDED,
    What.WITHDRAWN: Closure.WITHDRAWN,
}


class Refused(Exception):
    """Verdicts that cannot be recorded: `sentences` is {id of the item: why not}."""

    def __init__(self, sentences):
        super().__init__(" ".join(sentences.values()))
        self.sentences = sentences


@dataclass(frozen=True)
class Verdict:
    """What is said of one item: for these `rows`, in these `words`, from the day `on`.

    `successor` takes the item's place where it is superseded; `returns` says that what bodies have reported is returned
    where the item is still open; `level` is the item's new level, None where it stays.
    """

    item: Recommendation
    what: str
    rows: tuple
    words: str
    on: date
    successor: Recommendation | None = None
    level: ClosureLevel | None = None
    returns: bool = False

    @property
    def returned(self):
        """The rows of which the report of completion is returned."""
        return tuple(row for row in self.rows if row.claim) if self.returns else ()

    @property
    def noted(self):
        """The rows of which only the log says that they were found still open."""
        returned = {row.pk for row in self.returned}
        return tuple(row for row in self.rows if row.pk not in returned) if self.what == What.OPEN else ()

    @property
    def closed(self):
        """The rows that it closes."""
        return self.rows if self.what in CLOSURES else ()

    @property
    def told(self):
        """All that it says, for comparing what was seen with what is recorded."""
        rows, level = [row.pk for row in self.rows], getattr(self.level, "pk", None)
        successor = getattr(self.successor, "pk", None)
        return (self.item.pk, str(self.what), rows, self.words, self.on, successor, level, self.returns)


def carry_out(verdicts, report, *, by):
    """Record what a follow-up report says of earlier items. Raises Refused, and then writes nothing."""
    with transaction.atomic():
        if refused := _each(verdicts, report, by):
            raise Refused(refused)


def rehearse(verdicts, report, *, by):
    """Carry out and undo at once: {id of the item: why its verdict cannot be recorded}."""
    with transaction.atomic():
        refused = _each(verdicts, report, by)
        transaction.set_rollback(True)
    return refused


def _each(verdicts, report, by):
    refused = {}
    # Causes of concern come last: each is closed after the items under it.
    for verdict in sorted(verdicts, key=lambda one: one.item.is_cause):
        try:
            with transaction.atomic():
                _record(verdict, report, by)
        except ActionError as why:
            refused[verdict.item.pk] = str(why)
    return refused


def _record(verdict, report, by):
    signed = {"by": by, "on": verdict.on, "reason": verdict.words}
    if verdict.level:
        of_the_item = Obligation.objects.filter(recommendation=verdict.item)
        LEVEL.carry_out(of_the_item, level=verdict.level, **signed)
    if verdict.closed:
        letter = report_in_words(report)[:LONGEST_LETTER]
        how = {"closure": CLOSURES[verdict.what], "superseded_by": verdict.successor, "letter": letter}
        close(verdict.closed, **how, **signed)
    if verdict.returned:
        RETURN.carry_out(verdict.returned, **signed)
    if verdict.noted:
        find_open(verdict.noted, report=report, **signed)
