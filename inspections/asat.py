"""How things stood at the end of an earlier day: the rows as they were, and since when there is anything to tell."""

from django.db.models import Min

from inspections.facts import NAMES
from inspections.models import Body, Inspection
from inspections.pastday import is_past


def records_begin(today):
    """The first day of which the register can tell: the first report's day of publication. None while it is empty."""
    return Inspection.objects.in_register(today).aggregate(first=Min("published_on"))["first"]


def as_they_stood(rows, day, known=()):
    """The obligations of a page with the facts of `day` in the place of those in force: a list, for reading only.

    For today nothing is done. For a PastDay the rows come from `with_facts` and `with_status`; one query more, where
    they waited on bodies that are not among the `known`.
    """
    rows = list(rows)
    if not is_past(day):
        return rows
    bodies = {body.pk: body for body in known}
    waited_for = {int(row.waiting_on_then) for row in rows if row.waiting_on_then}
    if not waited_for <= bodies.keys():
        bodies |= Body.objects.in_bulk(waited_for - bodies.keys())
    for row in rows:
        row.waiting_on = bodies.get(int(row.waiting_on_then or 0))
        if row.closed_on_then != row.closed_on:
            # By whom, and by which letter, is only kept of the closure in force.
            row.closed_by, row.closure_letter, row.superseded_by = None, "", None
        if row.removed_on and row.removed_on > day and row.removal != row.Removal.ERROR:
            row.removed_on, row.removal = None, ""
        for name in NAMES:
            setattr(row, name, getattr(row, f"{name}_then"))
    return rows
