"""An office's old tracker comes in: whole, by the actions, or not at all with a reason for each row."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inspections.actions import move_deadline, return_claim
from inspections.models import Act, Obligation
from inspections.sheets import SheetRefused
from responses.answersheet import ANSWERS
from responses.models import Response
from tests.factories import (
    PUBLISHED_ON,
    TODAY,
    make_administrator,
    make_answer,
    make_force,
    make_inspection,
    make_level,
    make_local_policing_body,
    make_national_body,
    make_obligation,
    make_recommendation,
)
from tests.sheets import CLOSED_ON, REPORTED_ON, names_of, rows_in, sheet, three_hundred


@pytest.fixture
def by(db):
    return make_administrator()


@pytest.fixture
def take(by):
    """`take(data)`: bring in a file's bytes, or rows of it, on the day of the tests."""

    def take(*rows, kind="xlsx", **kwargs):
        data = rows[0] if isinstance(rows[0], bytes) else sheet(*rows, kind=kind)
        return ANSWERS.bring_in(data, by=by, on=TODAY, reason="From the old tracker.", **kwargs)

    return take


@pytest.fixture
def owed(db):
    return make_obligation(make_force(name="Northshire Police"), due_on=date(2025, 12, 31))


COMPLETE = {"Position": "Complete", "Action": "All officers are trained.", "Reported on": REPORTED_ON}


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_row_becomes_an_answer_a_claim_and_a_closure(take, owed, by, kind):
    office = make_local_policing_body(owed.body)
    other = make_national_body(name="College of Policing")
    row = names_of(
        owed,
        **COMPLETE,
        **{"Lead": "C/Supt Lowe", "Own target": date(2025, 11, 30), "Waiting on": "college of  policing"},
        **{"Comment": "Agreed.", "Evidence": "NP/1\nNP/2", "Deadline": owed.due_on},
        **{"Closed on": CLOSED_ON, "How": "Verified by HMICFRS", "Letter": "HMICFRS, 3 March 2026"},
    )
    outcome = take(row, kind=kind)
    assert (outcome.rows, len(outcome.changes), outcome.refusals) == (1, 1, [])
    owed.refresh_from_db()
    assert (owed.claim, owed.reported_on, owed.answered_on) == ("complete", REPORTED_ON, REPORTED_ON)
    assert (owed.closed_on, owed.closure, owed.closure_letter) == (CLOSED_ON, "verified", "HMICFRS, 3 March 2026")
    assert (owed.closed_by, owed.waiting_on) == (by, other)
    answer = owed.response
    assert (answer.position, answer.action, answer.evidence) == ("complete", "All officers are trained.", "NP/1\nNP/2")
    assert (answer.comment, answer.lead, answer.target_on) == ("Agreed.", "C/Supt Lowe", date(2025, 11, 30))
    assert (answer.shared_by, answer.shared_from, answer.shared_on) == (by, office, TODAY)
    assert answer.history.get().history_change_reason == "From the old tracker."
    acts = [(act.kind, act.on, act.reason) for act in owed.acts.exclude(kind="addressed")]
    assert acts == [
        ("reported", REPORTED_ON, "From the old tracker."),
        ("closed", CLOSED_ON, "From the old tracker."),
        ("waiting", TODAY, "From the old tracker."),
    ]
    again = take(row, kind=kind)
    assert (again.unchanged, again.changes, again.refusals) == (1, [], [])
    assert owed.acts.count() == 4


@pytest.mark.parametrize("kind", ["xlsx", pytest.param("ods", marks=pytest.mark.on_one_database)])
def test_three_hundred_rows_come_in_and_out_the_same_and_in_again_as_nothing_to_change(take, kind):
    rows = three_hundred()
    data = sheet(*rows, kind=kind)
    first = take(data)
    assert (len(first.changes), first.refusals) == (300, [])
    assert take(data).unchanged == 300
    out = b"".join(ANSWERS.export(kind, Obligation.objects.live()))
    read_back = {(row["Force"], row["Number"]): row for row in rows_in(out)}
    for row in rows:
        written = read_back[row["Force"], row["Number"]]
        assert row.items() <= written.items()
    acts = Act.objects.count()
    again = take(out)
    assert (again.rows, again.unchanged, again.refusals) == (300, 300, [])
    assert Act.objects.count() == acts


def test_rows_alike_are_carried_out_together_however_many(take):
    force = make_force()
    counts = []
    for rows in (2, 40):
        data = sheet(*(names_of(make_obligation(force), **COMPLETE) for _ in range(rows)))
        with CaptureQueriesContext(connection) as captured:
            assert len(take(data).changes) == rows
        counts.append(len(captured))
    assert counts[0] == counts[1] < 40


def test_a_preview_writes_nothing_and_says_what_would_change(take, owed):
    outcome = take(names_of(owed, **COMPLETE), preview=True)
    [change] = outcome.changes
    assert change.shown == [
        ("Position", None, "Complete"),
        ("Action", None, "All officers are trained."),
        ("Reported on", None, REPORTED_ON),
    ]
    assert outcome.can_be_written
    assert not Response.objects.exists()
    owed.refresh_from_db()
    assert not owed.claim


def test_one_refused_row_keeps_the_whole_file_out(take, owed):
    other = make_obligation(owed.body)
    outcome = take(names_of(owed, **COMPLETE), names_of(other, Position="Finished"))
    assert outcome.refusals == [(3, "Position: “Finished” is none of the words that the template gives.")]
    assert not outcome.can_be_written
    assert not Response.objects.exists()


def test_an_action_that_refuses_names_its_row_among_others_like_it(take, owed):
    level = make_level(closed_by="force")
    mine = make_obligation(owed.body, make_recommendation(level=level))
    closing = {"Closed on": CLOSED_ON, "How": "Closed by the force"}
    outcome = take(names_of(mine, **closing), names_of(owed, **closing))
    [(row, sentence)] = outcome.refusals
    assert row == 3
    assert sentence.startswith("The level of this item does not let the force close it.")
    mine.refresh_from_db()
    assert mine.closed_on is None


REFUSED = [
    ({"Force": "Nowhere Police"}, "The register knows no body called “Nowhere Police”."),
    ({"Force": None}, "Force: nothing is written."),
    ({"Inspection": "Of dogs"}, "The register knows no inspection called “Of dogs”."),
    ({"Item kind": "Cause of concern"}, "is not addressed to Northshire Police."),
    ({"Number": "77"}, "Recommendation 77 of this inspection is not addressed to Northshire Police."),
    ({"Deadline": date(2025, 1, 1)}, "Deadline: the register has 31 December 2025."),
    ({"Position": None}, "Say in Position where the item stands."),
    ({"Position": None, "Action": None}, "Say in Position what was reported."),
    ({"Action": None}, "Say what action was taken"),
    ({"Reported on": None}, "Give in Reported on the day on which this was reported."),
    ({"Reported on": PUBLISHED_ON - timedelta(days=1)}, "This cannot come before the day the item was addressed."),
    ({"Reported on": TODAY + timedelta(days=1)}, "Reported on: the day lies in the future."),
    ({"Reported on": "soon"}, "Reported on: “soon” is not a date. Write it like 31/12/2026."),
    ({"Reported on": "12"}, "Reported on: “12” is not a date."),
    ({"Reported on": "31/2/2026"}, "Reported on: “31/2/2026” is not a date."),
    ({"Reported on": "1/1/1066"}, "Reported on: The year must lie between"),
    ({"Own target": date(2020, 1, 1)}, "Own target: it cannot be before the report was published, 18 June 2025."),
    ({"Closed on": CLOSED_ON}, "Say in How in which way the item was closed."),
    ({"How": "withdrawn"}, "Give in Closed on the day on which the item was closed."),
    ({"Closed on": date(2025, 8, 1), "How": "withdrawn"}, "It cannot be closed on 1 August 2025, before it was"),
    ({"Lead": "x" * 121}, "Lead: at most 120 characters; this has 121."),
    ({"Waiting on": "Godot"}, "The register knows no body called “Godot”."),
]


@pytest.mark.parametrize(("said", "sentence"), REFUSED)
def test_a_row_is_refused_with_its_reason(take, owed, said, sentence):
    outcome = take(names_of(owed, **COMPLETE) | said)
    assert [row for row, _sentence in outcome.refusals] == [2]
    assert sentence in outcome.refusals[0][1]
    assert not Response.objects.exists()


def test_a_force_that_did_not_exist_on_the_day_is_refused(take, owed):
    owed.body.active_until = date(2025, 8, 1)
    owed.body.save()
    assert take(names_of(owed, **COMPLETE)).refusals == [(2, "Northshire Police did not exist on 1 September 2025.")]


def test_two_rows_of_one_item_are_refused(take, owed):
    row = names_of(owed, **COMPLETE)
    assert take(row, row).refusals == [(3, "Row 2 speaks of the same item already.")]


def test_items_of_one_number_are_told_apart_by_what_they_are_about(take, by):
    force, inspection = make_force(), make_inspection()
    dogs, cells = (
        make_obligation(force, make_recommendation(inspection, number="", subject=subject))
        for subject in ("Dogs", "Cells")
    )
    row = names_of(dogs, **COMPLETE)
    assert "Say in About which is meant." in take(row).refusals[0][1]
    assert take(row | {"About": "cells"}).changes[0].obligation == cells
    assert take(row | {"Reference": str(dogs.pk)}).changes[0].obligation == dogs
    assert "Reference: it is another item’s." in take(row | {"Reference": "x"}).refusals[0][1]


@pytest.mark.parametrize(
    "written", ["1/9/2025", "01.09.2025", "2025-09-01", "1 September 2025", "1 Sep 2025", "1-Sep-2025", "45901"]
)
def test_days_are_read_as_text_and_as_serial_numbers(take, owed, written):
    take(names_of(owed, **COMPLETE | {"Reported on": written}))
    owed.refresh_from_db()
    assert owed.reported_on == REPORTED_ON


def test_words_change_and_empty_cells_change_nothing(take, owed):
    make_answer(owed, action="Under way.", lead="Insp. Bell", on=date(2025, 10, 1))
    outcome = take(names_of(owed, Action="Nearly done."))
    assert outcome.changes[0].shown == [("Action", "Under way.", "Nearly done.")]
    answer = Response.objects.get()
    assert (answer.action, answer.lead, answer.revision) == ("Nearly done.", "Insp. Bell", 2)
    assert [version.action for version in answer.history.order_by("history_id")] == ["Under way.", "Nearly done."]


def test_another_position_makes_a_claim_or_takes_it_back(take, owed):
    make_answer(owed, on=date(2025, 8, 1))
    take(names_of(owed, **{"Position": "Complete", "Reported on": REPORTED_ON}))
    owed.refresh_from_db()
    assert (owed.claim, owed.reported_on, owed.answered_on) == ("complete", REPORTED_ON, date(2025, 8, 1))
    take(names_of(owed, **{"Position": "In progress", "Reported on": date(2025, 10, 1)}))
    owed.refresh_from_db()
    assert (owed.claim, owed.reported_on) == ("", None)
    assert owed.acts.filter(kind="withdrawn", on=date(2025, 10, 1)).count() == 1


def test_a_returned_claim_is_not_made_again_by_the_same_file(take, by, owed):
    row = names_of(owed, **COMPLETE)
    take(row)
    return_claim([owed], by=by, on=date(2025, 10, 1), reason="No evidence.")
    assert take(row).unchanged == 1
    owed.refresh_from_db()
    assert not owed.claim


def test_a_recorded_day_is_not_changed_by_a_sheet(take, owed):
    closed = {"Closed on": CLOSED_ON, "How": "verified"}
    take(names_of(owed, **COMPLETE))
    assert (
        "Reported on: the register has 1 September 2025."
        in take(names_of(owed, **COMPLETE | {"Reported on": date(2025, 9, 2)})).refusals[0][1]
    )
    take(names_of(owed, **closed))
    assert (
        "The register has it closed on 3 March 2026"
        in take(names_of(owed, **closed | {"How": "withdrawn"})).refusals[0][1]
    )
    assert "This item is closed already." in take(names_of(owed, Action="More.")).refusals[0][1]


def test_an_earlier_first_day_of_an_answer_is_recorded(take, owed):
    make_answer(owed, on=date(2025, 10, 1))
    row = names_of(owed, **{"Reported on": REPORTED_ON})
    assert len(take(row).changes) == 1
    owed.refresh_from_db()
    assert owed.answered_on == REPORTED_ON
    assert take(row).unchanged == 1


def test_an_answer_without_a_day_is_dated_by_the_day_of_entry_and_says_so(take, owed):
    take(names_of(owed, Position="In progress", Action="Under way."))
    assert owed.acts.get(kind="answered").basis == Act.Basis.ENTRY
    assert owed.acts.get(kind="answered").on == TODAY


def test_nothing_started_is_nothing_to_record(take, owed):
    assert take(names_of(owed, Position="Not started")).unchanged == 1


def test_an_own_deadline_goes_out(by, owed):
    move_deadline([owed], due_on=date(2026, 6, 30), by=by, on=TODAY, reason="Agreed.")
    [row] = rows_in(b"".join(ANSWERS.export("ods", Obligation.objects.all())))
    assert row["Deadline"] == date(2026, 6, 30)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_the_template_is_refused_as_empty_and_takes_rows(take, kind, db):
    with pytest.raises(SheetRefused, match="There is nothing below"):
        take(b"".join(ANSWERS.export(kind)))


@pytest.mark.parametrize(
    ("headings", "sentence"),
    [
        (["Force", "Inspection", "Number"], "These columns are missing in the first row: Item kind."),
        (["Force", "Inspection", "Item kind", "Number", "Colour"], "The column “Colour” is not one of the template’s."),
        (["Force", "Inspection", "Item kind", "Number", "force"], "The column “Force” is there twice."),
    ],
)
def test_other_columns_are_refused(take, headings, sentence):
    with pytest.raises(SheetRefused, match=re.escape(sentence)):
        take(sheet({"Force": "x"}, headings=headings))
