"""The kinds of changes, and one item's. Pure: no database, no clock."""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy, ngettext

from inspections.models import Act, Obligation
from inspections.statuses import OPEN, Status
from inspections.wording import label_of

Kind, Removal = Act.Kind, Obligation.Removal


class What(TextChoices):
    """What can change of an item for one body. One item may have changed in several ways, and counts in each."""

    CLOSED = "closed", gettext_lazy("Closed")
    REPORTED = "reported", gettext_lazy("Reported")
    RETURNED = "returned", gettext_lazy("Report returned")
    WITHDRAWN = "withdrawn", gettext_lazy("Report taken back")
    REOPENED = "reopened", gettext_lazy("Reopened")
    JUDGED = "judged", gettext_lazy("Found still open")
    OVERDUE = "overdue", gettext_lazy("Became overdue")
    IN_TIME = "no_longer_overdue", gettext_lazy("No longer overdue")
    MOVED = "moved", gettext_lazy("Deadline moved")
    CORRECTED = "corrected", gettext_lazy("Deadline corrected")
    ANSWERED = "answered", gettext_lazy("Answered")
    PROGRESS = "progress", gettext_lazy("Progress recorded")
    WAITING = "waiting", gettext_lazy("Waiting on another body, or no longer")
    PLACED = "placed", gettext_lazy("Answer moved here or away")
    RETRACTED = "retracted", gettext_lazy("Words withdrawn")
    NEW = "new", gettext_lazy("New")
    TAKEN_OVER = "taken_over", gettext_lazy("Taken over from a predecessor")
    PASSED_ON = "passed_on", gettext_lazy("Passed on to a successor")
    REMOVED = "removed", gettext_lazy("No longer addressed")
    IN_ERROR = "in_error", gettext_lazy("Found to be entered in error")


OF_ACTS = {
    Kind.ANSWERED: What.ANSWERED,
    Kind.REPORTED: What.REPORTED,
    Kind.WITHDRAWN: What.WITHDRAWN,
    Kind.RETURNED: What.RETURNED,
    Kind.CLOSED: What.CLOSED,
    Kind.REOPENED: What.REOPENED,
    Kind.MOVED: What.MOVED,
    Kind.CORRECTED: What.CORRECTED,
    Kind.WAITING: What.WAITING,
    Kind.PLACED: What.PLACED,
    Kind.TAKEN: What.PLACED,
    Kind.RETRACTED: What.RETRACTED,
    Kind.JUDGED: What.JUDGED,
}
"""What an act changed. Whom an item is addressed to is told by the days of the item itself."""

OF_REMOVALS = {Removal.PASSED_ON: What.PASSED_ON, Removal.ERROR: What.IN_ERROR}


@dataclass(frozen=True, slots=True)
class Standing:
    """How an item stood at the end of a day, at which it counted."""

    status: str
    due_on: date | None
    closure: str = ""

    @property
    def label(self):
        """ "Overdue", "Closed: verified by HMICFRS"."""
        status = str(Status(self.status).label)
        return f"{status}: {self.how}" if self.closure else status

    @property
    def how(self):
        """ "verified by HMICFRS"; "" of what is not closed."""
        return str(label_of(Obligation.Closure, self.closure))

    @property
    def is_open(self):
        return self.status in OPEN

    @property
    def is_overdue(self):
        return self.status == Status.OVERDUE


@dataclass(frozen=True)
class ItemChange:
    """What changed of one item for one body: a row of the page.

    `before` and `after` are None where it did not count: before it was addressed, after it was no longer. `kinds` are
    What, in their order; `entries` what happened in between, as responses.events.Entry, the first first, with reasons
    and names where the viewer may read them.
    """

    obligation: Obligation
    before: Standing | None
    after: Standing | None
    kinds: tuple
    entries: list

    @property
    def is_unmoved(self):
        """Whether it stood the same at both ends."""
        return self.before == self.after

    @property
    def was_due_otherwise(self):
        """Whether it had another deadline before."""
        return bool(self.before and self.after and self.before.due_on != self.after.due_on)

    @property
    def labels(self):
        return [str(kind.label) for kind in self.kinds]

    @property
    def slipped(self):
        """The kinds of changes by which it slipped."""
        return slips(self.kinds, is_nearer=self._is_nearer)

    @property
    def _is_nearer(self):
        """Whether it counted at both ends, with a deadline that was not later at the second."""
        days = [standing.due_on for standing in (self.before, self.after) if standing and standing.due_on]
        return len(days) > 1 and days[0] >= days[1]

    def recorded_after(self, day):
        """Whether anything of it was recorded only after that day, so that a paper of that day could not show it."""
        return any(entry.at and localdate(entry.at) > day for entry in self.entries)

    @property
    def reasons(self):
        """Why it slipped, as those said who did what made it slip, where the viewer may read it."""
        return [entry.why for entry in self.entries if entry.why and entry.kind in SETS_BACK]


SLIPS = (What.OVERDUE, What.MOVED, What.RETURNED, What.REOPENED)
SETS_BACK = (Kind.MOVED, Kind.CORRECTED, Kind.RETURNED, Kind.WITHDRAWN, Kind.REOPENED)
"""Acts after which an item may be late, or less far than it was."""


def slips(kinds, *, is_nearer):
    """Those of its kinds by which an item slipped: a deadline that was moved nearer did not."""
    return tuple(kind for kind in kinds if kind in SLIPS and not (kind == What.MOVED and is_nearer))


def in_words(what, n):
    """How many items changed so: "12 closed", "3 deadlines moved"."""
    words = {
        What.CLOSED: lambda: ngettext("%(n)s closed", "%(n)s closed", n),
        What.REPORTED: lambda: ngettext("%(n)s reported", "%(n)s reported", n),
        What.RETURNED: lambda: ngettext("%(n)s returned", "%(n)s returned", n),
        What.WITHDRAWN: lambda: ngettext("%(n)s report taken back", "%(n)s reports taken back", n),
        What.REOPENED: lambda: ngettext("%(n)s reopened", "%(n)s reopened", n),
        What.JUDGED: lambda: ngettext("%(n)s found still open", "%(n)s found still open", n),
        What.OVERDUE: lambda: ngettext("%(n)s became overdue", "%(n)s became overdue", n),
        What.IN_TIME: lambda: ngettext("%(n)s no longer overdue", "%(n)s no longer overdue", n),
        What.MOVED: lambda: ngettext("%(n)s deadline moved", "%(n)s deadlines moved", n),
        What.CORRECTED: lambda: ngettext("%(n)s deadline corrected", "%(n)s deadlines corrected", n),
        What.ANSWERED: lambda: ngettext("%(n)s answered", "%(n)s answered", n),
        What.PROGRESS: lambda: ngettext("%(n)s with progress", "%(n)s with progress", n),
        What.WAITING: lambda: ngettext("%(n)s changed whom it waits for", "%(n)s changed whom they wait for", n),
        What.PLACED: lambda: ngettext("%(n)s answer moved", "%(n)s answers moved", n),
        What.RETRACTED: lambda: ngettext("%(n)s with words withdrawn", "%(n)s with words withdrawn", n),
        What.NEW: lambda: ngettext("%(n)s new", "%(n)s new", n),
        What.TAKEN_OVER: lambda: ngettext("%(n)s taken over", "%(n)s taken over", n),
        What.PASSED_ON: lambda: ngettext("%(n)s passed on", "%(n)s passed on", n),
        What.REMOVED: lambda: ngettext("%(n)s no longer addressed", "%(n)s no longer addressed", n),
        What.IN_ERROR: lambda: ngettext("%(n)s entered in error", "%(n)s entered in error", n),
    }
    return words[what]() % {"n": n}
