"""Loading invented inspections in bulk: always the same ones, once, and in no other number."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from inspections.models import Act, MonthEnd, Obligation, Restated
from inspections.pastday import PastDay
from inspections.statuses import Status
from responses.models import Response
from tests.sample.conftest import DAY
from tracker.sample.load import SampleRefused
from tracker.sample.scale.load import load_scale
from tracker.sample.scale.reports import SLUG

pytestmark = pytest.mark.django_db


def rows():
    return Obligation.objects.filter(recommendation__inspection__slug__startswith=SLUG)


def content():
    """What stands in the tables, without keys."""
    acts = Act.objects.filter(obligation__in=rows()).order_by("pk")
    answers = Response.objects.filter(obligation__in=rows()).order_by("pk")
    return (
        list(
            rows().order_by("pk").values_list("recommendation__text", "body__slug", "due_on", "closed_on", "changed_at")
        ),
        list(acts.values_list("kind", "on", "reason", "became", "recorded_at", "by__name")),
        list(answers.values_list("action", "lead", "evidence", "shared_on")),
    )


@pytest.mark.slow
def test_the_same_number_and_day_make_the_same_register(sample):
    found = []
    for count in (2, 2, 1):
        with transaction.atomic():
            load_scale(count, DAY)
            found.append(content())
            transaction.set_rollback(True)
    assert found[0] == found[1] != found[2]


@pytest.mark.slow
def test_how_things_stand_after_twelve_years(sample):
    load_scale(24, DAY)
    totals = rows().owed_on(DAY).totals(DAY)
    share = {status: totals[status] / totals.items for status in Status}
    assert 0.83 < share[Status.CLOSED] < 0.91
    assert 0.01 < share[Status.REPORTED_COMPLETE] < 0.05
    assert 0.02 < share[Status.OVERDUE] < 0.08
    assert all(share[status] for status in Status)
    assert 0 < totals.silent < totals[Status.OVERDUE]
    assert totals.settled > 0.9 * totals[Status.CLOSED]


def schema(cursor):
    tables = connection.introspection.table_names(cursor)
    return {table: connection.introspection.get_constraints(cursor, table) for table in tables}


def test_indexes_and_foreign_keys_stand_as_before(sample):
    with connection.cursor() as cursor:
        before = schema(cursor)
        load_scale(1, DAY)
        assert schema(cursor) == before


def test_once_is_enough_and_another_number_is_refused(sample, django_assert_num_queries):
    load_scale(1, DAY)
    with django_assert_num_queries(3):  # how many there are, within a savepoint
        load_scale(1, DAY)
    with pytest.raises(SampleRefused, match="There are 1 such"):
        load_scale(2, DAY)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_command_counts_the_months_as_well(capsys):
    call_command("load_sample", day=DAY, scale=2)
    assert rows().count() >= 2 * 430
    assert not Restated.objects.exists()
    ends = sorted(set(MonthEnd.objects.values_list("on", flat=True)))
    assert len(ends) > 100
    for on in (ends[0], ends[len(ends) // 2], ends[-1]):
        day = PastDay.of(on)
        kept = {row.body_id: row.totals for row in MonthEnd.objects.filter(on=on)}
        assert kept == Obligation.objects.owed_on(day).totals_by("body", day)
    call_command("load_sample", day=DAY, scale=2)
    with pytest.raises(CommandError, match="There are 2 such"):
        call_command("load_sample", day=DAY, scale=3)


@pytest.mark.parametrize("number", ["0", "-1", "many"])
def test_refuses_what_is_not_a_number(number):
    with pytest.raises(CommandError, match="not a number such as 116"):
        call_command("load_sample", f"--scale={number}")
