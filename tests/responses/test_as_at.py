"""Compliance pages as at an earlier day: what they tell, how one walks there, and what the past never shows."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.core.management import call_command
from django.urls import resolve, reverse

from inspections.actions import close, hand_over_governance, merge_bodies, move_deadline, reopen, submit_claim
from inspections.models import Body
from responses.models import StatutoryResponse
from tests.factories import (
    make_administrator,
    make_answer,
    make_force,
    make_inspection,
    make_liaison,
    make_local_policing_body,
    make_national_body,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db

PUBLISHED, DAY, LATER = date(2024, 3, 1), date(2024, 12, 31), date(2025, 2, 3)
AS_AT = {
    "responses:force_list",
    "responses:force_detail",
    "responses:body_detail",
    "responses:recommendation_list",
    "responses:recommendation_detail",
    "responses:compliance_list",
    "responses:compliance_changes",
    "responses:compliance_charts",
    "responses:compliance_detail",
    "inspections:inspection_list",
    "inspections:inspection_detail",
    "inspections:inspection_matrix",
}


@pytest.fixture
def by():
    return make_administrator()


@pytest.fixture
def force():
    return make_force(name="Northshire Police", slug="northshire")


@pytest.fixture
def report(force):
    return make_inspection([force], title="Safer in custody", slug="custody", published_on=PUBLISHED)


@pytest.fixture
def row(report, force):
    return make_obligation(force, make_recommendation(report, number="4", due_on=date(2024, 11, 30)))


def pages(row):
    item = row.recommendation
    return [
        reverse("responses:force_list"),
        row.body.get_absolute_url(),
        reverse("responses:compliance_list"),
        reverse("responses:compliance_changes"),
        reverse("responses:recommendation_list"),
        reverse("inspections:inspection_list"),
        row.get_absolute_url(),
        item.get_absolute_url(),
        item.inspection.get_absolute_url(),
        reverse("inspections:inspection_matrix", args=[item.inspection.slug]),
    ]


def page_as_at(client, address, day=DAY, **query):
    asked = {"as_at": day.isoformat() if isinstance(day, date) else day, **query}
    answer = client.get(address, asked, follow=True)  # a list opens on what is one's own
    assert answer.status_code == 200
    return answer


def said_as_at(client, address, day=DAY, **query):
    return text_of(page_as_at(client, address, day, **query))


def test_what_was_moved_closed_and_reopened_stands_as_it_stood(client, row, by):
    client.force_login(make_liaison())
    signed = {"by": by, "reason": "So it was."}
    submit_claim([row], claim="complete", on=date(2025, 1, 10), **signed)
    close([row], closure="verified", on=date(2025, 1, 20), **signed)
    reopen([row], on=LATER, **signed)
    move_deadline([row], due_on=date(2040, 1, 1), on=LATER, **signed)
    for address in (reverse("responses:compliance_list"), row.body.get_absolute_url(), row.get_absolute_url()):
        told = said_as_at(client, address)
        assert "30 November 2024 31 days late" in told
        told = said_as_at(client, address, date(2025, 1, 25), **({"status": "all"} if "forces" in address else {}))
        assert "20 January 2025" in told
        assert "1 January 2040" not in told
    assert "1 overdue" in said_as_at(client, reverse("responses:compliance_list"))
    assert "1 closed" in said_as_at(client, reverse("responses:compliance_list"), date(2025, 1, 20))


def test_every_page_says_so_and_leads_back_to_today(client, row):
    client.force_login(make_liaison())
    for address in pages(row):
        told = page_as_at(client, address).content.decode()
        assert "As things stood at the end of 31 December 2024" in told, address
        assert "Words are shown as they are today." in told
        assert re.search(r"<title>[^<]+, 31 December 2024 – Recommendation tracker</title>", told), address
        assert f'<a class="govuk-link" href="{address}">See how things stand today</a>' in told, address
        assert "As things stood" not in text_of(client.get(address)).replace("As things stood at the end of For", "")


def test_one_walks_about_in_the_past(client, row, by):
    make_local_policing_body(row.body)
    make_obligation(make_national_body(), row.recommendation)
    make_obligation(row.body, make_recommendation(row.recommendation.inspection, continues=row.recommendation))
    client.force_login(by)
    for address in [*pages(row), "/compliance/?status=overdue&sort=force", "/forces/northshire/?status=all"]:
        address, _, query = address.partition("?")
        query = dict(pair.split("=") for pair in query.split("&")) if query else {}
        page = page_as_at(client, address, **query).content.decode()
        page = re.sub(r"<a [^>]*>See how things stand today", "", page)
        for href in map(unescape, re.findall(r'href="([^"#]+)"', page)):
            path = address if href.startswith("?") else href.partition("?")[0]
            if path.startswith("/") and not path.startswith(("/static", "/admin")) and resolve(path).view_name in AS_AT:
                assert "as_at=2024-12-31" in href.partition("back=")[0], (address, href)
        for form in re.findall(r"<form[^>]*method=\"get\".*?</form>", page, re.DOTALL):
            assert 'name="as_at"' in form, address


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2999-01-01", "1 January 2999 is still to come. Enter a day up to today."),
        ("2024-02-29", "Records begin on 1 March 2024, so there are no figures for 29 February 2024."),
        ("yesterday", "“yesterday” is not a day. Enter one as in 31 12 2024."),
        ("2024-02-30", "“2024-02-30” is not a day."),
        ("50%<b>", "“50%&lt;b&gt;” is not a day."),
        ("", "Enter a day as in 31 12 2024."),
    ],
)
def test_a_day_of_which_nothing_can_be_told(client, row, typed, sentence):
    client.force_login(make_liaison())
    for address in pages(row):
        told = said_as_at(client, address, typed)
        assert sentence in told
        assert "No figures for that day" in told
        assert "Northshire Police" not in told
        assert "See how things stand today" in told


def test_a_day_without_figures_keeps_the_section_of_its_page(client, row):
    client.force_login(make_liaison())
    for address in pages(row):
        told = client.get(f"{address}?as_at=2999-01-01").content.decode()
        assert told.count('aria-current="true"') == 1, address


def test_before_any_report_there_is_nothing_to_tell(client):
    client.force_login(make_liaison())
    told = said_as_at(client, reverse("responses:force_list"))
    assert "No report has been entered yet, so there is nothing to tell of 31 December 2024." in told


def test_days_are_typed_as_in_filters_and_today_is_today(client, row, today):
    client.force_login(make_liaison())
    address = reverse("responses:compliance_list")
    assert "the end of 31 December 2024" in said_as_at(client, address, "31 12 2024", status="overdue")
    told = said_as_at(client, address, today)
    assert "See how things stand today" not in told
    assert "See how things stood on an earlier day" in told


def test_the_past_is_not_written(client, row):
    client.force_login(make_user(row.body, "approver"))
    assert "<textarea" in client.get(row.get_absolute_url()).content.decode()
    page = page_as_at(client, row.get_absolute_url())
    assert "<textarea" not in page.content.decode()
    assert page.context["page"].side is None
    answer = client.post(f"{row.get_absolute_url()}?as_at=2024-12-31", {"then": "save", "position": "complete"})
    assert answer.status_code == 405
    assert not row.drafts.exists()


def test_an_administrator_corrects_nothing_in_the_past(client, row, by):
    client.force_login(by)
    for address in (row.get_absolute_url(), row.recommendation.get_absolute_url()):
        assert "Entered by mistake?" in text_of(client.get(address))
        assert "Entered by mistake?" not in said_as_at(client, address)


def test_the_past_shows_nothing_that_is_under_embargo_or_proposed_today(client, row, force, today):
    office = make_local_policing_body(force)
    to_come = make_inspection([force], title="To come", slug="to-come", published_on=today + timedelta(days=9))
    proposed = make_inspection([force], title="Proposed", slug="proposed", published_on=PUBLISHED, proposed_by=office)
    rows = [make_obligation(force, make_recommendation(report)) for report in (to_come, proposed)]
    for person in (make_liaison(), make_user(office), make_user()):
        client.force_login(person)
        for address in pages(row):
            told = said_as_at(client, address)
            assert "To come" not in told
            assert "Proposed" not in told
    client.force_login(make_user())
    for hidden in rows:
        assert client.get(hidden.get_absolute_url(), {"as_at": "2024-12-31"}).status_code == 404


def test_words_are_those_of_today_for_whoever_may_read_them_today(client, row):
    make_answer(row, on=LATER, action="Night cover began.")
    client.force_login(make_user(make_force()))
    assert "Night cover began." not in "".join(said_as_at(client, address) for address in pages(row))
    client.force_login(make_user(row.body))
    assert "Night cover began." in said_as_at(client, row.body.get_absolute_url())
    assert "Nothing recorded" in said_as_at(client, row.body.get_absolute_url())


def test_what_was_recorded_later_is_marked(client, row, by, today):
    client.force_login(make_liaison())
    addresses = [
        reverse("responses:compliance_list"),
        row.body.get_absolute_url() + "?",
        row.recommendation.get_absolute_url(),
        row.get_absolute_url(),
    ]
    mark = f"Recorded later, on {today:%-d %B %Y}"
    listed = [said_as_at(client, address.rstrip("?")) for address in addresses[:3]]
    assert not any(mark in told for told in listed)
    submit_claim([row], claim="complete", by=by, on=date(2024, 12, 1), reason="By letter.")
    for address in addresses:
        query = {"status": "all"} if address.endswith("?") else {}
        assert mark in said_as_at(client, address.rstrip("?"), **query), address
    assert "Recorded later" not in text_of(client.get(addresses[0]))


def test_bodies_and_governance_are_those_of_the_day(client, row, by):
    force, new = row.body, make_force(name="Mid Shires Police", slug="mid-shires", active_from=LATER)
    office = make_local_policing_body(force, name="Commissioner for Northshire")
    mayor = make_local_policing_body(kind=Body.Kind.MAYOR, name="Mayor of Northshire")
    hand_over_governance(office, mayor, on=date(2025, 1, 15), reason="The order of 2025.")
    merge_bodies([force], new, by=by, on=LATER, reason="The order of 2025.")
    client.force_login(make_liaison())
    told = said_as_at(client, reverse("responses:force_list"))
    assert "Northshire Police" in told
    assert "Mid Shires Police" not in told
    told = said_as_at(client, force.get_absolute_url())
    assert "Local policing body: Commissioner for Northshire." in told
    assert "Succeeded by" not in told
    assert "Succeeded by Mid Shires Police" in text_of(client.get(force.get_absolute_url()))
    assert "Succeeded by Mid Shires Police" in said_as_at(client, force.get_absolute_url(), LATER)
    assert "Northshire Police" in said_as_at(client, office.get_absolute_url())
    assert "It oversaw no force on that day." in said_as_at(client, mayor.get_absolute_url())


def test_a_statutory_response_that_was_published_later_was_not_there(client, row):
    office = make_local_policing_body(row.body)
    duty = row.recommendation.inspection.related_forces.get()
    StatutoryResponse.objects.create(duty=duty, body=office, published_on=LATER, address="https://office.example/r")
    client.force_login(make_liaison())
    told = page_as_at(client, row.body.get_absolute_url()).content.decode()
    assert "Nothing recorded" in told
    assert "https://office.example/r" not in told
    assert "published 3 February 2025" in said_as_at(client, row.body.get_absolute_url(), LATER)


def test_filters_ask_of_that_day(client, row, by):
    client.force_login(make_liaison())
    move_deadline([row], due_on=date(2025, 6, 30), by=by, on=LATER, reason="Tendered again.")
    address = reverse("responses:compliance_list")
    for query in (
        {"status": "overdue"},
        {"mark": "nothing_recorded"},
        {"due_to": "2024-11-30"},
        {"sort": "changed"},
        {"sort": "-deadline"},
        {"sort": "status"},
        {"force": "northshire", "inspection": "custody"},
    ):
        assert "1 item" in said_as_at(client, address, **query), query
    for query in ({"status": "closed"}, {"mark": "waiting"}, {"mark": "past_target"}, {"due_from": "2025-01-01"}):
        assert "No items match." in said_as_at(client, address, **query), query


@pytest.mark.on_one_database
@pytest.mark.slow
def test_a_page_of_the_past_asks_as_many_queries_for_six_rows_as_for_one(queries_of, client, row, by):
    client.force_login(make_liaison())

    def asked():
        call_command("month_ends")  # what the page of the force would count itself
        return [queries_of(f"{address}?as_at=2024-12-31") for address in pages(row)]

    before = asked()
    for _ in range(5):
        item = make_recommendation(row.recommendation.inspection)
        for body in (row.body, make_force()):
            submit_claim([make_obligation(body, item)], claim="complete", by=by, on=LATER, reason="")
        make_obligation(make_force(), row.recommendation)
        make_obligation(row.body, make_recommendation(make_inspection(published_on=PUBLISHED)))
    assert asked() == before
