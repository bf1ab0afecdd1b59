"""An administrator pastes the items of a force report in the browser."""

import time
from datetime import date

import pytest
from django.urls import reverse

from inspections.models import Inspection
from tests.factories import make_administrator, make_force, make_inspection, make_local_policing_body

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CAUSE = "The force doesn’t know how many horses it has."
RECOMMENDATIONS = (
    "Recommendation 1: By 31 March 2026, the force should count its horses.",
    "Recommendation 2: Within three months, the force should feed them.",
    "Recommendation 3: With immediate effect, the force should groom them.",
)
AREAS = [f"The force should mend stable {name}." for name in "ABCDEFGHIJK"]
REPORT = "\n\n".join(["Cause of concern", CAUSE, *RECOMMENDATIONS, "Areas for improvement", *AREAS])
THREE_MINUTES = 180


def test_a_force_report_is_entered_in_under_three_minutes(page_for, transactional_db):
    force = make_force(name="Northshire Police")
    make_force(name="Southshire Police")
    page = page_for(make_administrator())
    began = time.monotonic()
    page.goto(reverse("admin:inspections_inspection_add"))
    page.get_by_role("textbox", name="Title:", exact=True).fill("Northshire Police: an inspection")
    page.get_by_label("Published on").fill("18/06/2025")
    page.locator(".field-forces .select2-selection").click()
    page.keyboard.type("northshire")
    page.get_by_role("option", name=force.name).click()
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_role("link", name="Paste items").click()
    page.get_by_label("Items:").fill(REPORT)
    page.get_by_label("Put recommendations under the cause of concern that they follow").check()
    page.get_by_role("button", name="Read the items").click()
    page.get_by_text("15 items were read").wait_for()
    page.get_by_role("button", name="Save the items").click()
    page.get_by_text("15 items were added").wait_for()
    assert time.monotonic() - began < THREE_MINUTES
    cause, *items = Inspection.objects.get().items.all()
    recommendations, areas = items[:3], items[3:]
    assert (cause.text, cause.is_cause, cause.number) == (CAUSE, True, "")
    assert {item.cause for item in recommendations} == {cause}
    assert [(item.number, item.due_on) for item in recommendations] == [
        ("1", date(2026, 3, 31)),
        ("2", date(2025, 9, 18)),
        ("3", date(2025, 6, 18)),
    ]
    assert [(item.kind, item.number, item.text, item.cause) for item in areas] == [
        ("area_for_improvement", "", text, None) for text in AREAS
    ]
    assert {body for item in [cause, *items] for body in item.addressees.all()} == {force}


@pytest.mark.on_one_database
def test_a_refusal_stands_beside_its_row_until_it_is_put_right(page_for, transactional_db):
    force = make_force(name="Northshire Police")
    page = page_for(make_administrator())
    report = make_inspection()
    page.goto(reverse("admin:inspections_inspection_paste", args=[report.pk]))
    page.get_by_label("Items:").fill("1. By 31 February 2026, Northshire should count.\n\n2. All forces should rest.")
    page.get_by_role("button", name="Read the items").click()
    first = page.locator("#items-0")
    assert "is not a day in the calendar" in first.inner_text()
    assert "“Northshire” is not a body of the register" in first.inner_text()
    first.locator(".select2-selection").click()
    page.keyboard.type("northshire")
    page.get_by_role("option", name=force.name).click()
    first.get_by_label("Subject").fill("Count")
    page.get_by_role("button", name="Save the items").click()
    assert "is not a day in the calendar" in first.inner_text()
    assert first.get_by_label("Subject").input_value() == "Count"
    first.get_by_label("Due on").fill("28/02/2026")
    page.get_by_role("button", name="Save the items").click()
    page.get_by_text("2 items were added").wait_for()
    one = report.items.first()
    assert (one.due_on, list(one.addressees.all())) == (date(2026, 2, 28), [force])


@pytest.mark.on_one_database
@pytest.mark.parametrize("width", [1280, 375])
def test_the_pages_are_accessible(page_for, transactional_db, axe, width):
    make_local_policing_body(make_force())
    make_force()
    report = make_inspection()
    page = page_for(make_administrator(), width)
    page.goto(reverse("admin:index"))
    assert page.get_by_role("link", name="1 force has no local policing body today").is_visible()
    found = axe(page)
    page.goto(reverse("admin:inspections_inspection_paste", args=[report.pk]))
    found += axe(page)
    page.get_by_label("Items:").fill("1. By 31 February 2026, Northshire should count.\n\n2. All forces should rest.")
    page.get_by_role("button", name="Read the items").click()
    page.get_by_text("2 items were read").wait_for()
    found += axe(page)
    assert not found, "\n".join(found)
