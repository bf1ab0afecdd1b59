"""A filled sheet comes in: read, matched with the register, compared, and carried out by the actions."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from inspections.actions import ActionError, close, record_answer, wait_on
from inspections.models import Governance
from inspections.sheets import SheetRefused, read
from responses.actions import enter_answers
from responses.answersheet.changes import Change, changes_of
from responses.answersheet.columns import entry_of, places_of
from responses.answersheet.matching import Register


@dataclass
class Outcome:
    """What a file did, or would do: its `changes`, or, where any row was refused, nothing but the `refusals`.

    `refusals` are (number of the row, sentence), `unchanged` how many rows say what the register has already.
    """

    rows: int = 0
    changes: list[Change] = field(default_factory=list)
    refusals: list = field(default_factory=list)

    @property
    def unchanged(self):
        return self.rows - len(self.changes) - len({row for row, _sentence in self.refusals})

    @property
    def can_be_written(self):
        return bool(self.changes) and not self.refusals


def bring_in(data, *, by, on, reason, preview=False, show=iter):
    """Bring in the bytes of a filled sheet: all of it, or nothing where any row is refused.

    A preview does the same and undoes it, so that it refuses whatever would be refused. `show` wraps the list of what
    is done one after another, for a progress bar. Raises SheetRefused for a file that is no such sheet.
    """
    entries = _entries(data)
    outcome = Outcome(rows=len(entries))
    with transaction.atomic():
        Register(entries, on).match()
        for entry in entries:
            if not entry.problems and (change := changes_of(entry, on)):
                outcome.changes.append(change)
        _carry_out(
            [change for change in outcome.changes if not change.problems], by=by, on=on, reason=reason, show=show
        )
        outcome.refusals = [(entry.row, sentence) for entry in entries for sentence in entry.problems]
        outcome.changes = [change for change in outcome.changes if not change.problems]
        if preview or outcome.refusals:
            transaction.set_rollback(True)
    return outcome


def _entries(data):
    rows = read(data)
    first = next(rows, None)
    if first is None:
        raise SheetRefused(_("The sheet is empty."))
    places = places_of(first.cells)
    entries = [entry_of(row, places) for row in rows]
    if not entries:
        raise SheetRefused(_("There is nothing below the headings."))
    return entries


class _Actions:
    """One action for each part of a Change, for all the changes that have that part alike."""

    def __init__(self, *, by, on, reason):
        self.on, self.signed = on, {"by": by, "reason": reason}
        governed = Governance.objects.in_force_on(on).select_related("local_policing_body")
        self.sides = {record.force_id: record.local_policing_body for record in governed}

    def answer(self, group, dated_on, basis):
        """The side is the local policing body's, where there is one: its office keeps the sheet."""
        answers = [(c.obligation, c.words, self.sides.get(c.obligation.body_id, c.obligation.body)) for c in group]
        enter_answers(answers, on=self.on, dated_on=dated_on, basis=basis, **self.signed)

    def first_on(self, group, dated_on):
        record_answer(_rows(group), on=dated_on, **self.signed)

    def wait(self, group, body):
        wait_on(_rows(group), body, on=self.on, **self.signed)

    def closing(self, group, closed_on, closure, letter):
        close(_rows(group), closure=closure, letter=letter, on=closed_on, **self.signed)


def _rows(group):
    return [change.obligation for change in group]


def _carry_out(changes, *, show, **signed):
    actions, steps = _Actions(**signed), {}
    for part in ("answer", "first_on", "wait", "closing"):
        for change in changes:
            if (how := getattr(change, part)) is not None:
                steps.setdefault((part, how), []).append(change)
    for (part, how), group in show(list(steps.items())):
        _in_one_go(getattr(actions, part), [change for change in group if not change.problems], how)


def _in_one_go(act, group, how):
    """Do it for all of them together; where that is refused, one by one, to learn which rows are in the way."""
    if not group:
        return
    try:
        with transaction.atomic():
            act(group, *how)
    except ActionError as error:
        if len(group) == 1:
            group[0].problems.append(str(error))
            return
        for change in group:
            _in_one_go(act, [change], how)
