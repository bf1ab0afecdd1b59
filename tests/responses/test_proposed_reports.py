"""A report that an office proposed: the office works on it at once; nobody else counts it before it is accepted."""

from datetime import date, timedelta

import pytest

from accounts.models import Membership
from accounts.seats import Seat, seat_of
from inspections.models import Obligation
from inspections.statuses import Status
from responses.actions import record_progress
from responses.models import StatutoryResponse
from tests.answers import add_progress, address, post, signed_in
from tests.factories import (
    PUBLISHED_ON,
    TODAY,
    make_administrator,
    make_answer,
    make_force,
    make_inspection,
    make_liaison,
    make_local_policing_body,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.pages import html_of, text_of

pytestmark = pytest.mark.django_db

APPROVER = Membership.Role.APPROVER
LATE = date(2025, 9, 1)
MARK = "Proposed, not yet accepted"


@pytest.fixture
def force():
    return make_force(name="Northshire Police", slug="northshire")


@pytest.fixture
def office(force):
    return make_local_policing_body(force, name="Commissioner for Northshire")


@pytest.fixture
def approver(office):
    return make_user(office, APPROVER)


@pytest.fixture
def proposed(force, office):
    """One late item of a report that the office proposed."""
    report = make_inspection([force], title="Found in a drawer", slug="drawer", proposed_by=office)
    return make_obligation(force, make_recommendation(report, number="4", due_on=LATE))


def owed_by(user):
    return list(Obligation.objects.owed_for(seat_of(user, TODAY)))


# Who counts it -------------------------------------------------------------------------------------------------------


def test_it_counts_for_its_office_and_for_nobody_else(force, approver, proposed):
    assert proposed.addressed_on is None
    assert owed_by(approver) == [proposed]
    others = [make_user(force), make_user(make_force()), make_user(), make_liaison(), make_administrator()]
    assert [owed_by(user) for user in others] == [[], [], [], [], []]
    assert not Obligation.objects.owed_on(TODAY).exists()


def test_a_report_that_a_force_proposed_is_worked_on_by_its_office_too(force, office):
    row = make_obligation(force, make_recommendation(make_inspection(proposed_by=force)))
    assert owed_by(make_user(force)) == owed_by(make_user(office)) == [row]


def test_what_it_asks_of_others_counts_for_nobody(approver, proposed):
    elsewhere = make_obligation(make_force(), proposed.recommendation)
    assert owed_by(approver) == [proposed]
    assert owed_by(make_user(elsewhere.body)) == []


@pytest.mark.parametrize(
    ("published_on", "counts"),
    [(TODAY - timedelta(days=1), True), (TODAY, True), (TODAY + timedelta(days=1), False), (None, False)],
)
def test_it_counts_from_its_publication(force, office, approver, published_on, counts):
    make_obligation(force, make_recommendation(make_inspection(proposed_by=office, published_on=published_on)))
    assert bool(owed_by(approver)) is counts


def test_an_item_issued_later_than_its_report_counts_from_its_issue(force, office, approver):
    report = make_inspection(proposed_by=office)
    make_obligation(force, make_recommendation(report, issued_on=TODAY + timedelta(days=1)))
    assert owed_by(approver) == []


def test_a_cause_of_concern_is_outside_the_totals_there_too(force, office, approver):
    report = make_inspection(proposed_by=office)
    make_obligation(force, make_recommendation(report, kind="cause_of_concern"))
    assert owed_by(approver) == []


def test_without_proposals_nothing_is_asked_but_the_seat(force, django_assert_num_queries):
    seat, nobody = seat_of(make_user(force), TODAY), Seat(None, TODAY)
    with django_assert_num_queries(0):
        ours = str(Obligation.objects.owed_for(seat).query)
        assert ours == str(Obligation.objects.owed_on(TODAY).query)
        assert str(Obligation.objects.owed_for(nobody).query) == ours


# Their pages ---------------------------------------------------------------------------------------------------------

PAGES = {
    "/": MARK,
    "/compliance/?status=overdue": MARK,
    "/forces/northshire/": MARK,
    "/forces/": "Your figures also count",
    "/inspections/drawer/": MARK,
    "/inspections/drawer/matrix/": MARK,
    "/recommendations/": MARK,
}


@pytest.mark.parametrize("url", PAGES)
def test_every_page_of_the_office_shows_it_with_its_mark(approver, proposed, url):
    page = signed_in(approver).get(url)
    assert PAGES[url] in html_of(page)


def test_totals_and_lists_agree_for_every_role(force, office, approver, proposed):
    make_obligation(force, make_recommendation(due_on=LATE))
    people = {approver: 2, make_user(force): 1, make_user(make_force()): 1, make_liaison(): 1}
    for person, late in people.items():
        client = signed_in(person)
        forces = client.get("/forces/").context["everything"]
        listed = client.get("/compliance/?force=northshire&status=overdue").context
        page = client.get("/forces/northshire/?status=all").context
        of_one = [item for report in page["reports"] for item in report.items]
        figures = (forces[Status.OVERDUE], listed["counted"].items, len(listed["object_list"]), page["totals"].items)
        assert figures == (late,) * 4
        assert len(of_one) == late


def test_the_home_of_the_office_asks_for_an_answer_and_its_response(approver, proposed):
    todo = signed_in(approver).get("/").context["todo"]
    assert {task.verb for task in todo.late} == {"Answer recommendation 4", "Ask the chief officer for comments"}


@pytest.mark.on_one_database
@pytest.mark.parametrize(
    "url", ["/", "/compliance/", "/forces/", "/forces/northshire/?status=all", "/inspections/drawer/"]
)
def test_more_proposed_items_are_no_more_queries(approver, proposed, queries_of, client, url):
    client.force_login(approver)
    before = queries_of(url)
    for _ in range(5):
        make_obligation(proposed.body, make_recommendation(proposed.recommendation.inspection, due_on=LATE))
    assert queries_of(url) == before


# Working on it -------------------------------------------------------------------------------------------------------


def test_it_is_answered_shared_and_progress_is_added(approver, proposed):
    post(approver, proposed, action="A rota is drawn up.", then="save")
    [draft] = proposed.drafts.all()
    post(approver, proposed, draft, action="A rota is drawn up.", position="complete", then="share")
    proposed.refresh_from_db()
    assert (proposed.claim, proposed.response.action) == ("complete", "A rota is drawn up.")
    assert "Progress update added" in html_of(add_progress(approver, proposed))
    said = text_of(signed_in(approver).get(address(proposed)))
    assert "Night cover began." in said
    assert "Reported complete" in said
    assert proposed.addressed_on is None


def test_its_acts_cannot_come_before_its_publication(approver, proposed):
    page = add_progress(approver, proposed, on=PUBLISHED_ON - timedelta(days=1))
    assert "The day cannot be before the item was addressed, 18 June 2025." in html_of(page)


@pytest.mark.parametrize("published_on", [None, TODAY + timedelta(days=3650)])
def test_before_its_publication_nothing_is_answered(force, office, approver, published_on):
    row = make_obligation(force, make_recommendation(make_inspection(proposed_by=office, published_on=published_on)))
    assert "can be answered from the day" in text_of(signed_in(approver).get(address(row)))
    assert post(approver, row, action="Words.").status_code == 404


def test_its_answer_is_not_offered_to_another_force(approver, proposed):
    other = make_obligation(make_force(), proposed.recommendation)
    make_answer(proposed, by=approver)
    page = signed_in(approver).get(address(proposed))
    assert page.context["page"].offer_form is None
    posted = signed_in(approver).post(address(proposed, "offer/"), {"offer-force": other.body_id})
    assert posted.status_code == 404


def test_others_read_nothing_of_it(force, approver, proposed):
    make_answer(proposed, by=approver, action="Kept within the office.")
    record_progress(proposed, side=seat_of(approver, TODAY).sides[force.pk], by=approver, on=TODAY, text="Within.")
    for person in (make_user(make_force()), make_user()):
        client = signed_in(person)
        assert client.get(address(proposed)).status_code == 404
        assert client.get("/compliance/?words=within").context["counted"].items == 0
    assert list(signed_in(make_liaison()).get("/").context["answers"]) == []


def test_overseers_see_the_report_marked_and_uncounted(proposed):
    page = signed_in(make_liaison()).get("/inspections/drawer/")
    assert MARK in html_of(page)
    assert page.context["report"].totals.items == 0


def test_a_published_response_on_it_stops_its_clock(force, office, approver, proposed):
    duty = proposed.recommendation.inspection.related_forces.get()
    StatutoryResponse.objects.create(duty=duty, body=office, published_on=TODAY)
    todo = signed_in(approver).get("/").context["todo"]
    assert [task.verb for task in todo.late] == ["Answer recommendation 4"]
