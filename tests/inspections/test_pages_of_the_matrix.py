"""The matrix: forces by items, one letter a cell, totals that agree with the rows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.seats import Seat
from inspections.matrix import matrix_of
from inspections.statuses import Totals
from tests.factories import (
    TODAY,
    make_force,
    make_inspection,
    make_liaison,
    make_national_body,
    make_obligation,
    make_recommendation,
    make_user,
)

pytestmark = pytest.mark.django_db

LATE = {"due_on": TODAY - timedelta(days=1), "deadline_kind": "date"}
CLOSED = {"closed_on": TODAY, "closure": "verified", "closure_letter": "A letter"}


def letters(row):
    return "".join(cell[1] if cell else "." for cell, _label in row.cells)


def page_of(client, inspection):
    return client.get(f"{inspection.get_absolute_url()}matrix/")


@pytest.fixture
def inspection():
    """Three items for two forces and the Home Office, of every kind of cell."""
    inspection = make_inspection(title="Safer in custody")
    first, second, third = (make_recommendation(inspection, sequence=n, number=str(n), **LATE) for n in (1, 2, 3))
    ash, elm = make_force(name="Ashcombe Police"), make_force(name="Elmshire Police")
    make_obligation(elm, first)
    make_obligation(elm, second, answered_on=TODAY)
    make_obligation(ash, first, **CLOSED)
    make_obligation(ash, third, claim="complete", reported_on=TODAY)
    make_obligation(make_national_body(name="Home Office"), second, claim="no_action", reported_on=TODAY)
    return inspection


def test_matrix_holds_a_letter_for_each_answer_owed(inspection):
    matrix = matrix_of(inspection, Seat(None, TODAY))
    assert [(row.body.name, letters(row)) for row in matrix.forces] == [
        ("Ashcombe Police", "C.R"),
        ("Elmshire Police", "OO."),
    ]
    assert [(row.body.name, letters(row)) for row in matrix.national_bodies] == [("Home Office", ".A.")]


def test_matrix_totals_agree_by_row_and_by_column(inspection):
    matrix = matrix_of(inspection, Seat(None, TODAY))
    by_row = sum((row.totals for row in [*matrix.forces, *matrix.national_bodies]), start=Totals())
    assert by_row == matrix.totals == sum((column.totals for column in matrix.columns), start=Totals())
    assert matrix.totals.items == 5
    assert [counts for _status, _words, counts in matrix.edges] == [[1, 0, 0], [0, 0, 1], [1, 1, 0]]


def test_matrix_draws_a_ring_where_nothing_is_recorded(inspection):
    silent, recorded, _absent = [cell for cell, _label in matrix_of(inspection, Seat(None, TODAY)).forces[1].cells]
    assert "tracker-cell--silent" in silent[0]
    assert silent[2] == "Overdue, nothing recorded"
    assert "tracker-cell--silent" not in recorded[0]


def test_matrix_names_every_cell_in_full_and_links_its_answer(client, inspection):
    client.force_login(make_user(make_force()))
    page = page_of(client, inspection).content.decode()
    assert "Overdue, nothing recorded: Elmshire Police, Recommendation 1</span>" in page
    for row in matrix_of(inspection, Seat(None, timezone.localdate())).forces:
        assert all(f'href="{cell[3]}?back=' in page for cell, _label in row.cells if cell)
    assert page.count("Not addressed</span>") == 4
    assert "Matrix: 2 forces, 1 national body, 3 items" in " ".join(page.split())


def test_matrix_passes_over_its_cells_by_a_link(client, inspection):
    client.force_login(make_liaison())
    page = page_of(client, inspection).content.decode()
    assert 'class="govuk-skip-link" href="#after-matrix"' in page
    assert 'id="after-matrix" tabindex="-1"' in page


def test_causes_of_concern_are_no_columns(client):
    inspection = make_inspection()
    cause = make_recommendation(inspection, kind="cause_of_concern", number="1")
    under = make_recommendation(inspection, cause=cause, number="1")
    make_obligation(recommendation=cause)
    make_obligation(recommendation=under)
    [column] = matrix_of(inspection, Seat(None, TODAY)).columns
    assert column.item == under
    assert column.label == "Recommendation 1 under cause of concern 1"
    client.force_login(make_liaison())
    assert "cause 1" in page_of(client, inspection).content.decode()


@pytest.mark.parametrize(
    ("facts", "short", "head"),
    [
        ({"number": "4"}, "4", ("no date", "")),
        ({"number": "2", "kind": "area_for_improvement"}, "AFI 2", ("no date", "")),
        ({"number": "", "kind": "area_for_improvement"}, "AFI", ("no date", "")),
        ({"number": "4", "deadline_kind": "immediate", "due_on": TODAY}, "4", ("at once", "")),
        ({"number": "4", **LATE}, "4", ("20 Nov", "2026")),
    ],
)
def test_matrix_heads_are_short(facts, short, head):
    item = make_recommendation(**facts)
    [column] = matrix_of(item.inspection, Seat(None, TODAY)).columns
    assert (column.short, column.deadline) == (short, head)


@pytest.mark.parametrize(("items", "wide"), [(12, False), (13, True)])
def test_a_wide_matrix_scrolls_within_its_region(items, wide):
    inspection = make_inspection()
    for _ in range(items):
        make_recommendation(inspection)
    assert matrix_of(inspection, Seat(None, TODAY)).is_wide is wide


def test_an_empty_matrix_says_why(client):
    client.force_login(make_liaison())
    inspection = make_inspection()
    assert "No items have been entered" in page_of(client, inspection).content.decode()
    make_recommendation(inspection)
    assert "Nothing here is addressed to anybody yet." in page_of(client, inspection).content.decode()


def test_the_matrix_of_an_embargoed_report_is_nobody_elses(client):
    inspection = make_inspection(published_on=timezone.localdate() + timedelta(days=1))
    make_obligation(recommendation=make_recommendation(inspection))
    client.force_login(make_liaison())
    assert "Nothing counts before the day of publication." in page_of(client, inspection).content.decode()
    client.force_login(make_user(make_force()))
    assert page_of(client, inspection).status_code == 404


def test_matrix_asks_as_often_for_six_by_six_as_for_one(client, queries_of):
    client.force_login(make_liaison())

    def queries(size):
        inspection = make_inspection()
        bodies = [make_force() for _ in range(size)]
        for _ in range(size):
            item = make_recommendation(inspection)
            for body in bodies:
                make_obligation(body, item)
        return queries_of(f"{inspection.get_absolute_url()}matrix/")

    assert queries(6) == queries(1)
