"""Everybody is written to of what is new to them, one after the other: what fails for one keeps nobody else waiting."""

import contextlib
import logging
from dataclasses import dataclass, field
from smtplib import SMTPException, SMTPServerDisconnected

from django.core.mail import get_connection

from accounts.seats import seat_of
from responses.models import Told
from responses.reminders.letters import Letter
from responses.reminders.lines import lines
from responses.reminders.log import claim, confirm, new_to, people, period_of, release

logger = logging.getLogger(__name__)

GIVE_UP_AFTER = 3
"""So often in a row no server answers until the others are left to the next run."""


class NotSent(Exception):
    """The mail surely did not go."""


class Unreachable(NotSent):
    """No mail server answers."""


class Unsure(Exception):
    """The connection broke while the mail was handed over: nobody knows whether it went."""


@dataclass
class Outcome:
    """What came of a run: `failed` and `unsure` hold (person, reason) pairs; `left` people were not come to."""

    sent: int = 0
    nothing: int = 0
    failed: list = field(default_factory=list)
    unsure: list = field(default_factory=list)
    left: int = 0

    @property
    def is_whole(self):
        return not (self.failed or self.unsure or self.left)


def send_reminders(day, show=iter):
    """Write to everybody whose day or week it is. `show` wraps the list of people, as a progress bar does."""
    outcome, silent = Outcome(), 0
    everybody = list(people(day))
    for place, user in enumerate(show(everybody)):
        try:
            went = remind(user, day)
        except Unsure as error:
            outcome.unsure.append((user, error))
        except Exception as error:  # whatever it is, the others get theirs
            if not isinstance(error, NotSent):
                logger.exception("No reminder to user %s.", user.pk)
            outcome.failed.append((user, error))
            silent = silent + 1 if isinstance(error, Unreachable) else 0
            if silent == GIVE_UP_AFTER:
                outcome.left = len(everybody) - place - 1
                break
        else:
            silent = 0
            outcome.sent += went
            outcome.nothing += not went
    return outcome


def remind(user, day):
    """Write to one person what is new to them: whether a mail went. Raises NotSent, to be tried again, and Unsure."""
    standing = lines(seat_of(user, day))
    is_first = not Told.objects.filter(user=user).exists()
    digest, new = claim(user, standing, period_of(user.reminders, day))
    if not new:
        return False
    try:
        deliver(Letter(user, new, standing, is_first).message())
    except Unsure:
        raise
    except Exception:
        release(digest)
        raise
    confirm(digest)
    return True


def letter_for(user, day):
    """What this person would be written, None for nothing. It is written down nowhere."""
    standing = lines(seat_of(user, day))
    is_first = not Told.objects.filter(user=user).exists()
    new = new_to(user, standing)
    return Letter(user, new, standing, is_first) if new else None


def deliver(message):
    """Hand a mail over. Raises NotSent where it surely did not go, and Unsure."""
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:
        raise Unreachable(str(error)) from error
    try:
        connection.send_messages([message])
    except SMTPServerDisconnected as error:
        raise Unsure(str(error)) from error
    except SMTPException as error:  # an answer of the server: it does not take the mail
        raise NotSent(str(error)) from error
    except OSError as error:
        raise Unsure(str(error)) from error
    finally:
        with contextlib.suppress(OSError):
            connection.close()
