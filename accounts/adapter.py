"""How allauth is told what is special about signing in here."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Administrators make the accounts: nobody signs up."""

    def is_open_for_signup(self, request):
        return False
