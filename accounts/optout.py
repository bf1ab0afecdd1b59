"""The link by which a person stops their reminders without signing in, as RFC 8058 has it."""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from accounts.models import User

_signer = Signer(salt="accounts.optout", sep=".")
"""Signed with SECRET_KEY and without an end: a link in an old mail stops reminders too. It can do nothing else."""

BY_LINK = "Stopped by the link in a mail."
"""The reason that the history of the person keeps."""


def stop_path(user):
    """The address within the site that stops this person's reminders."""
    return reverse("account_reminders_stop", args=[_signer.sign(str(user.pk))])


def person_of(token):
    """Whose reminders the link stops, None where it is none of ours."""
    try:
        return User.objects.filter(pk=_signer.unsign(token)).first()
    except BadSignature:
        return None


def stop(user, *, reason=BY_LINK):
    """From now on this person gets no reminders. Again is no change."""
    if user.reminders == User.Reminders.NONE:
        return
    user.reminders = User.Reminders.NONE
    user._change_reason = reason
    user.save(update_fields=["reminders"])
