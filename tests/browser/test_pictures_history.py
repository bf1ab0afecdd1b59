"""The history of an item in the browser: found from the front page, narrowed, without a fault, and drawn for docs/."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from inspections.actions import correct_deadline
from inspections.models import Recommendation
from tests.factories import make_administrator, make_force, make_inspection, make_obligation, make_recommendation
from tests.services.pages import DESKTOP, PHONE

FIRST = (
    "Forces should make sure that custody officers record the reason for every decision to refuse a person access to "
    "an appropriate adult, and that a supervisor looks at these records once a month."
)
CORRECTED = FIRST.replace("once a month", "every week").replace("to refuse a person", "to delay a person’s")


@pytest.fixture
def item(transactional_db, today):
    """An item that an administrator has corrected twice, by hand and by its deadline."""
    administrator = make_administrator(name="Ines Calloway")
    force = make_force(name="Northshire Police")
    inspection = make_inspection(title="Safer in custody", published_on=today - timedelta(days=200))
    item = make_recommendation(inspection, number="4", text=FIRST, due_on=today + timedelta(days=30), subject="Adults")
    make_obligation(force, item, by=administrator)
    item.text, item._history_user = CORRECTED, administrator
    item._change_reason = "The inspectorate corrected the report on its website."
    item.save()
    item.due_on, item._change_reason = today + timedelta(days=90), "The letter gives the later day."
    item.save()
    correct_deadline(item, by=administrator, on=today, reason=item._change_reason)
    return administrator, item


@pytest.mark.on_one_database
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_what_changed_is_found_and_narrowed(page_for, axe, item, width):
    administrator, item = item
    page = page_for(administrator, width)
    page.goto(reverse("admin:index"))
    with page.expect_navigation():
        page.get_by_role("link", name="Everything that changed").click()
    assert axe(page) == []
    page.get_by_label("What changed").select_option("inspections.recommendation:text")
    page.get_by_label("Who").fill("calloway")
    page.get_by_role("button", name="Filter").click()
    entries = page.locator(".history-entries > li")
    expect(entries).to_have_count(1)
    assert "The inspectorate corrected the report on its website." in entries.inner_text()
    assert [words.split(":")[1].strip() for words in entries.locator("ins").all_inner_texts()] != []
    page.get_by_role("link", name="Recommendation 4").click()
    page.get_by_text("All that it says").last.click()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    with page.expect_navigation():
        page.locator(".history-when a").last.click()
    assert axe(page) == []
    assert FIRST in page.get_by_role("main").inner_text()
    assert Recommendation.objects.get(pk=item.pk).text == CORRECTED


def test_the_picture_of_a_history(page_for, item, picture):
    administrator, item = item
    page = page_for(administrator, DESKTOP)
    page.goto(reverse("admin:inspections_recommendation_history", args=[item.pk]))
    page.screenshot(path=picture("administering/history"))
    assert 20_000 < picture("administering/history").stat().st_size < 200_000
