"""A second, plain telling of what the register holds: each row with spans of what held from when until when.

Events go to the real actions; what these accept is told here again, in Python and without a log, so that every day can
be asked of both.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import strategies as st

from inspections import actions
from inspections.models import Obligation
from inspections.statuses import DUE_SOON_DAYS, Status, Totals
from tests.factories import (
    make_administrator,
    make_force,
    make_inspection,
    make_level,
    make_national_body,
    make_recommendation,
)

FIRST = date(2026, 1, 5)
THE_ITEMS = object()
"""The deadline of a row that has none of its own."""


@dataclass
class Told:
    """One thing that is told of a row: what holds, since when (None: always), and (what, from, until) before that."""

    value: object = ""
    since: date | None = None
    past: list = field(default_factory=list)

    def becomes(self, value, on):
        self.past.append((self.value, self.since, on))
        self.value, self.since = value, max(self.since or on, on)

    def ends(self, on):
        """It no longer holds, and nothing does in its place."""
        self.past.append((self.value, self.since, on))
        self.value, self.since = "", None

    def at(self, day, default=""):
        for value, since, until in self.past:
            if (since is None or since <= day) and day < until:
                return value
        return self.value if self.since is None or self.since <= day else default


@dataclass
class Row:
    """What one body owes on one item, as it is told here."""

    item: object
    body: object
    addressed_on: date
    removed_on: date | None = None
    in_error: bool = False
    due: Told = field(default_factory=lambda: Told(THE_ITEMS))
    answer: Told = field(default_factory=Told)
    claim: Told = field(default_factory=Told)
    closure: Told = field(default_factory=Told)
    waiting: Told = field(default_factory=lambda: Told(None))

    @property
    def is_live(self):
        return self.removed_on is None

    def counts_on(self, day):
        return not self.in_error and self.addressed_on <= day and (self.is_live or day < self.removed_on)

    def due_on(self, day=date.max):
        due = self.due.at(day, default=self.due.value)
        return self.item.due_on if due is THE_ITEMS else due

    def answered(self, on):
        self.answer.value = "said"
        self.answer.since = min(self.answer.since or on, on)

    def status_on(self, day):
        due_on, claim = self.due_on(day), self.claim.at(day)
        if self.closure.at(day):
            return Status.CLOSED
        if claim:
            return Status.REPORTED_COMPLETE if claim == "complete" else Status.NO_ACTION
        if due_on is None:
            return Status.NO_DEADLINE
        if due_on < day:
            return Status.OVERDUE
        return Status.DUE_SOON if due_on <= day + timedelta(days=DUE_SOON_DAYS) else Status.NOT_DUE

    def stands_on(self, day):
        """(status, whether nothing is recorded of what is overdue, deadline, whom it waits on)."""
        status = self.status_on(day)
        waits = self.waiting.at(day, default=self.waiting.value)
        return status, status == Status.OVERDUE and not self.answer.at(day), self.due_on(day), waits and waits.pk


class Register:
    """A small register: two reports, six items, three forces and an office; and every row of it told twice."""

    def __init__(self):
        self.by, self.day = make_administrator(), FIRST
        self.forces = [make_force(name=f"Force {letter}") for letter in "ABC"]
        self.bodies = [*self.forces, make_national_body(name="Office")]
        self.items, self.rows, level = [], {}, make_level(closed_by="force")
        for report in (make_inspection(published_on=FIRST + timedelta(days=n)) for n in (0, 8)):
            for wait in (4, 40, None):
                due_on = wait and report.published_on + timedelta(days=wait)
                self.items.append(make_recommendation(report, level=level, due_on=due_on, issued_on=None))
        for n, item in enumerate(self.items):
            self.tell_new(item, actions.address(item, self.bodies[n % 2 : n % 2 + 3], by=self.by), on=FIRST)

    def happens(self, name, on, number, choice):
        """Do what is called so; what the register refuses has not happened."""
        try:
            getattr(self, name)(number, choice, {"by": self.by, "on": on, "reason": "By chance."})
        except actions.ActionError:
            return

    def go_through(self, happened):
        """All of that, one after the other."""
        for name, wait, back, number, choice in happened:
            self.day += timedelta(days=wait)
            self.happens(name, self.day - timedelta(days=back), number, choice)

    # Rows -------------------------------------------------------------------------------------------------------------

    def some(self, number, rows=None):
        """One or two of the live rows, as {Obligation: Row}."""
        rows = [key for key, row in self.rows.items() if row.is_live] if rows is None else rows
        keys = {rows[(number + n) % len(rows)] for n in range(1 + number % 2)} if rows else set()
        return {obligation: self.rows[obligation.pk] for obligation in Obligation.objects.filter(pk__in=keys)}

    def of(self, aspect):
        return [key for key, row in self.rows.items() if row.is_live and getattr(row, aspect).value]

    def tell_new(self, item, obligations, on):
        for new in obligations:
            before = [row for row in self.rows.values() if (row.item, row.body) == (item, new.body)]
            freed = [row.removed_on for row in before if row.removed_on and not row.in_error]
            self.rows[new.pk] = Row(item, new.body, max([item.inspection.published_on, on, *freed]))

    # What happens -----------------------------------------------------------------------------------------------------

    def answer(self, number, choice, signed):
        rows = self.some(number)
        actions.record_answer(list(rows), **signed)
        for row in rows.values():
            row.answered(signed["on"])

    def report(self, number, choice, signed):
        rows, claim = self.some(number), ["complete", "no_action"][choice % 2]
        actions.submit_claim(list(rows), claim=claim, **signed)
        for row in rows.values():
            if row.claim.value:
                row.claim.ends(signed["on"])
            row.claim.value, row.claim.since = claim, signed["on"]
            row.answered(signed["on"])

    def give_back(self, number, choice, signed):
        rows = self.some(number, self.of("claim"))
        actions.return_claim(list(rows), withdrawn=bool(choice % 2), **signed)
        for row in rows.values():
            row.claim.ends(signed["on"])

    def close(self, number, choice, signed):
        rows, closure = self.some(number), ["verified", "by_force", "withdrawn", "superseded"][choice % 4]
        actions.close(list(rows), closure=closure, **signed)
        for row in rows.values():
            row.closure.value, row.closure.since = closure, signed["on"]

    def reopen(self, number, choice, signed):
        rows = self.some(number, self.of("closure"))
        actions.reopen(list(rows), **signed)
        for row in rows.values():
            row.closure.ends(signed["on"])

    def move(self, number, choice, signed):
        rows, due_on = self.some(number), [None, signed["on"] + timedelta(days=choice % 50 - 5)][bool(choice % 4)]
        actions.move_deadline(list(rows), due_on=due_on, **signed)
        for row in rows.values():
            if row.due_on() != due_on:
                row.due.becomes(due_on, signed["on"])

    def correct(self, number, choice, signed):
        item = self.items[number % len(self.items)]
        item.due_on = [None, item.inspection.published_on + timedelta(days=choice % 60)][bool(choice % 4)]
        item.deadline_kind = "date" if item.due_on else "none"
        item.save()
        actions.correct_deadline(item, **signed)

    def wait(self, number, choice, signed):
        rows, other = self.some(number), [None, *self.bodies][choice % 3]
        actions.wait_on(list(rows), other, **signed)
        for row in rows.values():
            if row.waiting.value != other:
                row.waiting.becomes(other, signed["on"])

    def retract(self, number, choice, signed):
        for obligation, row in list(self.some(number).items())[:1]:
            actions.retract(obligation, answered_on=None, **signed)
            for told in (row.claim, row.answer):
                if told.value:
                    told.ends(signed["on"])

    def add(self, number, choice, signed):
        item = self.items[number % len(self.items)]
        there = {row.body for row in self.rows.values() if row.is_live and row.item == item}
        wanted = [body for body in self.bodies[choice % 4 :][:2] if body.active_until is None]
        self.tell_new(item, actions.address(item, wanted, **signed), on=signed["on"])
        assert {row.body for row in self.rows.values() if row.is_live and row.item == item} == there | set(wanted)

    def remove(self, number, choice, signed):
        rows = self.some(number)
        actions.remove_addressees(list(rows), removal="ended", **signed)
        for row in rows.values():
            row.removed_on = max(signed["on"], row.addressed_on)

    def err(self, number, choice, signed):
        rows = self.some(number & ~1)
        actions.enter_in_error(list(rows), **signed)
        for row in rows.values():
            row.removed_on, row.in_error = max(signed["on"], row.addressed_on), True

    def place(self, number, choice, signed):
        """An answer that was entered at the wrong item goes to the right one, and was never said where it was."""
        [wrong, *_], [right, *_] = self.some(number & ~1, self.of("answer")) or [None], self.some(choice & ~1) or [None]
        if not wrong or not right:
            return
        actions.move_record(wrong, right, **signed)
        from_row, to_row = self.rows[wrong.pk], self.rows[right.pk]
        for name, nothing in {"answer": "", "claim": "", "waiting": None}.items():
            told = getattr(from_row, name)
            told.past = [(nothing, None, told.since)] if told.value and told.since else []
            setattr(to_row, name, told if told.value else Told(nothing))
            setattr(from_row, name, Told(nothing))

    def merge(self, number, choice, signed):
        """One force gives way to another one, today."""
        signed, there = signed | {"on": self.day}, [body for body in self.forces if body.active_until is None]
        old, new = there[number % len(there)], there[(number + 1) % len(there)]
        actions.merge_bodies([old], new, **signed)
        old.refresh_from_db()
        for item in self.items:
            self._pass_on(item, old, new)
        for row in self.rows.values():
            if row.is_live and row.waiting.value == old and not row.closure.value:
                row.waiting.becomes(None if row.body == new else new, self.day)

    def _pass_on(self, item, old, new):
        live = [row for row in self.rows.values() if row.is_live and row.item == item]
        passing = [row for row in live if row.body == old and not row.closure.value]
        rows = sorted([*passing, *(row for row in live if row.body == new)], key=lambda row: row.body.name)
        if not passing:
            return
        unclosed = [row for row in rows if not row.closure.value]
        first = min(unclosed, key=lambda row: row.due_on() or date.max)
        successor = Row(item, new, max(self.day, min(row.addressed_on for row in rows)))
        successor.due = Told(first.due.value)
        claims = {row.claim.value for row in unclosed}
        if len(claims) == 1 and "" not in claims:
            successor.claim = Told(claims.pop(), max(row.claim.since for row in unclosed))
        if said := [row.answer.since for row in rows if row.answer.value]:
            successor.answer = Told("said", min(said))
        waits = [row.waiting.value for row in unclosed if row.waiting.value not in (None, old, new)]
        successor.waiting = Told(next(iter(waits), None))
        for row in rows:
            row.removed_on = max(self.day, row.addressed_on)
        [key] = Obligation.objects.live().filter(recommendation=item, body=new).values_list("pk", flat=True)
        self.rows[key] = successor

    # What is told -----------------------------------------------------------------------------------------------------

    def stands_on(self, day):
        """{id: how the row stands} of all that counts on the day, and Totals by body."""
        counted = {key: row for key, row in self.rows.items() if row.counts_on(day)}
        totals = {}
        for row in counted.values():
            totals.setdefault(row.body.pk, []).append(row)
        return {key: row.stands_on(day) for key, row in counted.items()}, {
            body: _totals(rows, day) for body, rows in totals.items()
        }


def _totals(rows, day):
    standing = [row.stands_on(day) for row in rows]
    closures = [row.closure.at(day) for row in rows]
    return Totals(
        {status: sum(one[0] == status for one in standing) for status in Status},
        sum(one[1] for one in standing),
        sum(closure in Obligation.SETTLED for closure in closures),
        sum(closure in Obligation.VOID for closure in closures),
    )


EVENTS = (
    *("answer", "report", "report", "give_back", "give_back", "close", "reopen", "reopen", "move", "move"),
    *("correct", "wait", "wait", "retract", "add", "remove", "err", "place", "place", "merge"),
)
"""What can happen, the commonest several times."""

happenings = st.lists(
    st.tuples(
        st.sampled_from(EVENTS),
        st.integers(0, 2),  # days since the last one
        st.sampled_from([0, 0, 0, 0, 1, 3, 12]),  # days before that, from which it counts
        st.integers(0, 99),
        st.integers(0, 99),
    ),
    min_size=8,
    max_size=25,
)
"""What happens to a Register: (what, days since the last, days before that from which it counts, two numbers)."""
