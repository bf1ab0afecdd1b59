"""Administrators make accounts, say for whom people act, and switch accounts off."""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from tests.adminforms import complaints, new_rows, row, typed
from tests.factories import make_administrator, make_force, make_liaison, make_user


@pytest.fixture(autouse=True)
def administrator(client, db):
    user = make_administrator()
    client.force_login(user)
    return user


def change(client, user, **changes):
    address = reverse("admin:accounts_user_change", args=[user.pk])
    return client.post(address, typed(client.get(address), **({"reason": "As asked."} | changes)))


def membership(body, role="editor", **fields):
    values = {"kind": None, "text": None, "body": body.pk, "role": role, "from_on": "2026-01-01"} | fields
    return new_rows(values, prefix="memberships")


def test_a_person_acts_for_a_body_from_a_day_on(client):
    user, force = make_user(), make_force()
    assert change(client, user, **membership(force)).status_code == 302
    held = user.memberships.get()
    assert (held.body, held.role, held.from_on) == (force, "editor", date(2026, 1, 1))
    assert force.name in client.get(reverse("admin:accounts_user_changelist")).content.decode()


def test_a_liaison_belongs_to_the_inspectorate(client):
    inspectorate = make_liaison().memberships.get().body
    user = make_user()
    for body, role in [(make_force(), "liaison"), (inspectorate, "editor")]:
        page = change(client, user, **membership(body, role))
        assert set(complaints(page)) == {"memberships-0-role"}
    assert change(client, user, **membership(inspectorate, "liaison")).status_code == 302


def test_the_last_day_is_not_before_the_first(client):
    page = change(client, make_user(), **membership(make_force(), until_on="2025-12-31"))
    assert "before the first" in str(complaints(page))


def test_a_membership_is_ended_and_kept(client):
    user = make_user(make_force())
    change(client, user, **row(0, "memberships", until_on="2026-03-31", DELETE=True))
    assert user.memberships.get().until_on == date(2026, 3, 31)


def test_memberships_end_today(client):
    today = timezone.localdate()
    going_on = make_user(make_force()).memberships.get()
    to_come = make_user(make_force(), from_on=today + timedelta(days=1)).memberships.get()
    chosen = {"action": "end_today", "_selected_action": [going_on.pk, to_come.pk]}
    page = client.post(reverse("admin:accounts_membership_changelist"), chosen, follow=True)
    assert "1 membership ends today." in page.content.decode()
    assert list(Membership.objects.order_by("pk").values_list("until_on", flat=True)) == [today, None]
    assert going_on.history.first().history_change_reason == "Ended."


def test_an_account_is_switched_off_never_deleted(client):
    user = make_user()
    change(client, user, is_active=None)
    user.refresh_from_db()
    assert not user.is_active
    assert client.post(reverse("admin:accounts_user_delete", args=[user.pk]), {"post": "yes"}).status_code == 403
    actions = client.get(reverse("admin:accounts_user_changelist")).context["action_form"]
    assert actions is None or "delete_selected" not in dict(actions.fields["action"].choices)


def test_nobody_locks_themselves_out(client, administrator):
    change(client, administrator, is_active=None, is_staff=None, name="Sam Okafor")
    administrator.refresh_from_db()
    assert (administrator.is_active, administrator.is_staff, administrator.name) == (True, True, "Sam Okafor")


def test_an_administrator_may_do_everything_and_nobody_else_anything(client):
    user = make_user()
    change(client, user, is_staff=True)
    user.refresh_from_db()
    assert user.is_superuser
    change(client, user, is_staff=None)
    user.refresh_from_db()
    assert not user.is_superuser


def test_nobody_signs_in_with_a_former_address(client):
    user = make_user(email="old@northshire.example")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    change(client, user, email="new@northshire.example")
    assert not EmailAddress.objects.exists()
