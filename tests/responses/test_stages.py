"""How far a statutory response is and how it stands: the rule of one duty and the rule of the database say the same."""

import random
from collections import defaultdict
from datetime import date, timedelta

import pytest

from accounts.seats import seat_of
from inspections.models import Inspection, RelatedForce
from inspections.pastday import PastDay
from responses.duties import duties
from responses.models import StatutoryResponse
from responses.stages import Stage, State, stage_of, state_of
from responses.statutory import Clock
from tests.factories import PUBLISHED_ON, make_force, make_inspection, make_liaison, make_local_policing_body, make_user

LAST_DAY = PUBLISHED_ON + timedelta(days=55)
DAY = PUBLISHED_ON + timedelta(days=30)


def a_duty(exemption="", published_on=PUBLISHED_ON):
    """A duty that is nowhere recorded."""
    return RelatedForce(inspection=Inspection(published_on=published_on), exemption=exemption)


def with_response(duty=None, **facts):
    duty = duty or a_duty()
    duty.statutory_response = StatutoryResponse(**{"pk": 1} | facts)
    return duty


@pytest.mark.parametrize(
    ("stage", "facts"),
    [
        (Stage.WRITING, {}),
        (Stage.CHIEF_OFFICER, {"comments_asked_on": DAY}),
        (Stage.WRITING, {"comments_asked_on": DAY, "comments_received_on": DAY}),
        (Stage.READY, {"comments_asked_on": DAY, "ready_on": DAY}),
        (Stage.SIGNED, {"ready_on": DAY, "signed_on": DAY}),
        (Stage.SENT, {"signed_on": DAY, "sent_to_inspectorate_on": DAY}),
        (Stage.SENT, {"signed_on": DAY, "sent_to_secretary_on": DAY}),
        (Stage.PUBLISHED, {"published_on": DAY}),
        (Stage.PUBLISHED, {"published_on": DAY, "correction": "A name."}),  # what was published stays published
        (Stage.WRITING, {"signed_on": DAY + timedelta(days=1)}),  # the day after is not known yet
    ],
)
def test_stage_follows_from_the_days(stage, facts):
    assert stage_of(with_response(**facts), DAY) == stage


def test_nothing_is_begun_without_a_response():
    assert stage_of(a_duty(), DAY) == Stage.NOT_BEGUN
    only_shown = with_response(pk=None)
    assert stage_of(only_shown, DAY) == Stage.NOT_BEGUN
    assert Clock(only_shown, DAY).response is None


def test_of_an_earlier_day_only_dated_facts_are_told():
    assert stage_of(with_response(), PastDay.of(DAY)) == Stage.NOT_BEGUN
    asked = with_response(comments_asked_on=DAY)
    assert stage_of(asked, PastDay.of(DAY)) == Stage.CHIEF_OFFICER
    assert stage_of(asked, PastDay.of(DAY - timedelta(days=1))) == Stage.NOT_BEGUN


def test_who_stands_outside_sees_that_it_is_in_hand_and_no_more():
    ready = with_response(ready_on=DAY)
    assert stage_of(ready, DAY, outside=True) == Stage.IN_HAND
    assert stage_of(with_response(published_on=DAY), DAY, outside=True) == Stage.PUBLISHED
    assert stage_of(a_duty(), DAY, outside=True) == Stage.NOT_BEGUN


@pytest.mark.parametrize(
    ("days", "published", "unpublished"),
    [
        (54, State.ON_TIME, State.OUTSTANDING),
        (55, State.ON_TIME, State.OUTSTANDING),  # the last day itself is in time
        (56, State.LATE, State.OVERDUE),
    ],
)
def test_state_at_the_edge_of_the_56_days(days, published, unpublished):
    on = PUBLISHED_ON + timedelta(days=days)
    assert state_of(with_response(published_on=on), on) == published
    assert state_of(with_response(), on) == unpublished
    assert state_of(with_response(published_on=on), on - timedelta(days=1)) == (
        State.OVERDUE if days > 56 else State.OUTSTANDING
    )


def test_of_an_unknown_day_nothing_is_said_of_lateness():
    undated = with_response(published_on=LAST_DAY + timedelta(days=100), published_basis="entry")
    assert state_of(undated, LAST_DAY + timedelta(days=100)) == State.UNDATED


def test_what_is_not_owed_is_neither_late_nor_in_hand():
    exempt = with_response(a_duty("other_act"), signed_on=DAY)
    assert (stage_of(exempt, DAY), state_of(exempt, LAST_DAY + timedelta(days=9))) == (Stage.NOT_OWED, State.NOT_OWED)


def test_answered_by_another_follows_its_day_against_its_own_last_day():
    other = StatutoryResponse(pk=7, published_on=LAST_DAY + timedelta(days=1))
    in_time = with_response(a_duty(published_on=PUBLISHED_ON + timedelta(days=1)), answered_by=other)
    late = with_response(answered_by=other)
    day = LAST_DAY + timedelta(days=5)
    assert (state_of(in_time, day), state_of(late, day)) == (State.ON_TIME, State.LATE)
    assert stage_of(late, day) == Stage.PUBLISHED
    other.published_on = None  # it was unpublished again
    assert (stage_of(late, day), state_of(late, day)) == (Stage.WRITING, State.OVERDUE)


DAYS = ("comments_asked_on", "comments_received_on", "ready_on", "signed_on", "sent_to_secretary_on")
DAYS += ("sent_to_inspectorate_on", "published_on")


def fill(invented, forces, body):
    """Fifteen reports on every force: some duties exempt, some responses begun, some answered by another one."""
    around, theirs = range(-3, 100), defaultdict(list)
    for _ in range(15):
        published_on = date(2025, 1, 1) + timedelta(days=invented.choice(range(150)))
        inspection = make_inspection(forces, published_on=published_on)
        for duty in inspection.related_forces.all():
            if invented.random() < 0.1:
                duty.exemption, duty.exemption_reason = "other_act", "Children Act 2004."
                duty.save()
            if invented.random() < 0.2:
                continue
            facts = {name: published_on + timedelta(days=invented.choice(around)) for name in DAYS}
            facts = {name: on for name, on in facts.items() if invented.random() < 0.35}
            if facts.get("comments_received_on"):
                facts["comments_asked_on"] = facts["comments_received_on"] - timedelta(days=9)
            basis = invented.choice(["", "", "entry"]) if "published_on" in facts else ""
            others = theirs[duty.force_id]
            if "published_on" not in facts and others and invented.random() < 0.4:
                facts |= {"answered_by": invented.choice(others), "answered_by_reason": "The same findings."}
            response = StatutoryResponse.objects.create(duty=duty, body=body, published_basis=basis, **facts)
            if not response.answered_by:
                others.append(response)


@pytest.mark.django_db
def test_the_database_tells_the_same_as_the_rule_of_one():
    forces = [make_force() for _ in range(6)]
    body = make_local_policing_body(forces[0])
    fill(random.Random(5), forces, body)
    found = set()
    for user in (make_liaison(), make_user(body), make_user()):
        for number in (0, 40, 55, 56, 90, 150, 300):
            day = date(2025, 1, 10) + timedelta(days=number)
            seat = seat_of(user, day)
            for seen in (seat, seat.at_the_end_of(PastDay.of(day - timedelta(days=20)))):
                on = seen.as_at
                for duty in duties().known_to(seen).with_stage(seen).with_state(on).for_list():
                    outside = not seen.oversees and duty.force_id not in seen.sides
                    expected = stage_of(duty, on, outside=outside), state_of(duty, on)
                    assert (duty.stage, duty.state) == expected, vars(duty)
                    found.add(expected)
                for state in State:
                    rows = duties().known_to(seen)
                    told = {duty.pk for duty in rows.with_state(on) if duty.state == state}
                    assert {duty.pk for duty in rows.in_state([state], on)} == told
    assert {stage for stage, _state in found} == set(Stage)
    assert {state for _stage, state in found} == set(State)


@pytest.mark.django_db
def test_totals_are_those_of_the_rows():
    forces = [make_force() for _ in range(6)]
    fill(random.Random(8), forces, make_local_policing_body())
    day = date(2025, 6, 1)
    rows = duties().filter(inspection__published_on__lte=day)
    for seen in (day, PastDay.of(day)):
        states = [(state_of(duty, seen), stage_of(duty, seen)) for duty in rows.for_list()]
        totals = rows.totals(seen)
        for state in State:
            assert totals[state] == sum(one is state for one, _stage in states)
        assert totals.duties == len(states)
        assert totals.silent == states.count((State.OVERDUE, Stage.NOT_BEGUN)) > 0
