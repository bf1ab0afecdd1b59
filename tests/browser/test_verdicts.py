"""A liaison enters what a progress report says of the items before it, in a browser, with the sign-in lost half way."""

from datetime import date

import pytest

from inspections.actions import submit_claim
from inspections.models import Obligation
from tests.factories import make_force, make_inspection, make_liaison, make_obligation, make_recommendation
from tests.services.pages import DESKTOP, PHONE


@pytest.fixture
def reports(transactional_db):
    """(the earlier report with two items for three forces, the progress report with one item of its own)."""
    forces = [make_force(name=f"{name} Police") for name in ("Ashshire", "Elmshire", "Oakshire")]
    first = make_inspection(forces, short_title="Custody 2023", slug="custody-2023", published_on=date(2023, 12, 8))
    second = make_inspection(
        forces,
        short_title="Custody: progress",
        slug="custody-progress",
        published_on=date(2026, 5, 4),
        follows_up=first,
    )
    for n in ("1", "2"):
        item = make_recommendation(first, number=n, sequence=int(n), subject="Handovers", due_on=date(2024, 12, 31))
        rows = [make_obligation(force, item) for force in forces]
    submit_claim(rows[:1], claim="complete", by=None, on=date(2025, 3, 1))
    make_recommendation(second, number="1", subject="Handovers again", continues=first.items.get(number="1"))
    return first, second


def test_a_verdict_from_the_report_to_the_timelines(page_for, reports):
    first, second = reports
    liaison = make_liaison(name="Ines Calloway")
    page = page_for(liaison)
    page.goto(second.get_absolute_url())
    page.get_by_role("link", name="Verdict on the earlier items").click()
    says = [page.get_by_role("group", name=f"What does the report say of recommendation {n}?") for n in (1, 2)]
    says[0].get_by_label("Superseded by an item of this report").check()
    says[1].get_by_label("Still open", exact=True).check()
    page.get_by_label("Return what 1 body has reported").check()
    page.get_by_role("button", name="Show what will change").click()
    page.get_by_role("link", name="Recommendation 1: Give the words of the report here").click()
    page.get_by_label("Words for every item that has none of its own").fill("Progress report, chapter 4.")
    page.context.clear_cookies()
    page.get_by_role("button", name="Show what will change").click()
    assert "What you wrote is kept" in page.locator("body").inner_text()
    page.locator("input[name=login]").fill(liaison.email)
    page.locator("input[name=password]").fill("recommendation-tracker")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_load_state("networkidle")  # words that waited in the browser come back, and the page anew with them
    assert page.get_by_label("Words for every item that has none of its own").input_value().endswith("chapter 4.")
    assert says[1].get_by_label("Still open", exact=True).is_checked()
    page.get_by_role("button", name="Show what will change").click()
    changes = page.get_by_role("region", name="What will change, for 6 answers that are owed")
    assert "Superseded by recommendation 1 for 3 bodies on 4 May 2026" in changes.inner_text()
    assert "The report of 1 body is returned on 4 May 2026: Ashshire Police" in changes.inner_text()
    assert not Obligation.objects.exclude(closed_on=None).exists()
    changes.get_by_role("button", name="Record the verdicts on 2 items").click()
    assert "The verdicts on 2 items are recorded." in page.locator("body").inner_text()
    page.goto(first.items.get(number="2").obligations.last().get_absolute_url())
    assert "Found still open: Custody: progress" in page.locator("main").inner_text()
    page.goto(f"/compliance/?inspection={first.slug}&status=closed")
    assert page.get_by_role("heading", name="3 items").is_visible()


@pytest.mark.on_one_database
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_the_form_and_its_preview_are_accessible(page_for, axe, reports, width):
    page = page_for(make_liaison(), width)
    page.goto(f"{reports[1].get_absolute_url()}verdicts/")
    page.get_by_role("group", name="What does the report say of recommendation 1?").get_by_label("Withdrawn").check()
    page.get_by_label("Words for every item that has none of its own").fill("Chapter 4.")
    with page.expect_navigation():
        page.get_by_role("button", name="Show what will change").click()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
