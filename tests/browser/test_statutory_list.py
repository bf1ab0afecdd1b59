"""The list of statutory responses, and the pages that say whether one is owed: at both widths, and once through."""

import pytest

from tests.browser.test_accessibility import faults
from tests.services.pages import DESKTOP, PHONE

CLEVELAND = "/inspections/invented-example-found-property/response/cleveland/"
PAGES = {
    "liaison@inspectorate.example": [
        "/statutory/",
        "/statutory/?sort=state",
        "/statutory/?force=my-forces&stage=not_begun",
        "/statutory/?state=nonsense",
        "/statutory/?year=2023&state=outstanding",
        "/statutory/?as_at=2024-01-31",
        f"{CLEVELAND}section-55/",
        "/forces/cambridgeshire/",
        "/inspections/invented-example-lost-keys/",
    ],
    "approver@cambridgeshire.example": [
        "/",
        "/statutory/",
        "/statutory/?force=all-forces",
        "/inspections/invented-example-lost-keys/response/cambridgeshire/answered-by/",
        "/inspections/invented-example-found-property-again/response/cambridgeshire/answered-by/",
    ],
    "approver@cleveland.example": [
        "/",
        f"{CLEVELAND}answered-by/",
        "/inspections/invented-example-school-crossings/response/cleveland/section-55/",
    ],
    "force@cleveland.example": ["/", "/statutory/"],
}


@pytest.mark.on_one_database
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
@pytest.mark.parametrize("email", PAGES)
def test_nothing_is_wrong_with_the_pages(page_for, person, axe, email, width):
    page = page_for(person(email), width)
    found = {}
    for path in PAGES[email]:
        page.goto(path)
        found |= {path: wrong} if (wrong := faults(page, axe)) else {}
    assert not found


@pytest.mark.on_one_database
def test_an_approver_says_that_section_55_does_not_apply_and_the_list_says_why(page_for, person):
    page = page_for(person("approver@cleveland.example"))
    page.goto(f"{CLEVELAND}section-55/")
    page.get_by_label("The force is clearly not the subject of the report").check()
    page.get_by_role("button", name="Record that it does not apply").click()
    page.get_by_text("Say why.").first.wait_for()
    page.get_by_label("Why?").fill("It keeps no property.")
    page.get_by_role("button", name="Record that it does not apply").click()
    page.get_by_text("Recorded: section 55 does not apply here.").wait_for()
    page.get_by_role("link", name="Statutory responses", exact=True).first.click()
    page.get_by_label("Not owed (2)").check()
    page.get_by_role("button", name="Apply filter").click()
    assert page.get_by_role("row").filter(has_text="It keeps no property.").count() == 1
    assert page.get_by_role("link", name="Remove this filter: Not owed").is_visible()
