"""The command: once is enough, twice changes nothing, and never over somebody's own data."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from inspections.models import Body, DayEnd, Inspection, Obligation, Restated
from inspections.pastday import PastDay
from inspections.statuses import Status
from responses.charts.series import MONTHS
from tests.factories import make_body, make_user
from tests.sample.conftest import DAY

pytestmark = pytest.mark.django_db

BANNER = "Only five published responses were entered"


def everything():
    """Every record of the program, as it stands in the database."""
    apps_of_ours = (apps.get_app_config(name) for name in ("inspections", "responses", "accounts"))
    return {
        model.__name__: list(model._base_manager.order_by("pk").values())
        for app in apps_of_ours
        for model in app.get_models()
    }


@pytest.mark.slow
def test_second_run_changes_nothing_and_a_third_keeps_what_people_added(capsys):
    call_command("load_sample", "--day", "2026-11-22")
    before, first = everything(), capsys.readouterr().out
    with CaptureQueriesContext(connection) as queries:
        call_command("load_sample", "--day", "2026-12-24")
    assert everything() == before
    assert all(query["sql"].startswith("SELECT") for query in queries)
    assert capsys.readouterr().out == first
    make_user(email="new@cleveland.example")
    call_command("load_sample", day=DAY)
    assert User.objects.count() == 10


@pytest.mark.slow
def test_loads_as_at_today_and_prints_a_sign_in_for_each_role(capsys):
    call_command("load_sample")
    published_on = Inspection.objects.get(slug="invented-example-found-property").published_on
    assert published_on == timezone.localdate() - timedelta(days=40)
    out = capsys.readouterr().out
    assert "recommendation-tracker" in out
    for email, role in [
        ("editor@cleveland.example", "editor, Police and Crime Commissioner for Cleveland"),
        ("approver@cheshire.example", "approver, Police and Crime Commissioner for Cheshire"),
        ("force@cleveland.example", "editor, Cleveland Police"),
        ("liaison@inspectorate.example", "HMICFRS liaison, HMICFRS"),
        ("admin@tracker.example", "administrator"),
    ]:
        assert [line for line in out.splitlines() if email in line and role in line]


@pytest.mark.slow
@pytest.mark.parametrize(
    "day",
    [
        date(2025, 10, 24),
        *(pytest.param(date(*day), marks=pytest.mark.on_one_database) for day in ((2026, 1, 31), (2026, 3, 30))),
        date(2028, 2, 29),
    ],
)
def test_every_status_occurs_whatever_the_day(day):
    call_command("load_sample", day=day)
    totals = (
        Obligation.objects.filter(recommendation__inspection__title__startswith="Invented").owed_on(day).totals(day)
    )
    assert all(totals[status] for status in Status), totals


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_scale_counts_the_months_as_well():
    call_command("load_sample", day=DAY, scale=2)
    assert Obligation.objects.count() > 2 * 430
    assert not Restated.objects.exists()
    ends = sorted(set(DayEnd.objects.values_list("on", flat=True)))
    assert len(ends) == MONTHS
    for on in (ends[0], ends[len(ends) // 2], ends[-1]):
        day = PastDay.of(on)
        kept = {row.body_id: row.totals for row in DayEnd.objects.filter(on=on)}
        assert kept == Obligation.objects.owed_on(day).totals_by("body", day)
    call_command("load_sample", day=DAY, scale=2)
    with pytest.raises(CommandError, match="There are 2 such"):
        call_command("load_sample", day=DAY, scale=3)


@pytest.mark.parametrize("make", [make_user, make_body])
def test_refuses_a_database_in_use(make):
    make()
    before = everything()
    with pytest.raises(CommandError, match="already holds people or bodies"):
        call_command("load_sample", day=DAY)
    assert everything() == before


def test_refuses_a_day_before_the_last_report():
    with pytest.raises(CommandError, match="24 October 2025"):
        call_command("load_sample", day=date(2025, 10, 23))
    assert not Body.objects.exists()


def test_refuses_what_is_not_a_day():
    with pytest.raises(CommandError, match="not a day such as"):
        call_command("load_sample", "--day", "tomorrow")


def test_banner_on_the_pages_of_the_sample(client):
    client.force_login(make_user())
    address = reverse("cookies")
    assert BANNER not in client.get(address).content.decode()
    Inspection.objects.create(title="A report", slug="a-report", published_on=DAY, sample=True)
    assert BANNER in client.get(address).content.decode()
    client.logout()
    assert BANNER not in client.get(address).content.decode()
