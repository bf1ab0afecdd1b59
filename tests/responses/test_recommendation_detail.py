"""The page of one item: its text, what is known of it, and how every body stands that it is addressed to."""

from datetime import date, timedelta

import pytest

from inspections.actions import move_deadline, return_claim, submit_claim
from responses.models import StatutoryResponse
from tests.factories import (
    PUBLISHED_ON,
    make_answer,
    make_force,
    make_inspection,
    make_level,
    make_liaison,
    make_local_policing_body,
    make_national_body,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.pages import html_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(today):
    """An item that was due three days ago."""
    return make_recommendation(number="4", due_on=today - timedelta(days=3), deadline_kind="date")


@pytest.fixture
def liaison(client):
    client.force_login(make_liaison())
    return client


def page_of(client, item):
    response = client.get(item.get_absolute_url())
    assert response.status_code == 200
    return html_of(response)


def test_recommendation_detail_shows_the_text_with_its_lines(liaison):
    item = make_recommendation(text="Forces should:\n- record <every> reason;\n- train staff.\n\nBy 31 December.")
    page = liaison.get(item.get_absolute_url()).content.decode()
    assert "<p>Forces should:<br>- record &lt;every&gt; reason;<br>- train staff.</p>" in page
    assert "<p>By 31 December.</p>" in page


def test_recommendation_detail_shows_what_is_known_of_an_item(liaison):
    cause = make_recommendation(kind="cause_of_concern", number="1", subject="Vetting")
    item = make_recommendation(
        cause.inspection,
        cause=cause,
        addressed_to="all chief constables",
        condition="that have not yet done so",
        level=make_level(name="2", closed_by="chief_officer"),
        section="Recommendations, page 31",
    )
    make_obligation(recommendation=item)
    page = page_of(liaison, item)
    for words in (
        "“all chief constables”: 1 body",
        "On a condition: “that have not yet done so”.",
        "Cause of concern 1</a>: Vetting",
        "2: a chief officer confirms in writing",
        "18 June 2025",
        "The last day was 12 August 2025",
        "Recommendations, page 31",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"deadline_kind": "none"}, ["No deadline", "HMICFRS set none, so it is never overdue"]),
        ({"deadline_kind": "date", "due_on": date(2025, 12, 31), "deadline_text": "By 31 December 2025,"},
         ["“By 31 December 2025,”", "31 December 2025</time>", "where still open"]),
        ({"deadline_kind": "month", "due_on": date(2026, 3, 31)}, ["A month is given: due on its last day"]),
        ({"deadline_kind": "immediate", "due_on": PUBLISHED_ON},
         ["Immediate: due on the day of issue", "immediate, not reported complete"]),
        ({"deadline_kind": "relative", "deadline_period": "P3M", "due_on": date(2025, 9, 18)},
         ["3 months from the day of issue, 18 June 2025"]),
    ],
    ids=["none", "date", "month", "immediate", "relative"],
)  # fmt: skip
def test_recommendation_detail_explains_the_deadline(liaison, facts, words):
    item = make_recommendation(**facts)
    make_obligation(recommendation=item)
    page = page_of(liaison, item)
    assert all(word in page for word in words)


def test_bodies_stand_by_status_the_most_pressing_first(liaison, late, today):
    closed = {"closed_on": today, "closure": "confirmed", "closure_letter": "A letter"}
    make_obligation(make_force(name="Closed Police"), late, **closed)
    make_obligation(make_force(name="Claiming Police"), late, claim="complete", reported_on=today)
    make_obligation(make_national_body(name="A late office"), late, answered_on=today)
    make_obligation(make_force(name="Late Police"), late)
    response = liaison.get(late.get_absolute_url())
    groups = [
        (group.status.value, [line.body.name for line in group.lines]) for group in response.context["addressed"].groups
    ]
    assert groups == [
        ("overdue", ["Late Police", "A late office"]),
        ("reported_complete", ["Claiming Police"]),
        ("closed", ["Closed Police"]),
    ]
    page = html_of(response)
    assert "How 3 forces and 1 national body stand" in page
    assert "2 are overdue, 1 of those with nothing recorded here." in page
    assert "confirmed in writing" in page
    assert page.count("Nothing recorded</span>") == 1


def test_what_was_last_recorded_and_when(liaison, late, today):
    row = make_obligation(recommendation=late)
    submit_claim([row], claim="complete", by=None, on=date(2026, 1, 5))
    return_claim([row], by=None, on=date(2026, 2, 3), reason="Too thin.")
    page = page_of(liaison, late)
    assert '3 February 2026</time> <span class="tracker-table__sub">Report returned</span>' in page
    assert "Too thin." not in page


def test_marks_stand_beside_the_answers(liaison, late, today):
    row = make_obligation(recommendation=late)
    make_answer(row, on=today, target_on=today - timedelta(days=1))
    row.waiting_on = make_national_body(name="Home Office")
    row.save()
    move_deadline([row], due_on=today - timedelta(days=2), by=None, on=today, reason="Agreed.")
    page = page_of(liaison, late)
    assert "Waiting on Home Office" in page
    assert "Past its own target" in page
    assert "Its own deadline:" in page
    assert "Nothing recorded</span>" not in page


def test_words_are_shown_to_those_who_may_read_them_only(client, late, today):
    force = make_force()
    row = make_obligation(force, late)
    make_answer(row, on=today, action="We trained every officer.")
    readers = [make_user(force), make_user(make_local_policing_body(force)), make_liaison()]
    for user in readers:
        client.force_login(user)
        assert "We trained every officer." in page_of(client, late)
    client.force_login(make_user(make_force()))
    page = page_of(client, late)
    assert "We trained every officer." not in page
    assert "Answered, not published" in page


def test_published_words_are_shown_to_everybody(client, today):
    force = make_force()
    inspection = make_inspection(forces=[force])
    row = make_obligation(force, make_recommendation(inspection))
    make_answer(row, on=today, action="We trained every officer.")
    StatutoryResponse.objects.create(
        duty=inspection.related_forces.get(), body=make_local_policing_body(force), published_on=today
    )
    client.force_login(make_user(make_force()))
    assert "We trained every officer." in page_of(client, row.recommendation)


def test_a_long_answer_begins_on_the_page(liaison, late, today):
    make_answer(make_obligation(recommendation=late), on=today, action="word " * 500)
    assert page_of(liaison, late).count("word") < 100


def test_the_items_before_and_after_keep_the_way_back(liaison):
    inspection = make_inspection()
    first, second, third = (make_recommendation(inspection, sequence=n, number=str(n)) for n in (1, 2, 3))
    back = "?back=%2Frecommendations%2F%3Fkind%3Drecommendation"
    page = html_of(liaison.get(f"{second.get_absolute_url()}{back}"))
    assert f'href="{first.get_absolute_url()}{back}" rel="prev"' in page
    assert f'href="{third.get_absolute_url()}{back}" rel="next"' in page
    assert 'rel="prev"' not in page_of(liaison, first)
    assert 'rel="next"' not in page_of(liaison, third)


def test_a_cause_of_concern_shows_its_items_and_how_bodies_stand_on_it(liaison, today):
    cause = make_recommendation(kind="cause_of_concern", number="1")
    make_obligation(make_force(name="Engaged Police"), cause)
    under = make_recommendation(cause.inspection, cause=cause, subject="Vet everybody")
    make_obligation(recommendation=under)
    response = liaison.get(cause.get_absolute_url())
    assert [row.item for row in response.context["under"]] == [under]
    page = html_of(response)
    assert "Vet everybody" in page
    assert "How 1 force stand" in page
    assert "Engaged Police" in page


def test_an_embargoed_item_says_that_nothing_counts_yet(liaison, today):
    item = make_recommendation(make_inspection(published_on=today + timedelta(days=3)))
    make_obligation(recommendation=item)
    page = page_of(liaison, item)
    assert "Nothing counts before the day of publication." in page
    assert "Under embargo until" in page
    assert "1 body" in page


@pytest.mark.parametrize("pk", ["0", "9" * 30, "x"])
def test_recommendation_detail_knows_no_such_item(liaison, pk):
    assert liaison.get(f"/recommendations/{pk}/").status_code == 404


def test_recommendation_detail_asks_as_often_for_six_bodies_as_for_one(liaison, queries_of, late, today):
    make_answer(make_obligation(recommendation=late), on=today)
    one = queries_of(late.get_absolute_url())
    for _ in range(5):
        make_answer(make_obligation(recommendation=late), on=today)
        make_obligation(make_national_body(), late)
        make_recommendation(late.inspection)
    assert queries_of(late.get_absolute_url()) == one
