"""How allauth is told what is special about signing in here."""

import logging
from smtplib import SMTPException

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Administrators make the accounts: nobody signs up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The email address or the password is not right.")
    }

    def is_open_for_signup(self, request):
        return False

    def set_password(self, user, password):
        """The history of a person holds no passwords, so a new one makes no entry there."""
        user.set_password(password)
        user.save(update_fields=["password"])

    def send_password_reset_mail(self, user, email, context):
        """A mail server that fails tells nobody outside that there is an account with this address."""
        try:
            super().send_password_reset_mail(user, email, context)
        except (SMTPException, OSError):
            logger.exception("The mail with a link for a new password could not be sent.")
