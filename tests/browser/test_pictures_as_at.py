"""The picture of docs/administering.md about an earlier day, of invented forces. `pytest --pictures` draws it anew."""

from datetime import timedelta

from django.utils import timezone

from tests import invented
from tests.services.pages import DESKTOP


def test_as_at(page_for, axe, transactional_db, picture):
    today = timezone.localdate()
    day = today - timedelta(days=45)
    page = page_for(invented.fill(today), DESKTOP)
    page.goto("/forces/northshire/")
    page.get_by_text("See how things stood on an earlier day").click()
    page.get_by_label("As things stood at the end of").fill(f"{day:%d %m %Y}")
    page.get_by_role("button", name="Show that day").click()
    page.get_by_role("heading", name="As things stood at the end of").wait_for()
    assert axe(page) == []
    page.get_by_text("Choose another day").click()
    page.screenshot(path=picture("administering/as-at"))
    assert 20_000 < picture("administering/as-at").stat().st_size < 200_000
    page.goto("/forces/northshire/?as_at=never")
    assert axe(page) == []
