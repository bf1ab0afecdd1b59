"""What the compliance list shows of each row, in columns that its reader chooses."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from inspections.models import Obligation
from inspections.wording import day_words


@dataclass(frozen=True)
class Column:
    """One column: what an address calls it, its heading, and what responses.exporting.Line has in it, if anything.

    Without `of` the page shows it in a way of its own. `of_today` marks what no record tells of an earlier day.
    """

    name: str
    label: str
    of: Callable[[Any], Any] | None = None
    is_figure: bool = False
    of_today: bool = False

    def cell(self, line):
        """What stands in the column: text or a number, "" for nothing."""
        value = self.of(line)
        if isinstance(value, date):
            return day_words(value)
        return "" if value is None else value


def _closed(line):
    row = line.obligation
    return f"{day_words(row.closed_on)}, {Obligation.Closure(row.closure).label}" if row.closed_on else None


COLUMNS = (
    Column("deadline", _("Deadline")),
    Column("status", _("Status")),
    Column("overdue", _("Days overdue"), lambda line: line.days_overdue, is_figure=True),
    Column("moved", _("Times moved"), lambda line: line.times_moved or None, is_figure=True),
    Column("level", _("Level"), lambda line: line.item.level and line.item.level.name),
    Column("region", _("Region"), lambda line: line.obligation.body.region),
    Column("position", _("What the answer says"), lambda line: line.position, of_today=True),
    Column("lead", _("Lead officer"), lambda line: line.known("lead"), of_today=True),
    Column("target", _("Own target"), lambda line: line.known("target_on"), of_today=True),
    Column("waiting", _("Waiting on"), lambda line: line.obligation.waiting_on and line.obligation.waiting_on.name),
    Column("closed", _("Closed on, and how"), _closed),
    Column("changed", _("Last change"), lambda line: localdate(line.obligation.changed_at), of_today=True),
)

DEFAULT = ("deadline", "status")
"""The columns that everybody has who chooses none."""
