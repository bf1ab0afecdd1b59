"""The pictures of what an administrator does about people. `pytest --pictures` draws those in docs/ anew."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import ForceLiaison, Membership
from inspections.models import Body
from tests import invented
from tests.factories import make_administrator, make_user
from tests.services.pages import DESKTOP


@pytest.fixture
def force(transactional_db):
    invented.fill(timezone.localdate())
    return Body.objects.get(name="Ashcombe Constabulary")


def draw(page, path):
    page.screenshot(path=path)
    assert 15_000 < path.stat().st_size < 200_000


def test_an_invitation(page_for, force, picture):
    page = page_for(make_administrator(name="Jo Castleton"), DESKTOP)
    page.goto(reverse("admin:accounts_user_add"))
    page.get_by_label("Name").fill("Dana Whitlock")
    page.get_by_label("E-mail address").fill("dana.whitlock@ashcombe.example")
    page.locator(".field-body .select2-selection").click()
    page.keyboard.type("Ashcombe")
    page.get_by_role("option", name=force.name).click()
    page.get_by_label("Role").select_option(label="editor")
    page.get_by_label("Reason").fill("Takes over from Sam Okafor.")
    draw(page, picture("administering/invite"))


def test_the_roles_of_a_person(page_for, force, picture):
    liaison = Membership.objects.get(role="liaison").user
    liaison.name, liaison.email = "Alex Winterbourne", "alex.winterbourne@inspectorate.example"
    liaison.save()
    for name in ("Ashcombe Constabulary", "Barrowmere Police"):
        held = Body.objects.get(name=name)
        ForceLiaison.objects.create(user=liaison, force=held, from_on=timezone.localdate().replace(month=1, day=1))
    page = page_for(make_administrator(name="Jo Castleton"), DESKTOP)
    page.goto(reverse("admin:accounts_user_change", args=[liaison.pk]))
    page.get_by_role("button", name="Save", exact=True).scroll_into_view_if_needed()
    draw(page, picture("administering/roles"))


def test_seeing_what_somebody_sees(page_for, force, picture):
    person = make_user(force, Membership.Role.APPROVER, name="Dana Whitlock")
    page = page_for(make_administrator(name="Jo Castleton"), DESKTOP)
    page.goto(reverse("admin:accounts_user_see_as", args=[person.pk]))
    page.get_by_role("button", name="See what Dana Whitlock sees").click()
    page.get_by_text("You are looking as").wait_for()
    draw(page, picture("administering/see-as"))
