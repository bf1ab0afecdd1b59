"""Lists as files: exactly the rows of the list, typed, without formulas, and no words that the list would not show."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from openpyxl import load_workbook

from accounts.models import Membership
from accounts.seats import seat_of
from inspections.actions import close
from inspections.models import Obligation, Recommendation
from responses.listed import lines
from responses.models import StatutoryResponse
from tests.factories import (
    TODAY,
    make_answer,
    make_force,
    make_inspection,
    make_liaison,
    make_local_policing_body,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.sheets import rows_in

pytestmark = pytest.mark.django_db

LISTS = ("/compliance/", "/forces/", "/inspections/", "/recommendations/")


class Register:
    """Two forces, a report with three items for both; one answer whose words begin a formula."""

    def __init__(self):
        self.forces = [make_force(name="Northshire Police"), make_force(name="Eastshire Police")]
        self.report = make_inspection(self.forces, title="Safer in custody")
        self.items = [
            make_recommendation(self.report, text=f"Do thing {n}.", due_on=date(2026, 6, n)) for n in (1, 2, 3)
        ]
        self.owed = {
            (force, item): make_obligation(body=force, recommendation=item)
            for force in self.forces
            for item in self.items
        }
        self.first = self.owed[self.forces[0], self.items[0]]
        make_answer(self.first, on=date(2026, 5, 1), position="in_progress", action='=HYPERLINK("https://x")', lead="A")


@pytest.fixture
def register(db):
    return Register()


def fetch(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.url
    return b"".join(answer.streaming_content)


def csv_rows(client, address):
    text = fetch(client, address).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def signed_in(client, user):
    client.force_login(user)
    return client


def test_the_file_holds_the_rows_of_the_list_in_its_order(client, register):
    signed_in(client, make_liaison())
    rows = csv_rows(client, "/compliance/export/?as=csv&sort=-deadline")
    assert [row["Deadline"] for row in rows] == ["2026-06-03"] * 2 + ["2026-06-02"] * 2 + ["2026-06-01"] * 2
    assert {row["Status"] for row in rows} == {"Overdue"}


def test_statutory_responses_are_a_file_of_the_rows_of_their_list(client, register):
    viewer = signed_in(client, make_liaison())
    duty = register.report.related_forces.get(force=register.forces[0])
    last = register.report.response_due_on
    StatutoryResponse.objects.create(
        duty=duty,
        body=make_local_policing_body(register.forces[0]),
        published_on=last + timedelta(days=2),
        address="https://pcc.example/1",
    )
    for filters in ("", "state=overdue", "force=nobody-of-these", f"force={register.forces[0].slug}"):
        page = viewer.get(f"/statutory/?{filters}")
        if page.context["form"].errors:
            assert viewer.get(f"/statutory/export/?as=csv&{filters}").status_code == 302
            continue
        rows = csv_rows(viewer, f"/statutory/export/?as=csv&{filters}")
        assert [row["Force"] for row in rows] == [clock.duty.force.name for clock in page.context["clocks"]]
        late = [row["Days late"] for row in rows if row["Address of the response"] == "https://pcc.example/1"]
        assert late == (["2"] if filters != "state=overdue" else [])


@pytest.mark.parametrize(
    "filters", ["", "status=overdue", "mark=nothing_recorded", "words=thing+2", "kind=recommendation"]
)
def test_it_has_as_many_rows_as_the_list_says(client, register, filters):
    signed_in(client, make_liaison())
    counted = client.get(f"/compliance/?{filters}").context["counted"].items
    assert counted == len(csv_rows(client, f"/compliance/export/?as=csv&{filters}"))


@pytest.mark.on_one_database
@pytest.mark.parametrize("page", LISTS)
def test_a_wrong_filter_leads_to_the_list_that_says_so(client, register, page):
    signed_in(client, make_liaison())
    answer = client.get(f"{page}export/?as=csv&colour=red")
    assert answer.status_code == 302
    assert answer.url == f"{page}?colour=red"
    assert "colour" in client.get(answer.url).content.decode()


@pytest.mark.parametrize("page", LISTS)
@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_every_list_is_a_file_of_every_kind(client, register, page, kind):
    signed_in(client, make_liaison())
    answer = client.get(f"{page}export/?as={kind}")
    data = b"".join(answer.streaming_content)
    assert f'.{kind}"' in answer["Content-Disposition"]
    assert len(data) > 100


def test_a_kind_that_there_is_not(client, register):
    assert signed_in(client, make_liaison()).get("/compliance/export/?as=exe").status_code == 404


def test_words_never_become_a_formula(client, register):
    signed_in(client, make_liaison())
    [text] = [row["Action"] for row in csv_rows(client, "/compliance/export/?as=csv") if row["Action"]]
    assert text == '\'=HYPERLINK("https://x")'
    book = load_workbook(io.BytesIO(fetch(client, "/compliance/export/?as=xlsx")))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert [cell.data_type for cell in cells] == ["s"]


def test_days_and_numbers_are_days_and_numbers(client, register):
    signed_in(client, make_liaison())
    book = load_workbook(io.BytesIO(fetch(client, "/compliance/export/?as=xlsx")))
    headings, first = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(max_row=2)]
    row = dict(zip(headings, first, strict=True))
    assert row["Deadline"].date() == date(2026, 6, 1)
    assert row["Days overdue"] > 100
    figures = rows_in(fetch(client, "/forces/export/?as=ods"))[0]
    assert (figures["Items"], figures["Overdue"]) == (3, 3)


def test_words_are_in_it_only_for_those_who_read_them(client, register):
    address = "/compliance/export/?as=csv"
    seen = {}
    people = {
        "own": make_user(register.forces[0]),
        "office": make_user(make_local_policing_body(register.forces[0])),
        "other": make_user(register.forces[1], Membership.Role.APPROVER),
        "liaison": make_liaison(),
    }
    for name, user in people.items():
        rows = csv_rows(signed_in(client, user), address)
        seen[name] = any(row["Action"] for row in rows), any(row["Lead"] for row in rows)
    assert seen == {"own": (True, True), "office": (True, True), "other": (False, False), "liaison": (True, True)}


def test_totals_of_forces_agree_with_the_rows_of_compliance(client, register):
    signed_in(client, make_liaison())
    close([register.first], closure="verified", by=make_liaison(), on=date(2026, 7, 1), reason="Seen.")
    rows = csv_rows(client, "/compliance/export/?as=csv")
    for force in csv_rows(client, "/forces/export/?as=csv"):
        own = [row["Status"] for row in rows if row["Force or body"] == force["Force or body"]]
        assert (len(own), own.count("Closed"), own.count("Overdue")) == (
            int(force["Items"]),
            int(force["Closed"]),
            int(force["Overdue"]),
        )


def test_as_at_an_earlier_day_it_tells_that_day(client, register):
    signed_in(client, make_liaison())
    close([register.first], closure="verified", by=make_liaison(), on=date(2026, 7, 1), reason="Seen.")
    before = csv_rows(client, "/compliance/export/?as=csv&as_at=2026-06-30")
    assert {row["Status"] for row in before} == {"Overdue"}
    assert "Action" not in before[0]
    first = [row["Recorded later, on"] for row in before if row["Answered"] == "2026-05-01"]
    assert first == [localdate().isoformat()]
    assert {row["Closed"] for row in csv_rows(client, "/compliance/export/?as=csv&status=closed")} == {"2026-07-01"}


def test_the_sheet_says_what_was_asked(client, register):
    signed_in(client, make_liaison())
    book = load_workbook(io.BytesIO(fetch(client, "/compliance/export/?as=xlsx&status=overdue")))
    about = {row[0].value: row[1].value for row in book.worksheets[1].iter_rows()}
    assert about["The list with its filters"].endswith("/compliance/?status=overdue")


def test_queries_do_not_grow_with_the_rows(client, register):
    signed_in(client, make_liaison())

    def asked():
        with CaptureQueriesContext(connection) as queries:
            rows = csv_rows(client, "/compliance/export/?as=csv")
        return len(rows), len(queries)

    few, first = asked()
    for n in range(6):
        make_obligation(make_force(), make_recommendation(register.report, due_on=TODAY + timedelta(days=n)))
    many, then = asked()
    assert many == few + 6
    assert then <= first


@pytest.mark.parametrize("file", ["export/", "paper.csv", "verify/"])
def test_a_value_that_is_repeated_thousands_of_times_counts_once(client, file):
    """The pages lead to a shorter address; a file or an act has none to lead to."""
    client.force_login(make_liaison())
    make_obligation(due_on=date(2026, 1, 1))
    chosen = {"status": ["overdue"] * 3_000, "act": "close", "everything": "on"}
    if file != "verify/":
        chosen = {"status": chosen["status"]}
    answer = client.get(f"/compliance/{file}", chosen)
    assert answer.status_code == 200
    assert b"".join(answer)  # a file asks for its rows while it is read


@pytest.mark.slow
def test_lines_of_more_items_than_sqlite_takes_in_one_query(today):
    report, force = make_inspection(published_on=today), make_force()
    items = [
        Recommendation(inspection=report, sequence=n, number=str(n), kind="recommendation", issued_on=today)
        for n in range(1001)
    ]
    items = Recommendation.objects.bulk_create(items)
    Obligation.objects.bulk_create(Obligation(recommendation=item, body=force, addressed_on=today) for item in items)
    found = lines(Obligation.objects.order_by("pk"), seat_of(make_liaison(), today))
    assert [line.number for line in found] == [item.number for item in items]
