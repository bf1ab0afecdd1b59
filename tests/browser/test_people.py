"""A person is invited, chooses a password and sees their forces; an administrator sees what somebody else sees."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from accounts.models import Look, Membership, User
from responses.models import Draft
from tests.factories import make_administrator, make_force, make_liaison, make_obligation, make_user
from tests.services.pages import DESKTOP, PHONE

PASSWORD = "correct horse battery staple"
JAVASCRIPT = pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])


@pytest.fixture
def force(transactional_db):
    return make_force(name="Northshire Police", slug="northshire")


def choose(page, field, name):
    """Find a body by typing, as the form's box for several or for one offers it."""
    page.locator(f".field-{field} .select2-selection").click()
    page.keyboard.type(name)
    page.locator(".select2-results").get_by_role("option", name=name).click()


def invite(page, body):
    page.goto(reverse("admin:accounts_user_changelist"))
    page.get_by_role("link", name="Add user").click()
    page.get_by_label("Name").fill("Dana Whitlock")
    page.get_by_label("E-mail address").fill("dana@inspectorate.example")
    choose(page, "body", body)
    page.get_by_label("Role").select_option(label="HMICFRS liaison")
    choose(page, "forces", "Northshire")
    page.get_by_label("Reason").fill("Takes over from Sam Okafor.")


def test_from_the_invitation_to_ones_own_forces(page_for, force, axe):
    inspectorate = make_liaison().memberships.get().body
    make_obligation(force)
    page = page_for(make_administrator())
    invite(page, inspectorate.name)
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("The invitation to dana@inspectorate.example is on its way.").wait_for()
    page.goto(reverse("admin:accounts_user_changelist"))
    assert "not signed in yet" in page.get_by_role("row", name="dana@inspectorate.example").inner_text()
    [link] = re.findall(r"http\S+/key/\S+", mail.outbox[0].body)
    page = page_for(width=PHONE)
    page.goto(link)
    assert axe(page) == []
    page.get_by_label("New Password", exact=True).fill(PASSWORD)
    page.get_by_label("New Password (again)").fill(PASSWORD)
    page.get_by_role("button", name="Save the password").click()
    page.get_by_role("heading", name="Your password is saved").wait_for()
    page.get_by_role("main").get_by_role("link", name="Sign in").click()
    page.get_by_label("Email").fill("dana@inspectorate.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Your forces", exact=True).wait_for()
    assert (
        page.get_by_role("table", name="Your forces", exact=True)
        .get_by_role("link", name=force.name, exact=True)
        .count()
        == 1
    )
    assert axe(page) == []
    page.get_by_role("link", name="Every item of your forces").click()
    page.get_by_role("heading", name="1 item").wait_for()
    page.goto(link)
    page.get_by_role("heading", name="This link no longer works").wait_for()
    assert axe(page) == []


@pytest.mark.on_one_database
@JAVASCRIPT
def test_looking_as_somebody_changes_nothing(page_for, force, javascript):
    row, person = make_obligation(force), make_user(force, Membership.Role.APPROVER, name="Dana Whitlock")
    page = page_for(make_administrator(), javascript=javascript)
    page.goto(reverse("admin:accounts_user_change", args=[person.pk]))
    page.get_by_role("link", name="See what this person sees").click()
    page.get_by_role("button", name="See what Dana Whitlock sees").click()
    band = page.get_by_role("region", name="Warning")
    assert "You are looking as Dana Whitlock (approver, Northshire Police)." in band.inner_text()
    page.goto(row.get_absolute_url())
    page.get_by_label("Action taken or planned").fill("Words that nobody may save.")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_role("heading", name="You are only looking").wait_for()
    assert not Draft.objects.exists()
    page.goto(reverse("admin:index"))
    page.get_by_role("heading", name="You are only looking").wait_for()
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("heading", name="Dana Whitlock").wait_for()
    page.goto("/")
    assert page.get_by_text("You are looking as").count() == 0
    assert Look.objects.get().ended_at


@pytest.mark.on_one_database
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_the_invitation_is_accessible(page_for, force, axe, width):
    inspectorate = make_liaison().memberships.get().body
    page, found = page_for(make_administrator(), width), []

    def look(state):
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found.extend(f"{state}: {fault}" for fault in [*axe(page), *(["scrolls sideways"] if beyond > 0 else [])])

    page.goto(reverse("admin:accounts_user_add"))
    look("empty")
    for field, name in (("body", inspectorate.name), ("forces", force.name)):
        page.locator(f".field-{field} .select2-selection").click()
        page.locator(".select2-results").get_by_role("option", name=name).wait_for()
        look(f"{field}, open")
        page.locator(".select2-results").get_by_role("option", name=name).click()
        look(f"{field}, chosen")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("This field is required.").first.wait_for()
    look("refused")
    assert not found, "\n".join(found)


@pytest.mark.on_one_database
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_the_pages_are_accessible(page_for, force, axe, width):
    person, administrator = make_user(force, name="Dana Whitlock"), make_administrator()
    page = page_for(administrator, width)
    see = reverse("admin:accounts_user_see_as", args=[person.pk])
    page.goto(see)
    found = {see: axe(page)}
    page.get_by_role("button", name="See what Dana Whitlock sees").click()
    page.get_by_text("You are looking as").wait_for()
    for address in ("/", reverse("admin:index"), "/compliance/"):
        page.goto(address)
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found[address] = [*axe(page), *(["scrolls sideways"] if beyond > 0 else [])]
    assert {address: faults for address, faults in found.items() if faults} == {}
    assert User.objects.get(pk=administrator.pk).looks.count() == 1
