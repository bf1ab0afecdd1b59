"""Figures that are kept for days are those that the annotation gives, whatever is recorded when for which day."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from hypothesis import settings

from inspections import actions, dayends
from inspections.dayends import forget, keep, month_ends, total
from inspections.models import DayEnd, Obligation, Restated
from inspections.pastday import PastDay
from tests.chance import Chance
from tests.factories import make_administrator, make_force, make_inspection, make_obligation, make_recommendation

pytestmark = pytest.mark.django_db

FIRST, TODAY, LAST = date(2026, 1, 5), date(2026, 6, 15), date(2026, 6, 16)
ENDS = month_ends(FIRST, TODAY)


def figures(days, patience=None):
    """However long it takes: other programs keep this one waiting."""
    return dayends.figures(days, patience=patience)


def counted(days):
    """What the annotation answers for each of these days, asked now; nothing where nobody owed anything."""
    found = {
        day: Obligation.objects.owed_on(PastDay.of(day)).totals_by("body", PastDay.of(day)) for day in sorted(days)
    }
    return {day: by_body for day, by_body in found.items() if by_body}


def test_the_months_that_are_over():
    assert month_ends(date(2025, 12, 31), date(2026, 3, 31)) == [
        date(2026, 2, 28), date(2026, 1, 31), date(2025, 12, 31)
    ]  # fmt: skip
    assert month_ends(date(2026, 3, 1), date(2026, 3, 31)) == []


class Hindsight(Chance):
    """Acts at random for days of any of these months, recorded in any order, and corrections that hold on every day."""

    def act(self, day):
        name = self.random.choice(
            [
                *["answer", "claim", "back", "close", "reopen", "move", "retract", "add", "remove"],
                *["error", "correct", "misplaced", "later", "item"],
            ]
        )
        try:
            getattr(self, name)({"by": self.by, "on": day, "reason": "By chance."})
        except actions.ActionError:
            return

    def error(self, signed):
        actions.enter_in_error(self.rows()[:1], **signed)

    def correct(self, signed):
        """The item's own deadline was misread; what was moved for a body stays so."""
        item = self.random.choice(self.items)
        item.refresh_from_db()
        item.due_on = item.issued_on + timedelta(days=self.random.randint(5, 90))
        item.deadline_kind = "date"
        item.save()
        actions.correct_deadline(item, **signed)

    def misplaced(self, signed):
        said = list(Obligation.objects.live().exclude(answered_on=None).order_by("pk"))
        silent = list(Obligation.objects.live().filter(answered_on=None).order_by("pk"))
        if said and silent:
            actions.move_record(self.random.choice(said), self.random.choice(silent), **signed)

    def later(self, signed):
        """The report was published on another day than was typed."""
        report = self.random.choice(self.items).inspection
        report.refresh_from_db()
        was = report.published_on
        report.published_on = was + timedelta(days=self.random.randint(-9, 9))
        report.save()
        try:
            actions.follow_publication(report, was_published_on=was, **signed)
        except actions.ActionError:
            report.published_on = was
            report.save()

    def item(self, signed):
        actions.enter_item_in_error(self.random.choice(self.items), **signed)


@pytest.mark.slow
@pytest.mark.by_chance
@pytest.mark.parametrize("seed", range(max(settings.default.max_examples // 50, 1)))
def test_kept_figures_are_those_counted_anew_whatever_happened(seed):
    chance = Hindsight(seed)
    for n in range(60):
        day = FIRST + timedelta(days=chance.random.randint(20, 150))
        chance.act(day)
        if n == 40:
            chance.merge(date(2026, 6, 1))
        if chance.random.random() < 0.4:
            days = chance.random.sample(ENDS, 3)
            assert figures(days) == counted(days), n
            days = [LAST, *(PastDay.of(FIRST + timedelta(days=chance.random.randint(0, 160))) for _day in range(2))]
            assert figures(days) == counted(days), n
    assert figures(ENDS) == counted(ENDS)
    assert figures([LAST]) == counted([LAST])
    forget(TODAY)
    assert set(DayEnd.objects.values_list("on", flat=True)) == {*ENDS, LAST}


def test_what_is_kept_is_read_in_one_query(django_assert_num_queries):
    for _ in range(3):
        make_obligation(recommendation=make_recommendation(make_inspection(published_on=FIRST)))
    figures(ENDS)
    with django_assert_num_queries(1):
        figures(ENDS)


def test_an_act_of_today_puts_no_month_end_out_of_date(django_assert_num_queries):
    row = make_obligation(recommendation=make_recommendation(make_inspection(published_on=FIRST)))
    figures(ENDS)
    actions.record_answer([row], by=make_administrator(), on=TODAY)
    with django_assert_num_queries(1):
        figures(ENDS)


def test_only_the_body_concerned_is_counted_anew():
    report = make_inspection(published_on=FIRST)
    row, other = (make_obligation(recommendation=make_recommendation(report)) for _ in range(2))
    figures(ENDS)
    # Out of date by what no action would do, to see that nobody counts it again.
    DayEnd.objects.filter(body=other.body).update(overdue=99)
    actions.close([row], closure="verified", by=make_administrator(), on=date(2026, 4, 2), reason="Seen.")
    after = figures(ENDS)
    assert after[date(2026, 3, 31)][row.body_id]["no_deadline"] == 1
    assert after[date(2026, 4, 30)][row.body_id]["closed"] == 1
    assert {by_body[other.body_id]["overdue"] for by_body in after.values()} == {99}
    assert not Restated.objects.exists()


def test_what_there_was_no_time_for_is_missing_rather_than_wrong():
    row = make_obligation(recommendation=make_recommendation(make_inspection(published_on=FIRST)))
    figures(ENDS)
    actions.close([row], closure="verified", by=make_administrator(), on=date(2026, 3, 2), reason="Seen.")
    assert list(figures(ENDS, patience=0)) == [date(2026, 1, 31), date(2026, 2, 28)]
    assert keep(ENDS) == 0
    assert figures(ENDS) == counted(ENDS)


def test_a_body_that_owed_nothing_then_has_no_figures_until_it_did():
    report = make_inspection(published_on=FIRST)
    row = make_obligation(recommendation=make_recommendation(report))
    assert len(figures(ENDS)) == len(ENDS)
    [added] = actions.address(row.recommendation, [make_force()], by=make_administrator())
    assert all(added.body_id in by_body for by_body in figures(ENDS).values())
    assert total(figures(ENDS)[ENDS[0]]).items == 2
    assert total(figures(ENDS)[ENDS[0]], [added.body_id]).items == 1


def test_the_command_keeps_every_month_end_there_is(capsys, today):
    make_obligation(recommendation=make_recommendation(make_inspection(published_on=today - timedelta(days=99))))
    call_command("month_ends")
    days = month_ends(today - timedelta(days=99), today)
    assert set(DayEnd.objects.values_list("on", flat=True)) == set(days)
    assert str(len(days)) in capsys.readouterr().out


def test_the_command_has_nothing_to_do_in_an_empty_register(capsys):
    call_command("month_ends")
    assert "0" in capsys.readouterr().out
