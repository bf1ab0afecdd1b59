"""The liaison's day in the browser: overdue found, the filter saved, the whole result closed, and every page agrees."""

import csv
import io
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from playwright.sync_api import expect

from inspections.models import Body, Inspection, Recommendation

OVERDUE = """
SELECT COUNT(*) FROM inspections_obligation o JOIN inspections_body b ON b.id = o.body_id
WHERE o.recommendation_id = %s AND b.kind = 'force' AND o.removed_on IS NULL
    AND o.closed_on IS NULL AND o.claim = '' AND o.addressed_on <= %s AND o.due_on < %s
"""


@pytest.fixture
def first(sample):
    """The 2023 inspection of the sample."""
    return Inspection.objects.get(published_on__year=2023)


@pytest.fixture
def progress(first):
    """The progress report of 2025 that follows it up."""
    return Inspection.objects.get(follows_up=first, published_on__year=2025)


def second(report):
    return Recommendation.objects.get(inspection=report, number="2", kind="recommendation", cause=None)


def statuses(page, address):
    """How many rows of an export stand in each status."""
    answer = page.request.get(address)
    assert answer.ok
    return Counter(row["Status"] for row in csv.DictReader(io.StringIO(answer.body().decode("utf-8-sig"))))


def letters(page, column):
    """The letters of one column of the matrix, from what a screen reader is told of each cell."""
    cells = page.locator("table.tracker-matrix tbody a", has_text=f", {column}")
    return Counter(text.split(":")[0] for text in cells.locator(".govuk-visually-hidden").all_inner_texts())


def test_overdue_forces_are_found_saved_closed_at_once_and_every_page_agrees(page_for, person, first, progress, today):
    item, successor = second(first), second(progress)
    with connection.cursor() as cursor:
        cursor.execute(OVERDUE, [item.pk, today, today])
        [[overdue]] = cursor.fetchall()
    assert overdue > 40

    page = page_for(person("liaison@inspectorate.example"))
    page.goto("/compliance/?sort=deadline")
    panel = page.locator(".moj-filter")
    panel.get_by_label("Words").fill("recommendation 2")
    panel.get_by_label("Overdue (").check()
    panel.locator("summary", has_text="Force or national body").click()
    panel.get_by_label("All forces").check()
    panel.locator("summary", has_text="Inspection").click()
    panel.get_by_label(first.short).check()
    panel.get_by_role("button", name="Apply filter").click()
    expect(page.get_by_role("heading", name=f"{overdue} items")).to_be_visible()

    page.get_by_role("link", name="Save this filter").click()
    page.get_by_label("Name").fill("Profiles overdue")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("link", name="Profiles overdue", exact=True)).to_have_attribute("aria-current", "page")
    found = page.url.partition("?")[2]

    page.get_by_label("With the ticked items").select_option("close")
    page.get_by_role("button", name=f"Continue with all {overdue} items").click()
    expect(page.get_by_role("heading", name=f"{overdue} items will change")).to_be_visible()
    page.get_by_label("Superseded by another item").check()
    label = page.locator("select[name=superseded_by] option", has_text=successor.short).first.inner_text()
    page.get_by_label("The item that takes its place").select_option(label=label)
    page.get_by_label("Why?").fill("The progress report asks for the template instead.")
    page.get_by_role("button", name=f"Close {overdue} items").click()
    expect(page.get_by_text(f"{overdue} items are closed")).to_be_visible()

    # The list, its file, the matrix and the page of each force say the same, and so does the saved filter.
    page.goto("/filters/")
    page.get_by_role("link", name="Profiles overdue", exact=True).click()
    expect(page.get_by_text("No items match.")).to_be_visible()
    asked = found.replace("status=overdue", "status=closed")
    page.goto(f"/compliance/?{asked}")
    expect(page.get_by_role("heading", name=f"{overdue} items")).to_be_visible()
    assert statuses(page, f"/compliance/export/?as=csv&{asked}") == {"Closed": overdue}
    page.goto(f"{first.get_absolute_url()}matrix/")
    forces = Body.objects.forces().filter(obligations__recommendation=item, obligations__removed_on=None).count()
    assert letters(page, "Recommendation 2") >= Counter({"Closed": overdue})
    assert sum(letters(page, "Recommendation 2").values()) >= forces
    page.goto("/forces/cheshire/?status=closed")
    expect(page.get_by_role("link", name="Recommendation 2", exact=False).first).to_be_visible()

    # As at the day before they still stand open.
    yesterday = today - timedelta(days=1)
    page.goto(f"/compliance/?{found}&as_at={yesterday.isoformat()}")
    expect(page.get_by_role("heading", name=f"{overdue} items")).to_be_visible()
    assert statuses(page, f"/compliance/export/?as=csv&{found}&as_at={yesterday.isoformat()}") == {"Overdue": overdue}
    page.goto(f"{first.get_absolute_url()}matrix/?as_at={yesterday.isoformat()}")
    told = letters(page, "Recommendation 2")
    assert told["Closed"] == 0
    assert told["Overdue"] + told["Overdue, nothing recorded"] >= overdue
