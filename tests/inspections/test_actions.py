"""What each action writes, what it logs, and what it refuses."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from inspections import actions
from inspections.models import Act, Body, Obligation
from tests.factories import (
    PUBLISHED_ON,
    TODAY,
    make_administrator,
    make_force,
    make_inspection,
    make_level,
    make_liaison,
    make_national_body,
    make_obligation,
    make_recommendation,
)

pytestmark = pytest.mark.django_db

YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def liaison(db):
    return make_liaison()


def kinds(obligation):
    return [act.kind for act in obligation.acts.order_by("on", "pk")]


# --- who it is addressed to


def test_address_makes_one_obligation_for_each_body_and_logs_it(liaison):
    item = make_recommendation(due_on=date(2026, 12, 31))
    bodies = [make_force(), make_national_body()]
    rows = actions.address(item, bodies, by=liaison)
    assert {row.body for row in rows} == set(bodies)
    assert {row.due_on for row in rows} == {date(2026, 12, 31)}
    assert {(act.kind, act.on, act.by) for act in Act.objects.all()} == {("addressed", PUBLISHED_ON, liaison)}


def test_address_twice_changes_nothing(liaison):
    item, body = make_recommendation(), make_force()
    actions.address(item, [body], by=liaison)
    assert actions.address(item, [body], by=liaison) == []
    assert item.obligations.count() == 1


def test_the_database_refuses_a_second_live_row(liaison):
    obligation = make_obligation()
    with pytest.raises(IntegrityError):
        Obligation.objects.create(recommendation=obligation.recommendation, body=obligation.body)


def test_all_forces_are_those_active_on_the_day_of_publication(liaison):
    there = make_force()
    make_force(active_until=PUBLISHED_ON - timedelta(days=1))
    make_force(active_from=PUBLISHED_ON + timedelta(days=1))
    last_day = make_force(active_until=PUBLISHED_ON)
    make_national_body()
    rows = actions.address_to_all_forces(make_recommendation(), by=liaison)
    assert {row.body for row in rows} == {there, last_day}


def test_all_forces_need_a_day_of_publication(liaison):
    item = make_recommendation(make_inspection(published_on=None))
    with pytest.raises(actions.NoPublicationDay):
        actions.address_to_all_forces(item, by=liaison)


def test_an_item_of_a_proposed_report_binds_nobody_yet(liaison):
    inspection = make_inspection(proposed_by=make_force())
    [row] = actions.address(make_recommendation(inspection), [make_force()], by=liaison)
    assert row.addressed_on is None
    assert not Act.objects.exists()


def test_set_addressees_adds_and_takes_off(liaison):
    item = make_recommendation()
    stays, goes, comes = make_force(), make_force(), make_force()
    actions.address(item, [stays, goes], by=liaison)
    actions.set_addressees(item, [stays, comes], by=liaison, on=TODAY, reason="Read again.")
    assert set(item.obligations.live().values_list("body", flat=True)) == {stays.pk, comes.pk}
    assert item.obligations.get(body=goes).removal == "error"


def test_a_body_that_answered_is_not_taken_off(liaison):
    obligation = make_obligation(answered_on=TODAY)
    other = make_obligation(recommendation=obligation.recommendation)
    with pytest.raises(actions.AlreadyAnswered, match=obligation.body.name):
        actions.set_addressees(obligation.recommendation, [], by=liaison, on=TODAY, reason="A mistake.")
    other.refresh_from_db()
    assert other.removed_on is None


def test_a_body_that_was_taken_off_can_be_addressed_again(liaison):
    obligation = make_obligation()
    item, body = obligation.recommendation, obligation.body
    actions.remove_addressees([obligation], removal="ended", by=liaison, on=TODAY, reason="Merged.")
    [again] = actions.address(item, [body], by=liaison, on=TODAY)
    assert again.addressed_on == TODAY
    assert item.obligations.count() == 2


# --- deadlines


def test_a_move_keeps_the_old_deadline_and_since_when_it_held(liaison):
    obligation = make_obligation(due_on=date(2026, 6, 30))
    actions.move_deadline(
        [obligation], due_on=date(2026, 10, 31), by=liaison, on=date(2026, 5, 18), reason="Tendered again."
    )
    actions.move_deadline([obligation], due_on=date(2027, 1, 31), by=liaison, on=TODAY, reason="Again.")
    obligation.refresh_from_db()
    assert (obligation.due_on, obligation.has_own_due_on) == (date(2027, 1, 31), True)
    moves = obligation.acts.filter(kind="moved").values_list("ended_from_on", "ended_due_on", "on", "became")
    assert list(moves) == [
        (None, date(2026, 6, 30), date(2026, 5, 18), "2026-10-31"),
        (date(2026, 5, 18), date(2026, 10, 31), TODAY, "2027-01-31"),
    ]


def test_a_correction_moves_the_obligations_but_not_those_with_their_own_date(liaison):
    item = make_recommendation(due_on=date(2026, 12, 31))
    follows, own = (make_obligation(recommendation=item) for _ in range(2))
    actions.move_deadline([own], due_on=date(2027, 6, 30), by=liaison, on=TODAY, reason="A new system.")
    item.due_on = date(2027, 3, 31)
    item.save()
    actions.correct_deadline(item, by=liaison, on=TODAY, reason="A misprint.")
    follows.refresh_from_db()
    own.refresh_from_db()
    assert (follows.due_on, own.due_on) == (date(2027, 3, 31), date(2027, 6, 30))
    assert kinds(follows) == ["addressed", "corrected"]


@pytest.mark.parametrize(("was", "becomes"), [(None, date(2027, 1, 1)), (date(2027, 1, 1), None)])
def test_a_correction_to_and_from_no_deadline(liaison, was, becomes):
    item = make_recommendation(due_on=was)
    obligation = make_obligation(recommendation=item)
    item.due_on, item.deadline_kind = becomes, "date" if becomes else "none"
    item.save()
    actions.correct_deadline(item, by=liaison, on=TODAY, reason="Read again.")
    obligation.refresh_from_db()
    assert obligation.due_on == becomes


def test_a_changed_day_of_publication_carries_its_items_along(liaison):
    inspection = make_inspection(published_on=date(2025, 6, 18))
    relative = make_recommendation(
        inspection, deadline_kind="relative", deadline_period="P3M", due_on=date(2025, 9, 18)
    )
    fixed = make_recommendation(inspection, due_on=date(2026, 6, 30))
    rows = [make_obligation(recommendation=item) for item in (relative, fixed)]
    inspection.published_on = date(2025, 7, 1)
    inspection.save()
    actions.follow_publication(
        inspection, was_published_on=date(2025, 6, 18), by=liaison, on=TODAY, reason="The report names 1 July."
    )
    for row in rows:
        row.refresh_from_db()
    assert [row.due_on for row in rows] == [date(2025, 10, 1), date(2026, 6, 30)]
    assert {row.addressed_on for row in rows} == {date(2025, 7, 1)}


def test_a_body_added_later_keeps_its_own_day(liaison):
    inspection = make_inspection(published_on=date(2025, 6, 18))
    item = make_recommendation(inspection)
    [later] = actions.address(item, [make_force()], by=liaison, on=date(2025, 9, 1))
    for published_on, addressed_on in ((date(2025, 7, 1), date(2025, 9, 1)), (date(2025, 10, 1), date(2025, 10, 1))):
        was, inspection.published_on = inspection.published_on, published_on
        inspection.save()
        actions.follow_publication(inspection, was_published_on=was, by=liaison, on=TODAY, reason="Corrected.")
        later.refresh_from_db()
        assert later.addressed_on == addressed_on


@pytest.mark.parametrize("published_on", [date(2025, 7, 1), None])
def test_publication_does_not_move_past_what_was_recorded(liaison, published_on):
    obligation = make_obligation()
    inspection = obligation.recommendation.inspection
    actions.submit_claim([obligation], claim="complete", by=liaison, on=date(2025, 6, 30))
    inspection.published_on = published_on
    inspection.save()
    with pytest.raises(actions.OutOfOrder):
        actions.follow_publication(
            inspection, was_published_on=PUBLISHED_ON, by=liaison, on=TODAY, reason="A misprint."
        )
    obligation.refresh_from_db()
    assert obligation.addressed_on == PUBLISHED_ON


# --- claims


def test_a_claim_sets_its_day_and_counts_as_an_answer(liaison):
    obligation = make_obligation()
    actions.submit_claim([obligation], claim="complete", by=liaison, on=YESTERDAY)
    obligation.refresh_from_db()
    assert (obligation.claim, obligation.reported_on, obligation.answered_on) == ("complete", YESTERDAY, YESTERDAY)


def test_a_different_claim_takes_back_the_one_before(liaison):
    obligation = make_obligation()
    actions.submit_claim([obligation], claim="no_action", by=liaison, on=YESTERDAY)
    actions.submit_claim([obligation], claim="complete", by=liaison, on=TODAY)
    assert kinds(obligation) == ["addressed", "reported", "withdrawn", "reported"]
    ended = obligation.acts.get(kind="withdrawn")
    assert (ended.ended_as, ended.ended_from_on) == ("no_action", YESTERDAY)


def test_the_same_claim_twice_is_refused(liaison):
    obligation = make_obligation()
    actions.submit_claim([obligation], claim="complete", by=liaison, on=TODAY)
    with pytest.raises(actions.AlreadyClaimed):
        actions.submit_claim([obligation], claim="complete", by=liaison, on=TODAY)


def test_a_returned_claim_leaves_the_item_open(liaison):
    obligation = make_obligation()
    actions.submit_claim([obligation], claim="complete", by=liaison, on=YESTERDAY)
    actions.return_claim([obligation], by=liaison, on=TODAY, reason="Figures for nights are missing.")
    obligation.refresh_from_db()
    assert obligation.is_open
    act = obligation.acts.get(kind="returned")
    assert (act.ended_as, act.ended_from_on) == ("complete", YESTERDAY)


def test_nothing_to_return(liaison):
    with pytest.raises(actions.NotClaimed):
        actions.return_claim([make_obligation()], by=liaison, on=TODAY, reason="?")


@pytest.mark.parametrize(
    "on", [PUBLISHED_ON - timedelta(days=1), date(2026, 11, 1)], ids=["before publication", "before the last act"]
)
def test_a_day_out_of_order_is_refused(liaison, on):
    obligation = make_obligation()
    actions.submit_claim([obligation], claim="no_action", by=liaison, on=date(2026, 11, 2))
    with pytest.raises(actions.OutOfOrder):
        actions.submit_claim([obligation], claim="complete", by=liaison, on=on)


def test_waiting_on_another_body_is_logged_by_name(liaison):
    obligation, home_office = make_obligation(), make_national_body(name="Home Office", slug="home-office")
    actions.wait_on([obligation], home_office, by=liaison, on=TODAY)
    actions.wait_on([obligation], home_office, by=liaison, on=TODAY)
    actions.wait_on([obligation], None, by=liaison, on=TODAY)
    assert list(obligation.acts.filter(kind="waiting").values_list("became", flat=True)) == ["Home Office", ""]


# --- closing


def test_close_many_is_all_or_nothing(liaison):
    ready, closed = make_obligation(), make_obligation()
    actions.close([closed], closure="verified", by=liaison, on=YESTERDAY, reason="Seen.")
    with pytest.raises(actions.AlreadyClosed, match=closed.body.name):
        actions.close([ready, closed], closure="verified", by=liaison, on=TODAY, reason="Seen.")
    ready.refresh_from_db()
    assert ready.closed_on is None


def test_a_thousand_rows_are_closed_in_a_bounded_number_of_queries(liaison, django_assert_max_num_queries):
    item = make_recommendation()
    Body.objects.bulk_create(Body(name=f"Force {n}", slug=f"force-{n}", kind="force") for n in range(60))
    rows = actions.address_to_all_forces(item, by=liaison)
    with django_assert_max_num_queries(9):
        actions.close(Obligation.objects.all(), closure="verified", by=liaison, on=TODAY, reason="Seen.")
    assert Obligation.objects.filter(closed_on=TODAY, closed_by=liaison).count() == len(rows) == 60


def test_the_force_closes_only_where_the_level_lets_it():
    force_closes = make_recommendation(level=make_level(closed_by="force"))
    by = make_administrator()
    actions.close([make_obligation(recommendation=force_closes)], closure="by_force", by=by, on=TODAY, reason="Done.")
    for level in (None, make_level(closed_by="evidence")):
        row = make_obligation(recommendation=make_recommendation(level=level))
        with pytest.raises(actions.LevelForbids):
            actions.close([row], closure="by_force", by=by, on=TODAY, reason="Done.")


def test_a_closed_item_takes_no_claim_until_it_is_reopened(liaison):
    obligation = make_obligation()
    actions.close([obligation], closure="verified", by=liaison, on=YESTERDAY, reason="Seen.")
    with pytest.raises(actions.AlreadyClosed):
        actions.submit_claim([obligation], claim="complete", by=liaison, on=TODAY)
    actions.reopen([obligation], by=liaison, on=TODAY, reason="It slipped.")
    actions.submit_claim([obligation], claim="complete", by=liaison, on=TODAY)
    act = obligation.acts.get(kind="reopened")
    assert (act.ended_as, act.ended_from_on) == ("verified", YESTERDAY)


def test_a_closure_by_letter_needs_no_person(liaison):
    obligation = make_obligation()
    actions.close(
        [obligation], closure="confirmed", by=None, letter="HMICFRS, 3 March 2026", on=TODAY, reason="Letter."
    )
    with pytest.raises(IntegrityError):
        actions.close([make_obligation()], closure="confirmed", by=None, on=TODAY, reason="Nobody.")


def test_only_a_closed_item_is_reopened(liaison):
    with pytest.raises(actions.NotClosed):
        actions.reopen([make_obligation()], by=liaison, on=TODAY, reason="?")


# --- the log


def test_an_act_is_neither_changed_nor_deleted():
    act = make_obligation().acts.get()
    for change in (act.save, act.delete, Act.objects.all().delete, lambda: Act.objects.update(reason="No.")):
        with pytest.raises(TypeError):
            change()
