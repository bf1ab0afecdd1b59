"""The list of inspections and the page of one: what they show, to whom, and how."""

from datetime import date, timedelta

import pytest

from tests.factories import (
    make_administrator,
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

LIST = "/inspections/"


@pytest.fixture
def liaison(client):
    client.force_login(make_liaison())
    return client


@pytest.fixture
def reader(client):
    """Somebody of a force that has nothing to do with what is shown."""
    client.force_login(make_user(make_force()))
    return client


def titles(response):
    return [inspection.title for inspection in response.context["object_list"]]


# The list ------------------------------------------------------------------------------------------------------------


def test_inspection_list_shows_what_was_asked_and_how_far_it_is(reader, today):
    inspection = make_inspection(title="Safer in custody", published_on=date(2023, 12, 8), national=True, thematic=True)
    item = make_recommendation(inspection, due_on=today - timedelta(days=3), deadline_kind="date")
    cause = make_recommendation(inspection, kind="cause_of_concern")
    make_obligation(recommendation=item)
    make_obligation(make_national_body(), item, closed_on=today, closure="verified", closure_letter="A letter")
    make_obligation(recommendation=cause)
    response = reader.get(LIST)
    [(shown, totals)] = response.context["rows"]
    assert (shown.item_count, totals.items, totals["overdue"], totals.silent) == (1, 2, 1, 1)
    page = response.content.decode()
    assert "National, thematic" in page
    assert "1 February 2024</time>" in page
    assert "50%" in page


def test_inspection_list_begins_with_the_newest(reader):
    for year in (2023, 2025, 2024):
        make_inspection(title=str(year), published_on=date(year, 6, 1))
    assert titles(reader.get(LIST)) == ["2025", "2024", "2023"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("published", ["B", "A", "C"]),
        ("-published", ["C", "A", "B"]),
        ("title", ["A", "B", "C"]),
        ("-title", ["C", "B", "A"]),
        ("-overdue", ["C", "A", "B"]),
        ("overdue", ["A", "B", "C"]),
    ],
)
def test_inspection_list_sorts(reader, sort, expected):
    for title, year in (("B", 2023), ("A", 2024), ("C", 2025)):
        inspection = make_inspection(title=title, published_on=date(year, 6, 1))
    make_obligation(recommendation=make_recommendation(inspection, due_on=date(2025, 9, 1), deadline_kind="date"))
    assert titles(reader.get(LIST, {"sort": sort})) == expected


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"words": "CUSTODY safer"}, ["Safer in custody"]),
        ({"words": "custody response"}, []),
        ({"type": "partner"}, ["Response times"]),
        ({"year": "2023"}, ["Safer in custody"]),
        ({"year": "2023", "type": "partner"}, []),
        ({}, ["Response times", "Safer in custody"]),
    ],
)
def test_inspection_list_filters(reader, chosen, expected):
    make_inspection(title="Safer in custody", published_on=date(2023, 6, 1), national=True)
    make_inspection(title="Response times", published_on=date(2024, 6, 1), partner=True)
    assert titles(reader.get(LIST, chosen)) == expected


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"type": "secret"}, "secret"),
        ({"year": "1823"}, "1823"),
        ({"sort": "weight"}, "There is no choice called “weight” here."),
        ({"wrods": "custody"}, "There is no filter called “wrods”."),
        ({"words": "a\x00b"}, "Null characters are not allowed."),
        ({"words": "x" * 201}, "at most 200 characters"),
    ],
)
def test_inspection_list_says_what_is_wrong_with_a_filter(reader, wrong, sentence):
    make_inspection()
    response = reader.get(LIST, wrong)
    assert response.status_code == 200
    assert titles(response) == []
    assert "There is a problem" in response.content.decode()
    assert sentence in response.content.decode()


@pytest.mark.parametrize("page", ["2", "0", "x", "9" * 30])
def test_inspection_list_has_no_such_page(reader, page):
    make_inspection()
    assert reader.get(LIST, {"page": page}).status_code == 404


def test_inspection_list_shows_fifty_a_page(reader):
    for _ in range(51):
        make_inspection()
    assert len(titles(reader.get(LIST))) == 50
    assert len(titles(reader.get(LIST, {"page": 2}))) == 1


def test_inspection_list_is_empty_at_first(reader):
    assert "No inspection is in the register yet" in reader.get(LIST).content.decode()
    make_inspection()
    assert "No inspections match." in reader.get(LIST, {"words": "nowhere"}).content.decode()


def test_inspection_list_shows_an_embargoed_report_to_overseers_only(client, today):
    make_inspection(title="To come", published_on=today + timedelta(days=5))
    client.force_login(make_liaison())
    assert "Under embargo until" in client.get(LIST).content.decode()
    client.force_login(make_administrator())
    assert titles(client.get(LIST)) == ["To come"]
    force = make_force()
    make_local_policing_body(force)
    client.force_login(make_user(force))
    assert titles(client.get(LIST)) == []
    assert "To come" not in client.get(LIST).content.decode()


def test_inspection_list_shows_a_proposal_to_its_office_and_to_overseers(client, today):
    office = make_local_policing_body(make_force())
    make_inspection(title="Found in a drawer", proposed_by=office)
    client.force_login(make_user(office))
    page = client.get(LIST).content.decode()
    assert "Proposed, not yet accepted" in page
    assert f"by {office}" in page
    client.force_login(make_liaison())
    assert titles(client.get(LIST)) == ["Found in a drawer"]
    client.force_login(make_user(make_local_policing_body(make_force())))
    assert titles(client.get(LIST)) == []


def test_inspection_list_asks_as_often_for_six_as_for_one(liaison, queries_of):
    make_obligation()
    one = queries_of(LIST)
    for _ in range(5):
        make_obligation(make_national_body())
    assert queries_of(LIST) == one


# The page ------------------------------------------------------------------------------------------------------------


def test_inspection_detail_shows_items_in_the_order_of_the_report(reader, today):
    inspection = make_inspection()
    items = [make_recommendation(inspection, sequence=n, number=str(10 - n)) for n in (3, 1, 2)]
    for item in items:
        make_obligation(recommendation=item)
    report = reader.get(inspection.get_absolute_url()).context["report"]
    assert [standing.item.sequence for standing in report.standings] == [1, 2, 3]
    assert report.totals.items == 3


def test_inspection_detail_heads_items_with_their_cause_of_concern(reader):
    inspection = make_inspection()
    before = make_recommendation(inspection, sequence=1)
    cause = make_recommendation(inspection, sequence=2, kind="cause_of_concern", subject="Vetting is too slow")
    after = make_recommendation(inspection, sequence=3)
    under = make_recommendation(inspection, sequence=4, cause=cause)
    make_obligation(recommendation=cause)
    make_obligation(recommendation=under)
    response = reader.get(inspection.get_absolute_url())
    groups = [
        (cause and cause.item, [standing.item for standing in standings])
        for cause, standings in response.context["report"].groups
    ]
    assert groups == [(None, [before]), (cause, [under]), (None, [after])]
    assert "Vetting is too slow" in response.content.decode()
    assert response.context["report"].totals.items == 1


def test_a_deadline_that_presses_nobody_any_more_is_not_called_late(reader, today):
    item = make_recommendation(due_on=today - timedelta(days=3), deadline_kind="date")
    obligation = make_obligation(make_force(), item)
    page = item.inspection.get_absolute_url()
    assert "3 days late" in reader.get(page).content.decode()
    type(obligation).objects.update(due_on=today + timedelta(days=3), has_own_due_on=True)
    assert "3 days late" not in reader.get(page).content.decode()


def test_inspection_detail_counts_forces_and_national_bodies(reader, today):
    item = make_recommendation(due_on=today - timedelta(days=1), deadline_kind="date")
    closed = {"closed_on": today, "closure": "verified", "closure_letter": "A letter"}
    for body, facts in [(make_force(), {}), (make_force(), closed), (make_national_body(), {"answered_on": today})]:
        make_obligation(body, item, **facts)
    response = reader.get(item.inspection.get_absolute_url())
    report = response.context["report"]
    assert (report.forces, report.national_bodies) == (2, 1)
    assert (report.late_bodies, report.silent_bodies, report.finished_bodies) == (2, 1, 1)
    page = " ".join(response.content.decode().split())
    assert "2 forces and 1 national body, all counted here: 2 overdue with something" in page


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (0, "Day 1 of 56, 55 days left"),
        (54, "Day 55 of 56, 1 day left"),
        (55, "Day 56 of 56, the last day"),
        (56, "The last day was"),
    ],
)
def test_inspection_detail_tells_the_statutory_day(reader, today, since, words):
    inspection = make_inspection(published_on=today - timedelta(days=since))
    assert words in reader.get(inspection.get_absolute_url()).content.decode()


def test_inspection_detail_links_what_follows_up_and_what_continues(reader):
    first = make_inspection(title="The first look")
    second = make_inspection(title="The second look", follows_up=first)
    old = make_recommendation(first, number="2")
    new = make_recommendation(second, number="1", continues=old)
    letter = {"closed_on": date(2025, 7, 1), "closure": "superseded", "closure_letter": "A letter"}
    make_obligation(recommendation=old, superseded_by=new, **letter)
    page = " ".join(reader.get(second.get_absolute_url()).content.decode().split())
    assert "Follows up" in page
    assert (
        f'Continues <a class="govuk-link" href="{old.get_absolute_url()}">recommendation 2</a>, The first look' in page
    )
    assert f'Supersedes <a class="govuk-link" href="{old.get_absolute_url()}">recommendation 2</a>' in page
    page = " ".join(reader.get(first.get_absolute_url()).content.decode().split())
    assert "Followed up by" in page
    assert f'Continued by <a class="govuk-link" href="{new.get_absolute_url()}">recommendation 1</a>' in page
    assert f'Superseded by <a class="govuk-link" href="{new.get_absolute_url()}">recommendation 1</a>' in page


def test_inspection_detail_says_nothing_of_a_follow_up_under_embargo(reader, today):
    first = make_inspection()
    old = make_recommendation(first)
    second = make_inspection(title="Not yet out", published_on=today + timedelta(days=1), follows_up=first)
    make_recommendation(second, continues=old)
    page = reader.get(first.get_absolute_url()).content.decode()
    assert "Not yet out" not in page
    assert "Continued by" not in page


def test_inspection_detail_without_items_says_so(reader):
    page = reader.get(make_inspection().get_absolute_url()).content.decode()
    assert "No items have been entered for this report yet." in page


def test_inspection_detail_under_embargo_counts_nothing_but_says_whom_it_will_bind(client, today):
    inspection = make_inspection(published_on=today + timedelta(days=5))
    make_obligation(recommendation=make_recommendation(inspection))
    client.force_login(make_liaison())
    response = client.get(inspection.get_absolute_url())
    assert response.context["report"].totals.items == 0
    assert [standing.bodies for standing in response.context["report"].standings] == [1]
    assert "Nothing counts before the day of publication." in response.content.decode()
    client.force_login(make_user(make_force()))
    assert client.get(inspection.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("url", ["/inspections/nowhere/", "/inspections/nowhere/matrix/", "/inspections/n%00/"])
def test_inspection_detail_knows_no_such_report(liaison, url):
    assert liaison.get(url).status_code == 404


def test_inspection_detail_asks_as_often_for_six_items_as_for_one(liaison, queries_of):
    inspection = make_inspection(follows_up=make_inspection())
    old = make_recommendation()
    make_obligation(recommendation=make_recommendation(inspection, continues=old))
    one = queries_of(inspection.get_absolute_url())
    for _ in range(5):
        item = make_recommendation(inspection, continues=old)
        make_obligation(recommendation=item)
        make_obligation(make_national_body(), item)
    assert queries_of(inspection.get_absolute_url()) == one


def test_a_chain_of_several_reports_is_told_from_each_of_them(reader):
    reports, items = [], []
    for year in (2019, 2021, 2023, 2025):
        before = reports[-1] if reports else None
        reports.append(make_inspection(title=f"Custody {year}", follows_up=before, published_on=date(year, 3, 4)))
        items.append(make_recommendation(reports[-1], number=str(year), continues=items[-1] if items else None))
    middle = text_of(reader.get(reports[2].get_absolute_url()))
    for words in ("Follows up Custody 2021", "Before that Custody 2019", "Followed up by Custody 2025"):
        assert words in middle
    assert "After that Custody 2023 Custody 2025" in text_of(reader.get(reports[0].get_absolute_url()))
    middle = text_of(reader.get(items[2].get_absolute_url()))
    for words in (
        "Continues Recommendation 2021",
        "Before that Recommendation 2019",
        "Continued by Recommendation 2025",
    ):
        assert words in middle
    earlier = text_of(reader.get(items[1].get_absolute_url(), {"as_at": "2024-01-01"}))
    assert "Continued by Recommendation 2023" in earlier
    assert "Recommendation 2025" not in earlier
