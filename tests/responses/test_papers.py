"""Papers for meetings: what stands in them, that it agrees with the lists, and who reads what."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml.html import document_fromstring
from pypdfium2 import PdfDocument
from pytest_django.asserts import assertContains, assertRedirects

from accounts.models import Membership
from inspections import sheets
from inspections.actions import close, move_deadline, remove_addressees, reopen
from inspections.models import Obligation
from responses.changes import What, finding, in_words
from responses.models import StatutoryResponse
from responses.papers import tables
from responses.papers.files import NAMES
from responses.papers.paper import MOST_ROWS
from tests.factories import (
    make_answer,
    make_force,
    make_inspection,
    make_level,
    make_liaison,
    make_local_policing_body,
    make_obligation,
    make_recommendation,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def force():
    return make_force(name="Northshire Police", slug="northshire")


@pytest.fixture
def late(today):
    return {"due_on": today - timedelta(days=40), "deadline_kind": "date"}


@pytest.fixture
def register(force, late, today):
    """What a board would ask about: overdue with a lead and without, moved, closed, not due."""
    report = make_inspection(title="Found property", published_on=today - timedelta(days=400))
    item = [make_recommendation(report, sequence=n, number=str(n), subject=f"Item {n}", **late) for n in range(1, 5)]
    item[0].level = make_level(name="Level 3")
    item[0].save()
    rows = [make_obligation(force, one) for one in item]
    make_answer(rows[0], lead="Inspector Vale", action="Eight of nine are counted.")
    close([rows[1]], closure=Obligation.Closure.VERIFIED, on=today, by=make_liaison(), reason="Seen on a visit.")
    move_deadline([rows[2]], due_on=today + timedelta(days=50), on=today, by=make_liaison(), reason="Delivered late.")
    return rows


def text_of(response):
    return " ".join(" ".join(document_fromstring(content(response)).find("body").itertext()).split())


def content(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def member(force, role=Membership.Role.APPROVER):
    return make_user(force, role=role)


def paper(client, force, ending="html", name="board", **query):
    return client.get(f"/forces/{force.slug}/papers/{name}.{ending}", query)


def test_the_paper_of_a_board_says_what_is_late_what_changed_and_why(client, force, register):
    client.force_login(member(force))
    words = text_of(paper(client, force))
    for sentence in (
        "Items: 4 Open: 3 Closed: 1 Not yet due: 1 Overdue: 2",
        "Item 1",
        "40",
        "Level 3",
        "Inspector Vale",
        "Delivered late.",
        "Eight of nine are counted.",
        "Nothing is due soon.",
        "verified by HMICFRS",
    ):
        assert sentence in words
    assert words.index("Overdue by level") < words.index("No level recorded")


@pytest.mark.on_one_database
@pytest.mark.parametrize("ending", NAMES)
@pytest.mark.parametrize("name", ["board", "panel"])
def test_a_paper_comes_in_every_form(client, force, register, ending, name):
    client.force_login(member(force))
    response = paper(client, force, ending, name)
    data = content(response)
    if ending == "pdf":
        text = " ".join(page.get_textpage().get_text_range() for page in PdfDocument(io.BytesIO(data)))
        assert "Northshire Police" in " ".join(text.split())
    elif ending in ("xlsx", "ods"):
        assert any("Northshire Police" in str(cell) for row in sheets.read(data) for cell in row.cells)
    assert f"northshire-{name}-{timezone.localdate().isoformat()}.{ending}" in response["Content-Disposition"]
    assert response["Cache-Control"] == "private, no-store"


def test_figures_agree_with_the_list_behind_them(client, force, register):
    """The facts of the paper, the rows of its list, and a count of the table in the database are the same."""
    client.force_login(member(force))
    rows = list(csv.DictReader(io.StringIO(content(paper(client, force, "csv")).decode("utf-8-sig"))))
    overdue = Obligation.objects.filter(
        body=force, closed_on=None, claim="", removed_on=None, due_on__lt=timezone.localdate()
    )
    assert len(rows) == 4
    assert sum(row["Status"] == "Overdue" for row in rows) == overdue.count() == 2
    assert f"Overdue: {overdue.count()}" in text_of(paper(client, force))


def test_others_read_neither_leads_nor_reasons(client, force, register):
    client.force_login(make_user(make_force()))
    words = text_of(paper(client, force))
    assert "Items: 4 Open: 3" in words
    for secret in ("Inspector Vale", "Delivered late.", "Eight of nine", "Seen on a visit."):
        assert secret not in words
    rows = content(paper(client, force, "csv")).decode()
    assert "Inspector Vale" not in rows


def test_a_paper_tells_of_changes_since_the_day_asked_for(client, force, register, today):
    client.force_login(member(force))
    tomorrow = today + timedelta(days=1)
    assert "1 closed" in text_of(paper(client, force, since=today.isoformat()))
    assert "Nothing changed." in text_of(
        paper(
            client, force, since=(today - timedelta(days=3)).isoformat(), as_at=(today - timedelta(days=2)).isoformat()
        )
    )
    response = paper(client, force, since=tomorrow.isoformat())
    assertRedirects(response, f"/forces/northshire/papers/?since={tomorrow.isoformat()}")
    assertContains(client.get(response.url), "The paper is of an earlier day than that.")
    assertContains(client.get("/forces/northshire/papers/?since=soon"), "Enter a day as in 31 12 2026.")


def test_a_day_before_which_there_is_none_is_refused(client, force, register):
    """Changes since a day are told from the eve of it, and the calendar's first day has none."""
    client.force_login(member(force))
    for page, file in [
        ("/forces/northshire/papers/", "/forces/northshire/papers/board.html"),
        ("/compliance/paper/", "/compliance/paper.html"),
    ]:
        assert client.get(file, {"since": "0001-01-01"}).status_code == 302
        assertContains(client.get(page, {"since": "0001-01-01"}), "The year must lie between 1800 and 2199.")


def test_the_paper_of_an_earlier_day_is_of_that_day(client, force, register, today):
    client.force_login(member(force))
    words = text_of(paper(client, force, as_at=(today - timedelta(days=1)).isoformat()))
    assert "Items: 4 Open: 4 Overdue: 4" in words
    assert "Eight of nine are counted." not in words  # the words of today


def test_the_inspectorates_paper_is_of_what_the_filter_leaves(client, force, register, late):
    client.force_login(make_liaison())
    make_obligation(make_force(name="Ashcombe Police"), register[0].recommendation)
    page = client.get("/compliance/paper/", {"status": "overdue"})
    assert page.context["counted"].items == 3
    response = client.get("/compliance/paper.html", {"status": "overdue", "since": "2020-01-01"})
    words = text_of(response)
    assert "Only: Overdue Items: 3 Open: 3 Overdue: 3" in words
    assert "All 3 3 3" in words
    rows = csv.DictReader(io.StringIO(content(client.get("/compliance/paper.csv?status=overdue")).decode("utf-8-sig")))
    assert sorted(row["Force or body"] for row in rows) == ["Ashcombe Police", "Northshire Police", "Northshire Police"]


@pytest.mark.parametrize("query", [{}, {"force": "northshire"}, {"status": ["closed", "overdue"]}])
def test_the_inspectorates_paper_tells_of_the_changes_that_the_page_tells_of(client, force, register, today, query):
    """Also of what is no longer addressed, which no list has any more."""
    remove_addressees([register[3]], removal="ended", by=make_liaison(), on=today, reason="Not theirs.")
    client.force_login(make_liaison())
    query = {**query, "since": (today - timedelta(days=30)).isoformat()}
    found = client.get("/compliance/changes/", query).context["page_obj"].paginator.object_list
    assert (What.REMOVED in found.figures) == ("status" not in query)
    line = ", ".join(in_words(what, n) for what, n in found.figures.items())
    assert f"{line} Force or body" in text_of(client.get("/compliance/paper.html", query))


def test_a_wrong_filter_leads_to_the_page_that_says_so(client):
    client.force_login(make_liaison())
    response = client.get("/compliance/paper.pdf?status=late")
    assertRedirects(response, "/compliance/paper/?status=late")
    assertContains(client.get("/compliance/paper/?status=overdue"), "No items match.")


@pytest.mark.parametrize("page", ["/compliance/paper", "/forces/northshire/papers/board"])
def test_a_day_after_that_of_the_paper_is_said_beside_its_field(client, force, register, page, today):
    client.force_login(make_liaison())
    since = (today + timedelta(days=1)).isoformat()
    response = client.get(f"{page}.pdf", {"since": since})
    assert response.status_code == 302
    page = client.get(response.url)
    assertContains(page, "The paper is of an earlier day than that.")
    assertContains(page, f'value="{since}"')


def test_a_panel_reads_what_is_published_and_what_is_late(client, force, register, today):
    report = register[0].recommendation.inspection
    report.relates_to.add(force)
    client.force_login(make_liaison())
    words = text_of(paper(client, force, name="panel"))
    assert "Reports that ask for a response: 1 Overdue: 1" in words
    late = (today - report.response_due_on).days
    assert f"Not begun {late}" in words


def test_a_response_whose_day_is_not_known_has_none_in_the_paper_and_counts_since_no_meeting(
    client, force, register, today
):
    duty = register[0].recommendation.inspection.related_forces.create(force=force)
    office = make_local_policing_body(force, name="Northshire Commissioner")
    StatutoryResponse.objects.create(
        duty=duty, body=office, published_on=today, published_basis="entry", address="https://pcc.example/1"
    )
    client.force_login(make_liaison())
    words = text_of(paper(client, force, name="panel"))
    assert "Local policing body: Northshire Commissioner" in words
    assert "Day not known: 1 Published since" in words
    assert words.partition("Published since")[2].split()[3] == "0"
    [row] = csv.DictReader(io.StringIO(content(paper(client, force, "csv", "panel")).decode("utf-8-sig")))
    assert (row["Response published"], row["Days late"], row["In time"]) == ("", "", "Day not known")


def test_why_something_slipped_is_not_why_something_else_was_done(client, force, register, today):
    """The reason of a closure that was reopened is none for the reopening."""
    by = make_liaison()
    reopen([register[1]], on=today, by=by, reason="The shelf is empty again.")
    client.force_login(member(force))
    slipped = text_of(paper(client, force)).partition("What slipped, and why")[2]
    assert "The shelf is empty again." in slipped
    assert "Seen on a visit." not in slipped


def test_a_document_reads_only_the_rows_that_it_prints(client, force, late, monkeypatch):
    """However much slipped since then; were all of them read, each would be asked for on its own here."""
    for module in (finding, tables):
        monkeypatch.setattr(module, "AT_A_TIME", 1)
    client.force_login(member(force))

    def queries():
        with CaptureQueriesContext(connection) as asked:
            content(paper(client, force, since="2020-01-01"))
        return len(asked)

    make_obligation(force, make_recommendation(**late))
    first = queries()
    for _ in range(5):
        make_obligation(force, make_recommendation(**late))
    assert queries() == first


def test_text_that_would_begin_a_formula_is_harmless(client, force, late):
    make_obligation(force, make_recommendation(text="=cmd|'/c calc'!A1", subject="=1+1", **late))
    client.force_login(member(force))
    [row] = csv.DictReader(io.StringIO(content(paper(client, force, "csv")).decode("utf-8-sig")))
    assert row["Text"] == "'=cmd|'/c calc'!A1"


@pytest.mark.on_one_database
def test_a_long_table_says_how_much_more_there_is(client, force, late):
    report = make_inspection()
    for number in range(MOST_ROWS + 1):
        make_obligation(force, make_recommendation(report, number=str(number), **late))
    client.force_login(member(force))
    assert "The spreadsheet has 1 row more." in text_of(paper(client, force))


def test_only_forces_have_papers(client, force):
    client.force_login(make_liaison())
    assert client.get("/forces/nowhere/papers/board.pdf").status_code == 404
    assert client.get("/forces/northshire/papers/secrets.pdf").status_code == 404
    assert client.get("/forces/northshire/papers/board.exe").status_code == 404
