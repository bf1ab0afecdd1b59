"""An administrator puts right what was entered by mistake, in a browser."""

import pytest

from inspections.models import Obligation
from tests.answers import YESTERDAY
from tests.factories import make_administrator, make_answer, make_force, make_obligation, make_recommendation
from tests.services.pages import DESKTOP, PHONE


@pytest.mark.parametrize("width", [DESKTOP, pytest.param(PHONE, marks=pytest.mark.on_one_database)])
def test_an_answer_is_moved_and_its_pages_have_no_fault(page_for, axe, transactional_db, width):
    force = make_force(name="Northshire Police")
    wrong = make_obligation(force)
    right = make_obligation(force, make_recommendation(wrong.recommendation.inspection))
    make_answer(wrong, on=YESTERDAY, position="complete", action="Done at both stations.")
    page = page_for(make_administrator(), width)
    for part in ("", "in-error/", "withdraw/", "move/"):
        page.goto(wrong.get_absolute_url() + part)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    with page.expect_navigation():
        page.get_by_role("button", name="Move the answer").click()
    assert axe(page) == []
    page.get_by_label("Where it belongs").select_option(str(right.pk))
    page.get_by_label("Why?").fill("Typed at the wrong item.")
    page.get_by_role("button", name="Move the answer").click()
    page.get_by_text("The answer was moved to where it belongs.").wait_for()
    assert Obligation.objects.get(pk=right.pk).claim == "complete"
