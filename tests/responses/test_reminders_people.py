"""Whom reminders reach: liaisons of their own forces, and nobody of what they may not see."""

import pytest

from accounts.models import User
from accounts.seats import seat_of
from responses.models import Told
from responses.reminders.lines import Heap, lines
from responses.reminders.sending import letter_for
from tests.factories import (
    TODAY,
    make_force,
    make_inspection,
    make_level,
    make_liaison,
    make_local_policing_body,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.reminders import DAILY, NONE, after, heaps, told
from tests.statutory import make_duty

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://tracker.example.org"


@pytest.fixture
def force():
    return make_force(name="Northshire Police")


def test_a_liaison_is_told_what_is_new_at_their_own_forces(force):
    liaison = make_liaison([force], reminders=DAILY)
    make_obligation(due_on=after(-3))
    make_obligation(force, make_recommendation(number="2", due_on=after(5)))
    make_obligation(force, make_recommendation(number="4", due_on=after(-3)))
    claimed = {"claim": "complete", "reported_on": after(-1), "answered_on": after(-1)}
    make_obligation(force, make_recommendation(number="5", due_on=after(-3)), **claimed)
    make_obligation(force, make_recommendation(number="6"), **(claimed | {"claim": "no_action"}))
    own = make_level(closed_by="force")
    make_obligation(force, make_recommendation(number="7", level=own), **claimed)
    assert heaps(liaison) == {
        Heap.FORCES_LATE: ["Northshire Police, recommendation 4"],
        Heap.FORCES_REPORTED: ["Northshire Police, recommendation 5", "Northshire Police, recommendation 6"],
    }
    assert told() == [(liaison.email, "3 things at your forces: Northshire Police, recommendation 4, 3 days late")]
    assert told(after(1)) == []
    assert [subject for _to, subject in told(after(6))] == [
        "1 new thing at your forces: Northshire Police, recommendation 2, 1 day late"
    ]


def test_the_pages_to_which_a_liaisons_mail_leads_show_as_many(client, force, today):
    liaison = make_liaison([force], reminders=DAILY)
    make_duty(published_on=after(-90, today))
    duty_force = type(force).objects.get(slug="northshire")
    liaison.looks_after.create(force=duty_force, from_on=after(-1, today))
    item = make_recommendation(due_on=after(-3, today))
    for _row in range(2):
        make_obligation(force, make_recommendation(due_on=after(-3, today)))
    make_obligation(force, item, claim="no_action", reported_on=after(-1, today))
    make_obligation(due_on=after(-3, today))
    client.force_login(liaison)
    sections = list(letter_for(liaison, today).sections)
    assert [section.count for section in sections] == [2, 1, 1]
    for section in sections:
        page = client.get(section.url.removeprefix("https://tracker.example.org"))
        assert page.context["paginator"].count == section.count, section.url


def test_a_liaison_without_forces_and_an_administrator_are_told_nothing(force):
    make_obligation(force, due_on=after(-3))
    make_liaison(reminders=DAILY)
    make_user(is_staff=True, reminders=DAILY)
    assert told() == []


# Whom -----------------------------------------------------------------------------------------------------------------


def test_who_has_left_or_is_still_to_come_is_told_nothing(force):
    make_obligation(force, due_on=after(-3))
    make_user(force, reminders=DAILY, is_active=False)
    make_user(force, reminders=DAILY, from_on=after(1))
    make_user(force, reminders=NONE)
    gone = make_user(force, reminders=DAILY)
    gone.memberships.update(until_on=after(-1))
    last_day = make_user(force, reminders=DAILY)
    last_day.memberships.update(until_on=TODAY)
    assert [to for to, _subject in told()] == [last_day.email]
    assert Told.objects.count() == 1


def test_embargoed_and_proposed_items_are_told_to_nobody_who_may_not_see_them(force, today):
    office, liaison = make_local_policing_body(force), make_liaison([force], reminders=DAILY)
    people = {"force": make_user(force), "office": make_user(office), "other": make_user(make_force())}
    User.objects.update(reminders=DAILY)
    embargoed = make_inspection([force], published_on=after(9, today))
    proposed = make_inspection([force], proposed_by=office, published_on=after(-90, today))
    for report, due_on in ((embargoed, after(20, today)), (proposed, after(-3, today))):
        make_obligation(force, make_recommendation(report, due_on=due_on))
    got = {name: heaps(User.objects.get(pk=user.pk), today) for name, user in people.items()}
    assert set(got["office"]) == {Heap.LATE}
    assert (got["other"], heaps(liaison, today)) == ({}, {})
    assert not any(embargoed.title in str(line) for line in lines(seat_of(people["office"], today)))


def test_a_successor_acts_from_its_day_on(force):
    """What a person is told follows their seat of the day, not one they had."""
    office = make_local_policing_body(force, from_on=after(2))
    make_user(office, reminders=DAILY)
    make_obligation(force, due_on=after(5))
    assert [bool(told(after(days))) for days in range(4)] == [False, False, True, False]
