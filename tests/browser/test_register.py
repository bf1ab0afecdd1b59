"""The pages of the register in a real browser: without violations, and nothing hidden from who has no mouse."""

from datetime import timedelta

import pytest
from django.utils import timezone

from inspections.models import Inspection
from tests.factories import (
    make_force,
    make_inspection,
    make_liaison,
    make_national_body,
    make_obligation,
    make_recommendation,
)
from tests.services.pages import DESKTOP, PHONE

pytestmark = pytest.mark.on_one_database

UNDER_A_HEAD = """() => {
    const link = document.activeElement;
    const box = link.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return !(top && (link.contains(top) || top.contains(link)));
}"""
"""True where something else is drawn over the middle of the link that has the focus, or it is out of sight."""


@pytest.fixture
def addresses(sample):
    """The pages of the sample's largest report, of an item of it, and both lists."""
    inspection = Inspection.objects.filter(follow_up=False, national=True).first()
    item = inspection.items.first()
    return [
        "/inspections/",
        inspection.get_absolute_url(),
        f"{inspection.get_absolute_url()}matrix/",
        "/recommendations/?kind=recommendation",
        "/recommendations/?due_from=whenever",
        item.get_absolute_url(),
    ]


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_the_register_has_no_violations_and_no_sideways_scroll(page_for, axe, person, addresses, width):
    page = page_for(person("liaison@inspectorate.example"), width)
    for address in addresses:
        page.goto(address)
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.fixture
def matrix(transactional_db):
    """`matrix(items)`: the address of a matrix of 31 bodies, longer than the window, every fourth cell used.

    Six items fit the page, and the window scrolls; twenty do not, and the matrix scrolls in its own region.
    """

    def fill(items):
        inspection = make_inspection()
        bodies = [*(make_force() for _ in range(30)), make_national_body()]
        due = {"due_on": timezone.localdate() - timedelta(days=1), "deadline_kind": "date"}
        for n in range(items):
            item = make_recommendation(inspection, **due)
            for body in bodies[n % 4 :: 4]:
                make_obligation(body, item)
        return f"{inspection.get_absolute_url()}matrix/"

    return fill


@pytest.mark.parametrize(("width", "items"), [(DESKTOP, 6), (DESKTOP, 20), (PHONE, 6)])
def test_focus_in_the_matrix_is_never_under_a_sticky_head(page_for, matrix, width, items):
    page = page_for(make_liaison(), width, height=600)
    page.goto(matrix(items))
    links = page.locator(".tracker-matrix a")
    links.last.focus()
    # Backwards is what hides things: what comes in from the left or from above slides under the heads.
    for _ in range(links.count() - 1):
        page.keyboard.press("Shift+Tab")
        assert not page.evaluate(UNDER_A_HEAD), page.evaluate("document.activeElement.innerText")


def test_one_key_passes_the_matrix(page_for, matrix):
    page = page_for(make_liaison())
    page.goto(matrix(6))
    page.get_by_role("link", name="Skip the matrix").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('footer') !== null")
