"""Who was told what. What is told is written down first and mailed then, so that nothing is ever told twice.

The row of the person is locked meanwhile: two runs at once come to each person one after the other, and the second
finds that their day or week is done. A run that is killed between the two has written down what it did not mail, and
no later run can know that it did not: better once too few than twice.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from accounts.models import Membership, User
from responses.models import Digest, Told

DAILY, WEEKLY, NONE = User.Reminders.DAILY, User.Reminders.WEEKLY, User.Reminders.NONE


def period_of(reminders, day):
    """The day or the week for which somebody with this choice gets one digest: a week begins on Monday."""
    if reminders == WEEKLY:
        year, week, _weekday = day.isocalendar()
        return f"{year}-W{week:02}"
    return day.isoformat()


def people(day):
    """Who may be written to: they may sign in, act for a body on that day, want it, and have not had theirs yet."""
    members = Membership.objects.in_force_on(day).order_by().values("user")
    had = Digest.objects.filter(user=OuterRef("pk"))
    periods = [Q(reminders=choice) & ~Exists(had.filter(period=period_of(choice, day))) for choice in (DAILY, WEEKLY)]
    return User.objects.filter(periods[0] | periods[1], is_active=True, pk__in=members).order_by("pk")


def new_to(user, lines):
    """Those of the lines that this person was never told."""
    told = set(Told.objects.filter(user=user, key__in=[line.key for line in lines]).values_list("key", flat=True))
    return [line for line in lines if line.key not in told]


@transaction.atomic
def claim(user, lines, period):
    """Write down what is told to a person for a period: (the Digest, the lines that are new to them).

    (None, []) where somebody else was quicker, or the person has chosen otherwise meanwhile.
    """
    wants = User.objects.select_for_update(no_key=True)
    person = wants.filter(pk=user.pk, is_active=True, reminders=user.reminders).first()
    own = Digest.objects.filter(user=user)
    if person is None or own.filter(period=period).exists():
        return None, []
    own.filter(told=None).delete()  # that nothing was new some day or week tells nobody anything
    digest = Digest.objects.create(user=user, period=period)
    new = new_to(user, lines)
    Told.objects.bulk_create(Told(digest=digest, user=user, key=line.key) for line in new)
    return digest, new


def release(digest):
    """The mail did not go: the next run tells it."""
    digest.delete()


def confirm(digest):
    """The mail went."""
    Digest.objects.filter(pk=digest.pk).update(sent_at=Now())
