"""A cause of concern closes when the items under it are closed for the same body, and HMICFRS says so."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inspections.actions import ItemsStillOpen, LevelForbids, OwnPlace, close, find_open, reopen
from inspections.causes import has_open_items
from inspections.models import Act, Obligation
from responses.causes import MOST
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
from tests.pages import text_of

pytestmark = pytest.mark.django_db

ON = date(2026, 9, 1)
TYPED = {"on_day": 1, "on_month": 9, "on_year": 2026, "reason": "Seen at the revisit."}


@pytest.fixture
def forces():
    return [make_force(name="Ashshire Police"), make_force(name="Elmshire Police")]


@pytest.fixture
def cause(forces):
    report = make_inspection(forces, short_title="Custody")
    return make_recommendation(report, kind="cause_of_concern", number="1", subject="Detention", sequence=1)


@pytest.fixture
def world(forces, cause):
    """{force: (the row of the cause, its two rows under it)}"""
    items = [make_recommendation(cause.inspection, cause=cause, number=str(n), sequence=n + 1) for n in (1, 2)]
    return {
        force: (make_obligation(force, cause), [make_obligation(force, item) for item in items]) for force in forces
    }


@pytest.fixture
def liaison(client):
    user = make_liaison()
    client.force_login(user)
    return user


def closed(rows, by, on=ON, **kwargs):
    close(rows, **({"closure": "verified", "by": by, "on": on, "reason": "Seen."} | kwargs))


def verify(act, *rows):
    return f"{reverse('responses:verify')}?act={act}" + "".join(f"&row={row.pk}" for row in rows)


def test_it_is_refused_with_the_items_that_are_still_open(world, forces, liaison):
    row, (first, second) = world[forces[0]]
    closed([first], liaison)
    with pytest.raises(ItemsStillOpen) as refused:
        closed([row], liaison)
    assert str(refused.value) == (
        "A cause of concern is closed after the items under it. Not closed by then: Ashshire Police: recommendation 2."
    )
    closed([second], liaison)
    closed([row], liaison)
    assert not world[forces[1]][0].closed_on


def test_closing_the_last_item_says_that_the_cause_can_be_closed(client, world, forces, liaison):
    told = []
    for row in world[forces[0]][1]:
        where = verify("close", row)
        state = client.get(where).context["form"]["state"].value()
        answer = client.post(where, TYPED | {"closure": "verified", "state": state}, follow=True)
        told.append("All items are closed now under: cause of concern 1 of Ashshire Police." in text_of(answer))
    assert told == [False, True]


def test_it_is_not_closed_from_a_day_before_its_items(world, forces, liaison):
    row, under = world[forces[0]]
    closed(under, liaison, on=ON)
    with pytest.raises(ItemsStillOpen):
        closed([row], liaison, on=date(2026, 8, 31))


def test_a_cause_and_its_items_close_in_one_act(world, forces, liaison):
    row, under = world[forces[0]]
    closed([row, *under], liaison)
    assert Obligation.objects.filter(closed_on=ON).count() == 3


def test_nobody_reopens_an_item_while_its_cause_is_closed(world, forces, liaison):
    row, under = world[forces[0]]
    closed(under, liaison)
    with CaptureQueriesContext(connection) as asked:
        closed([row], liaison)
    locks = [query["sql"] for query in asked if "FOR UPDATE" in query["sql"]]
    assert not connection.features.has_select_for_update or any('"cause_id" IN' in lock for lock in locks)


def test_a_cause_that_was_closed_meanwhile_is_asked_about_before_its_item_is_reopened(client, world, forces, liaison):
    row, under = world[forces[0]]
    closed(under, liaison)
    where = verify("reopen", under[0])
    state = client.get(where).context["form"]["state"].value()
    closed([row], liaison)
    page = client.post(where, TYPED | {"state": state})
    assert "Some of these items changed since this page was shown." in text_of(page)
    assert "Reopen the cause of concern too" in text_of(page)
    assert Obligation.objects.get(pk=under[0].pk).closed_on
    client.post(where, TYPED | {"state": page.context["form"]["state"].value(), "causes_too": "on"})
    assert not Obligation.objects.filter(pk__in=[row.pk, under[0].pk]).exclude(closed_on=None).exists()


def test_an_item_that_is_no_longer_addressed_keeps_nothing_open(world, forces, liaison):
    row, (first, second) = world[forces[0]]
    closed([first], liaison)
    Obligation.objects.filter(pk=second.pk).update(removed_on=ON, removal="ended")
    assert set(Obligation.objects.filter(has_open_items())) == {world[forces[1]][0]}
    closed([row], liaison)


def test_no_force_closes_one_itself(world, forces, cause, liaison):
    row, under = world[forces[0]]
    closed(under, liaison)
    cause.level = make_level(closed_by="force")
    cause.save()
    with pytest.raises(LevelForbids, match="Only HMICFRS closes a cause of concern"):
        closed([row], liaison, closure="by_force")


def test_nothing_takes_its_own_place(world, forces, liaison):
    row = world[forces[0]][1][0]
    with pytest.raises(OwnPlace):
        closed([row], liaison, closure="superseded", superseded_by=row.recommendation)


def test_the_page_of_the_act_says_which_cannot_be_closed_and_closes_the_others(client, world, forces, liaison):
    causes = [world[force][0] for force in forces]
    closed(world[forces[0]][1], liaison)
    where = verify("close", *causes)
    page = client.get(where)
    words = text_of(page)
    assert "1 item will change" in words
    assert "1 is left out: items under the cause of concern are still open." in words
    assert "Elmshire Police, cause of concern 1: recommendation 1, recommendation 2" in words
    state = page.context["form"]["state"].value()
    client.post(where, TYPED | {"closure": "verified", "leave_out": "on", "state": state})
    assert list(Obligation.objects.filter(in_totals=False, closed_on=ON)) == causes[:1]


def test_reopening_an_item_mentions_the_cause_and_reopens_it_on_request(client, world, forces, liaison):
    row, under = world[forces[0]]
    closed([row, *under], liaison)
    where = verify("reopen", under[0])
    page = client.get(where)
    assert "The cause of concern over them stands closed." in text_of(page)
    typed = TYPED | {"state": page.context["form"]["state"].value()}
    client.post(where, typed)
    row.refresh_from_db()
    assert row.closed_on == ON
    assert "It stands closed, though only 1 of 2 items" in text_of(client.get(forces[0].get_absolute_url()))
    where = verify("reopen", under[1])
    state = client.get(where).context["form"]["state"].value()
    client.post(where, typed | {"state": state, "causes_too": "on"})
    row.refresh_from_db()
    assert row.closed_on is None


def test_reopening_where_no_cause_is_closed_asks_nothing_of_causes(client, world, forces, liaison):
    under = world[forces[0]][1]
    closed(under, liaison)
    page = client.get(verify("reopen", *under))
    assert "stands closed" not in text_of(page)
    assert "causes of concern too" not in text_of(page)


def test_the_pages_of_force_item_and_answer_lead_to_closing_it(client, world, forces, cause, liaison):
    row, under = world[forces[0]]
    pages = [forces[0].get_absolute_url(), cause.get_absolute_url(), row.get_absolute_url()]
    for page in pages:
        assert "0 of 2 items under it are closed." in text_of(client.get(page))
    closed(under, liaison)
    for page in pages:
        answer = client.get(page)
        assert "All 2 items under it are closed: HMICFRS can close it." in text_of(answer), page
        assert f"act=close&amp;row={row.pk}" in answer.content.decode(), page
    for seat in (make_user(forces[0]), make_user()):
        client.force_login(seat)
        for page in pages[:2]:
            assert "act=close" not in client.get(page).content.decode()


def test_an_earlier_day_tells_how_the_cause_stood_then(client, world, forces, liaison):
    row, under = world[forces[0]]
    closed(under, liaison, on=date(2026, 8, 1))
    closed([row], liaison)
    reopen([row], by=liaison, on=date(2026, 10, 1), reason="Not lasting.")
    page = forces[0].get_absolute_url()
    assert "0 of 2 items under it are closed." in text_of(client.get(page, {"as_at": "2026-07-31"}))
    assert "HMICFRS can close it" in text_of(client.get(page, {"as_at": "2026-08-31"}))
    assert "HMICFRS can close it" not in text_of(client.get(page, {"as_at": "2026-09-30"}))
    assert "HMICFRS can close it" in text_of(client.get(page))
    for day in ("2026-08-31", "2026-09-30"):
        assert "act=close" not in client.get(page, {"as_at": day}).content.decode()


def test_an_office_sees_no_way_to_close_before_the_items_are(client, world, forces):
    office = make_user(make_local_policing_body(forces[0]))
    client.force_login(office)
    row = world[forces[0]][0]
    assert client.get(row.get_absolute_url()).context["page"].acts == []


def test_a_verdict_that_it_is_still_open_changes_nothing_but_the_log(world, forces, liaison):
    row = world[forces[0]][1][0]
    before = Obligation.objects.values("due_on", "claim", "closed_on", "answered_on").get(pk=row.pk)
    find_open([row], report=row.recommendation.inspection, by=liaison, on=TODAY, reason="Too slow.")
    assert Obligation.objects.values("due_on", "claim", "closed_on", "answered_on").get(pk=row.pk) == before
    act = Act.objects.get(kind="judged")
    assert (act.became, act.reason, act.on) == ("Custody", "Too slow.", TODAY)


def test_the_pages_ask_as_much_for_many_causes_as_for_one(client, world, forces, cause, liaison, queries_of):
    page = forces[0].get_absolute_url()
    client.get(page)  # counts the figures of the day, which are kept from then on
    one = queries_of(page)
    for n in range(2, 5):
        other = make_recommendation(cause.inspection, kind="cause_of_concern", number=str(n))
        make_obligation(forces[0], other)
        make_obligation(forces[0], make_recommendation(cause.inspection, cause=other))
    client.get(page)
    assert queries_of(page) == one


def test_the_page_of_a_force_shows_the_first_causes_open_ones_first_and_leads_to_all(
    client, world, forces, cause, liaison
):
    over = make_recommendation(cause.inspection, kind="cause_of_concern", number="2")
    make_obligation(forces[0], over, closed_on=ON, closure="verified", closed_by=liaison)
    page = forces[0].get_absolute_url()
    assert [one.obligation.closed_on for one in client.get(page).context["causes"]] == [None, ON]
    assert "All causes of concern of this force" not in text_of(client.get(page))

    for number in range(3, MOST + 2):
        other = make_recommendation(cause.inspection, kind="cause_of_concern", number=str(number))
        make_obligation(forces[0], other)
    shown = client.get(page)
    assert [one.obligation.closed_on for one in shown.context["causes"]] == [None] * MOST
    assert f"The first {MOST}, open ones before those that are closed. All causes of concern" in text_of(shown)
    all_of_them = client.get(f"/recommendations/?kind=cause_of_concern&force={forces[0].slug}")
    assert all_of_them.context["paginator"].count == MOST + 1
