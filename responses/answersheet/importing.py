"""A filled sheet comes in: matched with the register, compared, and carried out by the actions."""

from django.utils.translation import gettext_lazy as lazy

from inspections.actions import close, record_answer, wait_on
from inspections.exchange import Sheet, in_one_go
from inspections.models import Governance, Obligation
from responses.actions import enter_answers
from responses.answersheet.changes import changes_of
from responses.answersheet.columns import COLUMNS, check
from responses.answersheet.exporting import AT_A_TIME, NAMED, row_of
from responses.answersheet.matching import Register


class AnswerSheet(Sheet):
    """The answers to all that is owed: where it stands, in whose words, and since when."""

    name = "answers"
    title = lazy("Answers")
    explained = lazy("A row for each addressed item, with its answer, dates and closure.")
    columns = COLUMNS

    def records(self):
        return Obligation.objects.live()

    def rows(self, records):
        in_order = records.order_by("body__name", "recommendation__inspection", "recommendation__sequence", "pk")
        rows = in_order.prefetch_related(*NAMED).iterator(chunk_size=AT_A_TIME)
        return (row_of(obligation) for obligation in rows)

    def work(self, entries, *, by, on, reason, show):
        for entry in entries:
            check(entry)
        Register(entries, on).match()
        changes = [change for entry in entries if not entry.problems and (change := changes_of(entry, on))]
        _carry_out(changes, by=by, on=on, reason=reason, show=show)
        return changes


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
    # Causes of concern come last: each is closed after the items under it.
    changes = sorted(changes, key=lambda change: not change.obligation.in_totals)
    for part in ("answer", "first_on", "wait", "closing"):
        for change in changes:
            if (how := getattr(change, part)) is not None and not change.entry.problems:
                steps.setdefault((part, how, change.obligation.in_totals), []).append(change)
    for (part, how, _is_counted), group in show(list(steps.items())):
        in_one_go(getattr(actions, part), group, *how)
