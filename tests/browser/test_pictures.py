"""The pictures of the documentation, of invented forces. `pytest --pictures` draws those in docs/ anew."""

from django.utils import timezone

from tests import invented
from tests.services.pages import DESKTOP


def test_forces(page_for, transactional_db, picture):
    page = page_for(invented.fill(timezone.localdate()), DESKTOP)
    page.goto("/forces/")
    assert page.locator("main table").first.locator("tbody tr").count() >= len(invented.FORCES)
    page.screenshot(path=picture("forces"))
    assert 20_000 < picture("forces").stat().st_size < 200_000
