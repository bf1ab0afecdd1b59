"""Pages of bodies that are no forces: national bodies, local policing bodies, the inspectorate."""

from datetime import date, timedelta

import pytest
from pytest_django.asserts import assertContains, assertRedirects

from inspections.models import Body, OfficeHolder
from tests.factories import (
    make_body,
    make_force,
    make_liaison,
    make_local_policing_body,
    make_national_body,
    make_obligation,
    make_user,
)
from tests.pages import html_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client):
    client.force_login(make_liaison())
    return client


def test_body_detail_of_a_force_leads_to_its_own_page(client):
    make_force(slug="northshire")
    assertRedirects(client.get("/bodies/northshire/"), "/forces/northshire/")


def test_body_detail_of_nobody_is_not_found(client):
    assert client.get("/bodies/nobody/").status_code == 404


def test_a_national_body_stands_like_a_force_without_statutory_responses(client):
    body = make_national_body(name="Home Office", slug="home-office")
    assertContains(client.get("/bodies/home-office/"), "Nothing has been addressed to this body yet.")
    row = make_obligation(body, due_on=date(2025, 9, 30))
    response = client.get("/bodies/home-office/", {"status": "overdue"})
    assertContains(response, row.recommendation.subject)
    assert '<h2 class="govuk-heading-m">Statutory responses' not in html_of(response)
    assertContains(client.get("/bodies/home-office/", {"status": "x"}), "There is no choice called “x” here.")


def test_a_local_policing_body_names_its_office_holders_and_forces_of_today(client, today):
    force, former = make_force(name="Northshire Police"), make_force(name="Southshire Police")
    office = make_local_policing_body(force, name="Police and Crime Commissioner for Northshire", slug="pcc")
    make_local_policing_body(former, name="Mayor of Southshire", from_on=date(2024, 5, 7))
    former.governances.create(local_policing_body=office, from_on=date(2012, 11, 22))
    for name, title, capacity, from_on in (
        ("Ada Before", "Commissioner", "holder", date(2016, 5, 12)),
        ("Bea Now", "Commissioner", "holder", date(2024, 5, 9)),
        ("Cyd Deputy", "Deputy Commissioner", "deputy", date(2024, 6, 1)),
        ("Dee Next", "Commissioner", "holder", today + timedelta(days=1)),
    ):
        OfficeHolder.objects.create(body=office, name=name, title=title, capacity=capacity, from_on=from_on)
    make_obligation(force, due_on=date(2025, 9, 30))
    response = client.get("/bodies/pcc/")
    text = text_of(response)
    assert "Commissioner: Bea Now, since 9 May 2024." in text
    assert "Deputy Commissioner: Cyd Deputy (deputy), since 1 June 2024." in text
    assert "Ada Before" not in text
    assert "Dee Next" not in text
    assert [row.body for row in response.context["forces"].rows] == [force]
    assert response.context["forces"].total["overdue"] == 1
    assert "Southshire Police, from 22 November 2012 until 6 May 2024" in text


def test_a_term_that_ends_tomorrow_is_not_over(client, today):
    force = make_force()
    office = make_local_policing_body(force, slug="pcc", from_on=None)
    make_local_policing_body(force, from_on=today + timedelta(days=1))
    assert client.get("/bodies/pcc/").context["former"] == []
    office.governs.update(from_on=date(2020, 1, 1))
    assert client.get("/bodies/pcc/").context["former"] == []


def test_a_term_without_a_first_day(client):
    force = make_force(name="Northshire Police")
    make_local_policing_body(force, slug="pcc", from_on=None)
    make_local_policing_body(force, from_on=date(2024, 5, 7))
    response = client.get("/bodies/pcc/")
    assert "Northshire Police, until 6 May 2024" in text_of(response)
    assertContains(response, "It oversees no force today.")


def test_the_inspectorate_has_a_page(client):
    make_body(name="Inspectorate", slug="inspectorate", kind=Body.Kind.INSPECTORATE)
    assertContains(client.get("/bodies/inspectorate/"), "Inspects police forces in England and Wales")


def test_body_detail_asks_as_many_queries_for_six_forces_as_for_one(client, queries_of):
    office = make_local_policing_body(make_obligation().body, slug="pcc")
    other = make_local_policing_body()
    make_obligation()
    client.get("/bodies/pcc/")  # counts the figures of the day, which are kept from then on
    asked = queries_of("/bodies/pcc/")
    for _ in range(5):
        force = make_force()
        make_obligation(force)
        force.governances.create(local_policing_body=office, from_on=date(2020, 1, 1))
        ended = make_force()
        ended.governances.create(local_policing_body=office, from_on=date(2020, 1, 1))
        ended.governances.create(local_policing_body=other, from_on=date(2021, 1, 1))
    client.get("/bodies/pcc/")
    assert queries_of("/bodies/pcc/") == asked


def test_every_role_sees_a_body(client):
    make_national_body(slug="home-office")
    client.force_login(make_user(make_force()))
    assert client.get("/bodies/home-office/").status_code == 200
