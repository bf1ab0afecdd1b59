"""How people sign in, and how each request knows who sent it."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists

from accounts.models import User
from inspections.models import Inspection

SAMPLE = Exists(Inspection.objects.filter(sample=True))


class SignInBackend(AuthenticationBackend):
    """allauth's: by e-mail address and password.

    The query that finds the person of a session tells as `sample_data` whether the register holds the sample, which
    every page says on top: no page asks for that by itself.
    """

    def get_user(self, user_id):
        user = User.objects.annotate(sample_data=SAMPLE).filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
