"""One's own account: how often one is written to, and the link in a mail that stops it without a sign-in."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.forms import RemindersForm
from accounts.models import User
from accounts.optout import BY_LINK, stop_path
from responses.reminders.sending import send_reminders
from tests.factories import make_force, make_liaison, make_obligation, make_user
from tests.pages import text_of

pytestmark = pytest.mark.django_db

ACCOUNT = reverse("account")
DAILY, WEEKLY, NONE = User.Reminders
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def person():
    return make_user(make_force(name="Northshire Police"), name="Dana Whitlock")


@pytest.fixture
def outside():
    """A mail program: it has no cookies, and browsers' checks hold for it too."""
    return Client(enforce_csrf_checks=True)


def chosen(user):
    return User.objects.get(pk=user.pk).reminders


def test_the_page_says_who_one_is_and_leads_to_the_password(client, person):
    client.force_login(person)
    page = client.get(ACCOUNT)
    for words in ("Dana Whitlock", person.email, "Northshire Police (editor)", "Change your password"):
        assert words in text_of(page)
    assert f'href="{ACCOUNT}"' in client.get("/").content.decode()


@pytest.mark.parametrize("choice", [DAILY, NONE])
def test_how_often_is_chosen_and_kept_with_its_reason(client, person, choice):
    client.force_login(person)
    page = client.post(ACCOUNT, {"reminders": choice}, follow=True)
    assert f"Saved: reminders by email, {choice.label.lower()}." in text_of(page)
    assert chosen(person) == choice
    entry = person.history.first()
    assert (entry.history_user, entry.history_change_reason) == (person, "Chosen on their own page.")


@pytest.mark.parametrize("typed", [{}, {"reminders": ""}, {"reminders": "hourly"}, {"is_staff": "on"}])
def test_what_is_no_choice_changes_nothing(client, person, typed):
    client.force_login(person)
    page = client.post(ACCOUNT, typed)
    assert "There is a problem" in text_of(page)
    assert chosen(person) == WEEKLY
    assert not User.objects.filter(is_staff=True).exists()


def test_the_link_shows_a_button_and_changes_nothing_by_itself(outside, person):
    page = outside.get(stop_path(person))
    assert "Stop the reminders" in text_of(page)
    assert "Dana Whitlock" in text_of(page)
    assert chosen(person) == WEEKLY


def test_one_click_in_the_mail_program_stops_them(outside, person):
    make_obligation(person.memberships.get().body, due_on=person.created_at.date())
    send_reminders(person.created_at.date())
    [message] = mail.outbox
    link = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert link in message.body
    assert link in message.alternatives[0][0]
    path = link[link.index("/accounts/") :]
    answer = outside.post(path, ONE_CLICK)
    assert (answer.status_code, "You get no reminders" in text_of(answer)) == (200, True)
    assert chosen(person) == NONE
    entry = person.history.first()
    assert (entry.history_user, entry.history_change_reason) == (None, BY_LINK)


def test_a_second_click_is_no_second_change(outside, person):
    for _click in range(2):
        assert outside.post(stop_path(person), ONE_CLICK).status_code == 200
    assert person.history.filter(history_change_reason=BY_LINK).count() == 1


def test_the_link_stops_its_own_persons_reminders_whoever_is_signed_in(client, person):
    other = make_liaison()
    client.force_login(other)
    client.post(stop_path(person))
    assert (chosen(person), chosen(other)) == (NONE, WEEKLY)


@pytest.mark.parametrize("token", ["1", "x.y", "1.", ".", "%00", "1.2.3", "ü"])
def test_what_is_no_link_of_ours_stops_nothing(outside, person, token):
    address = f"/accounts/reminders/stop/{token}/"
    assert {outside.get(address).status_code, outside.post(address, ONE_CLICK).status_code} == {404}


def test_the_link_of_one_person_is_not_that_of_another(outside, person):
    other = make_user()
    forged = stop_path(person).replace(f"/{person.pk}.", f"/{other.pk}.")
    assert outside.post(forged, ONE_CLICK).status_code == 404
    assert chosen(other) == WEEKLY


def test_it_is_exempt_from_the_check_of_forms_and_nothing_else_is(outside, person):
    outside.force_login(person)
    assert outside.post(ACCOUNT, {"reminders": "none"}).status_code in (302, 403)
    assert chosen(person) == WEEKLY
    for method in ("PUT", "DELETE", "PATCH"):
        assert outside.generic(method, stop_path(person)).status_code in (403, 405)


def test_the_choice_writes_nothing_else_of_the_person(person):
    """Their page was asked for before an administrator ended their sign-in, and is answered after it."""
    form = RemindersForm({"reminders": "daily"}, instance=User.objects.get(pk=person.pk))
    User.objects.filter(pk=person.pk).update(is_active=False, password="!")
    assert form.is_valid()
    form.save()
    person.refresh_from_db()
    assert (person.reminders, person.is_active, person.password) == ("daily", False, "!")
