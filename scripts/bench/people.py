"""Who looks at the pages: a session for each role, put into the database as signing in would put it."""

from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import User
from scripts.bench.pages.page import ROLES


def signed_in():
    """{role: the Cookie header of somebody of that role who is signed in}; of nobody, None."""
    sessions = {}
    for role, email in ROLES.items():
        if email is None:
            sessions[role] = None
            continue
        client = Client()
        client.force_login(User.objects.get(email=email))
        sessions[role] = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    return sessions


def sign_out(sessions):
    """Take these sessions away again."""
    Session.objects.filter(pk__in=[cookie.partition("=")[2] for cookie in sessions.values() if cookie]).delete()
