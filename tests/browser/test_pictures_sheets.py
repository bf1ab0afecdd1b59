"""The pictures of the pages on which records come in from spreadsheets."""

from datetime import date

from django.urls import reverse

from inspections.exchange import ITEMS
from responses.answersheet import ANSWERS
from tests.factories import (
    make_administrator,
    make_answer,
    make_force,
    make_inspection,
    make_obligation,
    make_recommendation,
)
from tests.services.pages import DESKTOP
from tests.sheets import sheet

SMALL = 200_000


def preview(page_for, tmp_path, where, one, rows):
    """The page with the preview of these rows."""
    file = tmp_path / f"{one.name}.xlsx"
    file.write_bytes(sheet(*rows, headings=[str(column.heading) for column in one.columns.values()]))
    page = page_for(make_administrator(name="Rosalind Pike"), DESKTOP, height=640)
    page.goto(reverse(where))
    page.get_by_label("Filled sheet").set_input_files(file)
    page.get_by_role("button", name="See what would change").click()
    page.get_by_text("What would change", exact=True).wait_for()
    return page


def world():
    """Two forces and a report with one item, which the first of them has answered."""
    forces = [make_force(name=f"{name} Police") for name in ("Northshire", "Southshire")]
    report = make_inspection(forces, title="Safer in custody", short_title="Custody")
    item = make_recommendation(
        report,
        number="1",
        subject="Reasons for searches",
        text="By March 2026, forces should record the reason for every search.",
        deadline_text="By March 2026",
        deadline_kind="month",
        due_on=date(2026, 3, 31),
    )
    make_answer(make_obligation(forces[0], item), action="A form is drawn up.")
    return item


def test_a_sheet_of_items(page_for, transactional_db, picture, tmp_path):
    world()
    rows = [
        {
            "Inspection": "Safer in custody",
            "Item kind": "Recommendation",
            "Number": "1",
            "Deadline": "By 30 June 2026",
            "Addressed to": "all forces",
        },
        {
            "Inspection": "Safer in custody",
            "Item kind": "Area for improvement",
            "Text": "The force should keep its cells warm.",
            "Addressed to": "Southshire Police",
        },
    ]
    page = preview(page_for, tmp_path, "admin:inspections_recommendation_sheet", ITEMS, rows)
    page.get_by_label("Reason").fill("HMICFRS’s letter of 3 November")
    page.screenshot(path=picture("administering/spreadsheet"))
    assert 20_000 < picture("administering/spreadsheet").stat().st_size < SMALL


def test_a_sheet_of_answers(page_for, transactional_db, picture, tmp_path):
    item = world()
    row = {
        "Force": "Northshire Police",
        "Inspection": item.inspection.title,
        "Item kind": "Recommendation",
        "Number": "1",
        "Position": "Complete",
        "Action": "The form is in use in every suite.",
        "Lead": "Ch. Insp. Okafor",
        "Reported on": date(2026, 2, 12),
    }
    page = preview(page_for, tmp_path, "admin:responses_response_sheet", ANSWERS, [row])
    page.get_by_label("Reason").fill("The office’s tracker as at 1 November 2026")
    page.screenshot(path=picture("administering/answers"))
    assert 20_000 < picture("administering/answers").stat().st_size < SMALL
