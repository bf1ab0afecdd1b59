"""Items on a spreadsheet: into reports that are there, or with their report; whole or not at all, and out the same."""

from datetime import date
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inspections.exchange import BODIES, ITEMS
from inspections.exchange.itemcolumns import COLUMNS
from inspections.models import Act, Body, Governance, Inspection, Obligation, Recommendation, RelatedForce
from responses.succession import merge
from tests.factories import (
    PUBLISHED_ON,
    TODAY,
    make_administrator,
    make_answer,
    make_force,
    make_inspection,
    make_level,
    make_national_body,
)
from tests.sheets import fill_register, register_in_words, rows_in, sheet

HEADINGS = [str(column.heading) for column in COLUMNS.values()]
REPORT = {
    "Inspection": "Safer in custody",
    "Address": "safer-in-custody",
    "Published on": date(2025, 6, 18),
    "Type": "Thematic, follow-up",
    "Relates to": "all forces",
    "Short title": "Custody",
    "Link": "https://hmicfrs.example/custody",
}


@pytest.fixture
def by(db):
    return make_administrator()


@pytest.fixture
def take(by):
    """`take(row, …)`: bring in rows, or a file's bytes."""

    def take(*rows, kind="xlsx", **kwargs):
        data = rows[0] if isinstance(rows[0], bytes) else sheet(*rows, kind=kind, headings=HEADINGS)
        return ITEMS.bring_in(data, by=by, on=TODAY, reason="The report.", **kwargs)

    return take


@pytest.fixture
def forces(db):
    names = ("Northshire", "Southshire", "Eastshire")
    return [make_force(name=f"{name} Police", slug=name.lower(), aliases=name) for name in names]


@pytest.fixture
def report(forces):
    return make_inspection(forces, title="Safer in custody", short_title="Custody", slug="safer-in-custody")


def row(number="1", **said):
    """A row of an item of that report."""
    return {
        "Inspection": "custody",
        "Item kind": "Recommendation",
        "Number": number,
        "Text": f"By March 2026, forces should count {number}.",
    } | said


def sentences(outcome):
    return [sentence for _row, sentence in outcome.refusals]


def item(number="1", **fields):
    return Recommendation.objects.get(number=number, **({"kind": "recommendation"} | fields))


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_new_report_comes_in_with_its_items(take, by, forces, kind):
    make_national_body(name="College of Policing")
    make_level(name="Level 2")
    words = {"Subject": "Records", "Section": "Custody records", "As written": "chief constables", "Level": "level 2"}
    rows = [
        row("1", **REPORT, **{"Item kind": "Cause of concern", "Addressed to": "all forces", "Deadline": "none"}),
        row("1", **{"Under cause of concern": "1", "Addressed to": "Northshire; College of Policing"}, **words),
        row(
            "",
            **{
                "Item kind": "AFI",
                "Text": "Think of dogs.",
                "Addressed to": "chief constables and the College of Policing",
            },
        ),
        row("2", Deadline="within three months", Condition="that have not yet done so"),
    ]
    for one in rows:
        one["Inspection"] = "Safer in custody"
    outcome = take(*rows, kind=kind)
    assert (outcome.refusals, outcome.words(preview=False)) == ([], "4 rows are new.")
    report = Inspection.objects.get()
    assert (report.slug, report.published_on, report.short_title) == ("safer-in-custody", PUBLISHED_ON, "Custody")
    assert (report.thematic, report.follow_up, report.national, report.url) == (True, True, False, REPORT["Link"])
    assert set(report.relates_to.all()) == set(forces)
    assert (report.history.get().history_user, report.history.get().history_change_reason) == (by, "The report.")
    cause, one, dogs, two = report.items.all()
    assert [each.sequence for each in report.items.all()] == [1, 2, 3, 4]
    assert (cause.is_cause, one.cause, two.cause, one.level.name) == (True, cause, None, "Level 2")
    assert (one.deadline_kind, one.deadline_text, one.due_on) == ("month", "By March 2026", date(2026, 3, 31))
    assert (one.subject, one.section, one.addressed_to) == ("Records", "Custody records", "chief constables")
    assert (two.due_on, two.deadline_kind, two.condition) == (
        date(2025, 9, 18),
        "relative",
        "that have not yet done so",
    )
    assert (dogs.due_on, dogs.deadline_kind, cause.due_on) == (None, "none", None)
    assert [each.addressees.count() for each in (cause, one, dogs, two)] == [3, 2, 4, 0]
    owed = one.obligations.first()
    assert (owed.addressed_on, owed.due_on, owed.in_totals) == (PUBLISHED_ON, date(2026, 3, 31), True)
    assert not cause.obligations.filter(in_totals=True).exists()
    act = owed.acts.get()
    assert (act.kind, act.on, act.by, act.reason) == ("addressed", PUBLISHED_ON, by, "The report.")
    version = one.history.get()
    assert (version.history_type, version.history_user, version.history_change_reason) == ("+", by, "The report.")
    again = take(*rows, kind=kind)
    assert (again.changes, again.refusals, again.unchanged) == ([], [], 4)
    assert (Act.objects.count(), Recommendation.history.count()) == (9, 4)


def test_a_preview_shows_both_values_and_writes_nothing(take, report, forces):
    take(row("1", **{"Addressed to": "Northshire\nSouthshire"}))
    changed = row("1", Subject="Counting", Deadline="By 30 June 2026", **{"Addressed to": "Southshire; Eastshire"})
    outcome = take(changed, preview=True)
    [change] = outcome.changes
    assert (change.what, change.is_new) == ("Recommendation 1: Custody", False)
    assert change.shown == [
        ("Subject", None, "Counting"),
        ("Deadline", "By March 2026", "By 30 June 2026"),
        ("Due on", date(2026, 3, 31), date(2026, 6, 30)),
        ("Addressed to", "Northshire Police\nSouthshire Police", "Eastshire Police\nSouthshire Police"),
    ]
    assert item().due_on == date(2026, 3, 31)
    assert item().obligations.live().count() == 2


def test_a_correction_goes_through_the_actions(take, report, by):
    take(row("1", **{"Addressed to": "Northshire\nSouthshire"}))
    changed = row("1", Deadline="By 30 June 2026", **{"Addressed to": "Southshire; Eastshire"})
    assert take(changed).refusals == []
    live = Obligation.objects.live().select_related("body")
    assert {(one.body.slug, one.due_on) for one in live} == {
        ("southshire", date(2026, 6, 30)),
        ("eastshire", date(2026, 6, 30)),
    }
    taken_off = Obligation.objects.get(body__slug="northshire")
    assert (taken_off.removal, taken_off.acts.get(kind="removed").reason) == ("error", "The report.")
    corrected = Act.objects.get(kind="corrected", obligation__body__slug="southshire")
    assert (corrected.ended_due_on, corrected.by, corrected.reason) == (date(2026, 3, 31), by, "The report.")
    assert item().history.count() == 2
    assert take(changed).unchanged == 1


def test_an_empty_cell_changes_nothing(take, report):
    take(row("1", Subject="Counting", Deadline="By 30 June 2026", **{"Addressed to": "Northshire"}))
    assert take({"Inspection": "custody", "Item kind": "Recommendation", "Number": "1", "Place": "1"}).unchanged == 1


REFUSED = [
    ({"Inspection": "Of dogs"}, "knows no inspection called “Of dogs”. To enter it, give its Published on, Type, Rel"),
    ({"Inspection": None}, "Inspection: nothing is written."),
    ({"Address": "other"}, "Address: the register has another for this report."),
    ({"Address": "dogs"}, "Address: it is the address of another report."),
    (
        {"Published on": date(2025, 6, 19)},
        "Published on: the register has: 18 June 2025. Change it on the report’s own",
    ),
    ({"Type": "national"}, "Type: the register has: nothing."),
    ({"Type": "nice"}, "Type: “nice” is none of the words that the template gives."),
    ({"Relates to": "Northshire"}, "Relates to: the register has: all forces."),
    ({"Relates to": "Home Office"}, "Relates to: Home Office is no territorial police force."),
    ({"Item kind": None}, "Item kind: nothing is written."),
    ({"Item kind": "hint"}, "Item kind: “hint” is none of the words that the template gives."),
    ({"Text": None}, "Text: a new item needs its words."),
    ({"Place": "first"}, "Place: “first” is no place in an order. Write 1, 2, 3."),
    ({"Level": "Level 9"}, "Level: The register knows no level called “Level 9”."),
    ({"Deadline": "31/12/2024"}, "Deadline: The deadline, 31 December 2024, comes before 18 June 2025, the day"),
    ({"Deadline": "soon"}, "Deadline: “soon” cannot be read as a deadline."),
    ({"Deadline": "By 31 February 2026"}, "Deadline: “By 31 February 2026” is not a day in the calendar."),
    ({"Due on": date(2025, 1, 1)}, "Due on: The deadline, 1 January 2025, comes before"),
    ({"Due on": "45000.5x"}, "Due on: “45000.5x” is not a date."),
    ({"Issued on": date(2025, 6, 1)}, "Issued on: Before 18 June 2025, when the report was published, only a cause"),
    ({"Addressed to": "Nowhere Police"}, "Addressed to: The register knows no body called “Nowhere Police”."),
    ({"Addressed to": "Gone Police"}, "Addressed to: Gone Police did not exist on 18 June 2025."),
    ({"Addressed to": "HMICFRS"}, "Addressed to: items are not addressed to HMICFRS."),
    ({"Addressed to": "all forces that have dogs"}, "Addressed to: write “that have dogs” into Condition."),
    ({"Under cause of concern": "7"}, "Under cause of concern: this report has none called “7”."),
    ({"Under cause of concern": "1", "Item kind": "Cause of concern"}, "a cause of concern does not stand under anoth"),
]


@pytest.mark.parametrize(("said", "sentence"), REFUSED)
def test_a_row_is_refused_with_its_reason(take, report, said, sentence):
    make_national_body(name="Home Office")
    make_force(name="Gone Police", active_until=date(2025, 6, 17))
    make_force(name="HMICFRS", kind=Body.Kind.INSPECTORATE)
    make_inspection(slug="dogs")
    outcome = take(row("8", **{"Addressed to": "all forces"}), row("9", **said))
    assert {number for number, _sentence in outcome.refusals} == {3}
    assert any(sentence in one for one in sentences(outcome)), outcome.refusals
    assert not Recommendation.objects.exists()


def test_two_items_with_one_number_are_refused(take, report):
    wanted = ["Number: row 2 has it already. Each item of a report needs its own."]
    assert sentences(take(row("4"), row("4", Text="Another."))) == wanted
    assert sentences(take(row(""), row(""))) == ["Row 2 speaks of the same item already."]
    cause = {"Item kind": "Cause of concern"}
    take(row("4"), row("4", **cause), row("4", **{"Under cause of concern": "4"}), row("4", **{"Item kind": "AFI"}))
    assert report.items.count() == 4


def test_an_item_without_a_number_is_found_by_its_text_or_its_place(take, report):
    take(row("", Text="First."), row("", Text="Second."), row("", Text="Third."))
    assert take(row("", Text="second.", Subject="Two")).changes[0].item.sequence == 2
    outcome = take(row("", Text="First, mended.", Place="1"), row("", Text="Third."), row("", Text="Fourth."))
    assert [(change.is_new, change.item.sequence) for change in outcome.changes] == [(False, 1), (True, 4)]
    assert [each.text for each in report.items.all()] == ["First, mended.", "second.", "Third.", "Fourth."]


def test_causes_without_a_number_are_named_by_their_words(take, report):
    cause = {"Item kind": "Cause of concern", "Text": "Cells are dark."}
    under = {"Under cause of concern": "cells are dark."}
    take(row("", **cause), row("1", **under), row("2"))
    assert item("1").cause == report.items.first()
    assert take(row("", **cause), row("1"), row("2")).unchanged == 3
    other = cause | {"Text": "Cells are cold.", "Subject": "Cells"}
    again = cause | {"Text": "Cells are wet.", "Subject": "Cells"}
    assert (
        "has several called “Cells”"
        in sentences(take(row("", **other), row("", **again), row("3", **{"Under cause of concern": "Cells"})))[0]
    )


@pytest.mark.parametrize("deadline", ["31/12/2025", date(2025, 12, 31), "By 31 December 2025,", "46022"])
def test_a_deadline_is_read_as_words_as_a_date_and_as_a_serial_number(take, report, deadline):
    take(row(Deadline=deadline))
    assert (item().due_on, item().deadline_kind) == (date(2025, 12, 31), "date")
    assert take(row(Deadline=deadline)).unchanged == 1


def test_a_day_counts_where_the_words_do_not_give_it(take, report):
    take(row(Deadline="by the end of the season", **{"Due on": "1 May 2026"}))
    assert (item().due_on, item().deadline_text) == (date(2026, 5, 1), "by the end of the season")
    assert take(row(Deadline="by the end of the season", **{"Due on": "1 May 2026"})).unchanged == 1
    assert take(row(Deadline="By 1 June 2026")).changes[0].shown[-1] == ("Due on", date(2026, 5, 1), date(2026, 6, 1))


def test_an_accelerated_cause_has_its_own_day(take, report):
    take(row("", **{"Item kind": "Cause of concern", "Issued on": date(2025, 5, 1), "Deadline": "immediately"}))
    assert report.items.get().due_on == date(2025, 5, 1)
    take(row("", **{"Item kind": "Cause of concern", "Issued on": date(2025, 5, 2)}))
    assert report.items.get().due_on == date(2025, 5, 2)


def test_a_body_that_answered_stays_and_the_row_says_so(take, report, forces):
    take(row("1", **{"Addressed to": "Northshire; Southshire"}), row("2"))
    make_answer(Obligation.objects.get(body__slug="northshire"))
    outcome = take(row("2", Subject="Two"), row("1", **{"Addressed to": "Southshire"}))
    assert [number for number, _sentence in outcome.refusals] == [3]
    assert "This body has already answered, so it stays" in sentences(outcome)[0]
    assert item("2").subject == ""


def test_a_report_on_one_force_calls_it_the_force(take, forces):
    make_inspection(forces[:1], short_title="Custody")
    take(row(**{"Addressed to": "the force"}))
    assert item().addressees.get() == forces[0]


def test_reports_of_one_name_are_told_apart_by_their_address(take):
    make_inspection(title="Dogs", slug="dogs-2024")
    later = make_inspection(title="Dogs", slug="dogs-2025")
    said = {"Inspection": "Dogs", "Place": "1"}
    assert "Give the address of this one in Address." in sentences(take(row(**said)))[0]
    take(row(**said, Address="dogs-2025"))
    assert item().inspection == later


def test_a_new_report_is_put_together_from_all_its_rows(take, forces):
    report = {"Inspection": "Of dogs"}
    first = row("1", **report, **{"Published on": date(2025, 6, 18), "Type": "national"})
    second = row("2", **report, **{"Relates to": "Northshire", "Addressed to": "Northshire"})
    assert len(take(first, second, preview=True).changes) == 2
    wrong = second | {"Published on": date(2025, 6, 19)}
    assert sentences(take(first, wrong)) == ["Published on: another row says otherwise of this report."]
    assert not Inspection.objects.exists()
    take(first, second)
    assert Inspection.objects.get().slug == "of-dogs"
    assert item("1").issued_on == PUBLISHED_ON


def test_a_report_to_come_is_under_embargo_until_its_day(take, forces):
    take(
        row(**REPORT | {"Inspection": "Of dogs", "Published on": date(2027, 1, 1)}, **{"Addressed to": "all forces"})
        | {"Text": "Count."}
    )
    assert set(Obligation.objects.values_list("addressed_on", flat=True)) == {date(2027, 1, 1)}
    assert not Obligation.objects.binding_on(TODAY).exists()


def test_what_passed_on_to_a_successor_stays_as_it_was_addressed(take, report, forces, by):
    take(row("1", **{"Addressed to": "Northshire; Southshire"}))
    new = make_force(name="Mid Shires Police", active_from=date(2026, 4, 1))
    merge(predecessors=forces[:2], successor=new, by=by, on=date(2026, 4, 1), reason="The order.")
    out = b"".join(ITEMS.export("ods", ITEMS.records()))
    assert rows_in(out)[0]["Addressed to"] == "Northshire Police\nSouthshire Police"
    assert take(out).unchanged == 1
    outcome = take(row("1", **{"Addressed to": "Northshire"}))
    assert sentences(outcome) == [
        "Addressed to: what Southshire Police owed passed on to its successor, so it stays named."
    ]


def test_statements_do_not_grow_with_the_rows(take, report):
    counts = []
    numbers = count(1)
    for rows in (3, 20):
        new = [row(str(next(numbers)), **{"Addressed to": "Northshire"}) for _ in range(rows)]
        for said in ({}, {"Deadline": "By 30 June 2026"}):
            data = sheet(*(one | said for one in new), headings=HEADINGS)
            with CaptureQueriesContext(connection) as captured:
                assert len(take(data).changes) == rows
            counts.append(len(captured))
    assert counts[:2] == counts[2:]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_what_goes_out_comes_in_as_nothing_to_change_and_fills_an_empty_register(take, by, forces, kind):
    level = make_level(name="Level 1")
    fill_register(forces, level)
    before = register_in_words()
    bodies, out = (b"".join(one.export(kind, one.records())) for one in (BODIES, ITEMS))
    assert (len(rows_in(out)), rows_in(out)[0]["Text"]) == (8, "=Cells are\r\ndark.".replace("\r", ""))
    again = take(out)
    assert (again.changes, again.refusals, again.unchanged) == ([], [], 8)
    for model in (Act, Obligation):
        model._base_manager.all()._raw_delete(model.objects.db)
    Recommendation.objects.filter(cause__isnull=False).delete()
    for model in (Recommendation, RelatedForce, Inspection, Governance, Body):
        model.objects.all().delete()
    BODIES.bring_in(bodies, by=by, on=TODAY, reason="Moved.")
    assert take(out).refusals == []
    assert register_in_words() == before
