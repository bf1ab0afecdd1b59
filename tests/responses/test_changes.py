"""What changed between two days: the net change of each item, what happened in between, and figures that agree."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.seats import seat_of
from inspections import actions
from inspections.models import Obligation
from responses.actions import record_progress
from responses.changes import FORCE, What, changes, in_words
from tests.factories import (
    make_administrator,
    make_answer,
    make_force,
    make_inspection,
    make_liaison,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.replay import FIRST, Register, happenings

pytestmark = pytest.mark.django_db

PUBLISHED, SINCE, UNTIL, TODAY = date(2026, 1, 5), date(2026, 3, 1), date(2026, 3, 31), date(2026, 6, 1)
IN_BETWEEN = date(2026, 3, 10)


@pytest.fixture
def by():
    return make_liaison(name="Ines Calloway")


@pytest.fixture
def signed(by):
    return {"by": by, "on": IN_BETWEEN, "reason": "So it was."}


def asked(due_on=None, body=None):
    return make_obligation(body, make_recommendation(make_inspection(published_on=PUBLISHED), due_on=due_on))


def told(user=None, since=SINCE, until=UNTIL, **kwargs):
    return changes(Obligation.objects.all(), seat_of(user or make_liaison(), TODAY), since, until, **kwargs)


def only(user=None, **kwargs):
    [change] = told(user, **kwargs)
    return change


def statuses(change):
    return tuple(standing and standing.status for standing in (change.before, change.after))


def test_the_net_change_stands_above_what_happened(by, signed):
    row = asked(date(2026, 2, 10))
    actions.submit_claim([row], claim="complete", by=by, on=date(2026, 3, 3), reason="")
    actions.return_claim([row], **signed)
    actions.move_deadline([row], due_on=date(2026, 9, 1), **signed)
    actions.submit_claim([row], claim="complete", by=by, on=date(2026, 3, 20), reason="Again.")
    change = only()
    assert statuses(change) == ("overdue", "reported_complete")
    assert (change.before.due_on, change.after.due_on) == (date(2026, 2, 10), date(2026, 9, 1))
    assert change.kinds == (What.REPORTED, What.RETURNED, What.IN_TIME, What.MOVED)
    assert [entry.on.day for entry in change.entries] == [3, 10, 10, 20]
    assert change.slipped == (What.RETURNED, What.MOVED)
    assert change.reasons == ["So it was.", "So it was."]


def test_each_end_of_the_period_belongs_to_it(by):
    rows = {day: asked() for day in (SINCE - timedelta(1), SINCE, UNTIL, UNTIL + timedelta(1))}
    for day, row in rows.items():
        actions.close([row], closure="verified", by=by, on=day, reason="Seen.")
    assert {change.obligation.pk for change in told()} == {rows[SINCE].pk, rows[UNTIL].pk}


def test_time_alone_makes_overdue_and_nothing_else():
    for due_on in (SINCE - timedelta(days=2), SINCE - timedelta(days=1), UNTIL - timedelta(days=1), UNTIL):
        asked(due_on)
    assert [(statuses(change), change.kinds) for change in told()] == [(("due_soon", "overdue"), (What.OVERDUE,))] * 2
    assert {(entry.title, entry.on) for change in told() for entry in change.entries} == {
        ("Overdue", SINCE),
        ("Overdue", UNTIL),
    }
    assert told(since=PUBLISHED + timedelta(days=1), until=PUBLISHED + timedelta(days=9)).figures == {}


def test_what_was_closed_and_reopened_is_told_though_it_stands_as_before(by, signed):
    row = asked(date(2026, 12, 1))
    actions.close([row], closure="verified", **signed)
    actions.reopen([row], by=by, on=date(2026, 3, 12), reason="Not after all.")
    change = only()
    assert statuses(change) == ("not_due", "not_due")
    assert change.kinds == (What.CLOSED, What.REOPENED)


def test_what_came_and_what_went(by, signed):
    old = asked()
    [new] = actions.address(old.recommendation, [make_force()], by=by, on=IN_BETWEEN)
    [brief] = actions.address(old.recommendation, [make_force()], by=by, on=IN_BETWEEN)
    gone, wrong = asked(), asked()
    actions.remove_addressees([gone, brief], removal="ended", by=by, on=date(2026, 3, 15), reason="Not theirs.")
    actions.enter_in_error([wrong], **signed)
    found = {change.obligation.pk: (statuses(change), change.kinds) for change in told()}
    assert found == {
        new.pk: ((None, "no_deadline"), (What.NEW,)),
        brief.pk: ((None, None), (What.NEW, What.REMOVED)),
        gone.pk: (("no_deadline", None), (What.REMOVED,)),
        wrong.pk: ((None, None), (What.IN_ERROR,)),
    }
    assert What.IN_ERROR not in told(make_user(make_force())).figures


def test_what_passes_on_is_neither_new_nor_late_by_that(by):
    force = make_force(name="Northshire Police")
    asked(date(2026, 2, 1), force)
    new = make_force(active_from=IN_BETWEEN)
    actions.merge_bodies([force], new, by=by, on=IN_BETWEEN, reason="The order of 2026.")
    found = {change.obligation.body: (statuses(change), change.kinds) for change in told()}
    assert found == {
        force: (("overdue", None), (What.PASSED_ON,)),
        new: ((None, "overdue"), (What.TAKEN_OVER,)),
    }


def test_an_answer_that_was_moved_was_never_given_where_it_was(signed):
    wrong, right = asked(), asked()
    actions.submit_claim([wrong], claim="complete", **signed)
    actions.move_record(wrong, right, **signed)
    found = {change.obligation.pk: change.kinds for change in told()}
    assert found == {wrong.pk: (What.PLACED,), right.pk: (What.REPORTED, What.PLACED)}


def test_who_may_not_read_learns_what_and_when(signed):
    row = asked()
    person = make_user(row.body, "approver", name="Dana Whitlock")
    make_answer(row, person, on=date(2026, 3, 2))
    record_progress(row, side=seat_of(person, TODAY).side_for(row), by=person, on=date(2026, 3, 4), text="Half done.")
    actions.move_deadline([row], due_on=TODAY, **signed)
    own, foreign = only(person).entries, only(make_user(make_force())).entries
    assert [(entry.on, entry.title) for entry in own] == [(entry.on, entry.title) for entry in foreign]
    assert [entry.title for entry in own] == [
        "Answered",
        "Progress recorded",
        "Deadline moved from no deadline to 1 June 2026",
    ]
    assert (own[1].by, own[1].text, own[2].why) == (f"Dana Whitlock, {row.body}", "Half done.", "So it was.")
    assert (foreign[1].by, foreign[1].text, foreign[2].why, foreign[2].by) == (str(row.body), "", "", "HMICFRS")


def test_what_does_not_count_is_in_no_change(signed):
    office_report = make_inspection(published_on=None)
    make_obligation(None, make_recommendation(office_report))
    cause = make_obligation(None, make_recommendation(make_inspection(published_on=PUBLISHED), kind="cause_of_concern"))
    actions.close([cause], closure="verified", **signed)
    assert len(told()) == 0


def test_figures_count_items_and_agree_with_the_rows(by, signed):
    rows = [asked(date(2026, 3, 5)) for _ in range(4)]
    actions.close(rows[:2], closure="verified", **signed)
    actions.reopen(rows[:1], **signed)
    actions.close(rows[:1], closure="confirmed", **signed)
    found = told()
    assert [in_words(*figure) for figure in found.figures.items()] == ["2 closed", "1 reopened", "2 became overdue"]
    for what, n in found.figures.items():
        assert len(found.of([what])) == n == sum(what in change.kinds for change in found)


def test_in_the_order_of_reports_or_of_forces():
    first, second = make_force(name="A Police"), make_force(name="B Police")
    reports = [make_inspection(published_on=IN_BETWEEN - timedelta(days=n)) for n in (5, 0)]
    for report in reports:
        for _ in range(2):
            item = make_recommendation(report)
            for force in (second, first):
                make_obligation(force, item)
    by_report = [(change.obligation.recommendation.inspection, change.obligation.body) for change in told()]
    assert (
        by_report == [(reports[1], first), (reports[1], second)] * 2 + [(reports[0], first), (reports[0], second)] * 2
    )
    assert [change.obligation.body for change in told(by=FORCE)] == [first] * 4 + [second] * 4


def test_it_asks_as_much_for_six_rows_as_for_one(django_assert_num_queries, signed):
    actions.close([asked()], closure="verified", **signed)
    seat = seat_of(make_administrator(), TODAY)
    for n in (1, 6):
        with django_assert_num_queries(9):
            assert len(changes(Obligation.objects.all(), seat, SINCE, UNTIL)[:50]) == n
        for _ in range(5 if n == 1 else 0):
            actions.close([asked()], closure="verified", **signed)


def test_a_second_move_and_a_verdict_are_told_as_such(by, signed):
    row = asked(date(2026, 2, 10))
    actions.move_deadline([row], due_on=date(2026, 4, 1), by=by, on=date(2026, 2, 1), reason="Agreed.")
    actions.move_deadline([row], due_on=date(2026, 9, 1), **signed)
    actions.find_open([row], report=make_inspection(short_title="Custody: progress"), **signed)
    change = only()
    assert change.kinds == (What.JUDGED, What.MOVED)
    assert [entry.title for entry in change.entries] == [
        "Deadline moved a second time, from 1 April 2026 to 1 September 2026",
        "Found still open: Custody: progress",
    ]
    assert in_words(What.JUDGED, 2) == "2 found still open"


@pytest.mark.slow
@settings(deadline=None, max_examples=max(settings.default.max_examples // 20, 1))
@given(happenings, st.integers(0, 60), st.integers(0, 60))
def test_all_that_changed_is_told_and_nothing_else(happened, some, more):
    """Of a register to which anything happens: both standings are those of a plain replay, and no change is missing."""
    with transaction.atomic():
        register = Register()
        register.go_through(happened)
        first, last = sorted(min(FIRST + timedelta(days=n), register.day) for n in (some, more))
        eve = first - timedelta(days=1)
        seat = seat_of(register.by, register.day)
        found = changes(Obligation.objects.all(), seat, first, last)
        (before, _totals), (after, _totals) = register.stands_on(eve), register.stands_on(last)
        listed = {change.obligation.pk: change for change in found}
        for pk in before.keys() | after.keys():
            was, now = (standings[pk][0] if pk in standings else None for standings in (before, after))
            if pk in listed:
                assert statuses(listed[pk]) == (was, now)
            else:
                assert was == now or {was, now} == {"not_due", "due_soon"}
        moved = {kind for change in found for kind in change.kinds} & {What.PASSED_ON, What.TAKEN_OVER}
        if not moved:
            late = [sum(status == "overdue" for status, *_rest in day.values()) for day in (before, after)]
            figures = found.figures
            assert late[1] - late[0] == figures.get(What.OVERDUE, 0) - figures.get(What.IN_TIME, 0)
        transaction.set_rollback(True)
