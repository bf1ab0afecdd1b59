"""What people come for, from the sign-in to the figure that changes."""

import re
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from inspections.models import Obligation
from tests.services.pages import DESKTOP, PHONE

PUBLISHED = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "cambridgeshire.txt"
OWN_WORDS = (
    "Analysts write a problem profile every year with data of both local authorities.\n\nIt goes to the joint board."
)


def published_answer(number):
    """The force's published words on a recommendation where the sample documents lie beside the project, else ours."""
    if not PUBLISHED.exists():
        return OWN_WORDS
    [item] = re.findall(rf"Recommendation {number}\*\*(.*?)\*\*Recommendation", PUBLISHED.read_text(), re.DOTALL)
    return item.partition("Force response:")[2].replace("*", "").replace("#", "").strip()


def overdue(today):
    """The overdue rows as the data says, by their ids: a plain reading, row by row, of what the rule is in SQL."""
    return {
        row.pk
        for row in Obligation.objects.all()
        if row.in_totals
        and row.removed_on is None
        and row.addressed_on is not None
        and row.addressed_on <= today
        and row.closed_on is None
        and row.claim == ""
        and row.due_on is not None
        and row.due_on < today
    }


def sign_in(page, email):
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill("recommendation-tracker")
    page.get_by_role("button", name="Sign in").click()


@pytest.fixture
def obligation(sample):
    """Cambridgeshire's recommendation 2 of the inspection published on 8 December 2023."""
    return Obligation.objects.get(
        body__slug="cambridgeshire",
        recommendation__number="2",
        recommendation__inspection__published_on="2023-12-08",
    )


@pytest.mark.parametrize(
    "javascript",
    [
        pytest.param(True, id="with scripts"),
        pytest.param(False, id="without scripts", marks=pytest.mark.on_one_database),
    ],
)
def test_an_editor_answers_the_approver_shares_and_compliance_changes(page_for, obligation, javascript):
    words = published_answer(2)
    editor, approver = page_for(javascript=javascript), page_for(javascript=javascript)
    sign_in(editor, "editor@cambridgeshire.example")
    editor.get_by_role("link", name="Update recommendation 2").first.click()
    editor.get_by_label("Complete", exact=True).check()
    editor.get_by_label("Action taken or planned").fill(words)
    editor.get_by_role("button", name="Send to the approver").click()
    expect(editor.get_by_text("Sent to the approver.").first).to_be_visible()
    assert editor.get_by_label("Action taken or planned").input_value().split() == words.split()

    figures = approver.locator(".tracker-figures")
    item = obligation.recommendation.get_absolute_url()
    sign_in(approver, "approver@cambridgeshire.example")
    approver.goto("/forces/cambridgeshire/")
    before = figures.inner_text()
    approver.goto("/")
    approver.get_by_role("link", name="Approve the answer to recommendation 2").first.click()
    approver.get_by_role("button", name="Share with HMICFRS").click()
    expect(approver.get_by_text("The item now counts as reported complete.")).to_be_visible()

    approver.goto("/forces/cambridgeshire/")
    assert figures.inner_text() != before
    approver.goto(item)
    expect(approver.locator("main").get_by_text(words.split("\n")[0][:60]).first).to_be_visible()
    obligation.refresh_from_db()
    assert obligation.claim == "complete"


def test_a_liaison_filters_overdue_and_sees_exactly_the_rows_the_data_says(page_for, sample):
    page = page_for()
    sign_in(page, "liaison@inspectorate.example")
    page.get_by_role("link", name="Compliance").click()
    page.get_by_role("link", name="Overdue", exact=True).first.click()
    expect(page).to_have_url(re.compile(r"/compliance/\?status=overdue$"))
    expected = overdue(timezone.localdate())
    expect(page.get_by_role("heading", name=f"{len(expected)} items")).to_be_visible()

    seen = set()
    for number in range(1, -(-len(expected) // 50) + 1):
        page.goto(f"/compliance/?status=overdue&page={number}")
        for link in page.locator("#results tbody a").all():
            seen.add(int(re.search(r"/compliance/(\d+)/", link.get_attribute("href"))[1]))
    expect(page.get_by_role("link", name="Next")).to_have_count(0)
    assert seen == expected


@pytest.mark.on_one_database
def test_filters_page_and_sort_survive_a_visit_and_a_save(page_for, person):
    page = page_for(person("editor@cleveland.example"))
    page.goto("/compliance/?force=cleveland&status=overdue&sort=-deadline")
    page.locator("#results tbody a").first.click()
    page.get_by_label("Lead officer").fill("Inspector Vale")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_role("link", name="Back to compliance").click()
    expect(page).to_have_url(re.compile(r"/compliance/\?force=cleveland&status=overdue&sort=-deadline$"))


@pytest.mark.on_one_database
def test_on_a_phone_with_a_keyboard_alone(page_for, person):
    page = page_for(person("editor@cleveland.example"), PHONE)
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.on_one_database
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_the_menu_leads_everywhere(page_for, person, width):
    page = page_for(person("liaison@inspectorate.example"), width)
    for name in ("Forces", "Inspections", "Recommendations", "Compliance", "Home"):
        page.goto("/compliance/")
        if width == PHONE:
            page.get_by_role("button", name="Menu").click()
        page.locator("#navigation").get_by_role("link", name=name).click()
        expect(page.locator("#navigation .govuk-service-navigation__item--active")).to_contain_text(name)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
