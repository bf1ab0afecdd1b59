"""Whose answers a person may write, and from which side, on a day."""

from datetime import date, timedelta

import pytest

from accounts.models import Membership
from accounts.seats import seat_of
from inspections.models import Governance
from tests.factories import (
    TODAY,
    make_administrator,
    make_force,
    make_liaison,
    make_local_policing_body,
    make_obligation,
    make_user,
)

pytestmark = pytest.mark.django_db

CHANGE = date(2026, 5, 7)


def test_a_force_editor_writes_from_the_forces_side():
    force = make_force()
    seat = seat_of(make_user(force), TODAY)
    assert seat.side_for(make_obligation(force)).body == force
    assert seat.side_for(make_obligation()) is None
    assert not seat.side_for(make_obligation(force)).approves


def test_a_local_policing_body_acts_for_the_forces_it_governs():
    force = make_force()
    body = make_local_policing_body(force)
    seat = seat_of(make_user(body, Membership.Role.APPROVER), TODAY)
    assert seat.side_for(make_obligation(force)).body == body
    assert seat.side_for(make_obligation(force)).approves


def test_governance_passes_on_its_day():
    force = make_force()
    commissioner = make_local_policing_body(force, from_on=date(2012, 11, 22))
    mayor = make_local_policing_body(force, from_on=CHANGE)
    before, after = make_user(commissioner), make_user(mayor)
    the_day_before = date(2026, 5, 6)
    assert [bool(seat_of(before, day).sides) for day in (the_day_before, CHANGE)] == [True, False]
    assert [bool(seat_of(after, day).sides) for day in (the_day_before, CHANGE)] == [False, True]


def test_governance_without_a_known_start_holds_before_every_other():
    force = make_force()
    council = make_local_policing_body(force, from_on=None)
    board = make_local_policing_body(force, from_on=CHANGE)
    held = [
        Governance.objects.in_force_on(day).get(force=force) for day in (date(1900, 1, 1), date(2026, 5, 6), CHANGE)
    ]
    assert [governance.local_policing_body for governance in held] == [council, council, board]


@pytest.mark.parametrize(
    ("until_on", "sits"), [(None, True), (TODAY, True), (date(2026, 11, 20), False)], ids=["open", "last day", "ended"]
)
def test_a_membership_ends_after_its_last_day(until_on, sits):
    force = make_force()
    user = make_user(force)
    user.memberships.update(until_on=until_on)
    assert bool(seat_of(user, TODAY).sides) is sits


def test_a_membership_to_come_gives_nothing_yet():
    user = make_user(make_force(), from_on=date(2026, 11, 22))
    assert not seat_of(user, TODAY).sides


def test_the_stronger_role_wins():
    force = make_force()
    user = make_user(force, Membership.Role.APPROVER)
    Membership.objects.create(user=user, body=force, role=Membership.Role.EDITOR, from_on=date(2020, 1, 1))
    assert seat_of(user, TODAY).sides[force.pk].approves


def test_who_sits_on_both_sides_writes_for_the_force():
    force = make_force()
    user = make_user(force)
    Membership.objects.create(user=user, body=make_local_policing_body(force), from_on=date(2020, 1, 1))
    assert seat_of(user, TODAY).sides[force.pk].body == force


def test_the_inspectorate_oversees_and_answers_for_nobody():
    seat = seat_of(make_liaison(), TODAY)
    assert seat.oversees
    assert seat.inspectorate
    assert not seat.sides
    assert not seat.administrator


def test_a_liaison_role_in_another_body_gives_nothing():
    seat = seat_of(make_user(make_force(), Membership.Role.LIAISON), TODAY)
    assert not seat.oversees
    assert not seat.sides


def test_an_administrator_oversees():
    assert seat_of(make_administrator(), TODAY).oversees


def test_without_a_membership_there_is_no_seat():
    seat = seat_of(make_user(), TODAY)
    assert not seat.oversees
    assert not seat.sides
    assert not seat.body_ids


def test_a_seat_takes_two_queries(django_assert_num_queries):
    user = make_user(make_local_policing_body(make_force()))
    with django_assert_num_queries(2):
        assert seat_of(user, TODAY).sides


@pytest.mark.parametrize("days", [-2, -1, 0, 1, 2])
def test_one_membership_is_in_force_when_the_query_finds_it(days):
    user = make_user(make_force(), from_on=TODAY - timedelta(days=1))
    membership = user.memberships.get()
    membership.until_on = TODAY + timedelta(days=1)
    membership.save()
    day = TODAY + timedelta(days=days)
    assert membership.is_in_force_on(day) is Membership.objects.in_force_on(day).exists() is (abs(days) < 2)
