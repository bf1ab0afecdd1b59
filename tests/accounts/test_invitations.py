"""People are invited by mail: entered on one page, they choose their password by a link, and sign in."""

import re
from datetime import date, timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, User
from tests.adminforms import complaints
from tests.factories import make_administrator, make_force, make_liaison, make_user
from tests.pages import text_of

pytestmark = pytest.mark.django_db

ADD = reverse("admin:accounts_user_add")
LIST = reverse("admin:accounts_user_changelist")
PASSWORD = "correct horse battery staple"


class Failing:
    """A mail server that takes no mail."""

    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, sent):
        raise SMTPServerDisconnected("Connection unexpectedly closed")


@pytest.fixture(autouse=True)
def administrator(client, db):
    user = make_administrator(name="Jo Castleton")
    client.force_login(user)
    return user


@pytest.fixture
def no_mail(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Failing"


def invitation(of_body, **fields):
    given = {
        "name": "Dana Whitlock",
        "email": "Dana@Northshire.example",
        "body": of_body.pk,
        "role": "editor",
        "from_on": "2026-01-01",
        "reason": "Takes over from Sam.",
    }
    return {name: value for name, value in (given | fields).items() if value is not None}


def invite(client, of_body, **fields):
    return client.post(ADD, invitation(of_body, **fields), follow=True)


def invite_again(client, *users):
    chosen = {"action": "invite_again", "_selected_action": [user.pk for user in users]}
    return client.post(LIST, chosen, follow=True)


def link(message=-1):
    return re.search(r"http://testserver(/accounts/password/reset/key/\S+)", mail.outbox[message].body)[1]


def choose_password(client, address):
    """What a browser does with the link; the page on which it ends."""
    page = client.get(address, follow=True)
    if "form" not in page.context or not page.redirect_chain:
        return page
    return client.post(page.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD}, follow=True)


def sign_in(client, email):
    return client.post(reverse("account_login"), {"login": email, "password": PASSWORD}, follow=True)


def test_an_invited_person_chooses_a_password_and_signs_in(client):
    force = make_force()
    page = invite(client, force)
    assert "The invitation to dana@northshire.example is on its way." in page.content.decode()
    user = User.objects.get(name="Dana Whitlock")
    assert (user.email, user.is_staff, user.has_usable_password()) == ("dana@northshire.example", False, False)
    held = user.memberships.get()
    assert (held.body, held.role, held.from_on) == (force, "editor", date(2026, 1, 1))
    client.logout()
    assert "Your password is saved" in text_of(choose_password(client, link()))
    sign_in(client, "dana@northshire.example")
    assert client.get("/").context["user"] == user
    assert [body.name for body in client.get("/").context["bodies"]] == [force.name]


def test_the_mail_says_who_what_until_when_and_where(client, today):
    force = make_force()
    invite(client, force)
    [message] = mail.outbox
    assert (message.to, message.subject) == (["dana@northshire.example"], "Your account in the Recommendation tracker")
    last_day = today + timedelta(days=7)
    for words in (
        "Jo Castleton has made an account for you",
        f"From 1 January 2026 you are editor for: {force}",
        f"for 7 days, until {last_day.day} {last_day:%B %Y}",
        "http://testserver/accounts/password/reset/\n",
        "http://testserver/accounts/login/\n",
    ):
        assert words in message.body


def test_reasons_and_who_invited_are_kept(client, administrator):
    invite(client, make_force())
    user = User.objects.get(name="Dana Whitlock")
    entries = [(entry.history_change_reason, entry.history_user) for entry in user.history.order_by("history_id")]
    assert entries == [("Takes over from Sam.", administrator), ("Invitation sent.", administrator)]
    assert user.memberships.get().history.get().history_change_reason == "Takes over from Sam."


def test_a_liaison_is_invited_with_their_forces(client, today):
    inspectorate = make_liaison().memberships.get().body
    forces = [make_force(), make_force()]
    invite(client, inspectorate, role="liaison", forces=[force.pk for force in forces])
    user = User.objects.get(name="Dana Whitlock")
    assert {row.force for row in user.looks_after.in_force_on(today)} == set(forces)


def test_an_administrator_needs_no_body(client):
    invite(client, make_force(), body=None, role="", is_staff="on")
    user = User.objects.get(name="Dana Whitlock")
    assert (user.is_staff, user.is_superuser, user.memberships.exists()) == (True, True, False)
    assert len(mail.outbox) == 1


@pytest.mark.on_one_database
@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"email": "person@northshire.example"}, "email"),
        ({"email": "PERSON@northshire.example"}, "email"),
        ({"email": "nobody"}, "email"),
        ({"email": "dana@northshire.example\nBcc: all@northshire.example"}, "email"),
        ({"name": ""}, "name"),
        ({"body": ""}, "body"),
        ({"role": ""}, "role"),
        ({"role": "liaison"}, "role"),
        ({"from_on": ""}, "from_on"),
        ({"from_on": "1999-12-31"}, "from_on"),
        ({"from_on": "0201-01-01"}, "from_on"),
        ({"reason": ""}, "reason"),
        ({"reason": "  "}, "reason"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_is_done(client, wrong, place):
    make_user(email="person@northshire.example")
    page = client.post(ADD, invitation(make_force(active_from=date(2000, 1, 1)), **wrong))
    assert place in complaints(page)
    assert not User.objects.filter(name="Dana Whitlock").exists()
    assert not Membership.objects.exists()
    assert mail.outbox == []


def test_only_liaisons_look_after_forces(client):
    force = make_force()
    page = client.post(ADD, invitation(force, forces=[force.pk]))
    assert set(complaints(page)) == {"forces"}


def test_when_mail_fails_the_page_says_so_and_how_to_go_on(client, no_mail, settings, caplog):
    page = invite(client, make_force())
    user = User.objects.get(name="Dana Whitlock")
    said = page.content.decode()
    assert "The mail to dana@northshire.example could not be sent." in said
    assert "“Send the invitation again”" in said
    assert "is on its way" not in said
    assert (user.invited_at, user.memberships.count()) == (None, 1)
    assert "could not be sent" in caplog.text
    front = client.get(reverse("admin:index")).content.decode()
    assert "1 user was entered, but the invitation did not go" in front
    assert list(client.get(LIST, {"attention": "uninvited"}).context["cl"].queryset) == [user]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert "is on its way" in invite_again(client, user).content.decode()
    assert list(client.get(LIST, {"attention": "uninvited"}).context["cl"].queryset) == []
    client.logout()
    assert "Your password is saved" in text_of(choose_password(client, link()))


def test_who_has_not_signed_in_yet_is_found_in_the_list(client, administrator):
    invite(client, make_force())
    user = User.objects.get(name="Dana Whitlock")
    waiting = client.get(LIST, {"sign-in": "waiting"})
    assert list(waiting.context["cl"].queryset) == [user]
    assert "not signed in yet" in waiting.content.decode()
    assert "no longer works" not in waiting.content.decode()
    User.objects.filter(pk=user.pk).update(invited_at=timezone.now() - timedelta(days=8))
    assert "the link no longer works" in client.get(LIST, {"sign-in": "waiting"}).content.decode()
    assert list(client.get(LIST, {"sign-in": "done"}).context["cl"].queryset) == [administrator]
    assert len(client.get(LIST, {"sign-in": "nonsense"}).context["cl"].queryset) == 2


def test_the_link_works_once(client):
    invite(client, make_force())
    client.logout()
    choose_password(client, link())
    page = client.get(link())
    assert page.status_code == 200
    said = text_of(page)
    assert "This link no longer works" in said
    assert "ask for a new link" in said


def test_an_old_link_says_what_to_do(client, settings):
    invite(client, make_force())
    client.logout()
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "This link no longer works" in text_of(client.get(link()))
    settings.PASSWORD_RESET_TIMEOUT = 600
    client.post(reverse("account_reset_password"), {"email": "dana@northshire.example"})
    assert "Your password is saved" in text_of(choose_password(client, link()))


def test_a_mistyped_address_is_corrected_and_its_link_dies(client):
    invite(client, make_force(), email="dana@norhtshire.example")
    user = User.objects.get(name="Dana Whitlock")
    wrong = link()
    user.email = "dana@northshire.example"
    user.save()
    invite_again(client, user)
    assert mail.outbox[-1].to == ["dana@northshire.example"]
    client.logout()
    assert "This link no longer works" in text_of(client.get(wrong))
    assert "Your password is saved" in text_of(choose_password(client, link()))


def test_nobody_who_may_not_sign_in_gets_a_mail_or_a_password(client):
    invite(client, make_force())
    user = User.objects.get(name="Dana Whitlock")
    user.is_active = False
    user.save()
    assert "may not sign in. No mail was sent." in invite_again(client, user).content.decode()
    client.logout()
    client.post(reverse("account_reset_password"), {"email": user.email})
    assert len(mail.outbox) == 1
    assert "This link no longer works" in text_of(client.get(link()))


def test_who_has_signed_in_is_not_invited_again(client, administrator):
    page = invite_again(client, administrator)
    assert "has signed in already" in page.content.decode()
    assert mail.outbox == []


def test_several_are_invited_again_and_each_is_told_of(client, administrator):
    users = [make_user(make_force()), make_user(make_force())]
    page = invite_again(client, *users, administrator)
    assert [message.to for message in mail.outbox] == [[user.email] for user in users]
    assert page.content.decode().count("is on its way") == 2
    assert "has signed in already" in page.content.decode()


@pytest.mark.parametrize("fails", [False, True], ids=["mail works", "mail fails"])
def test_outsiders_do_not_learn_who_has_an_account(client, settings, fails):
    make_user(email="person@northshire.example")
    client.logout()
    if fails:
        settings.EMAIL_BACKEND = f"{__name__}.Failing"
    pages = [
        client.post(reverse("account_reset_password"), {"email": email}, follow=True)
        for email in ("person@northshire.example", "nobody@northshire.example")
    ]
    assert [page.redirect_chain for page in pages] == [[(reverse("account_reset_password_done"), 302)]] * 2
    assert text_of(pages[0]) == text_of(pages[1])
    assert len(mail.outbox) == (0 if fails else 1)


def test_the_history_holds_no_password_and_no_sign_in(client):
    invite(client, make_force())
    user = User.objects.get(name="Dana Whitlock")
    client.logout()
    before = user.history.count()
    choose_password(client, link())
    sign_in(client, user.email)
    assert user.history.count() == before
    names = {field.name for field in User.history.model._meta.get_fields()}
    assert "email" in names
    assert not names & {"password", "last_login"}
