"""Who complies: the table of forces, the national bodies below it, and their sums."""

from datetime import date, timedelta

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from inspections.models import Obligation
from responses.bodies import FIGURES, table
from responses.filters.forces import MOST_AND_FEWEST
from tests.factories import (
    make_force,
    make_liaison,
    make_national_body,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db

URL = "/forces/"


@pytest.fixture
def client(client):
    client.force_login(make_liaison())
    return client


def owe(body, count, **kwargs):
    return [make_obligation(body, **kwargs) for _ in range(count)]


def overdue(body, count, **kwargs):
    return owe(body, count, due_on=date(2025, 9, 30), **kwargs)


def names(response):
    return [row.body.name for row in response.context["forces"].rows]


def test_force_list_counts_claims_and_closures_apart(client, today):
    force = make_force(name="Northshire Police")
    overdue(force, 2)
    overdue(force, 1, answered_on=today)
    owe(force, 3, claim="complete", reported_on=today, answered_on=today)
    owe(force, 2, closed_on=today, closure="verified", closure_letter="HMICFRS, 1 May")
    response = client.get(URL)
    [row] = response.context["forces"].rows
    totals = row.totals
    assert (totals["reported_complete"], totals["closed"], totals["overdue"], totals.silent) == (3, 2, 3, 2)
    lead = "1 force owes 8 items. 2 (25%) are closed. Forces say that 3 more are complete; 3 are overdue, 2 of them"
    assert lead in text_of(response)


def test_force_list_agrees_with_the_compliance_list(client):
    force, office = make_force(slug="northshire"), make_national_body(slug="home-office")
    overdue(force, 3)
    overdue(office, 2)
    response = client.get(URL)
    assert response.context["everything"]["overdue"] == 5
    for query in ("force=northshire&amp;", "force=home-office&amp;", ""):
        assertContains(response, f'href="/compliance/?{query}status=overdue"')
    counts = {
        query: client.get(f"/compliance/?{query}").context["counted"].items
        for query in (
            "status=overdue",
            "force=northshire&status=overdue",
            "force=all-forces&status=overdue",
            "force=national-bodies&status=overdue",
        )
    }
    assert list(counts.values()) == [5, 3, 3, 2]


def test_force_list_shows_forces_of_today_and_those_that_still_owe(client):
    make_force(name="Active Police")
    make_force(name="Merged Police", active_until=date(2020, 3, 31))
    ended = make_force(name="Merged Police that owes", active_until=date(2020, 3, 31))
    make_obligation(ended)
    assert sorted(names(client.get(URL))) == ["Active Police", "Merged Police that owes"]


def test_force_list_stands_with_the_most_overdue_first(client, today):
    few, many, silent = (make_force(name=f"{name} Police") for name in ("Few", "Many", "Silent"))
    overdue(few, 1)
    overdue(many, 2, answered_on=today)
    overdue(silent, 2)
    assert names(client.get(URL)) == ["Silent Police", "Many Police", "Few Police"]
    assert names(client.get(URL, {"sort": "overdue"})) == ["Few Police", "Silent Police", "Many Police"]
    assert names(client.get(URL, {"sort": "force"})) == ["Few Police", "Many Police", "Silent Police"]
    assert names(client.get(URL, {"sort": "-force"})) == ["Silent Police", "Many Police", "Few Police"]


@pytest.mark.parametrize("figure", FIGURES)
def test_force_list_sorts_by_every_figure(client, figure):
    overdue(make_force(), 1)
    for sort in (figure, f"-{figure}"):
        response = client.get(URL, {"sort": sort})
        assert response.context["form"].is_valid()
        assertContains(response, 'aria-sort="descending"' if sort[0] == "-" else 'aria-sort="ascending"', count=1)


def test_every_figure_has_an_order_and_its_words():
    assert set(MOST_AND_FEWEST) == set(FIGURES)


def test_a_force_with_nothing_to_share_stands_below_zero():
    none, zero = make_force(name="A"), make_force(name="B")
    make_obligation(zero)
    make_obligation(none, closed_on=date(2026, 1, 1), closure="withdrawn", closure_letter="HMICFRS")
    totals = Obligation.objects.owed_on(date(2026, 11, 21)).totals_by("body", date(2026, 11, 21))
    assert [row.body.name for row in table([zero, none], totals, "-share").rows] == ["B", "A"]


def test_force_list_by_nation_and_region(client):
    make_force(name="Dyffryn Police", nation="Wales", region="Wales")
    make_force(name="Northshire Police")
    make_obligation(make_national_body())
    assert names(client.get(URL, {"nation": "Wales"})) == ["Dyffryn Police"]
    response = client.get(URL, {"region": "North East"})
    assert names(response) == ["Northshire Police"]
    assert response.context["others"] is None
    assertContains(client.get(URL, {"nation": "Wales", "region": "North East"}), "No force matches.")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"sort": "size"}, "There is no choice called “size” here."),
        ({"nation": "Scotland"}, "There is no choice called “Scotland” here."),
        ({"region": "x\x00"}, "There is no choice called"),
        ({"county": "Kent"}, "There is no filter called “county”."),
        ({"page": "2", "sort": "-"}, "There is no choice called “-” here."),
    ],
)
def test_force_list_refuses_what_it_does_not_know(client, query, message):
    make_force()
    response = client.get(URL, query)
    assertContains(response, message)
    assert names(response) == []


def test_force_list_without_forces_says_so(client):
    response = client.get(URL)
    assertContains(response, "There are no forces yet.")
    assertNotContains(response, "<table")


def test_force_list_leaves_out_what_nobody_may_see_yet(client, today):
    force = make_force()
    item = make_recommendation(inspection=None)
    item.inspection.published_on = today + timedelta(days=3)
    item.inspection.save()
    make_obligation(force, item)
    assert client.get(URL).context["everything"].items == 0


def test_force_list_asks_as_many_queries_for_six_forces_as_for_one(client, queries_of):
    overdue(make_force(), 1)
    make_obligation(make_national_body())
    asked = queries_of(URL)
    for _ in range(5):
        overdue(make_force(region="East"), 2)
        make_obligation(make_national_body())
    assert queries_of(URL) == asked


def test_signed_out_nobody_sees_it(client):
    client.logout()
    assert client.get(URL).status_code == 302


def test_every_role_sees_the_same_figures(client):
    overdue(make_force(), 2)
    client.force_login(make_user(make_force()))
    assert client.get(URL).context["everything"]["overdue"] == 2
