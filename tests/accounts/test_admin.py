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


def test_a_change_of_roles_says_why(client):
    user = make_user(make_force())
    page = change(client, user, reason="", **row(0, "memberships", until_on="2026-03-31"))
    assert "Say why" in page.content.decode()
    assert user.memberships.get().until_on is None
    page = change(client, user, reason="", name="Dana Whitlock-Hughes")
    assert set(complaints(page)) == {"reason"}


def test_what_changed_of_a_person_is_in_their_history(client, administrator):
    user = make_user(name="Dana Whitlock", email="old@northshire.example")
    change(client, user, email="new@northshire.example", reason="Another domain.")
    page = client.get(reverse("admin:accounts_user_history", args=[user.pk])).content.decode()
    for words in ("Another domain.", "old@northshire.example", "new@northshire.example", str(administrator)):
        assert words in page
    assert "md5" not in page


def test_an_administrator_sets_a_password_and_the_history_says_only_that(client):
    user = make_user()
    address = reverse("admin:auth_user_password_change", args=[user.pk])
    words = {"password1": "correct horse battery staple", "password2": "correct horse battery staple"}
    assert client.post(address, words | {"usable_password": "true", "set-password": "y"}).status_code == 302
    user.refresh_from_db()
    assert user.check_password(words["password1"])
    assert user.history.first().history_change_reason == "An administrator set the password."


def with_second_row(body, from_on, role="editor", **fields):
    values = row(1, "memberships", body=body.pk, role=role, from_on=from_on, **fields)
    return values | {"memberships-TOTAL_FORMS": 2}


@pytest.mark.parametrize(
    ("first_until", "second_from", "second_until", "refused"),
    [
        (None, "2026-01-01", None, True),
        (None, "2019-01-01", "2019-12-31", False),
        (None, "2019-01-01", "2020-01-01", True),
        ("2025-12-31", "2026-01-01", None, False),
        ("2026-01-01", "2026-01-01", None, True),
    ],
    ids=["inside", "before", "on its first day", "after", "on its last day"],
)
def test_the_same_role_twice_at_a_time_is_refused(client, first_until, second_from, second_until, refused):
    force = make_force()
    user = make_user(force)
    rows = row(0, "memberships", until_on=first_until) | with_second_row(force, second_from, until_on=second_until)
    page = change(client, user, **rows)
    assert user.memberships.count() == (1 if refused else 2)
    if refused:
        assert "The same stands from" in str(complaints(page)["memberships-1-from_on"])


def test_another_role_from_a_day_on_is_no_duplicate(client):
    force = make_force()
    user = make_user(force)
    assert change(client, user, **with_second_row(force, "2026-01-01", "approver")).status_code == 302


def test_a_body_that_does_not_exist_on_that_day_is_refused(client):
    closed = make_force(name="Oldshire Police", active_until=date(2025, 12, 31))
    page = change(client, make_user(), **membership(closed))
    assert complaints(page) == {"memberships-0-from_on": ["Oldshire Police does not exist on 1 January 2026."]}
    page = change(client, make_user(), **membership(closed, from_on="2025-01-01", until_on="2026-01-01"))
    assert complaints(page) == {"memberships-0-until_on": ["Oldshire Police does not exist on 1 January 2026."]}


def test_a_membership_of_a_body_that_has_ended_since_does_not_stand_in_the_way(client):
    force = make_force()
    user = make_user(force)
    force.active_until = date(2025, 12, 31)
    force.save()
    assert change(client, user, name="Dana Whitlock-Hughes").status_code == 302


def test_the_same_holds_on_the_page_of_one_membership(client):
    force = make_force(active_from=date(2000, 1, 1))
    user = make_user(force)
    add = reverse("admin:accounts_membership_add")
    given = {"user": user.pk, "body": force.pk, "role": "editor", "from_on": "2026-01-01"}
    assert "The same stands from 1 January 2020 on." in str(complaints(client.post(add, given)))
    assert "does not exist" in str(complaints(client.post(add, given | {"from_on": "1999-01-01"})))
    assert client.post(add, given | {"from_on": "2019-01-01", "until_on": "2019-12-31"}).status_code == 302
    held = user.memberships.get(until_on=None)
    address = reverse("admin:accounts_membership_change", args=[held.pk])
    page = client.post(address, typed(client.get(address), until_on="2026-03-31"))
    assert set(complaints(page)) == {"reason"}
    assert client.post(address, typed(client.get(address), until_on="2026-03-31", reason="Left.")).status_code == 302


def test_the_page_of_a_body_leads_to_its_people_of_today(client):
    force = make_force()
    held = make_user(force).memberships.get()
    former = make_user(force)
    former.memberships.update(until_on=date(2025, 12, 31))
    page = client.get(reverse("admin:inspections_body_change", args=[force.pk])).content.decode()
    address = f"{reverse('admin:accounts_membership_changelist')}?today=in&amp;body__id__exact={force.pk}"
    assert address in page
    assert list(client.get(address.replace("&amp;", "&")).context["cl"].queryset) == [held]
