"""What a browser would post from the answer page, so that a test types only what it is about."""

from datetime import date, timedelta

from django.test import Client
from django.utils import timezone

from accounts.models import Membership
from inspections import actions
from tests.factories import make_liaison

APPROVER = Membership.Role.APPROVER
YESTERDAY = timezone.localdate() - timedelta(days=1)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def address(obligation, part=""):
    return obligation.get_absolute_url() + part


def typed(draft=None, **words):
    """What the form posts: empty boxes besides `words`; the hidden fields are those of a page without a draft."""
    hidden = {"revision": 0, "based_on": 0}
    if draft:
        hidden = {"revision": draft.revision, "based_on": draft.based_on}
    return {"position": "in_progress", "action": "", "then": "save"} | hidden | words


def boxes(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def post(user, obligation, draft=None, **words):
    return signed_in(user).post(address(obligation), typed(draft, **words), follow=True)


def add_progress(user, obligation, text="Night cover began.", on=YESTERDAY):
    """Adds a progress update; `on` is a day, or what stands in its boxes."""
    data = {"progress-text": text} | (boxes("progress-on", on) if isinstance(on, date) else on)
    return signed_in(user).post(address(obligation, "progress/"), data, follow=True)


def close(obligation, **kwargs):
    """HMICFRS closes the item, verified unless told otherwise."""
    values = {"closure": "verified", "by": make_liaison(name="Ines Calloway"), "on": YESTERDAY, "reason": "Seen."}
    actions.close([obligation], **(values | kwargs))
