"""How one item stands: every body it is addressed to, by status, with what the viewer may read of its answer."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inspections.asat import as_they_stood
from inspections.models import Act, Obligation
from inspections.moves import moves_by
from inspections.statuses import MOST_PRESSING_FIRST, Status, Totals
from responses.causes import bodies_of
from responses.models import ProgressUpdate
from responses.said import Said, told, with_words

CLAIMED = (Status.REPORTED_COMPLETE, Status.NO_ACTION)

RECORDED = (
    Act.Kind.ANSWERED,
    Act.Kind.REPORTED,
    Act.Kind.WITHDRAWN,
    Act.Kind.RETURNED,
    Act.Kind.CLOSED,
    Act.Kind.REOPENED,
    Act.Kind.WAITING,
    Act.Kind.PLACED,
    Act.Kind.TAKEN,
    Act.Kind.RETRACTED,
    Act.Kind.JUDGED,
)
"""Acts that say something of how a body stands. Being addressed and changes of the deadline do not."""


@dataclass(frozen=True)
class Line:
    """One body's row: what may be read of its answer, and the day and kind of what was last recorded.

    Of a cause of concern `under` says how the items under it stand for this body.
    """

    obligation: Obligation
    said: Said
    recorded_on: date | None = None
    recorded: str = ""
    under: str = ""

    @property
    def body(self):
        return self.obligation.body

    @property
    def is_unread(self):
        """There is an answer, but its words are not for this viewer."""
        return self.obligation.answered_on is not None and not (self.said.text or self.said.answered_with)

    @property
    def dated_on(self):
        """The day that counts in this status: of closure, of the report, else of what was last recorded."""
        return self.obligation.closed_on or self.obligation.reported_on or self.recorded_on

    @property
    def how(self):
        """What happened on that day, "" where the heading says it."""
        if self.obligation.closed_on:
            return self.obligation.get_closure_display()
        return "" if self.obligation.claim else self.recorded


@dataclass(frozen=True)
class Group:
    """The bodies in one status."""

    status: Status
    lines: list

    @property
    def who(self):
        return count_bodies(self.lines)

    @property
    def dated(self):
        """What the days in this group are."""
        if self.status == Status.CLOSED:
            return _("Closed")
        return _("Reported") if self.status in CLAIMED else _("Last recorded")


def count_bodies(lines):
    """ "21 forces and 1 national body"."""
    forces = sum(1 for line in lines if line.body.is_force)
    others = len(lines) - forces
    parts = []
    if forces:
        parts.append(ngettext("%(n)s force", "%(n)s forces", forces) % {"n": forces})
    if others:
        parts.append(ngettext("%(n)s national body", "%(n)s national bodies", others) % {"n": others})
    return _(" and ").join(parts)


class Addressees:
    """How the bodies that an item is addressed to stand, on the day that the viewer looks at."""

    def __init__(self, item, seat):
        self.item, self.seat, self.day = item, seat, seat.as_at
        self.rows = Obligation.objects.binding_for(seat).filter(recommendation=item)

    @cached_property
    def totals(self):
        """How the bodies of `groups` stand altogether."""
        rows = [line.obligation for group in self.groups for line in group.lines]
        counts = dict.fromkeys(Status, 0) | {group.status: len(group.lines) for group in self.groups}
        return Totals(
            counts,
            sum(row.silent for row in rows),
            sum(row.closure in Obligation.SETTLED for row in rows),
            sum(row.closure in Obligation.VOID for row in rows),
        )

    @cached_property
    def causes(self):
        """Of a cause of concern how it stands for each body, by the items under it: {obligation id: CauseStanding}."""
        return bodies_of(self.item, self.seat) if self.item.is_cause else {}

    @cached_property
    def groups(self):
        """A Group for each status that any body is in, the most pressing first; forces before national bodies."""
        rows = self.rows.with_status(self.day).select_related("body", "waiting_on")
        rows = with_words(rows.annotate(times_moved=moves_by(self.day), **_last_recorded(self.day)), self.seat)
        rows = sorted(
            as_they_stood(rows, self.day),
            key=lambda row: (MOST_PRESSING_FIRST.index(row.status), not row.body.is_force, row.body.name),
        )
        words = told(rows, self.seat)
        under = {pk: cause.words for pk, cause in self.causes.items()}
        lines = [Line(row, words[row.pk], *_recorded(row), under.get(row.pk, "")) for row in rows]
        return [
            Group(Status(status), list(group))
            for status, group in groupby(lines, key=lambda line: line.obligation.status)
        ]

    @property
    def who(self):
        return count_bodies([line for group in self.groups for line in group.lines])


def _last_recorded(day):
    """Columns of obligations: the last act of each by `day` that says how it stands, and its last note of progress."""
    acts = Act.objects.filter(obligation=OuterRef("pk"), kind__in=RECORDED, on__lte=day).order_by("-on", "-pk")
    notes = ProgressUpdate.objects.standing().filter(obligation=OuterRef("pk"), on__lte=day).order_by("-on")
    return {
        "acted_on": Subquery(acts.values("on")[:1]),
        "acted": Subquery(acts.values("kind")[:1]),
        "noted_on": Subquery(notes.values("on")[:1]),
    }


def _recorded(row):
    """(day, what) of the last thing that was recorded of a row with these columns."""
    if row.noted_on and (row.acted_on is None or row.noted_on > row.acted_on):
        return row.noted_on, ""
    return row.acted_on, Act.Kind(row.acted).label if row.acted else ""


def neighbours(item):
    """The items before and after this one in its report, None at either end."""
    items = item.inspection.items.filter(Q(in_error_on=None) | Q(pk=item.pk)).order_by("sequence", "pk")
    items = list(items.only("inspection", "kind", "number", "subject", "text"))
    place = items.index(item)
    return {
        "previous": items[place - 1] if place else None,
        "next": items[place + 1] if place + 1 < len(items) else None,
    }
