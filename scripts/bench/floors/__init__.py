"""The floors: for each page the least SQL that yields the same figures, written by hand, with the indexes there are.

A floor is a file of statements beside this one. `$owed` is what counts on the page's day, as `o`; `$status` how an
obligation stands then; `$where` and the like are what a page chooses. Days and ids come as parameters, `%(day)s`.
Sign-in, session and the words of the panel are no figures, and are in no floor.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from string import Template

HERE = Path(__file__).parent

TODAY = "inspections_obligation"
LIVE = "o.removed_on IS NULL AND o.in_totals AND o.addressed_on <= %(day)s"

STATUS = """CASE
    WHEN o.closed_on IS NOT NULL THEN 6 WHEN o.claim = 'complete' THEN 5 WHEN o.claim = 'no_action' THEN 4
    WHEN o.due_on IS NULL THEN 3 WHEN o.due_on < %(on)s THEN 0 WHEN o.due_on <= %(on)s::date + 30 THEN 1 ELSE 2 END"""
"""Overdue, due soon, not due, no deadline, no action, complete, closed."""


@dataclass(frozen=True)
class Floor:
    """One page's floor: the name of its file, what the page chooses, and whether it tells of the earlier day."""

    name: str
    chosen: dict = field(default_factory=dict)
    past: bool = False

    @cached_property
    def statements(self):
        defaults = {"where": "TRUE", "only": "TRUE", "joins": "", "order": "o.due_on NULLS LAST, o.id", "offset": "0"}
        defaults["report"] = "%(report_id)s"
        shared = {"status": STATUS, "owed": _file("past_rows") if self.past else TODAY}
        shared["live"] = "TRUE" if self.past else LIVE
        words = Template(_file(self.name)).substitute(defaults | shared | self.chosen)
        return [statement for statement in re.sub(r"--.*", "", words).split(";") if statement.strip()]

    def run(self, connection, places):
        """All rows of each statement, in their order."""
        values = places | {"on": places["past"] if self.past else places["day"]}
        return [connection.execute(statement, values).fetchall() for statement in self.statements]


def _file(name):
    return (HERE / f"{name}.sql").read_text()


NOTHING = Floor("nothing")
"""Of a page of words alone."""
