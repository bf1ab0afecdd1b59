"""A deadline that was moved a second time is told from one that was moved once, wherever it is shown."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from inspections.actions import correct_deadline, move_deadline
from inspections.models import Obligation
from inspections.moves import times_moved
from tests.factories import (
    make_force,
    make_inspection,
    make_liaison,
    make_obligation,
    make_recommendation,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db

SECOND = "Deadline moved a second time, from 30 September 2026 to 31 December 2026"


@pytest.fixture
def liaison(client):
    user = make_liaison()
    client.force_login(user)
    return user


@pytest.fixture
def owed(liaison):
    """Four forces: moved never, once, twice, three times; all of it corrected before."""
    forces = [make_force(name=f"{name} Police", slug=name.lower()) for name in ("Ash", "Elm", "Oak", "Yew")]
    item = make_recommendation(make_inspection(forces), number="1", due_on=date(2026, 3, 31))
    rows = [make_obligation(force, item) for force in forces]
    item.due_on = date(2026, 6, 30)
    item.save()
    correct_deadline(item, by=liaison, on=date(2026, 2, 1), reason="Misread.")
    moves = [(date(2026, 6, 1), date(2026, 9, 30)), (date(2026, 9, 1), date(2026, 12, 31))]
    moves.append((date(2026, 11, 1), date(2027, 3, 31)))
    for times, row in enumerate(rows):
        for on, due_on in moves[:times]:
            move_deadline([row], due_on=due_on, by=liaison, on=on, reason="Agreed.")
    return rows


@pytest.mark.parametrize(
    ("day", "times"),
    [
        (date(2026, 5, 31), []),
        (date(2026, 6, 1), [1, 1, 1]),
        (date(2026, 9, 1), [1, 2, 2]),
        (date(2026, 11, 21), [1, 2, 3]),
    ],
)
def test_moves_count_by_their_day_and_corrections_do_not(owed, day, times, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert sorted(times_moved(owed, day).values()) == times


def test_the_timeline_says_which_move_it_is(client, owed):
    titles = [entry.title for entry in client.get(owed[3].get_absolute_url()).context["page"].entries]
    moved = [title for title in titles if title.startswith("Deadline moved")]
    assert moved == [
        "Deadline moved a third time, from 31 December 2026 to 31 March 2027",
        SECOND,
        "Deadline moved from 30 June 2026 to 30 September 2026",
    ]


def test_the_answer_page_says_how_often(client, owed):
    assert "Deadline moved once, from 30 June 2026" in text_of(client.get(owed[1].get_absolute_url()))
    twice = text_of(client.get(owed[2].get_absolute_url()))
    assert "Deadline moved twice" in twice
    assert "at first it was 30 June 2026" in twice
    before = text_of(client.get(owed[2].get_absolute_url(), {"as_at": "2026-08-31"}))
    assert "Deadline moved once, from 30 June 2026" in before
    assert SECOND not in before


def test_lists_mark_what_moved_more_than_once(client, owed):
    for page in ("/compliance/", owed[0].recommendation.get_absolute_url()):
        words = text_of(client.get(page))
        assert words.count("Deadline moved twice") == 1, page
        assert words.count("Deadline moved 3 times") == 1, page
        assert "Deadline moved once" not in words
        assert "Deadline moved twice" not in text_of(client.get(page, {"as_at": "2026-08-31"})), page
    force = text_of(client.get(owed[2].body.get_absolute_url()))
    assert "Deadline moved twice, from 30 June 2026" in force


def test_the_page_of_the_act_says_of_how_many_it_is_not_the_first_move(client, owed):
    rows = "".join(f"&row={row.pk}" for row in owed)
    words = text_of(client.get(f"{reverse('responses:verify')}?act=move{rows}"))
    assert "For 1 of these it is the second move. For 2 of these it is the third move or a later one." in words
    assert "second move" not in text_of(client.get(f"{reverse('responses:verify')}?act=close{rows}"))
    assert "move." not in text_of(client.get(f"{reverse('responses:verify')}?act=move&row={owed[0].pk}"))


def test_the_export_has_a_column_of_it(client, owed):
    def times(**query):
        answer = client.get(reverse("responses:compliance_export"), {"as": "csv", "sort": "force"} | query)
        rows = csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig")))
        return [row["Times the deadline was moved"] for row in rows]

    assert times() == ["0", "1", "2", "3"]
    assert times(as_at="2026-08-31") == ["0", "1", "1", "1"]


def test_the_list_asks_as_much_for_many_rows_as_for_one(client, owed, django_assert_max_num_queries):
    client.get("/compliance/", {"force": "yew"})
    with django_assert_max_num_queries(60) as one:
        client.get("/compliance/", {"force": "yew"})
    assert Obligation.objects.count() == 4
    with django_assert_max_num_queries(len(one)):
        client.get("/compliance/", {"force": "all-forces"})
