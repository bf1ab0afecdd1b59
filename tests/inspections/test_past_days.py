"""As at an earlier day: asked afterwards, every day answers what it answered when it was today."""

import random
from datetime import date, datetime, time, timedelta

import pytest
from django.utils.timezone import make_aware

from inspections import actions
from inspections.asat import as_they_stood
from inspections.models import Act, Body, Obligation
from inspections.pastday import PastDay
from tests.factories import (
    make_administrator,
    make_force,
    make_inspection,
    make_level,
    make_national_body,
    make_obligation,
    make_recommendation,
)

pytestmark = pytest.mark.django_db
FIRST = date(2026, 1, 5)
DAYS = 70


def how_it_stands(day):
    """Every row that counts on the day: {id: (status, silent, deadline, whether its own)}, and the totals by body."""
    owed = Obligation.objects.owed_on(day)
    past = isinstance(day, PastDay)
    names = ["due_on_then", "has_own_due_on_then"] if past else ["due_on", "has_own_due_on"]
    rows = owed.with_status(day).values_list("pk", "status", "silent", *names)
    found = [(pk, (status, bool(silent), due_on, bool(own))) for pk, status, silent, due_on, own in rows]
    assert len(found) == len(dict(found)), "a row comes twice"
    waiting = owed.with_status(day).values_list("pk", "waiting_on_then" if past else "waiting_on")
    return dict(found), owed.totals_by("body", day), {pk: str(body or "") for pk, body in waiting}


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


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_every_day_answers_as_it_did_when_it_was_today(seed):
    chance = Chance(seed)
    told = {}
    for day in (FIRST + timedelta(days=n) for n in range(DAYS)):
        for _ in range(3):
            chance.act(day)
        if (day - FIRST).days in (30, 55):
            chance.merge(day)
        told[day] = how_it_stands(day)
    assert len({row[0] for rows, *_rest in told.values() for row in rows.values()}) == 7
    for day, answer in told.items():
        assert how_it_stands(PastDay.of(day)) == answer, day


# What was put right is right on every day -----------------------------------------------------------------------------

ON = FIRST + timedelta(days=10)
DAY = PastDay.of(FIRST + timedelta(days=20))
LATER = FIRST + timedelta(days=30)


@pytest.fixture
def by():
    return make_administrator()


def row_as_at(obligation, day=DAY):
    """(status, deadline) of a row at the end of a day; None where it did not count."""
    rows = Obligation.objects.owed_on(day).with_status(day).filter(pk=obligation.pk)
    return rows.values_list("status", "due_on_then").first()


def asked(due_on=None, **kwargs):
    report = make_inspection(published_on=FIRST)
    return make_obligation(recommendation=make_recommendation(report, due_on=due_on), **kwargs)


def test_what_was_entered_in_error_counts_on_no_day(by):
    row = asked()
    assert row_as_at(row)
    actions.enter_in_error([row], by=by, on=LATER, reason="Never asked.")
    assert row_as_at(row) is None


def test_a_corrected_deadline_holds_before_a_move_and_for_who_is_no_longer_asked(by):
    moved = asked(date(2026, 2, 28))
    item = moved.recommendation
    [gone] = actions.address(item, [make_force()], by=by)
    actions.move_deadline([moved], due_on=date(2026, 6, 30), by=by, on=LATER, reason="Tendered again.")
    actions.remove_addressees([gone], removal="ended", by=by, on=LATER, reason="Not theirs.")
    item.due_on = date(2026, 3, 31)
    item.save()
    actions.correct_deadline(item, by=by, on=LATER, reason="Misread.")
    assert {row_as_at(row)[1] for row in (moved, gone)} == {date(2026, 3, 31)}
    assert row_as_at(moved, PastDay.of(LATER))[1] == date(2026, 6, 30)


def test_a_moved_answer_was_never_said_where_it_was(by):
    wrong, right = asked(), asked()
    actions.submit_claim([wrong], claim="no_action", by=by, on=ON, reason="")
    actions.return_claim([wrong], by=by, on=DAY, reason="Why?")
    actions.submit_claim([wrong], claim="complete", by=by, on=DAY, reason="")
    before = PastDay.of(DAY - timedelta(days=1))
    assert row_as_at(wrong, before)[0] == "no_action"
    actions.move_record(wrong, right, by=by, on=LATER, reason="Typed at the wrong item.")
    assert {row_as_at(wrong, day)[0] for day in (before, DAY)} == {"no_deadline"}
    assert row_as_at(right)[0] == "reported_complete"
    # What is said of the item itself may now be older than what went away, and is told once.
    actions.submit_claim([wrong], claim="complete", by=by, on=ON, reason="")
    actions.return_claim([wrong], by=by, on=LATER, reason="Why?")
    assert row_as_at(wrong, before)[0] == "reported_complete"
    assert Obligation.objects.owed_on(before).filter(pk=wrong.pk).count() == 1


def test_an_answer_moved_to_where_another_was_withdrawn_takes_its_place(by):
    wrong, right = asked(), asked()
    actions.submit_claim([right], claim="no_action", by=by, on=ON, reason="")
    actions.retract(right, answered_on=None, by=by, on=LATER, reason="Typed at the wrong item.")
    actions.submit_claim([wrong], claim="complete", by=by, on=ON, reason="")
    actions.move_record(wrong, right, by=by, on=LATER, reason="Typed at the wrong item.")
    assert row_as_at(right)[0] == "reported_complete"
    actions.return_claim([right], by=by, on=LATER, reason="Why?")
    assert row_as_at(right)[0] == "reported_complete"
    assert Obligation.objects.owed_on(DAY).filter(pk=right.pk).count() == 1


def test_a_body_asked_again_owed_nothing_in_between(by):
    row = asked()
    actions.remove_addressees([row], removal="ended", by=by, on=ON, reason="Not theirs.")
    [again] = actions.address(row.recommendation, [row.body], by=by)
    assert again.addressed_on == ON
    assert (row_as_at(row), row_as_at(again)[0]) == (None, "no_deadline")


def test_a_report_published_later_than_entered_binds_later_also_whom_it_left(by):
    row = asked()
    actions.remove_addressees([row], removal="ended", by=by, on=LATER, reason="Not theirs.")
    report = row.recommendation.inspection
    report.published_on = FIRST + timedelta(days=5)
    report.save()
    actions.follow_publication(report, was_published_on=FIRST, by=by, on=LATER, reason="Misread.")
    assert row_as_at(row, PastDay.of(FIRST)) is None
    assert row_as_at(row)


def test_rows_read_as_they_stood(by):
    row, office = asked(date(2026, 2, 28)), make_national_body()
    actions.wait_on([row], office, by=by, on=ON, reason="")
    actions.submit_claim([row], claim="complete", by=by, on=ON, reason="")
    actions.close([row], closure="verified", letter="HMICFRS, 15 January 2026", by=by, on=ON, reason="Seen.")
    actions.reopen([row], by=by, on=LATER, reason="Not after all.")
    actions.return_claim([row], by=by, on=LATER, reason="Why?")
    actions.move_deadline([row], due_on=None, by=by, on=LATER, reason="Tendered again.")
    actions.wait_on([row], None, by=by, on=LATER, reason="")
    [then] = as_they_stood(Obligation.objects.owed_on(DAY).with_status(DAY), DAY)
    assert (then.due_on, then.has_own_due_on, then.waiting_on) == (date(2026, 2, 28), False, office)
    assert (then.claim, then.reported_on, then.closure, then.closed_on) == ("complete", ON, "verified", ON)
    row.refresh_from_db()
    assert (row.due_on, row.claim, row.closure, row.waiting_on) == (None, "", "", None)


def test_a_past_day_of_the_totals_is_one_query(django_assert_num_queries):
    asked(), asked()
    with django_assert_num_queries(1):
        Obligation.objects.owed_on(DAY).totals_by("body", DAY)


def test_today_reads_no_log():
    assert "inspections_act" not in str(Obligation.objects.owed_on(LATER).with_status(LATER).query)


def test_a_body_added_later_is_marked_but_not_a_report_that_was_entered_later(by):
    row, other = asked(), asked()
    entered_at = make_aware(datetime.combine(FIRST, time(9)))
    Act.objects.create(obligation=other, kind="addressed", on=FIRST, recorded_at=entered_at)
    [added] = actions.address(other.recommendation, [make_force()], by=by)
    rows = Obligation.objects.owed_on(DAY).with_status(DAY)
    marked = dict(rows.values_list("pk", "recorded_later_at"))
    assert marked[row.pk] is None
    assert marked[added.pk] is not None
