"""The pages of the compliance list, and what its panel lists to choose from."""

from datetime import date, timedelta

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from inspections import actions
from inspections.dayends import keep
from inspections.filtering import MOST_LISTED
from inspections.models import Obligation
from inspections.pastday import PastDay, QuietDay
from inspections.statuses import Status
from responses.charts.series import months_before
from responses.filters import orders
from responses.filters.orders import MATCH, SORTS, InOrder, order
from tests.factories import (
    make_administrator,
    make_force,
    make_inspection,
    make_liaison,
    make_obligation,
    make_recommendation,
)

pytestmark = pytest.mark.django_db

URL = "/compliance/"
CLOSED = {"closure": "verified", "closure_letter": "HMICFRS, 1 May"}


@pytest.fixture
def client(client):
    client.force_login(make_liaison())
    return client


def some_of_each(today):
    """A dozen rows: overdue, due, without a deadline and closed, of three forces and two reports."""
    forces = [make_force() for _n in range(3)]
    for n in range(12):
        days = (None, -40, -40, 10, 50, -3)[n % 6]
        due_on = None if days is None else today + timedelta(days=days)
        item = make_recommendation(due_on=due_on)
        closed = {"closed_on": date(2025, 10, 1), **CLOSED} if n % 4 == 3 else {}
        make_obligation(forces[n % 3], item, **closed)


@pytest.mark.parametrize("size", [1, 5, 12])
@pytest.mark.parametrize("sort", [sort for sort in SORTS if sort != MATCH])
def test_the_pages_are_the_whole_list_in_its_order(sort, size, today):
    some_of_each(today)
    rows = Obligation.objects.owed_on(today)
    in_order = InOrder([(rows, today)], sort, rows.totals(today))
    pages = [in_order.among(rows, in_order[start : start + size]) for start in range(0, len(in_order), size)]
    whole = rows.order_by(*order(sort, today)).values_list("pk", flat=True)
    assert [row.pk for page in pages for row in page] == list(whole)


@pytest.mark.parametrize("size", [1, 5, 12])
@pytest.mark.parametrize("sort", [sort for sort in SORTS if sort != MATCH])
def test_so_they_are_of_an_earlier_day(sort, size, today, monkeypatch):
    """Some rows were stirred since: moved, reopened, removed."""
    some_of_each(today)
    by, day = make_administrator(), PastDay.of(today - timedelta(days=4))
    every = list(Obligation.objects.order_by("pk"))
    signed = {"by": by, "on": today, "reason": "So it was decided."}
    actions.move_deadline([every[0], every[2]], due_on=today + timedelta(days=90), **signed)
    actions.reopen([row for row in every if row.closed_on][:1], **signed)
    actions.remove_addressees(every[-2:-1], removal="ended", **signed)
    monkeypatch.setattr(orders, "FEW", 0)
    rows, quiet = Obligation.objects.owed_on(day), QuietDay.of(day)
    parts = [(rows.stirred_since(day), day), (Obligation.objects.owed_on(quiet), quiet)]
    in_order = InOrder(parts, sort, rows.totals(day))
    pages = [in_order.among(rows, in_order[start : start + size]) for start in range(0, len(in_order), size)]
    whole = rows.order_by(*order(sort, day)).values_list("pk", flat=True)
    assert len(whole) == len(every)
    assert [row.pk for page in pages for row in page] == list(whole)


@pytest.mark.parametrize(("status", "there"), [(Status.OVERDUE, 4), (Status.CLOSED, 3)])
def test_so_are_those_of_some_statuses(status, there, today):
    some_of_each(today)
    rows = Obligation.objects.owed_on(today).in_status([status], today)
    in_order = InOrder([(rows, today)], "status", rows.totals(today))
    assert len(in_order) >= there
    whole = list(rows.order_by(*order("status", today)).values_list("pk", flat=True))
    pages = [in_order.among(rows, in_order[part]) for part in (slice(0, 2), slice(2, 99))]
    assert [row.pk for page in pages for row in page] == whole


@pytest.mark.parametrize("sort", SORTS)
def test_a_list_without_rows_is_told_in_every_order(client, sort):
    assert client.get(URL, {"words": "nowhere", "sort": sort}).status_code == 200


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("narrowed", ["", "words=nowhere", "status=closed", "region=&page=99", "page=last"])
def test_a_list_of_nothing_is_a_page_in_every_order(client, sort, narrowed, today):
    if narrowed == "status=closed":
        make_obligation(make_force(), make_recommendation(due_on=today))
    page = client.get(f"{URL}?sort={sort}&{narrowed}", follow=True)
    assert page.status_code == (404 if "99" in narrowed else 200)


@pytest.mark.parametrize("path", ["", "matrix/", "charts/", "paper/", "changes/"])
def test_it_asks_as_much_for_fifty_rows_as_for_two(client, queries_of, path, today):
    report = make_inspection()
    items = [make_recommendation(report, due_on=date(2025, 10, 31)) for _n in range(10)]
    make_obligation(make_force(), items[0])
    make_obligation(make_force(), items[1])
    page = f"{URL}{path}?sort=deadline"
    keep(months_before(today))
    few = queries_of(page)
    for force in [make_force() for _n in range(5)]:
        for item in items:
            make_obligation(force, item)
    keep(months_before(today))
    assert queries_of(page) == few


def test_older_inspections_are_chosen_on_their_own_page(client):
    """The panel lists the latest, and whatever else the address chooses."""
    old = make_inspection(title="Long ago", short_title="", published_on=date(2019, 5, 1))
    row = make_obligation(make_force(), make_recommendation(old))
    for n in range(MOST_LISTED):
        make_inspection(published_on=date(2024, 1, 1) + timedelta(days=n))
    assertNotContains(client.get(URL, {"sort": "deadline"}), "Long ago (2019)")
    assertContains(client.get(URL, {"sort": "deadline"}), "The latest 30 are listed")
    chosen = client.get(URL, {"inspection": old.slug})
    assertContains(chosen, "Long ago (2019)")
    assert [shown.pk for shown in chosen.context["object_list"]] == [row.pk]


@pytest.mark.parametrize("query", [{"inspection": "no\0where"}, {"cause": "9" * 40}, {"cause": "no\0ne"}])
def test_a_choice_that_no_database_takes_is_a_wrong_filter(client, query):
    assertContains(client.get(URL, query), "There is no choice called")


def test_a_cause_of_an_older_report_is_listed_where_its_report_is_chosen(client):
    old = make_inspection(published_on=date(2019, 5, 1))
    cause = make_recommendation(old, kind="cause_of_concern", number="7", subject="An old cause")
    make_obligation(make_force(), make_recommendation(old, cause=cause))
    for n in range(MOST_LISTED):
        later = make_inspection(published_on=date(2024, 1, 1) + timedelta(days=n))
        make_recommendation(later, cause=make_recommendation(later, kind="cause_of_concern"))
    assertNotContains(client.get(URL, {"sort": "deadline"}), "An old cause")
    assertContains(client.get(URL, {"inspection": old.slug}), "An old cause")
    assertContains(client.get(URL, {"cause": cause.pk}), "An old cause")
