"""The page of what changed, and its files: periods, filters, figures as links, and who reads what."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from inspections.actions import close, move_deadline, remove_addressees, submit_claim
from tests.factories import make_force, make_inspection, make_liaison, make_obligation, make_recommendation, make_user
from tests.pages import text_of

pytestmark = pytest.mark.django_db

PUBLISHED, ON = date(2026, 1, 5), date(2026, 3, 10)
MARCH = "since=2026-03-01&until=2026-03-31"
PAGE, FILE = "/compliance/changes/", "/compliance/changes/export/"


@pytest.fixture
def by():
    return make_liaison(name="Ines Calloway")


@pytest.fixture
def row():
    report = make_inspection(title="Safer in custody", slug="custody", published_on=PUBLISHED)
    force = make_force(name="Northshire Police", slug="northshire")
    return make_obligation(force, make_recommendation(report, number="4", due_on=date(2026, 2, 10)))


@pytest.fixture
def closed(row, by):
    close([row], closure="verified", by=by, on=ON, reason="Seen at the station.")
    return row


def page(client, query=MARCH, user=None):
    client.force_login(user or make_liaison())
    answer = client.get(f"{PAGE}?{query}")
    assert answer.status_code == 200, answer
    return answer


def told(client, query=MARCH, user=None):
    return text_of(page(client, query, user))


def test_before_after_and_what_happened(client, closed):
    words = told(client)
    assert "1 item changed" in words
    assert "From 1 March 2026 to the end of 31 March 2026." in words
    assert "1 closed 1 no longer overdue" in words
    assert "28 February 2026 Overdue 31 March 2026 Closed verified by HMICFRS" in words
    assert "10 March 2026: Closed: verified by HMICFRS – Ines Calloway, HMICFRS" in words
    assert "Seen at the station." in words


def test_reasons_and_names_are_for_those_who_may_read_them(client, closed):
    words = told(client, user=make_user(make_force()))
    assert "10 March 2026: Closed: verified by HMICFRS – HMICFRS" in words
    assert "Seen at the station." not in words
    assert "Ines Calloway" not in words


def test_what_was_recorded_only_later_is_marked(client, closed):
    mark = f"Recorded later, on {localdate():%-d %B %Y}"
    assert mark in told(client)
    assert mark not in told(client, "since=2026-03-01")


def test_it_tells_of_the_last_day_of_the_period(client, closed, by):
    assert "As things stood at the end of 31 March 2026" in told(client)
    assert "As things stood" not in told(client, "since=2026-03-01")
    move_deadline([row := make_obligation()], due_on=date(2026, 3, 20), by=by, on=ON, reason="Sooner.")
    assert row.body.name in told(client, MARCH + "&status=overdue")
    assert "Northshire" not in told(client, MARCH + "&status=overdue").partition("items changed")[2]


def test_the_day_of_other_pages_is_the_last_day_of_the_period(client, closed):
    client.force_login(make_liaison())
    words = told(client, "as_at=2026-03-31&force=northshire")
    assert "From 2 March 2026 to the end of 31 March 2026." in words
    assert "As things stood at the end of 31 March 2026" in words
    assert client.get(f"{PAGE}?as_at=2026-03-01&until=2026-03-31").url == "?until=2026-03-31"
    lenses = {str(words): url for words, url, _current in page(client).context["lenses"]}
    assert lenses["List"] == "/compliance/?as_at=2026-03-31"


@pytest.mark.on_one_database
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("until=2999-01-01", "1 January 2999 is still to come."),
        ("until=2024-02-29", "Records begin on 5 January 2026, so there are no figures for 29 February 2024."),
        ("until=soon", "Enter a day as in 31 12 2026."),
        ("until=0001-01-01", "The year must lie between 1800 and 2199."),
        ("since=0001-01-01", "The year must lie between 1800 and 2199."),
        ("since=2026-03-02&until=2026-03-01", "The last day comes before the first."),
        ("change=painted", "There is no choice called “painted” here."),
        ("colour=red", "There is no filter called “colour”."),
    ],
)
def test_a_wrong_period_or_filter_shows_no_figures(client, closed, query, sentence):
    answer = page(client, query)
    assert sentence in text_of(answer)
    assert "No items are shown until the filter is put right." in text_of(answer)
    assert client.get(f"{FILE}?as=csv&{query}").status_code == 302


def test_words_narrow_what_changed(client, closed):
    assert "1 item changed" in told(client, f"{MARCH}&words=custody")
    assert "1 item changed" not in told(client, f"{MARCH}&words=drones")
    assert client.get(f"{FILE}?as=csv&{MARCH}&words=custody").status_code == 200


def test_a_day_before_records_begin_says_so(client, closed):
    client.force_login(make_liaison())
    assert "Records begin on 5 January 2026" in text_of(client.get(f"{PAGE}?as_at=2025-01-01"))


def test_without_a_period_it_is_the_last_thirty_days(client, row, by):
    today = localdate()
    for days in (29, 30):
        own = make_obligation(make_force(name=f"Force of {days}"), row.recommendation)
        close([own], closure="verified", by=by, on=today - timedelta(days=days), reason="Seen.")
    words = told(client, "")
    assert "Force of 29" in words
    assert "Force of 30" not in words.partition("changed")[2].partition("happened")[2]


def test_what_was_taken_away_is_listed_but_has_no_status(client, row, by):
    remove_addressees([row], removal="ended", by=by, on=ON, reason="Not theirs.")
    words = told(client, MARCH + "&force=northshire")
    assert "1 no longer overdue 1 no longer addressed" in words
    assert "28 February 2026 Overdue 31 March 2026 Not counted" in words
    assert "0 items changed" in told(client, MARCH + "&status=overdue")


def test_nothing_changed_says_when(client, row):
    words = told(client, "since=2026-03-05&until=2026-03-09&force=northshire")
    assert "Nothing changed from 5 March 2026 to 9 March 2026. Remove a filter, or clear all." in words


def test_each_figure_leads_to_its_rows(client, row, by):
    for n in range(3):
        own = make_obligation(make_force(), row.recommendation)
        submit_claim([own], claim="complete", by=by, on=ON, reason="")
        if n:
            close([own], closure="verified", by=by, on=ON, reason="Seen.")
    answer = page(client)
    figures = [(words, url) for words, url, _current in answer.context["kinds"]]
    assert [words for words, _url in figures] == ["2 closed", "3 reported", "3 no longer overdue"]
    for words, url in figures:
        shown = client.get(f"{PAGE}{url}")
        assert shown.context["counted"].items == int(words.split()[0]) == len(shown.context["object_list"])


def test_a_page_has_fifty_rows_and_groups_as_chosen(client, row, by):
    rows = [make_obligation(make_force(), row.recommendation) for _ in range(60)]
    close(rows, closure="verified", by=by, on=ON, reason="Seen.")
    answer = page(client)
    assert (answer.context["counted"].items, len(answer.context["object_list"])) == (60, 50)
    assert answer.content.decode().count("<table") == 1
    second = page(client, MARCH + "&by=force&page=2")
    assert second.content.decode().count("<table") == 10


@pytest.mark.on_one_database
def test_queries_do_not_grow_with_the_rows(queries_of, client, closed, by):
    client.force_login(make_liaison())
    before = [queries_of(f"{address}?{MARCH}&as=csv"[: -7 if address == PAGE else None]) for address in (PAGE, FILE)]
    for _ in range(5):
        own = make_obligation(make_force(), make_recommendation(make_inspection(published_on=PUBLISHED)))
        close([own], closure="verified", by=by, on=ON, reason="Seen.")
    after = [queries_of(f"{address}?{MARCH}&as=csv"[: -7 if address == PAGE else None]) for address in (PAGE, FILE)]
    assert after == before


# As a file ------------------------------------------------------------------------------------------------------------


def csv_rows(client, query=MARCH):
    answer = client.get(f"{FILE}?as=csv&{query}")
    assert answer.status_code == 200, answer.url
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def test_the_file_has_the_rows_of_the_page(client, closed):
    client.force_login(make_liaison())
    [row] = csv_rows(client)
    assert row["Status at the end of 28 February 2026"] == "Overdue"
    assert row["Status at the end of 31 March 2026"] == "Closed: verified by HMICFRS"
    assert row["What changed"] == "Closed; No longer overdue"
    happened = "10 March 2026: Closed: verified by HMICFRS (Ines Calloway, HMICFRS). Seen at the station."
    assert (row["What happened"], row["Recorded later"]) == (happened, "yes")
    assert csv_rows(client, MARCH + "&change=reopened") == []


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_it_is_a_sheet_too(client, closed, kind):
    client.force_login(make_liaison())
    answer = client.get(f"{FILE}?as={kind}&{MARCH}")
    assert len(b"".join(answer.streaming_content)) > 100
    assert answer["Content-Disposition"] == f'attachment; filename="what-changed-2026-03-31.{kind}"'


def test_the_file_shows_nobody_more_than_the_page(client, closed):
    client.force_login(make_user(make_force()))
    [row] = csv_rows(client)
    assert row["What happened"] == "10 March 2026: Closed: verified by HMICFRS (HMICFRS)."


def test_words_narrow_it_as_in_the_list(client, closed):
    """The list's order may come with them: this page has none."""
    assert "1 item changed" in told(client, f"{MARCH}&words=recommendation+4&sort=match")
    assert "Nothing changed" in told(client, f"{MARCH}&words=recommendation+5")
