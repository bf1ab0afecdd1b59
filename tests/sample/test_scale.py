"""Invented inspections in bulk: rows as the actions would have written them, on every day."""

from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse

from accounts.models import User
from inspections.causes import has_open_items
from inspections.models import Act, Body, Inspection, Obligation, RelatedForce
from inspections.pastday import PastDay
from responses.models import Draft, ProgressUpdate, Response, StatutoryResponse
from tests.inspections.test_past_days import how_it_stands
from tests.replay import THE_ITEMS, Row
from tests.sample.conftest import DAY
from tracker.sample.scale.load import load_scale
from tracker.sample.scale.reports import SLUG

pytestmark = pytest.mark.django_db

REPORTS = 4


@pytest.fixture(scope="module")
def scaled(sample, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load_scale(REPORTS, DAY)
        yield
        transaction.set_rollback(True)


def rows():
    return Obligation.objects.filter(recommendation__inspection__slug__startswith=SLUG)


# The log, told again --------------------------------------------------------------------------------------------------


def retold(obligation, acts, bodies):
    """The row as its log tells it. Every act must fit what the ones before it say."""
    row = Row(obligation.recommendation, obligation.body, None)
    for act in acts:
        TELL[act.kind](row, act, bodies)
    return row


def addressed(row, act, _bodies):
    assert row.addressed_on is None
    row.addressed_on = act.on


def answered(row, act, _bodies):
    assert not row.closure.value
    row.answered(act.on)


def reported(row, act, _bodies):
    assert not row.claim.value
    assert not row.closure.value
    row.claim.value, row.claim.since = act.became, act.on
    row.answered(act.on)


def returned(row, act, _bodies):
    assert not row.closure.value
    assert (row.claim.value, row.claim.since) == (act.ended_as, act.ended_from_on)
    row.claim.ends(act.on)


def closed(row, act, _bodies):
    assert not row.closure.value
    row.closure.value, row.closure.since = act.became, act.on


def reopened(row, act, _bodies):
    assert (row.closure.value, row.closure.since) == (act.ended_as, act.ended_from_on)
    row.closure.ends(act.on)


def moved(row, act, _bodies):
    assert not row.closure.value
    assert (row.due.since, row.due_on()) == (act.ended_from_on, act.ended_due_on)
    assert (row.due.value is THE_ITEMS) == (act.ended_as == "item")
    row.due.becomes(date.fromisoformat(act.became), act.on)


def waits(row, act, bodies):
    assert str(row.waiting.value.pk if row.waiting.value else "") == act.ended_as
    row.waiting.becomes(bodies.get(act.became), act.on)


TELL = {
    "addressed": addressed,
    "answered": answered,
    "reported": reported,
    "returned": returned,
    "closed": closed,
    "reopened": reopened,
    "moved": moved,
    "waiting": waits,
}


@pytest.fixture(scope="module")
def told(scaled, django_db_blocker):
    """{id: (obligation, what its log tells, the acts)}"""
    with django_db_blocker.unblock():
        bodies, acts = {body.name: body for body in Body.objects.all()}, defaultdict(list)
        for act in Act.objects.filter(obligation__in=rows()).order_by("pk"):
            acts[act.obligation_id].append(act)
        related = rows().select_related("recommendation__level", "body")
        return {row.pk: (row, retold(row, acts[row.pk], bodies), acts[row.pk]) for row in related}


def test_facts_are_what_the_log_tells(told):
    for row, log, _acts in told.values():
        assert (row.addressed_on, row.answered_on) == (log.addressed_on, log.answer.since)
        assert (row.claim, row.reported_on) == (log.claim.value, log.claim.since)
        assert (row.closure, row.closed_on) == (log.closure.value, log.closure.since)
        assert (row.due_on, row.has_own_due_on) == (log.due_on(), log.due.value is not THE_ITEMS)
        assert row.waiting_on == log.waiting.value


def test_acts_follow_one_another_in_time(told):
    for row, _log, acts in told.values():
        assert [act.on for act in acts] == sorted(act.on for act in acts)
        assert [act.recorded_at for act in acts] == sorted(act.recorded_at for act in acts)
        assert all(act.recorded_at.date() == act.on for act in acts)
        assert row.changed_at >= acts[-1].recorded_at
        assert row.changed_at.date() < DAY


def test_every_kind_of_act_and_of_closure_occurs(told):
    kinds = Counter(act.kind for _row, _log, acts in told.values() for act in acts)
    assert set(kinds) == set(TELL)
    assert {row.closure for row, _log, _acts in told.values()} == {"", *Obligation.Closure.values}


def test_it_is_closed_by_whom_the_level_lets_close_it(told):
    how = {"force": "by_force", "chief_officer": "confirmed", "evidence": "verified", "revisit": "verified"}
    for row, _log, acts in told.values():
        if row.closure in Obligation.SETTLED:
            assert row.closure == how[row.recommendation.level.closed_by]
            assert row.closed_by_id == [act.by_id for act in acts if act.kind == "closed"][-1]
            assert bool(row.closure_letter) == (row.closure != "by_force")


@pytest.mark.parametrize("years", [0, 0.4, 1.2, 3, 7, 11])
def test_past_days_are_told_as_the_log_tells_them(told, years):
    day = PastDay.of(DAY - timedelta(days=1 + int(years * 365)))
    counted = {key: log for key, (row, log, _acts) in told.items() if row.in_totals and log.counts_on(day)}
    found, _totals = how_it_stands(day)
    assert {key: stands for key, stands in found.items() if key in told} == {
        key: log.stands_on(day) for key, log in counted.items()
    }


# Everything else ------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("scaled")
def test_each_inspection_has_ten_items_addressed_to_all_forces():
    reports = Inspection.objects.filter(slug__startswith=SLUG)
    assert reports.count() == REPORTS
    forces = Body.objects.forces().count()
    for report in reports:
        assert report.sample
        assert report.items.count() == 10
        assert all(item.obligations.filter(body__kind="force").count() == forces for item in report.items.all())
        assert report.related_forces.count() == forces
    assert rows().filter(body__kind=Body.Kind.NATIONAL).exists()


@pytest.mark.usefixtures("scaled")
def test_causes_of_concern_stand_outside_totals_and_close_last():
    causes = rows().filter(recommendation__kind="cause_of_concern")
    assert causes.exists()
    assert not causes.filter(in_totals=True).exists()
    assert not rows().exclude(recommendation__kind="cause_of_concern").filter(in_totals=False).exists()
    assert causes.exclude(closed_on=None).exists()
    assert not causes.filter(has_open_items()).exclude(closed_on=None).exists()


@pytest.mark.usefixtures("scaled")
def test_answers_stand_with_their_history():
    answers = Response.objects.filter(obligation__in=rows()).select_related("obligation")
    kept = defaultdict(list)
    for record in Response.history.filter(obligation__in=rows()).order_by("history_id"):
        kept[record.id].append(record)
    assert {answer.pk for answer in answers} == set(kept)
    for answer in answers:
        told = kept[answer.pk]
        assert [record.revision for record in told] == [*range(1, answer.revision + 1)]
        assert [record.history_type for record in told] == ["+", *"~" * (answer.revision - 1)]
        names = [*(f"{name}_id" if name in ("answered_with", "waiting_on") else name for name in Response.WORDS)]
        assert [getattr(told[-1], name) for name in names] == [getattr(answer, name) for name in names]
        assert answer.waiting_on_id == answer.obligation.waiting_on_id
        assert not answer.obligation.claim or answer.claim == answer.obligation.claim
        assert answer.shared_on == told[-1].history_date.date() >= answer.obligation.answered_on


@pytest.mark.usefixtures("scaled")
def test_answers_are_as_long_as_answers_are_and_all_different():
    said = Response.objects.filter(obligation__in=rows(), position__in=["in_progress", "complete"])
    said = list(said.values_list("action", flat=True))
    lengths = sorted(map(len, said))
    assert 200 < lengths[len(lengths) // 10] < lengths[len(lengths) * 9 // 10] < 600
    assert len(set(said)) > len(said) * 0.99


@pytest.mark.usefixtures("scaled")
def test_records_pass_the_checks_that_a_form_makes():
    connection.check_constraints()
    mine = {"obligation__in": rows()}
    for model, theirs in (
        (Obligation, {"pk__in": rows()}),
        *((model, mine) for model in (Act, Response, Draft, ProgressUpdate)),
        (RelatedForce, {"inspection__slug__startswith": SLUG}),
        (StatutoryResponse, {"duty__inspection__slug__startswith": SLUG}),
    ):
        some = list(model.objects.filter(**theirs).order_by("pk"))
        assert some, model
        for record in some[:: len(some) // 15 + 1]:
            record.full_clean()


@pytest.mark.usefixtures("scaled")
def test_most_offices_published_in_time():
    published = StatutoryResponse.objects.filter(duty__inspection__slug__startswith=SLUG).select_related(
        "duty__inspection"
    )
    in_time = [one for one in published if one.published_on <= one.duty.inspection.response_due_on]
    assert 0.75 < len(in_time) / len(published) < 0.98
    assert all(one.steps.get().on == one.published_on == one.history.get().published_on for one in published[:20])


@pytest.mark.usefixtures("scaled")
def test_further_records_get_keys_of_their_own():
    row = rows().filter(closed_on=None, response=None).first()
    assert Response.objects.create(obligation=row, shared_on=DAY).pk > 0
    assert Act.objects.create(obligation=row, kind="answered", on=DAY).pk > 0


@pytest.mark.usefixtures("scaled")
@pytest.mark.parametrize("name", ["home", "responses:compliance_list", "responses:compliance_matrix"])
def test_pages_open(client, name):
    client.force_login(User.objects.get(email="editor@cleveland.example"))
    assert client.get(reverse(name), follow=True).status_code == 200
