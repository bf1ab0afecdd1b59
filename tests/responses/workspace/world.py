"""Who writes a statutory response in the tests, and how: a report of which today is day 40, and its people."""

from datetime import date, timedelta

from django.test import Client
from django.utils import timezone

from accounts.models import Membership
from accounts.seats import seat_of
from inspections.models import OfficeHolder
from responses.actions import save_draft
from responses.models import StatutoryResponse
from responses.workspace.sections import save_section, seen
from tests.factories import (
    make_inspection,
    make_obligation,
    make_recommendation,
    make_user,
)

PAGE = "/inspections/rural/response/northshire/"


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def write(duty, by, section, **words):
    today, current = timezone.localdate(), StatutoryResponse.objects.filter(duty=duty).first()
    save_section(duty, section, words, by=by, on=today, saw=seen(current) if current else 0)
    return StatutoryResponse.objects.get(duty=duty)


def drafted(obligation, by, **words):
    side = seat_of(by, timezone.localdate()).side_for(obligation)
    words = {"position": "in_progress", "action": "Under way."} | words
    return save_draft(obligation, side, words, by=by, revision=0)


def sent(client, section, **words):
    """The section's form as its page gives it, with other words in it."""
    form = client.get(f"{PAGE}{section}/").context["form"]
    held = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in held.items() if value is not None}
    return client.post(f"{PAGE}{section}/", data | words)


def make_report(force, today):
    """A report of which today is day 40."""
    published_on = today - timedelta(days=39)
    return make_inspection([force], title="Out of sight", slug="rural", published_on=published_on, national=True)


def make_item(report, force):
    """An item for the force, without an answer."""
    return make_obligation(force, make_recommendation(report, number="2", text="Find repeat victims."))


def make_holder(office):
    return OfficeHolder.objects.create(
        body=office, name="Robin Hale", title="Police and Crime Commissioner", from_on=date(2024, 5, 9)
    )


def make_editor(office):
    return make_user(office, name="Dana Whitlock")


def make_approver(office):
    return make_user(office, Membership.Role.APPROVER, name="Sam Okoro")


def make_member(force):
    """Somebody of the force's own side."""
    return make_user(force, name="Jo Brandreth")
