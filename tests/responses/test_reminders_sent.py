"""How reminders go out: never twice, whoever runs it, whatever fails and whenever it is killed."""

import os
import random
import subprocess
import sys
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db.models import F

from accounts.models import User
from accounts.seats import seat_of
from responses.models import Digest, Told
from responses.reminders.lines import lines
from responses.reminders.log import claim, new_to, period_of
from responses.reminders.sending import send_reminders
from tests.factories import TODAY, make_force, make_obligation, make_recommendation, make_user
from tests.services.mail import MailServer
from tests.services.server import ROOT, database_url
from tests.test_together import at_once

DAILY, WEEKLY, _NONE = User.Reminders


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://tracker.example.org"


@pytest.fixture
def server(settings):
    """A real mail server, which the settings name."""
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    server.start()
    yield server
    server.stop()


def late_people(count, day=TODAY):
    """People of one force with an item that is late."""
    force = make_force()
    make_obligation(force, due_on=day - timedelta(days=3))
    return [make_user(force, reminders=DAILY) for _person in range(count)]


def run(day=None, **options):
    """(what the command says, what it complains of, whether it failed)."""
    said, complained = StringIO(), StringIO()
    try:
        call_command("send_reminders", day=day, stdout=said, stderr=complained, **options)
    except CommandError as error:
        return said.getvalue(), f"{complained.getvalue()}{error}", True
    return said.getvalue(), complained.getvalue(), False


# A real mail server ---------------------------------------------------------------------------------------------------


def test_a_mail_as_the_server_gets_it(db, server, today):
    [person] = late_people(1, today)
    assert run() == ("1 reminder sent. Nothing new for 0 people.\n", "", False)
    [message] = server.taken
    assert message["To"] == person.email
    assert message["Subject"].startswith("1 thing to do: recommendation ")
    assert message.get_content_type() == "multipart/alternative"
    assert "3 days late" in message.get_body(("plain",)).get_content()
    assert "3 days late" in message.get_body(("html",)).get_content()
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Unsubscribe"].strip().startswith("<https://tracker.example.org/accounts/reminders/stop/")
    assert message["Auto-Submitted"] == "auto-generated"
    digest = Digest.objects.get()
    assert digest.sent_at >= digest.begun_at
    assert run() == ("0 reminders sent. Nothing new for 0 people.\n", "", False)


def test_one_address_that_is_refused_keeps_nobody_waiting(db, server, today):
    people = late_people(3, today)
    server.refused.add(people[1].email)
    said, complained, failed = run()
    assert (said, failed) == ("2 reminders sent. Nothing new for 0 people.\n", True)
    assert f"Not sent to {people[1].email}, to be tried again: " in complained
    assert not Digest.objects.filter(user=people[1]).exists()
    server.refused.clear()
    assert run()[0].startswith("1 reminder sent.")
    assert [len(server.to(person.email)) for person in people] == [1, 1, 1]


def test_what_may_have_gone_is_not_sent_again(db, server, today):
    people = late_people(2, today)
    server.dropped.add(people[0].email)
    _said, complained, failed = run()
    assert failed
    assert f"Not known whether it went to {people[0].email}, not to be tried again: " in complained
    server.dropped.clear()
    assert run()[0].startswith("0 reminders sent.")
    assert [len(server.to(person.email)) for person in people] == [1, 1]
    assert Digest.objects.get(user=people[0]).sent_at is None


def test_without_a_mail_server_the_rest_is_left_for_the_next_run(db, server, settings, today):
    late_people(5, today)
    settings.EMAIL_PORT = 1
    said, complained, failed = run()
    assert (said, failed) == ("0 reminders sent. Nothing new for 0 people.\n", True)
    assert complained.count("to be tried again") == 3
    assert "No mail server answers: 2 people are left for the next run." in complained
    assert not Told.objects.exists()
    settings.EMAIL_PORT = server.port
    assert run()[0].startswith("5 reminders sent.")


def test_mails_become_files_until_a_server_is_named(db, settings, tmp_path, today):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", tmp_path
    [person] = late_people(1, today)
    run()
    [file] = tmp_path.iterdir()
    assert f"To: {person.email}" in file.read_text()


# Killed, and at once --------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_while_the_server_has_a_mail_and_has_not_answered(server, today):
    people = late_people(3, today)
    server.kept_waiting.add(people[1].email)
    url = f"smtp://127.0.0.1:{server.port}"
    process = subprocess.Popen(
        [sys.executable, "manage.py", "send_reminders"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database_url(), "EMAIL_URL": url, "SITE_URL": "https://tracker.example.org"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert server.waits.wait(60)
    process.kill()
    assert process.wait() == -9
    server.kept_waiting.clear()
    assert run()[0].startswith("1 reminder sent.")
    assert [len(server.to(person.email)) for person in people] == [1, 1, 1]
    assert [digest.sent_at is None for digest in Digest.objects.order_by("user")] == [False, True, False]
    assert send_reminders(today + timedelta(days=1)).sent == 0


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_several_runs_at_once_write_to_everybody_once(today):
    people = late_people(6, today)
    outcomes = at_once([lambda: send_reminders(today)] * 4)
    assert all(outcome.is_whole for outcome in outcomes), outcomes
    assert sum(outcome.sent for outcome in outcomes) == 6
    assert sorted(message.to[0] for message in mail.outbox) == sorted(person.email for person in people)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_who_comes_second_to_a_person_finds_that_they_were_told():
    """Two runs have read the same things before either has written anything down."""
    [person] = late_people(1)
    [line] = read(person)
    got = at_once([lambda: claim(person, [line], period_of(DAILY, TODAY))] * 4)
    assert sorted(len(lines) for _digest, lines in got) == [0, 0, 0, 1]
    assert claim(person, [line], period_of(DAILY, TODAY + timedelta(days=1)))[1] == []


def read(person, day=TODAY):
    return lines(seat_of(person, day))


def test_who_stops_the_reminders_in_between_gets_none(db):
    [person] = late_people(1)
    found = read(person)
    User.objects.filter(pk=person.pk).update(reminders=User.Reminders.NONE)
    assert claim(person, found, period_of(DAILY, TODAY)) == (None, [])


def test_what_fails_before_the_mail_goes_is_tried_again(db):
    """An address that no mail can be made for: the others get theirs."""
    person, other = late_people(2)
    User.objects.filter(pk=person.pk).update(email="dana@northshire.example\nBcc: all@northshire.example")
    outcome = send_reminders(TODAY)
    assert [user for user, _why in outcome.failed] == [person]
    assert [message.to for message in mail.outbox] == [[other.email]]
    User.objects.filter(pk=person.pk).update(email=person.email)
    assert send_reminders(TODAY).sent == 1


# Whatever happens -----------------------------------------------------------------------------------------------------


class Moody(EmailBackend):
    """A mail server that is away now and then, and now and then hangs up when it has the mail, or just before."""

    dice = random.Random()

    def open(self):
        if self.dice.random() < 0.2:
            raise ConnectionRefusedError

    def send_messages(self, messages):
        luck = self.dice.random()
        if luck < 0.1:
            raise TimeoutError
        sent = super().send_messages(messages)
        if luck < 0.2:
            raise ConnectionResetError
        return sent


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_whatever_fails_nobody_is_told_anything_twice(db, settings, seed):
    locmem, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Moody"
    Moody.dice = dice = random.Random(seed)
    force = make_force()
    people = [make_user(force, reminders=choice) for choice in (DAILY, DAILY, WEEKLY)]
    for number in range(12):
        due_on = TODAY + timedelta(days=dice.randrange(-5, 45))
        make_obligation(force, make_recommendation(number=str(number), due_on=due_on))
    for days in range(0, 25, 2):
        for _again in range(dice.randrange(1, 4)):
            send_reminders(TODAY + timedelta(days=days))
        row = dice.choice(force.obligations.order_by("pk"))
        type(row).objects.filter(pk=row.pk).update(claim="complete", reported_on=F("addressed_on"))
    settings.EMAIL_BACKEND = locmem
    end = TODAY + timedelta(days=32)
    send_reminders(end)
    assert [new_to(person, read(person, end)) for person in people] == [[], [], []]
    said = [(message.to[0], *title) for message in mail.outbox for title in titles(message.body)]
    assert len(said) == len(set(said))
    assert Told.objects.exclude(digest__sent_at=None).count() <= len(said) <= Told.objects.count()


def titles(body):
    """(heading, line) of everything that a mail tells."""
    heading = ""
    for line in body.splitlines():
        if line.startswith("* "):
            yield heading, line.partition(":")[0]
        elif line.isupper() or line.startswith(("LATE", "DUE")):
            heading = line.partition(" (")[0]


# The command ----------------------------------------------------------------------------------------------------------


def test_a_dry_run_prints_the_mails_and_keeps_nothing(db, today):
    [person] = late_people(1, today)
    said, _complained, failed = run(dry_run=True)
    assert not failed
    assert said.startswith(f"{person.email}\n1 thing to do: ")
    assert said.endswith("1 mail would be sent.\n")
    assert run(day=today - timedelta(days=20), dry_run=True)[0].count("due in 17 days") == 1
    assert not mail.outbox
    assert not Digest.objects.exists()


def test_another_day_goes_with_a_dry_run_alone(db, today):
    assert run(day=today) == ("", "--day goes with --dry-run: mails are only sent for today.", True)


def test_without_an_address_of_the_site_nothing_is_sent(db, settings, today):
    late_people(1, today)
    settings.SITE_URL = ""
    assert "Set SITE_URL" in run()[1]
    assert not mail.outbox
