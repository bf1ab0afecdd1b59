"""Nobody but overseers can tell that a report is under embargo, undated or proposed: every page reads as without it."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Membership
from inspections.actions import address, close
from tests.factories import (
    make_force,
    make_inspection,
    make_liaison,
    make_local_policing_body,
    make_obligation,
    make_recommendation,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

CHANGES_EACH_TIME = re.compile(r'nonce="[^"]+"|value="\w{64}"')


@pytest.fixture
def published():
    """An item of a published report."""
    force = make_force(slug="northshire")
    return make_obligation(force, make_recommendation(make_inspection([force]), due_on=date(2025, 9, 1)))


@pytest.fixture
def readers(published):
    """People of no body, of the force, and of its local policing body."""
    office = make_local_policing_body(published.body)
    return [make_user(), make_user(published.body), make_user(office, Membership.Role.APPROVER)]


def pages_of(person, obligation):
    """{address: page} of whatever could give the secret away."""
    client, item = Client(), obligation.recommendation
    client.force_login(person)
    report, force = item.inspection.get_absolute_url(), obligation.body.get_absolute_url()
    places = [report, f"{report}matrix/", item.get_absolute_url(), obligation.get_absolute_url(), f"{force}?status=all"]
    everything = "/compliance/?sort=deadline"  # the bare address opens on what is one's own
    lists = ["/", "/forces/", "/inspections/", "/recommendations/", everything, "/compliance/?words=Hidden"]
    lists += [
        "/compliance/matrix/",
        "/compliance/paper/",
        "/compliance/paper.html",
        "/compliance/paper.csv",
        "/statutory/",
    ]
    lists += [f"/{name}/export/" for name in ("compliance", "forces", "inspections", "recommendations", "statutory")]
    papers = [f"{force}papers/{name}.{ending}" for name in ("board", "panel") for ending in ("html", "csv")]
    return {place: CHANGES_EACH_TIME.sub("", words_of(client.get(place))) for place in [*places, *lists, *papers]}


def words_of(page):
    assert page.status_code == 200
    return (b"".join(page.streaming_content) if page.streaming else page.content).decode()


@pytest.mark.on_one_database
def test_every_page_reads_as_if_the_report_were_not_there(published, readers):
    other, liaison, today = make_force(), make_liaison(), timezone.localdate()
    close([published], closure="superseded", by=liaison, on=today, reason="")
    before = [pages_of(person, published) for person in readers]

    for secret in (
        {"published_on": today + timedelta(days=20)},
        {"published_on": None},
        {"published_on": date(2025, 7, 1), "proposed_by": other},
    ):
        earlier = published.recommendation
        report = make_inspection([published.body], title="Hidden", follows_up=earlier.inspection, **secret)
        item = make_recommendation(report, text="Hidden", continues=earlier, due_on=date(2030, 1, 1))
        address(item, [published.body, other], by=liaison)
    type(published).objects.filter(pk=published.pk).update(superseded_by=item)

    assert [pages_of(person, published) for person in readers] == before
    assert "Hidden" in pages_of(liaison, published)["/inspections/"]
