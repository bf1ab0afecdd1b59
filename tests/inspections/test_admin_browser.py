"""An administrator at work in the browser."""

import pytest
from django.urls import reverse

from inspections.models import Inspection
from tests.factories import make_administrator, make_force, make_national_body, make_obligation

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_report_is_entered_and_addressed_to_all_forces_in_one_save(page_for, transactional_db):
    for _ in range(43):
        make_force()
    office = make_national_body(name="Office for Records")
    page = page_for(make_administrator())
    page.goto(reverse("admin:inspections_inspection_add"))
    page.get_by_role("textbox", name="Title:", exact=True).fill("Safer in custody")
    page.get_by_label("Published on").fill("18/06/2025")
    page.get_by_label("Relates to all territorial forces").check()
    first = page.locator("#items-0")
    first.get_by_label("Number").fill("1")
    first.get_by_label("Text").fill("By 31 December 2026, forces should record the reason.")
    first.get_by_label("Address to all territorial forces").check()
    page.get_by_role("button", name="Add another Item").click()
    second = page.locator("#items-1")
    second.get_by_label("Number").fill("2")
    second.get_by_label("Text").fill("The Office should publish the figures.")
    second.locator(".field-bodies .select2-selection").click()
    page.keyboard.type("records")
    page.get_by_role("option", name=office.name).click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("was added successfully").wait_for()
    inspection = Inspection.objects.get(slug="safer-in-custody")
    one, two = inspection.items.all()
    assert (one.obligations.count(), two.obligations.get().body) == (43, office)
    assert inspection.relates_to.count() == 43


@pytest.mark.on_one_database
def test_a_refusal_stands_beside_its_field(page_for, transactional_db):
    owed = make_obligation()
    page = page_for(make_administrator())
    page.goto(reverse("admin:inspections_inspection_change", args=[owed.recommendation.inspection.pk]))
    row = page.locator("#items-0")
    row.get_by_label("Deadline as written").fill("in due course")
    page.get_by_role("button", name="Save", exact=True).click()
    assert "cannot be read as a deadline" in row.locator(".form-row.field-deadline_text").inner_text()
    assert row.get_by_label("Deadline as written").input_value() == "in due course"
