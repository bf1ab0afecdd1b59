"""A small register to which anything may happen."""

import random
from datetime import date, timedelta

from inspections import actions
from inspections.models import Body, Obligation
from tests.factories import (
    make_administrator,
    make_force,
    make_inspection,
    make_level,
    make_national_body,
    make_recommendation,
)

FIRST = date(2026, 1, 5)


class Chance:
    """Acts at random on a small register: what is refused is left."""

    def __init__(self, seed):
        self.random, self.by = random.Random(seed), make_administrator()
        self.forces = [make_force(name=f"Force {letter}") for letter in "ABCDE"]
        self.office = make_national_body(name="Office")
        level = make_level(closed_by="force")
        reports = [make_inspection(published_on=FIRST), make_inspection(published_on=FIRST + timedelta(days=20))]
        self.items = [
            make_recommendation(
                report, level=level, due_on=wait and report.published_on + timedelta(days=wait), issued_on=None
            )
            for report in reports
            for wait in (9, 25, 45, None)
        ]
        for item in self.items:
            actions.address(item, self.random.sample([*self.forces, self.office], 4), by=self.by)

    def rows(self):
        live = list(Obligation.objects.live().order_by("pk"))
        return self.random.sample(live, min(len(live), self.random.randint(1, 3)))

    def act(self, day):
        """One act of the day; whatever the register refuses has not happened."""
        name = self.random.choice(
            ["answer", "claim", "claim", "back", "back", "close", "reopen", "move", "wait", "retract", "add", "remove"]
        )
        try:
            getattr(self, name)({"by": self.by, "on": day, "reason": "By chance."})
        except actions.ActionError:
            return

    def answer(self, signed):
        actions.record_answer(self.rows(), **signed)

    def claim(self, signed):
        actions.submit_claim(self.rows(), claim=self.random.choice(["complete", "no_action"]), **signed)

    def back(self, signed):
        claimed = list(Obligation.objects.live().filter(closed_on=None).exclude(claim="").order_by("pk"))
        actions.return_claim(claimed[:2], withdrawn=self.random.random() < 0.5, **signed)

    def close(self, signed):
        closure = self.random.choice(["verified", "by_force", "withdrawn", "superseded"])
        actions.close(self.rows(), closure=closure, **signed)

    def reopen(self, signed):
        closed = list(Obligation.objects.live().filter(closed_on__isnull=False).order_by("pk"))
        actions.reopen(self.random.sample(closed, min(1, len(closed))), **signed)

    def move(self, signed):
        due_on = self.random.choice([None, signed["on"] + timedelta(days=self.random.randint(-9, 60))])
        actions.move_deadline(self.rows(), due_on=due_on, **signed)

    def wait(self, signed):
        actions.wait_on(self.rows(), self.random.choice([None, self.office, self.forces[0]]), **signed)

    def retract(self, signed):
        actions.retract(self.rows()[0], answered_on=None, **signed)

    def add(self, signed):
        actions.address(self.random.choice(self.items), self.random.sample(self.forces, 2), **signed)

    def remove(self, signed):
        actions.remove_addressees(self.rows()[:1], removal="ended", **signed)

    def merge(self, day):
        """Two forces give way to a third, which is there already or begins that day."""
        there = list(Body.objects.forces().active_on(day).order_by("pk"))
        new = self.random.choice([make_force(name=f"Force of {day}", active_from=day), there.pop()])
        actions.merge_bodies(self.random.sample(there, 2), new, by=self.by, on=day, reason="The order of 2026.")
