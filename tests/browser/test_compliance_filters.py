"""The filter panel and the columns of the compliance list, as a liaison uses them, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.services.pages import DESKTOP, PHONE

pytestmark = pytest.mark.on_one_database

TABLET = 820

EVERYTHING = (
    "/compliance/?words=found+-tortoise&sort=match&status=overdue&status=closed&force=cleveland&force=cheshire"
    "&region=North+East&region=North+West&nation=England&inspection=invented-example-found-property&kind=recommendation"
    "&condition=no&due_from=1+1+2020&closed_to=x&overdue_at_least=1&mark=waiting&lead=vale"
)
COLUMNS = "".join(
    f"&column={name}" for name in ("deadline", "status", "overdue", "moved", "level", "region", "position", "lead")
)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_liaison_finds_a_force_chooses_columns_and_takes_a_filter_back(page_for, person, javascript):
    page = page_for(person("liaison@inspectorate.example"), javascript=javascript)
    page.goto("/compliance/?column=level")
    page.locator("summary", has_text="Force or national body").click()
    if javascript:
        page.get_by_label("Find a force or body").fill("clevel")
        expect(page.get_by_role("checkbox", name="Durham Constabulary", exact=True)).to_be_hidden()
        page.get_by_label("Find a force or body").press("Enter")
        expect(page.get_by_role("status").filter(has_text="1 shown")).to_be_attached()
    page.get_by_role("checkbox", name="Cleveland Police", exact=True).check()
    page.locator("summary", has_text="Kind, level or condition").click()
    page.get_by_role("checkbox", name="Area for improvement").check()
    page.get_by_role("button", name="Apply filter").click()
    expect(page).to_have_url(re.compile(r"\?sort=deadline&force=cleveland&kind=area_for_improvement&column=level$"))
    page.locator("summary", has_text="Columns").click()
    page.get_by_role("checkbox", name="Lead officer").check()
    page.get_by_role("button", name="Show these columns").click()
    expect(page.get_by_role("columnheader", name="Lead officer")).to_be_visible()
    page.get_by_role("link", name="Remove this filter: Area for improvement").click()
    expect(page).to_have_url(re.compile(r"\?sort=deadline&force=cleveland&column=level&column=lead$"))
    expect(page.locator("summary", has_text="Force or national body")).to_contain_text("1 chosen")


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_every_part_of_the_panel_open(page_for, person, axe, width):
    page = page_for(person("liaison@inspectorate.example"), width)
    for address in (EVERYTHING, f"/compliance/?force=cleveland&force=cheshire{COLUMNS}"):
        page.goto(address)
        if width == PHONE:
            page.get_by_role("button", name="Show filter").click()
        page.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@pytest.mark.parametrize("address", ["/compliance/?sort=deadline", "/compliance/changes/", "/statutory/"])
def test_on_a_tablet_the_panel_leaves_every_column_its_room(page_for, person, address):
    page = page_for(person("liaison@inspectorate.example"), width=TABLET)
    page.goto(address)
    cells = page.locator(".moj-filter-layout__content").locator("tbody th, tbody td:not(.tracker-col-tick)")
    boxes = [cells.nth(n).bounding_box() for n in range(3)]
    assert min(box["width"] for box in boxes) > 150
    assert max(box["x"] + box["width"] for box in boxes) <= TABLET
