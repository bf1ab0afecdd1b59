"""A run of the reminders on a day, and what came of it."""

from datetime import timedelta

from django.core import mail

from accounts.models import User
from responses.reminders.sending import letter_for, send_reminders
from tests.factories import TODAY

DAILY, WEEKLY, NONE = User.Reminders


def after(days, day=TODAY):
    return day + timedelta(days=days)


def told(day=TODAY):
    """(address, subject) of the mails of that day's run."""
    del mail.outbox[:]
    assert send_reminders(day).is_whole
    return [(message.to[0], message.subject) for message in mail.outbox]


def heaps(user, day=TODAY):
    """{heap: titles} of what this person would be told."""
    letter = letter_for(user, day)
    return {section.heap: [line.title for line in section.lines] for section in letter.sections} if letter else {}
