"""One's own account on a desk and on a phone, and the page behind the link in a mail."""

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.optout import stop_path
from tests.factories import make_force, make_user
from tests.services.pages import DESKTOP, PHONE

pytestmark = pytest.mark.on_one_database


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_reminders_are_chosen_and_stopped(page_for, transactional_db, axe, width):
    person = make_user(make_force(name="Northshire Police"), name="Dana Whitlock")
    page = page_for(person, width)
    page.goto("/")
    with page.expect_navigation():
        page.get_by_role("link", name="your account").click()
    assert axe(page) == []
    page.get_by_label("Every day").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved: reminders by email, every day.").wait_for()
    assert page.get_by_label("Every day").is_checked()
    assert page.url.endswith(reverse("account"))
    outside = page_for(width=width, javascript=False)
    outside.goto(stop_path(person))
    outside.get_by_role("button", name="Stop the reminders").click()
    outside.get_by_role("heading", name="You get no reminders").wait_for()
    assert User.objects.get().reminders == User.Reminders.NONE
