"""What a page weighs on its way to a browser, and whether anything on it moves once it is shown.

Measured are the bytes that come over the line, heads of answers included, from gunicorn with production's settings.
"""

import pytest

from inspections.actions import address
from inspections.models import Body
from tests.factories import make_inspection, make_recommendation
from tests.services.pages import DESKTOP, PHONE, Pages

FIRST, NEXT = 200 * 1024, 30 * 1024  # bytes: the first page with all that belongs to it, and each page after it

LIST = "/compliance/?force="
PAGES = ["/", LIST, "/forces/cleveland/", "/compliance/matrix/", "/forces/", "/statutory/"]

SHIFTS = """
window.shifts = [];
const named = (source) => source.node?.outerHTML?.slice(0, 120);
new PerformanceObserver((seen) => shifts.push(...seen.getEntries().flatMap((shift) => shift.sources.map(named))))
  .observe({ type: "layout-shift", buffered: true });
"""
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(shifts))))"


@pytest.fixture
def full(sample, today):
    """The sample, and items enough that a list of one force fills a page of fifty."""
    inspection = make_inspection(published_on=today)
    forces = Body.objects.filter(slug__in=["cleveland", "cheshire"])
    for _number in range(60):
        address(make_recommendation(inspection), forces, by=None)


class Line:
    """What comes over the line to a page: kinds of files, and bytes."""

    def __init__(self, page):
        self.kinds, self.sizes = {}, {}
        session = page.context.new_cdp_session(page)
        session.on("Network.responseReceived", self._begun)
        session.on("Network.loadingFinished", self._ended)
        session.send("Network.enable")

    def _begun(self, seen):
        self.kinds[seen["requestId"]] = seen["type"]

    def _ended(self, seen):
        self.sizes[seen["requestId"]] = seen["encodedDataLength"]

    def taken(self):
        """The bytes that came since this was last asked, and the kind of each file that was not kept from before."""
        kinds = [self.kinds[request] for request, size in self.sizes.items() if size]
        size = sum(self.sizes.values())
        self.sizes.clear()
        return size, kinds


@pytest.mark.on_one_database
@pytest.mark.parametrize("email", ["editor@cleveland.example", "liaison@inspectorate.example"])
def test_pages_are_light_and_nothing_moves(browser, production, full, person, email):
    pages = Pages(browser, production.url)
    try:
        for width in (DESKTOP, PHONE):
            page = pages.open(person(email), width=width)
            page.add_init_script(SHIFTS)
            line = Line(page)
            page.goto(PAGES[0], wait_until="networkidle")
            size, kinds = line.taken()
            assert size <= FIRST
            assert (kinds.count("Stylesheet"), kinds.count("Script")) == (1, 1)
            assert page.evaluate(SETTLED) == []
            for path in PAGES[1:]:
                page.goto(path, wait_until="networkidle")
                size, kinds = line.taken()
                assert size <= NEXT, path
                assert {*kinds} <= {"Document", "Image"}, path
                assert page.evaluate(SETTLED) == [], path
                assert path != LIST or page.locator("tbody tr").count() >= 50
    finally:
        pages.close()
    assert not pages.faults, "\n".join(pages.faults)
