"""The seven compliance statuses, and totals over them. Pure: no database, no clock."""

from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

DUE_SOON_DAYS = 30
"""An open item whose deadline is at most this many days away is due soon."""


class Status(TextChoices):
    """How one item stands for one body on a day: derived, never stored. The order is that of bars and keys."""

    CLOSED = "closed", _("Closed")
    REPORTED_COMPLETE = "reported_complete", _("Reported complete")
    NO_ACTION = "no_action", _("No action, reason given")
    NOT_DUE = "not_due", _("Not yet due")
    DUE_SOON = "due_soon", _("Due soon")
    OVERDUE = "overdue", _("Overdue")
    NO_DEADLINE = "no_deadline", _("No deadline")


LETTERS = {
    Status.CLOSED: "C",
    Status.REPORTED_COMPLETE: "R",
    Status.NO_ACTION: "A",
    Status.NOT_DUE: "Y",
    Status.DUE_SOON: "S",
    Status.OVERDUE: "O",
    Status.NO_DEADLINE: "D",
}
"""One letter of each status's word, for the cells of the matrix."""

OPEN = (Status.OVERDUE, Status.DUE_SOON, Status.NOT_DUE, Status.NO_DEADLINE)
"""Neither closed nor claimed, the most pressing first."""

CLAIMED = (Status.REPORTED_COMPLETE, Status.NO_ACTION)
"""Reported by the body, and not closed."""

MOST_PRESSING_FIRST = (*OPEN, *CLAIMED, Status.CLOSED)
"""All seven, in the order of lists that begin with what is to be done."""


@dataclass(frozen=True)
class Totals:
    """How many items stand in each status, for a force, an item, a report or a whole page.

    `silent` are the overdue ones with nothing recorded here; `settled` those closed because the work was done
    (verified, confirmed or closed by the force); `void` those closed without it (superseded, withdrawn, no action
    agreed), which leave the share.
    """

    counts: dict = field(default_factory=lambda: dict.fromkeys(Status, 0))
    silent: int = 0
    settled: int = 0
    void: int = 0

    @property
    def items(self):
        return sum(self.counts.values())

    @property
    def open(self):
        return sum(self.counts[status] for status in OPEN)

    @property
    def share_closed(self):
        """Settled items as a share (0 to 1) of all that are not void; None where nothing is left to share."""
        base = self.items - self.void
        return self.settled / base if base else None

    def __add__(self, other):
        return Totals(
            {status: self.counts[status] + other.counts[status] for status in Status},
            self.silent + other.silent,
            self.settled + other.settled,
            self.void + other.void,
        )

    def __getitem__(self, status):
        return self.counts[status]
