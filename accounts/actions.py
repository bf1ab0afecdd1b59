"""People are entered, and sent the link with which they choose their password."""

import logging
from datetime import timedelta
from smtplib import SMTPException

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import ForceLiaison, Membership
from inspections.actions import ActionError

logger = logging.getLogger(__name__)

LINK_DAYS = settings.PASSWORD_RESET_TIMEOUT // (60 * 60 * 24)
"""For how many days a link to choose a password works."""


class CannotInvite(ActionError):
    """This person may not sign in, or has signed in already."""


class MailNotSent(ActionError):
    """The mail server did not take the mail. The account stays as it was."""


@transaction.atomic
def enter(user, *, body=None, role="", from_on=None, forces=(), reason):
    """Save a new user without a password, with the role in a body and the forces of a liaison from a day on."""
    user.set_unusable_password()
    rows = [user]
    if body:
        rows.append(Membership(user=user, body=body, role=role, from_on=from_on))
    rows += [ForceLiaison(user=user, force=force, from_on=from_on) for force in forces]
    for row in rows:
        row._change_reason = reason
        row.save()
    return user


def check_invitation(user):
    """Raises CannotInvite for those who would get a link that is not for them."""
    if not user.is_active:
        raise CannotInvite(_("%(user)s may not sign in. No mail was sent.") % {"user": user})
    if user.last_login:
        words = _(
            "%(user)s has signed in already, and can ask for a new password on the sign-in page. No mail was sent."
        )
        raise CannotInvite(words % {"user": user})


def send_invitation(user, *, by, at):
    """Mail the link with which they choose their password, and keep when it went.

    Within a request: its address is where the link leads. Raises CannotInvite and MailNotSent.
    """
    check_invitation(user)
    adapter = get_adapter()
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    day = timezone.localtime(at).date()
    context = {
        "user": user,
        "by": by,
        "memberships": user.memberships.exclude(until_on__lt=day).select_related("body").order_by("from_on", "pk"),
        "link": adapter.get_reset_password_from_key_url(key),
        "days": LINK_DAYS,
        "last_day": day + timedelta(days=LINK_DAYS),
        "new_link": adapter.request.build_absolute_uri(reverse("account_reset_password")),
        "sign_in": adapter.request.build_absolute_uri(reverse("account_login")),
    }
    try:
        adapter.send_mail("account/email/invitation", user.email, context)
    except (SMTPException, OSError) as error:
        logger.exception("An invitation could not be sent.")
        raise MailNotSent(_("The mail to %(email)s could not be sent.") % {"email": user.email}) from error
    user.invited_at = at
    user._change_reason = _("Invitation sent.")
    user.save(update_fields=["invited_at"])
