"""How do we stand? One force's page: its items by inspection, what may be read of them, its statutory responses."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import Membership
from accounts.seats import seat_of
from inspections.actions import move_deadline, wait_on
from inspections.deadlines import STATUTORY_DAYS
from inspections.models import Governance, MonitoringPhase
from responses.actions import record_progress, save_draft
from responses.bodies import ROWS
from responses.models import StatutoryResponse
from tests.factories import (
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

URL = "/forces/northshire/"
PAST = date(2025, 9, 30)


@pytest.fixture
def client(client):
    client.force_login(make_liaison())
    return client


def shown(response):
    return [item.obligation for report in response.context["reports"] for item in report.items]


def test_force_detail_names_the_local_policing_body_of_today(client, force, office, today):
    make_local_policing_body(force, from_on=today + timedelta(days=1), name="Mayor of Northshire")
    response = client.get(URL)
    assertContains(response, '<a class="govuk-link" href="/bodies/pcc-northshire/">Police and Crime Commissioner')
    assertNotContains(response, "Mayor of Northshire")


def test_force_detail_says_no_more_of_the_monitoring_phase_than_is_recorded(client, force):
    assertNotContains(client.get(URL), "Monitoring phase")
    MonitoringPhase.objects.create(force=force, phase="engage", from_on=date(2025, 3, 1))
    assertContains(client.get(URL), "Monitoring phase: Engage, since 1 March 2025.")


def test_force_detail_shows_open_items_first_and_the_others_by_one_link(client, force, today):
    late, undated = make_obligation(force, due_on=PAST), make_obligation(force)
    closed = make_obligation(force, closed_on=today, closure="verified", closure_letter="HMICFRS, 1 May")
    claimed = make_obligation(force, claim="complete", reported_on=today, answered_on=today)
    assert set(shown(client.get(URL))) == {late, undated}
    assert set(shown(client.get(URL, {"status": "all"}))) == {late, undated, closed, claimed}
    assert shown(client.get(URL, {"status": "overdue"})) == [late]
    assert shown(client.get(URL, {"status": "reported_complete"})) == [claimed]
    response = client.get(URL, {"status": "due_soon"})
    assertContains(response, "No items in this status.")
    assert "2 open items, by inspection and deadline" in text_of(client.get(URL))
    assert "1 item: overdue" in text_of(client.get(URL, {"status": "overdue"}))


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"status": "late"}, "There is no choice called “late” here."),
        ({"status": "\x00"}, "There is no choice called"),
        ({"state": "open"}, "There is no filter called “state”."),
    ],
)
def test_force_detail_refuses_what_it_does_not_know(client, force, query, message):
    make_obligation(force)
    response = client.get(URL, query)
    assertContains(response, message)
    assert shown(response) == []


@pytest.mark.parametrize("slug", ["nowhere", "home-office"])
def test_force_detail_of_what_is_no_force_is_not_found(client, slug):
    make_national_body(slug="home-office")
    assert client.get(f"/forces/{slug}/").status_code == 404


def test_force_detail_groups_items_by_inspection_and_deadline(client, force):
    older = make_inspection(title="Older", published_on=date(2025, 1, 8))
    newer = make_inspection(title="Newer", published_on=date(2025, 2, 12))
    dated = {"deadline_kind": "date"}
    last = make_obligation(force, make_recommendation(newer, due_on=PAST, **dated))
    first = make_obligation(force, make_recommendation(newer, due_on=date(2025, 3, 1), **dated))
    undated = make_obligation(force, make_recommendation(older))
    response = client.get(URL)
    assert [report.inspection for report in response.context["reports"]] == [newer, older]
    assert shown(response) == [first, last, undated]
    assert "Published 12 February 2025. 2 open of 2; 0 closed, 0 reported complete." in text_of(response)


def test_force_detail_shows_fifty_items_at_a_time_the_earliest_deadlines_first(client, force, today):
    older, newer = make_inspection(title="Older"), make_inspection(title="Newer")
    rows = [
        make_obligation(force, make_recommendation(older if n % 2 else newer), due_on=PAST + timedelta(days=n))
        for n in range(ROWS + 2)
    ]
    first, second = client.get(URL), client.get(URL, {"page": "2"})
    assert set(shown(first)) == set(rows[:ROWS])
    assert set(shown(second)) == set(rows[ROWS:])
    assert "Items 1 to 50 of 52, those with the earliest deadline first." in text_of(first)
    assert "26 open of 26; 0 closed" in text_of(second)
    assertContains(second, 'aria-current="page">2</a>')
    for page in ("3", "0", "x"):
        assert client.get(URL, {"page": page}).status_code == 404


def test_force_detail_shows_responses_still_to_be_published_before_the_others(client, force, office, today):
    for n in range(12):
        report = make_inspection([force], title=f"Report {n}", published_on=today - timedelta(days=20 + n))
        if n < 11:
            StatutoryResponse.objects.create(duty=report.related_forces.get(), body=office, published_on=today)
    page = client.get(URL)
    assert [str(clock.inspection) for clock in page.context["statutory"].clocks[:2]] == ["Report 11", "Report 0"]
    assert "10 of 12 reports" in text_of(page)
    assert "1 response is still to be published." in text_of(page)


def test_an_immediate_item_is_not_so_many_days_late(client, force):
    make_obligation(force, make_recommendation(due_on=date(2025, 6, 18), deadline_kind="immediate"))
    assertContains(client.get(URL), "immediate, not reported complete")
    assertNotContains(client.get(URL), "days late")


def test_force_detail_says_how_often_a_deadline_moved_and_never_why(client, force, today):
    row = make_obligation(force, due_on=date(2026, 6, 30))
    user = make_liaison()
    move_deadline([row], due_on=date(2027, 3, 31), by=user, on=today, reason="Because of the move.")
    assert "Deadline moved once, from 30 June 2026" in text_of(client.get(URL))
    assertNotContains(client.get(URL), "Because of the move.")


def test_what_the_answer_says_is_read_by_its_readers_alone(client, force, office, today):
    row = make_obligation(force, due_on=PAST)
    make_answer(row, on=today, action="A new form is in use.", lead="Insp Lindqvist", target_on=PAST)
    for reader in (make_liaison(), make_user(force), make_user(office)):
        client.force_login(reader)
        for words in ("A new form is in use.", "Insp Lindqvist", "Past its own target"):
            assertContains(client.get(URL), words)
    client.force_login(make_user(make_force()))
    for words in ("A new form is in use.", "Insp Lindqvist", "Past its own target"):
        assertNotContains(client.get(URL), words)
    assertContains(client.get(URL), "Overdue")


def test_the_latest_progress_stands_before_the_answer(client, force, today):
    row = make_obligation(force, due_on=PAST)
    officer = make_user(force, Membership.Role.APPROVER)
    side = seat_of(officer, today).side_for(row)
    make_answer(row, on=today, action="The plan.")
    for on, text in ((today - timedelta(days=1), "Earlier."), (today, "Half of it is done.")):
        record_progress(row, side=side, by=officer, on=on, text=text)
    assertContains(client.get(URL), "Half of it is done.")
    client.force_login(make_user(make_force()))
    assertNotContains(client.get(URL), "Half of it is done.")


def test_a_draft_is_mentioned_to_its_own_side_and_to_nobody_else(client, force, office, today):
    row, officer, writer = make_obligation(force), make_user(force), make_user(office)
    save_draft(row, seat_of(writer, today).side_for(row), {"action": "Not yet."}, by=writer, revision=0)
    seen = {}
    for name, user in (("office", writer), ("force", officer), ("liaison", make_liaison())):
        client.force_login(user)
        response = client.get(URL)
        assertNotContains(response, "Not yet.")
        seen[name] = "Draft, not shared" in response.content.decode()
    assert seen == {"office": True, "force": False, "liaison": False}


def test_marks_stand_beside_the_status(client, force, today):
    row = make_obligation(force, due_on=PAST)
    assertContains(client.get(URL), '<span class="tracker-mark">Nothing recorded</span>')
    wait_on([row], make_national_body(name="Home Office"), by=make_liaison(), on=today)
    assertContains(client.get(URL), '<span class="tracker-mark">Waiting on Home Office</span>')


def clock(client, force, report_on, **response):
    inspection = make_inspection([force], published_on=report_on)
    if response:
        StatutoryResponse.objects.create(
            duty=inspection.related_forces.get(), body=make_local_policing_body(force), **response
        )
    return text_of(client.get(URL)).split("Statutory responses", 1)[1]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "Not begun Outstanding 55 days left, day 1 of 56"),
        (54, "Not begun Outstanding 1 day left, day 55 of 56"),
        (55, "Not begun Outstanding the last day is today"),
    ],
)
def test_the_clock_of_a_statutory_response_runs(client, force, today, days, words):
    assert words in clock(client, force, today - timedelta(days=days))


def test_a_response_that_is_not_recorded_is_not_called_missing(client, force, today):
    words = clock(client, force, today - timedelta(days=STATUTORY_DAYS))
    assert "Overdue the last day was 1 day ago Nothing recorded" in words


@pytest.mark.parametrize(
    ("published_on", "basis", "words"),
    [
        (date(2025, 4, 8), "", "Published On time published 8 April 2025, day 56"),
        (date(2025, 4, 9), "", "Late published 9 April 2025, day 57 1 day late"),
        (date(2025, 4, 9), "response", "1 day late dated by the response itself"),
        (date(2025, 9, 1), "entry", "Published Day not known"),
        (None, "", "Being written Outstanding 55 days left"),
    ],
)
def test_a_statutory_response_is_on_time_on_day_56(client, force, today, published_on, basis, words):
    report_on = date(2025, 2, 12) if published_on else today
    text = clock(client, force, report_on, published_on=published_on, published_basis=basis)
    assert words in text
    assert ("late" in text) == ("late" in words)


def test_statutory_responses_of_reports_under_embargo_are_not_shown(client, force, today):
    make_inspection([force], title="To come", published_on=today + timedelta(days=1))
    assertNotContains(client.get(URL), "To come")


def test_force_detail_leads_to_what_came_before_and_after(client, force):
    successor = make_force(name="Northern Police", slug="northern")
    force.successor, force.active_until = successor, date(2026, 3, 31)
    force.save()
    assert "Until 31 March 2026. Succeeded by Northern Police." in text_of(client.get(URL))
    assert "Successor of Northshire Police." in text_of(client.get("/forces/northern/"))


def test_a_force_to_which_nothing_is_addressed(client, force):
    response = client.get(URL)
    assertContains(response, "Nothing has been addressed to this body yet.")
    assertContains(response, "No report relates to this force yet.")


def test_links_to_items_lead_back_here(client, force):
    row = make_obligation(force, due_on=PAST)
    assertContains(
        client.get(URL, {"status": "overdue"}),
        f'/compliance/{row.pk}/?back=%2Fforces%2Fnorthshire%2F%3Fstatus%3Doverdue"',
    )


@pytest.mark.on_one_database
def test_force_detail_asks_as_many_queries_for_six_items_as_for_one(client, force, office, queries_of, today):
    def fill(count):
        for _ in range(count):
            row = make_obligation(force, due_on=PAST)
            make_answer(row, on=today)
            make_obligation(force, make_recommendation(make_inspection([force])))
            move_deadline([row], due_on=date(2026, 1, 1), by=None, on=today, reason="")
        call_command("month_ends")  # what the page would count itself

    officer = make_user(office)
    for user in (make_liaison(), officer, make_user(make_force())):
        client.force_login(user)
        fill(1)
        asked = queries_of(URL)
        fill(5)
        assert queries_of(URL) == asked
    assert Governance.objects.count() == 1
