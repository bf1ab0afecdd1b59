"""The charts: at both widths with the sample's data, and once through, from the list to a file."""

import pytest

from tests.browser.test_accessibility import faults
from tests.services.pages import DESKTOP, PHONE

PAGES = [
    "/compliance/charts/",
    "/compliance/charts/?force=cleveland&as_at=2025-06-30",
    "/compliance/charts/?status=closed&force=national-bodies",
    "/forces/cleveland/",
]


@pytest.mark.on_one_database
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_nothing_is_wrong_with_the_charts(page_for, person, axe, width):
    page = page_for(person("liaison@inspectorate.example"), width)
    found = {}
    for path in PAGES:
        page.goto(path)
        for summary in page.locator("summary:visible").all():
            summary.click()
        found |= {path: wrong} if (wrong := faults(page, axe)) else {}
    assert not found


@pytest.mark.on_one_database
def test_from_the_list_to_the_charts_a_table_an_earlier_month_and_a_file(page_for, person):
    page = page_for(person("liaison@inspectorate.example"))
    page.goto("/compliance/?force=cleveland")
    page.get_by_role("link", name="Charts", exact=True).click()
    assert page.url.endswith("/compliance/charts/?force=cleveland")
    picture = page.get_by_role("img", name="Status over time")
    assert picture.bounding_box()["width"] > 500
    chart = page.locator(".tracker-chart-box", has=page.get_by_role("heading", name="Status over time"))
    with page.expect_download() as download:
        chart.get_by_role("link", name="PNG").click()
    assert download.value.suggested_filename.startswith("status-over-time-")
    chart.get_by_text("As a table").click()
    month = chart.get_by_role("row").nth(2)
    items = month.get_by_role("cell").first.inner_text()
    month.get_by_role("link").click()
    page.get_by_role("heading", name=f"{items} items").wait_for()
