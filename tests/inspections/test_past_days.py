"""As at an earlier day: asked afterwards, every day answers what it answered when it was today."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import transaction
from django.utils.timezone import make_aware
from hypothesis import given, settings

from inspections import actions
from inspections.asat import as_they_stood
from inspections.models import Act, Obligation
from inspections.pastday import PastDay, QuietDay
from tests.factories import (
    make_administrator,
    make_force,
    make_inspection,
    make_national_body,
    make_obligation,
    make_recommendation,
)
from tests.replay import FIRST, Register, happenings

pytestmark = pytest.mark.django_db

# Replayed -------------------------------------------------------------------------------------------------------------


def how_it_stands(day):
    """What the register tells of the day, as replay.Register does: how each row stands, and the totals by body."""
    owed, past = Obligation.objects.owed_on(day), isinstance(day, PastDay)
    names = ["due_on_then", "waiting_on_then"] if past else ["due_on", "waiting_on"]
    rows = list(owed.with_status(day).values_list("pk", "status", "silent", *names))
    assert len(rows) == len({row[0] for row in rows}), "a row comes twice"
    found = {pk: (status, bool(silent), due_on, int(on) if on else None) for pk, status, silent, due_on, on in rows}
    return found, owed.totals_by("body", day)


@pytest.mark.slow
@settings(deadline=None, max_examples=max(settings.default.max_examples // 10, 1))
@given(happenings)
def test_every_day_is_told_as_it_was(happened):
    """Recorded in time or later, each row stands on every day as a plain replay says.

    Those of which nothing has ended since also without their log.

    A few replays; two hundred with --hypothesis-profile=long.
    """
    with transaction.atomic():
        register = Register()
        register.go_through(happened)
        assert how_it_stands(register.day) == register.stands_on(register.day)
        for n in range((register.day - FIRST).days + 1):
            day = PastDay.of(FIRST + timedelta(days=n))
            found = how_it_stands(day)
            assert found == register.stands_on(day), day
            stirred = set(Obligation.objects.owed_on(day).stirred_since(day).values_list("pk", flat=True))
            quiet, _totals = how_it_stands(QuietDay.of(day))
            assert quiet == {pk: how for pk, how in found[0].items() if pk not in stirred}, day
        transaction.set_rollback(True)


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


def test_whom_an_answer_waited_for_goes_with_it(by):
    wrong, right, first, then = asked(), asked(), make_national_body(), make_national_body()
    actions.record_answer([wrong], by=by, on=ON)
    actions.wait_on([wrong], first, by=by, on=FIRST + timedelta(days=5))
    actions.wait_on([wrong], then, by=by, on=ON)
    actions.move_record(wrong, right, by=by, on=LATER, reason="Typed at the wrong item.")
    days = [PastDay.of(ON - timedelta(days=2)), DAY, PastDay.of(LATER)]

    def waited(row):
        rows = [Obligation.objects.owed_on(day).with_waiting(day).filter(pk=row.pk) for day in days]
        return [found.values_list("waiting_on_then", flat=True).get() for found in rows]

    assert waited(wrong) == ["", "", ""]
    assert waited(right) == ["", str(then.pk), str(then.pk)]
    actions.wait_on([wrong], first, by=by, on=LATER)
    assert waited(wrong) == ["", "", str(first.pk)]


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
