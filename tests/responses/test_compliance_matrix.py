"""The matrix of whatever the filter panel leaves: by item, by inspection, and as at an earlier day."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains

from inspections.statuses import Status, Totals
from responses.views.matrix import MOST_COLUMNS
from tests.factories import make_force, make_inspection, make_liaison, make_obligation, make_recommendation

pytestmark = pytest.mark.django_db

URL = "/compliance/matrix/"


@pytest.fixture
def client(client):
    client.force_login(make_liaison())
    return client


@pytest.fixture
def late(today):
    return {"due_on": today - timedelta(days=3), "deadline_kind": "date"}


@pytest.fixture
def register(today, late):
    """Two reports for two forces: Ashcombe has one item overdue of three, Elmshire two of two."""
    custody, custom = make_inspection(title="Custody"), make_inspection(title="Customs")
    first, second = (make_recommendation(custody, sequence=n, number=str(n), **late) for n in (1, 2))
    third = make_recommendation(custom, number="7")
    ash, elm = make_force(name="Ashcombe Police"), make_force(name="Elmshire Police")
    make_obligation(ash, first)
    make_obligation(ash, second, closed_on=today, closure="verified", closure_letter="A letter")
    make_obligation(ash, third)
    make_obligation(elm, first)
    make_obligation(elm, second)
    return custody


def cells(matrix):
    return {row.body.name: [cell and cell[1] for cell, _label in row.cells] for row in matrix.forces}


def matrix_of(client, **query):
    response = client.get(URL, query)
    matrix = response.context["matrix"]
    rows = [*matrix.forces, *matrix.national_bodies]
    assert sum((row.totals for row in rows), start=Totals()) == matrix.totals
    assert matrix.totals.counts == response.context["counted"].counts
    assert sum((column.totals for column in matrix.columns), start=Totals()) == matrix.totals
    return matrix


def test_few_items_are_columns_under_their_reports(client, register):
    matrix = matrix_of(client)
    assert cells(matrix) == {"Ashcombe Police": ["O", "C", "D"], "Elmshire Police": ["O", "O", None]}
    assert [(report.title, n) for report, n in matrix.heads] == [("Custody", 2), ("Customs", 1)]


def test_a_filter_leaves_only_its_cells(client, register):
    matrix = matrix_of(client, status="overdue")
    assert cells(matrix) == {"Ashcombe Police": ["O", None], "Elmshire Police": ["O", "O"]}
    assert not matrix.heads  # one report needs no head of its own


def test_a_cell_of_a_report_counts_what_presses_most_and_leads_to_just_that(client, register):
    matrix = matrix_of(client, by="inspections", kind="recommendation")
    assert cells(matrix) == {"Ashcombe Police": ["O 1/2", "D 1/1"], "Elmshire Police": ["O 2/2", None]}
    cell, _label = matrix.forces[0].cells[0]
    assert cell[2] == "1 of 2 overdue"
    assert parse_qs(urlsplit(cell[3]).query)["kind"] == ["recommendation"]
    page = client.get(cell[3])
    assert page.context["counted"].items == 2
    assert page.context["counted"][Status.OVERDUE] == 1


def test_many_items_are_shown_by_report_and_too_many_of_both_as_a_sentence(client, late):
    force = make_force()
    reports = [make_inspection() for _ in range(MOST_COLUMNS)]
    for report in reports:
        make_obligation(force, make_recommendation(report, **late))
    assert len(matrix_of(client).columns) == MOST_COLUMNS
    make_obligation(force, make_recommendation(reports[0], **late))
    assert matrix_of(client).of_reports
    assertContains(client.get(URL, {"by": "items"}), f"leaves more than {MOST_COLUMNS} columns")


def test_the_matrix_of_an_earlier_day_is_of_that_day(client, register, today):
    yesterday = today - timedelta(days=1)
    matrix = matrix_of(client, as_at=yesterday.isoformat(), inspection=register.slug)
    assert cells(matrix) == {"Ashcombe Police": ["O", "O"], "Elmshire Police": ["O", "O"]}
    by_report = matrix_of(client, as_at=yesterday.isoformat(), by="inspections")
    address = by_report.forces[0].cells[0][0][3]
    assert f"as_at={yesterday.isoformat()}" in address
    assert client.get(address).context["counted"][Status.OVERDUE] == 2


def test_nothing_left_and_a_wrong_filter_say_so(client, register):
    assertContains(client.get(URL, {"status": "due_soon"}), "No items match.")
    assertContains(client.get(URL, {"status": "late"}), "There is no choice called “late” here.")
    assertContains(client.get(URL, {"by": "weekday"}), "There is no choice called “weekday” here.")


@pytest.mark.parametrize("by", ["items", "inspections"])
def test_the_matrix_asks_as_often_for_six_by_six_as_for_one(client, queries_of, by):
    def queries(size):
        bodies = [make_force() for _ in range(size)]
        for _ in range(size):
            item = make_recommendation(make_inspection(published_on=timezone.localdate()))
            for body in bodies:
                make_obligation(body, item)
        return queries_of(f"{URL}?by={by}")

    assert queries(1) == queries(6)
