"""A liaison looks after several forces, from day to day: their pages offer "my forces"."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.models import ForceLiaison
from accounts.seats import seat_of
from accounts.succession import pass_memberships
from responses.succession import merge, of_merger
from tests.adminforms import complaints, new_rows, row, typed
from tests.factories import (
    TODAY,
    make_administrator,
    make_answer,
    make_force,
    make_liaison,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db

FORCES, COMPLIANCE = reverse("responses:force_list"), reverse("responses:compliance_list")


@pytest.fixture
def forces():
    return [make_force(name=name) for name in ("Ashcombe Police", "Barrowmere Police", "Calderwick Police")]


def look_after(client, user, **changes):
    client.force_login(make_administrator())
    address = reverse("admin:accounts_user_change", args=[user.pk])
    return client.post(address, typed(client.get(address), **({"reason": "A new round."} | changes)))


def term(force, from_on="2026-01-01", **fields):
    return {"kind": None, "text": None, "force": force.pk, "from_on": from_on} | fields


# --- the seat


@pytest.mark.parametrize(
    ("from_on", "until_on", "holds"),
    [
        (TODAY, None, True),
        (TODAY, TODAY, True),
        (TODAY - timedelta(days=9), TODAY - timedelta(days=1), False),
        (TODAY + timedelta(days=1), None, False),
    ],
    ids=["first day", "last day", "ended", "to come"],
)
def test_a_liaison_looks_after_the_forces_of_the_day(from_on, until_on, holds):
    liaison, force = make_liaison(), make_force()
    ForceLiaison.objects.create(user=liaison, force=force, from_on=from_on, until_on=until_on)
    assert seat_of(liaison, TODAY).forces == ([force] if holds else [])


def test_nobody_else_has_forces_to_look_after(forces, django_assert_num_queries):
    editor = make_user(forces[0])
    ForceLiaison.objects.create(user=editor, force=forces[0], from_on=date(2020, 1, 1))
    seat = seat_of(editor, TODAY)
    with django_assert_num_queries(0):
        assert seat.forces == []


# --- the administrator's page


def test_forces_are_added_and_ended_on_the_page_of_the_liaison(client, forces):
    liaison = make_liaison()
    new = new_rows(*(term(force) for force in forces[:2]), prefix="looks_after")
    assert look_after(client, liaison, **new).status_code == 302
    assert {held.force for held in liaison.looks_after.all()} == set(forces[:2])
    assert {held.history.get().history_change_reason for held in liaison.looks_after.all()} == {"A new round."}
    look_after(client, liaison, **row(0, "looks_after", until_on="2026-03-31", DELETE=True))
    assert sorted(str(held.until_on) for held in liaison.looks_after.all()) == ["2026-03-31", "None"]


def test_only_those_who_are_liaisons_are_given_forces(client, forces):
    client.force_login(make_administrator())
    address = reverse("admin:accounts_user_change", args=[make_user(forces[0]).pk])
    assert "forces that this liaison looks after" not in client.get(address).content.decode()


def test_the_same_force_twice_at_a_time_is_refused(client, forces):
    liaison = make_liaison(forces[:1])
    later = row(1, "looks_after", force=forces[0].pk, from_on="2026-01-01") | {"looks_after-TOTAL_FORMS": 2}
    page = look_after(client, liaison, **later)
    assert "The same stands from 1 January 2020 on." in str(complaints(page)["looks_after-1-from_on"])
    page = look_after(client, liaison, **later, **row(0, "looks_after", until_on="2025-12-31"))
    assert page.status_code == 302
    assert liaison.looks_after.count() == 2


def test_a_force_that_is_none_on_that_day_is_refused(client):
    closed = make_force(name="Oldshire Police", active_until=date(2025, 12, 31))
    page = look_after(client, make_liaison(), **new_rows(term(closed), prefix="looks_after"))
    assert complaints(page) == {"looks_after-0-from_on": ["Oldshire Police does not exist on 1 January 2026."]}


def test_forces_change_hands_in_their_list(client, forces, today):
    make_liaison(forces)
    client.force_login(make_administrator())
    address = reverse("admin:accounts_forceliaison_changelist")
    chosen = {"action": "end_today", "_selected_action": list(ForceLiaison.objects.values_list("pk", flat=True))}
    assert "Ended for 3 forces: today is the last day." in client.post(address, chosen, follow=True).content.decode()
    assert set(ForceLiaison.objects.values_list("until_on", flat=True)) == {today}
    assert client.get(address, {"today": "in"}).context["cl"].result_count == 3
    assert client.get(address, {"today": "ended"}).context["cl"].result_count == 0


# --- the pages


def test_home_begins_with_the_forces_of_the_liaison(client, forces, today):
    mine, _also, other = forces
    for force in (mine, other):
        make_answer(make_obligation(force, make_recommendation(due_on=today - timedelta(days=3))), on=today)
    client.force_login(make_liaison(forces[:2]))
    page = client.get("/")
    assert [body for body, _totals in page.context["own"]] == [mine, forces[1]]
    assert {answer.obligation.body for answer in page.context["answers"]} == {mine}
    said = text_of(page)
    assert said.index("Your forces") < said.index("Most overdue")
    assert "Latest answers of your forces" in said
    client.force_login(make_liaison())
    page = client.get("/")
    assert "Your forces" not in text_of(page)
    assert {answer.obligation.body for answer in page.context["answers"]} == {mine, other}


def test_home_asks_as_much_for_six_forces_as_for_one(client, queries_of):
    def count(forces):
        for force in forces:
            make_obligation(force)
        client.force_login(make_liaison(forces))
        queries_of("/")
        return queries_of("/")

    assert count([make_force()]) == count([make_force() for _ in range(6)])


def test_the_list_of_items_offers_my_forces(client, forces):
    rows = [make_obligation(force) for force in forces]
    client.force_login(make_liaison(forces[:2]))
    page = client.get(COMPLIANCE, {"force": "my-forces"})
    assert set(page.context["object_list"]) == set(rows[:2])
    assert "My forces" in text_of(page)
    both = client.get(COMPLIANCE, {"force": ["my-forces", forces[2].slug]})
    assert set(both.context["object_list"]) == set(rows)


def test_the_list_of_forces_offers_my_forces(client, forces):
    client.force_login(make_liaison(forces[:2]))
    page = client.get(FORCES, {"whose": "mine"})
    assert [shown.body for shown in page.context["forces"].rows] == forces[:2]
    assert client.get(FORCES).headers["Location"] == f"{FORCES}?whose=mine"
    assert len(client.get(page.context["everything_url"]).context["forces"].rows) == 3


@pytest.mark.parametrize("who", ["editor", "liaison without forces", "administrator"])
def test_who_has_no_such_forces_is_told_that_there_is_no_such_filter(client, forces, who):
    make_obligation(forces[0])
    people = {"editor": lambda: make_user(forces[0]), "administrator": make_administrator}
    client.force_login(people.get(who, make_liaison)())
    page = client.get(COMPLIANCE, {"force": "my-forces"})
    assert list(page.context["object_list"]) == []
    assert "There is no choice called “my-forces” here." in text_of(page)
    assert "There is no filter called “whose”." in text_of(client.get(FORCES, {"whose": "mine"}))
    lists = [client.get(address, follow=True) for address in (COMPLIANCE, FORCES)]
    assert not [page for page in lists if "My forces" in text_of(page)]


# --- forces that merge

MERGED_ON = date(2026, 10, 1)


def terms(liaison):
    return sorted((held.force.name, held.from_on, held.until_on) for held in liaison.looks_after.all())


def test_the_liaisons_of_a_force_look_after_its_successor(forces):
    north, south, new = forces
    both, one = make_liaison([north, south], name="Alex Winterbourne"), make_liaison([south], name="Sam Okafor")
    [words] = [names for words, names in of_merger([north, south], new, MERGED_ON).parts if "HMICFRS" in words]
    assert words == ["Alex Winterbourne", "Sam Okafor"]
    merge([north, south], new, by=make_administrator(), on=MERGED_ON, reason="The order of 2026.")
    before, began = date(2026, 9, 30), date(2020, 1, 1)
    old = [(north.name, began, before), (south.name, began, before)]
    assert terms(both) == sorted([*old, (new.name, MERGED_ON, None)])
    assert terms(one) == sorted([old[1], (new.name, MERGED_ON, None)])
    assert seat_of(one, MERGED_ON).forces == [new]
    assert seat_of(one, before).forces == [south]
    assert one.looks_after.get(force=new).history.get().history_change_reason == "The order of 2026."


def test_a_term_that_was_to_begin_later_begins_at_the_successor(forces):
    old, new, _other = forces
    liaison = make_liaison()
    ForceLiaison.objects.create(user=liaison, force=old, from_on=date(2027, 1, 1))
    pass_memberships([old], new, on=MERGED_ON, reason="The order of 2026.")
    assert terms(liaison) == [(new.name, date(2027, 1, 1), None)]


def test_a_merger_without_liaisons_says_nothing_of_them(forces):
    assert not [words for words, _names in of_merger(forces[:2], forces[2], MERGED_ON).parts if "HMICFRS" in words]
