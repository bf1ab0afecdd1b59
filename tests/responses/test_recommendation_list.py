"""The list of items: what it shows, how it is filtered and sorted."""

from datetime import date, timedelta

import pytest

from tests.factories import (
    make_force,
    make_inspection,
    make_liaison,
    make_local_policing_body,
    make_national_body,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.pages import html_of

pytestmark = pytest.mark.django_db

LIST = "/recommendations/"


@pytest.fixture
def reader(client):
    client.force_login(make_user(make_force(slug="own-force")))
    return client


def labels(response):
    return [item.label for item in response.context["object_list"]]


def test_recommendation_list_shows_items_with_their_figures(reader, today):
    item = make_recommendation(number="4", subject="Reasons", due_on=today - timedelta(days=3), deadline_kind="date")
    make_obligation(recommendation=item)
    make_obligation(
        make_national_body(), item, closed_on=today, closure="verified", closure_letter="A letter", answered_on=today
    )
    response = reader.get(LIST)
    [row] = response.context["rows"]
    assert (row.bodies, row.totals["overdue"], row.totals.silent, row.totals["closed"]) == (2, 1, 1, 1)
    page = html_of(response)
    assert "1 item</h2>" in page
    assert "3 days late" in page
    assert "Reasons" in page
    assert item.inspection.title in page


def test_a_claimed_item_is_not_called_late(reader, today):
    item = make_recommendation(due_on=today - timedelta(days=3), deadline_kind="date")
    make_obligation(recommendation=item, claim="complete", reported_on=today)
    assert "days late" not in html_of(reader.get(LIST))


def test_a_cause_of_concern_is_listed_but_counted_by_its_items(reader):
    cause = make_recommendation(kind="cause_of_concern", number="1")
    make_obligation(recommendation=cause)
    assert "Counted by the items under it" in html_of(reader.get(LIST))


@pytest.fixture
def items():
    """Five items of two reports."""
    first = make_inspection(title="Custody", slug="custody", published_on=date(2023, 6, 1))
    second = make_inspection(title="Stalking", slug="stalking", published_on=date(2024, 6, 1))
    due = [date(2024, 3, 31), date(2025, 1, 31), None, date(2024, 9, 30), None]
    kinds = ["recommendation", "recommendation", "area_for_improvement", "recommendation", "cause_of_concern"]
    texts = ["Record 56 reasons", "Train custody staff", "Audit records", "Train everybody", "Vetting"]
    numbers = ["1", "4", "1", "4", "1"]
    made = [
        make_recommendation(
            first if n < 3 else second,
            sequence=n,
            kind=kinds[n],
            number=numbers[n],
            text=texts[n],
            subject=f"Subject {n}",
            due_on=due[n],
            deadline_kind="date" if due[n] else "none",
        )
        for n in range(5)
    ]
    force, office = make_force(slug="northshire"), make_national_body(slug="home-office")
    make_obligation(force, made[0])
    make_obligation(office, made[1])
    make_obligation(force, made[1])
    make_obligation(office, made[2])
    return made


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, [0, 3, 1, 4, 2]),
        ({"inspection": "custody"}, [0, 1, 2]),
        ({"kind": ["area_for_improvement"]}, [2]),
        ({"kind": ["area_for_improvement", "cause_of_concern"]}, [4, 2]),
        ({"force": "northshire"}, [0, 1]),
        ({"force": "home-office"}, [1, 2]),
        ({"due_from": "31 3 2024", "due_to": "30/9/2024"}, [0, 3]),
        ({"due_from": "1 April 2024"}, [3, 1]),
        ({"due_to": "2024-03-31"}, [0]),
        ({"words": "train"}, [3, 1]),
        ({"words": "TRAIN staff"}, [1]),
        ({"words": "subject 2"}, [2]),
        ({"words": "recommendation 4"}, [3, 1]),
        ({"words": "rec. 4 custody"}, [1]),
        ({"words": "AFI 1"}, [2]),
        ({"words": "Area for improvement 1"}, [2]),
        ({"words": "cause of concern 1"}, [4]),
        ({"words": "56"}, [0]),
        ({"words": "recommendation 4", "inspection": "stalking"}, [3]),
        ({"words": "nothing of the kind"}, []),
        ({"sort": "-deadline"}, [1, 3, 0, 4, 2]),
        ({"sort": "report"}, [0, 1, 2, 3, 4]),
        ({"sort": "-report"}, [3, 4, 0, 1, 2]),
        ({"sort": "-overdue"}, [1, 0, 3, 4, 2]),
    ],
)
def test_recommendation_list_filters_and_sorts(reader, items, chosen, expected):
    response = reader.get(LIST, chosen)
    assert [items.index(item) for item in response.context["object_list"]] == expected
    assert len(expected) == response.context["paginator"].count


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"inspection": "nowhere"}, "nowhere"),
        ({"kind": "advice"}, "advice"),
        ({"force": "nobody"}, "nobody"),
        ({"due_from": "next week"}, "Enter a day as in 31 12 2026."),
        ({"due_from": "2 1 2026", "due_to": "1 1 2026"}, "The last day comes before the first."),
        ({"sort": "weight"}, "There is no choice called “weight” here."),
        ({"stauts": "overdue"}, "There is no filter called “stauts”."),
        ({"words": "a\x00b"}, "Null characters are not allowed."),
    ],
)
def test_recommendation_list_says_what_is_wrong_with_a_filter(reader, items, wrong, sentence):
    response = reader.get(LIST, wrong)
    assert labels(response) == []
    assert "There is a problem" in html_of(response)
    assert sentence in html_of(response)


@pytest.mark.parametrize("page", ["2", "0", "x"])
def test_recommendation_list_has_no_such_page(reader, items, page):
    assert reader.get(LIST, {"page": page}).status_code == 404


def test_recommendation_list_says_how_to_go_on_when_it_is_empty(reader, items):
    page = html_of(reader.get(LIST, {"words": "nowhere", "kind": "recommendation"}))
    assert "No items match." in page
    assert "moj-filter__tag" in page


def test_recommendation_list_is_empty_at_first(reader):
    assert "No items are in the register yet." in html_of(reader.get(LIST))


def test_recommendation_list_chips_name_each_choice_but_not_the_order(reader, items):
    page = html_of(reader.get(LIST, {"inspection": "custody", "kind": "recommendation", "sort": "report"}))
    assert page.count("moj-filter__tag") == 2
    assert "Custody (2023)</a>" in page


def test_links_to_items_lead_back_to_the_list_as_it_was(reader, items):
    address = f"{LIST}?kind=recommendation&sort=-deadline"
    page = reader.get(address).content.decode()
    link = f"{items[0].get_absolute_url()}?back=%2Frecommendations%2F%3Fkind%3Drecommendation%26sort%3D-deadline"
    assert f'href="{link}"' in page
    detail = reader.get(link).content.decode()
    assert f'href="{LIST}?kind=recommendation&amp;sort=-deadline" class="govuk-back-link"' in detail


def test_recommendation_list_keeps_embargoed_and_proposed_items_to_those_they_concern(client, today):
    office = make_local_policing_body(make_force())
    embargoed = make_recommendation(make_inspection(title="To come", published_on=today + timedelta(days=1)))
    proposed = make_recommendation(make_inspection(title="From a drawer", proposed_by=office))
    force = make_force(slug="elsewhere")
    make_obligation(force, embargoed)
    make_obligation(force, proposed)
    client.force_login(make_liaison())
    assert client.get(LIST).context["paginator"].count == 2
    client.force_login(make_user(office))
    assert list(client.get(LIST).context["object_list"]) == [proposed]
    client.force_login(make_user(force))
    response = client.get(LIST, {"force": "elsewhere"})
    assert labels(response) == []
    assert "To come" not in html_of(response)
    assert "From a drawer" not in html_of(response)
    assert client.get(embargoed.get_absolute_url()).status_code == 404


def test_recommendation_list_asks_as_often_for_six_as_for_one(client, queries_of):
    client.force_login(make_liaison())

    make_obligation()
    one = queries_of(LIST)
    for _ in range(5):
        make_obligation(make_national_body())
    assert queries_of(LIST) == one
