"""A list of items is pasted as text on a report's page, looked at as rows, and saved all at once."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inspections.models import Act, Recommendation
from tests.factories import (
    PUBLISHED_ON,
    make_administrator,
    make_force,
    make_inspection,
    make_local_policing_body,
    make_national_body,
    make_recommendation,
)


@pytest.fixture
def administrator(client, db):
    user = make_administrator()
    client.force_login(user)
    return user


@pytest.fixture
def report(administrator):
    return make_inspection()


def page_of(report):
    return reverse("admin:inspections_inspection_paste", args=[report.pk])


def paste(client, report, text, kind="recommendation", **ticks):
    return client.post(page_of(report), {"text": text, "kind": kind, **ticks})


def sent(page, **changes):
    """What the browser sends from the rows of a page, with `changes`; None leaves a key out."""
    rows = page.context["rows"]
    data = {field.html_name: field.value() for form in [rows.management_form, *rows.forms] for field in form}
    data |= changes
    return {name: value for name, value in data.items() if value is not None and value is not False}


def rows_of(page):
    return page.context["rows"].forms


def save(client, report, page, **changes):
    return client.post(page_of(report), sent(page, **changes))


def test_the_report_leads_to_the_page(client, report):
    change = reverse("admin:inspections_inspection_change", args=[report.pk])
    assert page_of(report) in client.get(change).content.decode()
    assert client.get(page_of(report)).context["rows"] is None


def test_what_is_read_is_shown_before_it_is_saved(client, report):
    office = make_national_body(name="Home Office")
    text = (
        "Recommendation 1: By 31 March 2026, all chief constables that keep horses should count them.\n\n"
        "Recommendation 2\nWithin three months, the Home Office and the Stables should write.\n\n"
        "AFI 1 – Horses are not fed."
    )
    page = paste(client, report, text)
    assert not Recommendation.objects.exists()
    one, two, three = rows_of(page)
    assert (one["number"].value(), one["kind"].value(), one["all_forces"].value()) == ("1", "recommendation", True)
    assert one["condition"].value() == "that keep horses"
    assert one.deadline_as_read == "31 March 2026 (a day)"
    assert one.doubts == ["Addressed to nobody yet."]  # no force exists
    assert (two["deadline_text"].value(), two["bodies"].value()) == ("Within three months", [str(office.pk)])
    assert two.deadline_as_read == "18 September 2025 (a time counted from the day of issue)"
    assert two.doubts == ["“Stables” is not a body of the register: kept as written."]
    assert (three["kind"].value(), three.deadline_as_read) == ("area_for_improvement", "None")
    assert three.doubts == ["Addressed to nobody yet."]
    assert b"Read as: 31 March 2026" in page.content


def test_the_rows_are_saved_and_addressed(client, administrator, report):
    forces, office = {make_force(), make_force()}, make_national_body(name="Home Office")
    make_recommendation(report, number="9", sequence=7)
    page = paste(client, report, "1. By 31 March 2026, all forces should act.\n\n2. The Home Office should write.")
    answer = save(client, report, page, **{"items-1-subject": "Writing"})
    assert answer.url == reverse("admin:inspections_inspection_change", args=[report.pk])
    _old, one, two = report.items.all()
    assert (one.number, one.sequence, one.due_on, one.addressed_to) == ("1", 8, date(2026, 3, 31), "all forces")
    assert set(one.addressees.all()) == forces
    assert (two.subject, two.sequence, two.issued_on, list(two.addressees.all())) == (
        "Writing",
        9,
        PUBLISHED_ON,
        [office],
    )
    assert set(one.obligations.values_list("due_on", "addressed_on")) == {(date(2026, 3, 31), PUBLISHED_ON)}
    assert set(Act.objects.values_list("by", "reason")) == {(administrator.pk, "Pasted from the text of the report.")}
    assert one.history.get().history_change_reason == "Pasted from the text of the report."
    assert b"2 items were added." in client.get(answer.url).content


CAUSE = (
    "Cause of concern\nHorses are not counted.\n\nRecommendations\n1. Count.\n2. Feed.\n\n"
    "Area for improvement\nGroom.\n\nRecommendation 1: Rest."
)


def test_recommendations_are_put_under_their_cause_with_one_tick(client, report):
    save(client, report, paste(client, report, CAUSE, under_causes="on"))
    cause, count, feed, groom, rest = report.items.all()
    assert cause.is_cause
    assert {count.cause, feed.cause} == {cause}
    assert (groom.cause, rest.cause, rest.number) == (None, None, "1")


def test_each_row_says_itself_whether_it_stands_under_the_cause(client, report):
    page = paste(client, report, CAUSE)
    assert not any(row["under_cause"].value() for row in rows_of(page))
    assert "already used" in str(rows_of(page)[4].errors["number"])
    save(client, report, page, **{"items-1-under_cause": "on", "items-3-under_cause": "on"})
    cause, count, feed, groom, rest = report.items.all()
    assert (count.cause, feed.cause, groom.cause, rest.cause) == (cause, None, cause, None)


def test_a_report_on_one_force_addresses_it(client, administrator):
    force = make_force()
    make_force()
    report = make_inspection([force])
    save(client, report, paste(client, report, "The force should act.\n\nHorses are not counted."))
    assert [list(item.addressees.all()) for item in report.items.all()] == [[force], [force]]


def test_bodies_are_those_of_the_day(client, report):
    gone = make_national_body(name="National Stables", active_until=date(2020, 1, 1), aliases="NS")
    now = make_national_body(name="Stables Agency", aliases="National stables\nNS")
    for name in ("The National Stables", "The NS"):
        [row] = rows_of(paste(client, report, f"{name} should act."))
        assert row["bodies"].value() == [str(now.pk)]
    assert gone.pk != now.pk


REFUSED = {
    "a day that does not exist": ("By 31 February 2026, forces should act.", "deadline_text", "calendar"),
    "a deadline without a year": ("By March, forces should act.", "deadline_text", "leaves the day open"),
    "two deadlines": ("By 1 May 2027 and by 1 June 2027, forces should act.", "deadline_text", "two deadlines"),
    "a deadline before publication": ("By 1 May 2024, forces should act.", "deadline_text", "18 June 2025"),
    "a number used in the report": ("Recommendation 9: Act.", "number", "Number 9 is already used"),
    "a number used twice": ("Recommendation 9a: Act.\n\nRecommendation 9a: Rest.", "number", "Number 9a is already"),
    "a number without end": ("Recommendation 1: Act.", "number", "20 characters"),
    "a label without words": ("Recommendation 1\n\nRecommendation 2: Act.", "text", "required"),
    "an item that is there": ("Count the horses.", "text", "in the report already"),
    "an item pasted twice": ("Feed the horses.\n\nFeed the horses.", "text", "in the report already"),
    "all forces of no day": ("All forces should act.", "all_forces", "day of publication first"),
    "a text without end": ("a" * 20_001, "text", "20000"),
    "under no cause": ("Recommendation 1: Act.", "under_cause", "no cause of concern above"),
    "a cause under a cause": ("Cause of concern: Act.", "under_cause", "does not stand under another"),
    "a day that is none": ("Act.", "explicit_due_on", "valid date"),
}
TYPED = {
    "a number without end": {"items-0-number": "1" * 21},
    "under no cause": {"items-0-under_cause": "on"},
    "a cause under a cause": {"items-0-under_cause": "on"},
    "a day that is none": {"items-0-explicit_due_on": "soon"},
}


@pytest.mark.on_one_database
@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_refused_beside_its_row_with_all_that_was_typed(client, report, case):
    text, field, sentence = REFUSED[case]
    make_force()
    make_recommendation(report, number="9", text="Count the horses.")
    if case == "all forces of no day":
        report.published_on = None
        report.save()
    shown = paste(client, report, text)
    page = save(client, report, shown, **{"items-0-subject": "Typed"} | TYPED.get(case, {}))
    errors = [str(row.errors[field]) for row in rows_of(page) if field in row.errors]
    assert sentence in " ".join(errors)
    assert rows_of(page)[0]["subject"].value() == "Typed"
    assert b'value="Typed"' in page.content
    assert report.items.count() == 1
    if case not in TYPED:  # said before anything is saved, too
        assert any(field in row.errors for row in rows_of(shown))


def test_a_day_is_given_where_the_words_cannot_be_read(client, report):
    page = paste(client, report, "By 31 February 2026, forces should act.")
    save(client, report, page, **{"items-0-explicit_due_on": "2026-02-28"})
    assert report.items.get().due_on == date(2026, 2, 28)


def test_a_row_can_be_left_out(client, report):
    page = paste(client, report, "Act.\n\nBy 31 February 2026, rest.")
    save(client, report, page, **{"items-1-DELETE": "on"})
    assert report.items.get().text == "Act."
    page = save(client, report, paste(client, report, "Rest."), **{"items-0-DELETE": "on"})
    assert b"Every row is left out" in page.content


def test_one_bad_row_keeps_all_others_out(client, report):
    page = save(client, report, paste(client, report, "Act.\n\nBy 31 February 2026, forces should rest."))
    assert [bool(row.errors) for row in rows_of(page)] == [False, True]
    assert not report.items.exists()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "required"),
        (" \n ", "required"),
        ("Areas for improvement", "No item was found"),
        ("Act.\n\n" * 101, "more than 100 items"),
        ("a\x00b", "Null characters"),
        ("a" * 1_000_001, "1000000 characters"),
    ],
)
def test_a_text_that_is_no_list_of_items(client, report, text, sentence):
    page = paste(client, report, text)
    assert sentence in str(page.context["form"].errors["text"])
    assert page.context["rows"] is None


def test_words_are_shown_as_words(client, report):
    page = paste(client, report, "The <script>alert(1)</script> should act.")
    assert b"<script>alert" not in page.content


def test_only_administrators_paste(client, report):
    client.force_login(make_administrator(is_staff=False, is_superuser=False))
    assert client.get(page_of(report)).status_code == 302
    assert paste(client, report, "Act.").status_code == 302


@pytest.mark.parametrize("key", ["999999", "x", "1/2"])
def test_no_such_report(client, administrator, key):
    assert client.get(f"/admin/inspections/inspection/{key}/paste/").status_code == 404


@pytest.mark.parametrize("total", ["", "-1", "x", "5000"])
def test_a_broken_form_saves_nothing(client, report, total):
    page = paste(client, report, "Act.")
    answer = client.post(page_of(report), sent(page) | {"items-TOTAL_FORMS": total})
    assert answer.status_code == 200
    assert not report.items.exists()


def test_a_hundred_items_are_pasted(client, report):
    for _ in range(3):
        make_force()
    text = "\n\n".join(f"{n}. By 31 March 2026, all forces should act on {n}." for n in range(1, 101))
    save(client, report, paste(client, report, text))
    assert report.items.count() == 100


def test_many_rows_ask_no_more_than_two(client, report):
    """Looked at, and sent back to be put right: the bodies of all rows are read at once."""
    for number in range(5):
        make_force(name=f"Shire {number} Police")

    def asked(count):
        words = [f"Recommendation {n}. Shire {n % 5} Police should record {n}." for n in range(1, count + 1)]
        with CaptureQueriesContext(connection) as look:
            page = paste(client, report, "\n\n".join(words))
        assert all(row["bodies"].value() for row in rows_of(page))
        with CaptureQueriesContext(connection) as again:
            assert save(client, report, page, **{"items-0-text": ""}).status_code == 200
        return len(look), len(again)

    asked(1)
    assert asked(30) == asked(2)


def test_a_body_that_cannot_be_addressed_is_refused(client, report):
    force = make_force(name="Northshire Police")
    page = paste(client, report, "Recommendation 1. Northshire Police should record it.")
    for key in ("999999", str(make_local_policing_body(force).pk), "nonsense"):
        told = save(client, report, page, **{"items-0-bodies": [key]})
        assert "is not one of the available choices" in rows_of(told)[0].errors["bodies"][0]
    assert not Recommendation.objects.exists()
