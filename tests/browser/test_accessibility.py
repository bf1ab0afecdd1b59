"""Every page with axe, on a desktop and on a phone: no violations, and nothing that scrolls sideways but the matrix."""

import pytest

from inspections.models import Obligation, Recommendation
from tests.services.pages import DESKTOP, PHONE

REPORT = "/inspections/group-based-child-sexual-exploitation-2023/"
INVENTED = "/inspections/invented-example-found-property/"
MISSING = "/not-a-page/"

UNDER_THE_STRIP = """() => {
    const box = document.activeElement.getBoundingClientRect();
    const strip = document.querySelector(".tracker-strip").getBoundingClientRect();
    return !document.activeElement.closest(".tracker-strip") && box.top < strip.bottom && box.bottom > strip.top;
}"""
"""True where what has the focus is behind the strip that leads back to the item's text."""

PAGES = {
    None: [
        "/accounts/login/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accessibility/",
        "/cookies/",
        MISSING,
    ],
    "liaison@inspectorate.example": [
        "/",
        "/forces/",
        "/forces/?nation=Wales&sort=force",
        "/forces/cleveland/",
        "/forces/kent/?status=all",
        "/bodies/home-office/",
        "/bodies/hmicfrs/",
        "/bodies/police-and-crime-commissioner-for-cleveland/",
        "/inspections/",
        REPORT,
        f"{REPORT}matrix/",
        INVENTED,
        f"{INVENTED}matrix/",
        "/inspections/invented-example-station-clocks/",
        "/recommendations/",
        "/recommendations/?words=nothing+matches+this",
        "{cause of concern 1}",
        "{recommendation 7}",
        "/compliance/?page=2",
        "/compliance/?status=overdue&words=nothing+matches+this",
        "/compliance/?status=nonsense",
        "/compliance/changes/?since=2023-01-01&change=new&by=force",
        "{cleveland recommendation 5}",
        "/accounts/password/change/",
        "/accounts/logout/",
    ],
    "editor@cleveland.example": [
        "/",
        "{cleveland recommendation 1}",
        "{cleveland recommendation 3}",
        "{cleveland recommendation 4}",
        "{cleveland recommendation 4}discard/",
        "{cheshire recommendation 6}",
    ],
    "approver@cheshire.example": ["/", "{cheshire recommendation 3}", "{cheshire recommendation 6}"],
    "force@cleveland.example": ["/", "{cleveland recommendation 6}"],
    "editor@cambridgeshire.example": ["{cambridgeshire recommendation 4}"],
}
"""Where each person of the sample sees something that others do not, or not so: {item} and {body item} of INVENTED."""


FOR_CONTRAST = ("/", "/accounts/login/", "/recommendations/", "/compliance/?page=2")
"""Where what only a phone shows is looked at in its colours: its menu, its button for the filter, its stacked rows."""

pytestmark = pytest.mark.on_one_database


@pytest.fixture
def named(sample):
    """Addresses of the items of INVENTED by their names, and of their answers by body and item."""
    items = Recommendation.objects.filter(inspection__slug="invented-example-found-property")
    answers = Obligation.objects.filter(recommendation__in=items).select_related("body", "recommendation")
    return {item.label_in_sentence.lower(): item.get_absolute_url() for item in items} | {
        f"{row.body.slug} {row.recommendation.label_in_sentence}": row.get_absolute_url() for row in answers
    }


def faults(page, axe, *, contrast=False):
    """What axe finds on `page`, and whether it scrolls sideways."""
    beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*axe(page, contrast=contrast), *(["the page scrolls sideways"] if beyond > 0 else [])]


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
@pytest.mark.parametrize("email", PAGES)
def test_every_page(page_for, axe, person, named, email, width):
    page, found = page_for(email and person(email), width), {}
    for address in PAGES[email]:
        assert page.goto(address.format_map(named)).ok or address == MISSING
        if wrong := faults(page, axe, contrast=address in FOR_CONTRAST):
            found[address] = wrong
    assert found == {}


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_a_form_that_is_refused(page_for, axe, person, named, width):
    page = page_for(person("editor@cleveland.example"), width)
    page.goto(named["cleveland recommendation 4"])
    page.get_by_label("Action taken or planned").fill("")
    page.get_by_role("button", name="Send to the approver").click()
    page.get_by_text("There is a problem").wait_for()
    assert faults(page, axe) == []


def test_focus_on_a_phone_is_never_under_the_strip(page_for, person, named):
    page = page_for(person("editor@cheshire.example"), PHONE, height=600)
    page.goto(named["cheshire recommendation 6"])
    page.get_by_role("button", name="Send to the approver").focus()
    # Backwards is what hides things: what comes in from above stops at the upper edge.
    for _ in range(page.locator("#main-content form :is(input, select, textarea)").count()):
        page.keyboard.press("Shift+Tab")
        assert not page.evaluate(UNDER_THE_STRIP), page.evaluate("document.activeElement.outerHTML")
