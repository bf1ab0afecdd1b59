"""One definition of every status, at its edges, as a column and as a filter."""

from datetime import date, timedelta

import pytest
from django.db.models import Count

from inspections.models import Obligation
from inspections.statuses import Status, Totals
from tests.factories import PUBLISHED_ON, TODAY, make_force, make_obligation, make_recommendation

pytestmark = pytest.mark.django_db

CLOSED = {"closed_on": TODAY, "closure": "verified", "closure_letter": "HMICFRS, 1 November 2026"}
COMPLETE = {"reported_on": TODAY, "claim": "complete"}
REFUSED = {"reported_on": TODAY, "claim": "no_action"}
LATE = {"due_on": TODAY - timedelta(days=1)}

EDGES = [
    ({"due_on": TODAY - timedelta(days=1)}, Status.OVERDUE),
    ({"due_on": TODAY}, Status.DUE_SOON),
    ({"due_on": TODAY + timedelta(days=1)}, Status.DUE_SOON),
    ({"due_on": TODAY + timedelta(days=30)}, Status.DUE_SOON),
    ({"due_on": TODAY + timedelta(days=31)}, Status.NOT_DUE),
    ({"due_on": None}, Status.NO_DEADLINE),
    (LATE | COMPLETE, Status.REPORTED_COMPLETE),
    (LATE | REFUSED, Status.NO_ACTION),
    (LATE | CLOSED, Status.CLOSED),
    (LATE | COMPLETE | CLOSED, Status.CLOSED),
    (COMPLETE, Status.REPORTED_COMPLETE),
    (REFUSED | CLOSED, Status.CLOSED),
]


@pytest.mark.parametrize(("facts", "status"), EDGES)
def test_status_at_its_edges(facts, status):
    make_obligation(**facts)
    assert Obligation.objects.with_status(TODAY).get().status == status


@pytest.mark.parametrize(("facts", "status"), EDGES)
def test_each_row_matches_the_filter_of_its_status_alone(facts, status):
    make_obligation(**facts)
    matching = [other for other in Status if Obligation.objects.in_status([other], TODAY).exists()]
    assert matching == [status]


def test_totals_agree_with_the_column():
    bodies = [make_force(), make_force()]
    for body in bodies:
        for facts, _ in EDGES:
            make_obligation(body, **facts)
    totals = Obligation.objects.owed_on(TODAY).totals_by("body", TODAY)
    rows = Obligation.objects.with_status(TODAY).values_list("body", "status").annotate(n=Count("pk"))
    assert {(body, status): n for body, status, n in rows} == {
        (body, status.value): n for body, t in totals.items() for status, n in t.counts.items() if n
    }
    assert sum(totals.values(), start=Totals()) == Obligation.objects.owed_on(TODAY).totals(TODAY)


def test_totals_are_one_query(django_assert_num_queries):
    for _ in range(3):
        make_obligation()
    with django_assert_num_queries(1):
        Obligation.objects.owed_on(TODAY).totals_by("body", TODAY)


@pytest.mark.parametrize(
    ("closures", "share"),
    [
        ([], 0),
        (["verified"], 1 / 3),
        (["verified", "confirmed", "by_force"], 1),
        (["superseded", "withdrawn"], 0),
        (["verified", "superseded"], 1 / 2),
        (["superseded", "withdrawn", "no_action_agreed"], None),
    ],
)
def test_share_closed_leaves_out_what_closed_without_the_work(closures, share):
    for closure in [*closures, *[None] * (3 - len(closures))]:
        make_obligation(**(CLOSED | {"closure": closure} if closure else {}))
    assert Obligation.objects.owed_on(TODAY).totals(TODAY).share_closed == share


def test_silent_are_the_overdue_with_nothing_recorded():
    make_obligation(**LATE)
    make_obligation(**LATE, answered_on=TODAY)
    make_obligation(due_on=None)
    totals = Obligation.objects.owed_on(TODAY).totals(TODAY)
    assert (totals[Status.OVERDUE], totals.silent) == (2, 1)
    assert list(Obligation.objects.with_status(TODAY).order_by("pk").values_list("silent", flat=True)) == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    "facts",
    [
        {"addressed_on": None},
        {"addressed_on": TODAY + timedelta(days=1)},
        {"removed_on": TODAY, "removal": "error"},
        {"in_totals": False},
    ],
    ids=["proposed", "under embargo", "removed", "cause of concern"],
)
def test_what_counts_in_no_total(facts):
    make_obligation(**facts)
    assert not Obligation.objects.owed_on(TODAY).exists()


def test_a_cause_of_concern_is_not_counted_beside_its_recommendations():
    cause = make_recommendation(kind="cause_of_concern")
    under = make_recommendation(cause.inspection, cause=cause)
    body = make_force()
    make_obligation(body, cause)
    counted = make_obligation(body, under)
    assert list(Obligation.objects.owed_on(TODAY)) == [counted]


def test_addressed_on_the_day_of_publication():
    obligation = make_obligation()
    assert obligation.addressed_on == PUBLISHED_ON
    assert not Obligation.objects.owed_on(PUBLISHED_ON - timedelta(days=1)).exists()
    assert Obligation.objects.owed_on(PUBLISHED_ON).exists()


def test_an_accelerated_cause_counts_its_deadlines_from_its_own_day_but_binds_from_publication():
    item = make_recommendation(issued_on=date(2025, 4, 1))
    assert item.addressed_on == PUBLISHED_ON
    assert item.issued_on == date(2025, 4, 1)
