from django.contrib.auth.tokens import PasswordResetTokenGenerator


class LinkTokens(PasswordResetTokenGenerator):
    """What proves that a link to choose a password is ours.

    It works once and for `settings.PASSWORD_RESET_TIMEOUT` seconds, and no longer when the person signs in, gets
    another address or may no longer sign in.
    """

    def _make_hash_value(self, user, timestamp):
        return f"{super()._make_hash_value(user, timestamp)}{user.is_active}"
