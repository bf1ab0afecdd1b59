"""The columns that the reader of the compliance list chooses, and who reads what in them."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from inspections.actions import move_deadline, wait_on
from responses.columns import COLUMNS
from tests.factories import (
    make_administrator,
    make_answer,
    make_force,
    make_inspection,
    make_level,
    make_liaison,
    make_national_body,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.pages import html_of

pytestmark = pytest.mark.django_db

URL = "/compliance/"
EVERY = {"column": [column.name for column in COLUMNS]}


@pytest.fixture
def client(client):
    client.force_login(make_liaison())
    return client


@pytest.fixture
def row(today):
    """Overdue by ten days after two moves, at a level, waited for, answered."""
    item = make_recommendation(make_inspection(published_on=date(2025, 1, 1)), level=make_level(name="Level 2"))
    row = make_obligation(make_force(region="North East"), item)
    signed = {"by": make_administrator(), "reason": "Agreed."}
    make_answer(row, on=today, position="in_progress", lead="Dana Whitlock", target_on=date(2026, 1, 2))
    wait_on([row], make_national_body(name="Home Office"), by=signed["by"], on=today)
    for days in (20, 10):
        move_deadline([row], due_on=today - timedelta(days=days), on=today, **signed)
    row.refresh_from_db()
    return row


def heads(response):
    table = html_of(response).partition("<thead")[2].partition("</thead>")[0]
    found = re.findall(r"<th .*?>(.*?)</th>", table)
    return [words for head in found if (words := re.sub(r"<[^>]+>|&nbsp;", "", head).strip()) != "Tick"]


def cells(response):
    """{column: what its cell says} of the one row, for the columns that were chosen."""
    [row] = response.context["object_list"]
    return {column.name: cell for column, cell in row.cells}


def test_deadline_and_status_are_the_columns_of_who_chooses_none(client, row):
    assert heads(client.get(URL)) == ["Deadline", "Force and item", "Status"]
    assert client.get(URL, {"column": ["status", "deadline"]}).url == URL
    assert heads(client.get(URL, {"column": "level"})) == ["Force and item", "Level"]


def test_every_column(client, row, today):
    page = client.get(URL, EVERY)
    assert heads(page)[:3] == ["Deadline", "Force and item", "Status"]
    assert heads(page)[3:] == [str(column.label) for column in COLUMNS if column.of]
    assert cells(page) == {
        "overdue": 10,
        "moved": 2,
        "level": "Level 2",
        "region": "North East",
        "position": "In progress",
        "lead": "Dana Whitlock",
        "target": "2 January 2026",
        "waiting": "Home Office",
        "closed": "",
        "changed": f"{today:%-d %B %Y}",
    }
    assertContains(page, 'data-label="Lead officer">Dana Whitlock</td>')


def test_a_closed_item_says_when_and_how(client):
    make_obligation(closed_on=date(2026, 3, 1), closure="verified", closure_letter="HMICFRS")
    assert cells(client.get(URL, EVERY))["closed"] == "1 March 2026, verified by HMICFRS"


def test_what_somebody_may_not_read_stays_empty(client, row):
    client.force_login(make_user(row.body))
    assert cells(client.get(URL, EVERY))["lead"] == "Dana Whitlock"
    client.force_login(make_user(make_force()))
    told = cells(client.get(URL, EVERY))
    assert (told["lead"], told["target"], told["position"]) == ("", "", "")
    assert (told["level"], told["waiting"]) == ("Level 2", "Home Office")


def test_of_an_earlier_day_the_columns_tell_what_is_recorded_of_it(client, row):
    yesterday = timezone.localdate() - timedelta(days=1)
    page = client.get(URL, EVERY | {"as_at": yesterday.isoformat()})
    assert cells(page) == {
        "overdue": "",
        "moved": "",
        "level": "Level 2",
        "region": "North East",
        "waiting": "",
        "closed": "",
    }
    assertNotContains(page, 'id="column-lead"')


def test_columns_go_along_with_everything_else(client, row):
    page = client.get(URL, {"column": ["status", "level"], "status": "overdue"})
    assertContains(
        page, '<input class="govuk-checkboxes__input" type="checkbox" form="filter" name="column" value="level"'
    )
    assertContains(page, 'href="?column=status&amp;column=level&amp;status=overdue&amp;sort=force"')
    assertContains(page, '<a class="moj-filter__tag" href="?column=status&amp;column=level">')
    assert [words for words, _url, shown in page.context["views"] if shown] == ["Overdue"]
    # Where there is no table to choose for, the panel carries them.
    empty = client.get(URL, {"column": ["status", "level"], "status": "closed"})
    assertContains(empty, '<input type="hidden" name="column" value="level">')
    assert page.context["kept_columns"] == []


def test_a_file_has_every_column_whatever_the_list_shows(client, row):
    def first_line(**query):
        answer = client.get("/compliance/export/", {"as": "csv", **query})
        return b"".join(answer.streaming_content).decode().splitlines()[0]

    assert first_line(column="level") == first_line()
    assert "Times the deadline was moved" in first_line()
