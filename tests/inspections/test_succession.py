"""Bodies that give way to others, in the register: what passes from a day on, and what earlier days still answer."""

from datetime import date, timedelta

import pytest
from django.db.models import Q

from inspections.actions import CannotSucceed, close, hand_over_governance, merge_bodies, submit_claim, wait_on
from inspections.governance import overseer_of
from inspections.models import Body, Obligation
from tests.factories import (
    make_administrator,
    make_force,
    make_inspection,
    make_local_policing_body,
    make_national_body,
    make_obligation,
    make_recommendation,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 1)
EVE = DAY - timedelta(days=1)


@pytest.fixture
def by():
    return make_administrator()


@pytest.fixture
def forces():
    return [make_force(name=f"{name} Police") for name in ("Northshire", "Southshire", "Mid Shires")]


def merge(predecessors, successor, by, on=DAY):
    return merge_bodies(predecessors, successor, by=by, on=on, reason="The order of 2026.")


def owed(day):
    """What counted on a day, by the dates that the rows keep."""
    rows = Obligation.objects.filter(addressed_on__lte=day, in_totals=True).exclude(removal="error")
    return rows.filter(Q(removed_on=None) | Q(removed_on__gt=day))


def test_open_items_pass_and_closed_ones_stay(forces, by):
    north, south, new = forces
    shared, single, closed = (make_recommendation(due_on=date(2026, 12, 31)) for _ in range(3))
    rows = [make_obligation(north, shared), make_obligation(south, shared, due_on=None), make_obligation(south, single)]
    done = make_obligation(north, closed)
    close([done], closure="verified", by=by, on=date(2026, 1, 9), reason="Seen.")
    before = owed(EVE).totals_by("body", EVE)
    merge([north, south], new, by)
    assert owed(EVE).totals_by("body", EVE) == before
    totals = Obligation.objects.owed_on(DAY).totals_by("body", DAY)
    assert {body: total.items for body, total in totals.items()} == {north.pk: 1, new.pk: 2}
    assert owed(DAY).totals_by("body", DAY) == totals
    for row in rows:
        row.refresh_from_db()
        assert (row.removed_on, row.removal) == (DAY, "passed_on")
        assert row.acts.last().became == "passed_on"
    north.refresh_from_db()
    assert (north.active_until, north.successor) == (EVE, new)
    assert north.history.first().history_change_reason == "The order of 2026."


def test_the_earliest_deadline_holds(forces, by):
    north, south, new = forces
    item = make_recommendation(due_on=date(2026, 12, 31))
    make_obligation(north, item)
    make_obligation(south, item, has_own_due_on=True)
    Obligation.objects.filter(body=south).update(due_on=date(2026, 9, 30))
    [passed] = merge([north, south], new, by)
    assert (passed.obligation.due_on, passed.obligation.has_own_due_on) == (date(2026, 9, 30), True)
    assert "Northshire Police and Southshire Police" in passed.obligation.acts.first().reason


@pytest.mark.parametrize(("claims", "stands"), [(["complete", "complete"], "complete"), (["complete", ""], "")])
def test_a_report_stands_where_all_made_it(forces, by, claims, stands):
    north, south, new = forces
    item = make_recommendation()
    for body, claim in zip((north, south), claims, strict=True):
        row = make_obligation(body, item)
        if claim:
            submit_claim([row], claim=claim, by=by, on=date(2026, 2, 2))
    [passed] = merge([north, south], new, by)
    row = Obligation.objects.get(pk=passed.obligation.pk)
    assert (row.claim, row.reported_on) == (stands, date(2026, 2, 2) if stands else None)
    assert row.answered_on == date(2026, 2, 2)
    assert [act.kind for act in row.acts.all()] == ["addressed", "reported" if stands else "answered"]


def test_a_force_that_stays_takes_over_another(forces, by):
    north, south, _new = forces
    item = make_recommendation()
    own, other = make_obligation(south, item), make_obligation(north, item)
    close([own], closure="verified", by=by, on=date(2026, 1, 9), reason="Seen.")
    before = owed(EVE).totals_by("body", EVE)
    [passed] = merge([north], south, by)
    assert {row.pk for row in passed.rows} == {own.pk, other.pk}
    assert Obligation.objects.live().get(recommendation=item) == passed.obligation
    assert passed.obligation.closed_on is None
    assert owed(EVE).totals_by("body", EVE) == before


def test_what_waits_proposals_and_embargoed_items_pass(forces, by):
    north, _south, new = forces
    office = make_national_body()
    waiting = make_obligation(office)
    wait_on([waiting], north, by=by, on=date(2026, 2, 2))
    to_come = make_obligation(north, make_recommendation(make_inspection(published_on=date(2026, 5, 1))))
    proposal = make_inspection(proposed_by=north)
    proposed = make_obligation(north, make_recommendation(proposal))
    merge([north], new, by)
    waiting.refresh_from_db()
    proposal.refresh_from_db()
    assert (waiting.waiting_on, proposal.proposed_by) == (new, new)
    live = {row.recommendation_id: row for row in Obligation.objects.live().filter(body=new)}
    assert live[to_come.recommendation_id].addressed_on == date(2026, 5, 1)
    assert live[proposed.recommendation_id].addressed_on is None
    assert not owed(date(2026, 5, 1)).filter(body=north).exists()


def test_refusals_write_nothing(forces, by):
    north, south, new = forces
    make_obligation(north)
    later = make_force(active_from=date(2026, 5, 1))
    office = make_national_body()
    for predecessors, successor, on, sentence in (
        ([north], north, DAY, "itself"),
        ([north], later, DAY, "does not exist on 1 April 2026"),
        ([north], office, DAY, "into a force"),
        ([later], new, DAY, "did not exist before 1 April 2026"),
        ([make_force(active_until=date(2025, 1, 1))], new, DAY, "ended on 1 January 2025"),
    ):
        with pytest.raises(CannotSucceed, match=sentence):
            merge(predecessors, successor, by, on)
    merge([south], new, by)
    with pytest.raises(CannotSucceed, match="already, to Mid Shires Police"):
        merge([north, south], new, by)
    with pytest.raises(CannotSucceed, match="does not exist"):
        merge([north], south, by)
    north.refresh_from_db()
    assert north.successor is None
    assert Obligation.objects.live().filter(body=north).count() == 1


# Local policing bodies ------------------------------------------------------------------------------------------------


def test_a_mayor_oversees_from_the_day(forces):
    north = forces[0]
    office = make_local_policing_body(north)
    mayor = make_local_policing_body(kind=Body.Kind.MAYOR, name="Mayor of Northshire")
    assert hand_over_governance(office, mayor, on=DAY, reason="The order of 2026.") == [north]
    assert (overseer_of(north, EVE), overseer_of(north, DAY)) == (office, mayor)
    office.refresh_from_db()
    assert (office.active_until, office.successor) == (EVE, mayor)


def test_handovers_that_cannot_be(forces):
    north, south, _new = forces
    office, other = make_local_policing_body(north), make_local_policing_body(south)
    idle = make_local_policing_body()
    gone = make_local_policing_body(make_force(active_from=date(2026, 4, 2)), from_on=None)
    for body, successor, sentence in (
        (office, office, "itself"),
        (office, north, "to a local policing body"),
        (idle, office, "oversaw no force until 31 March 2026"),
        (gone, office, "oversaw no force"),
        (office, make_local_policing_body(active_from=date(2027, 1, 1)), "does not exist on 1 April 2026"),
    ):
        with pytest.raises(CannotSucceed, match=sentence):
            hand_over_governance(body, successor, on=DAY, reason="")
    north.governances.create(local_policing_body=other, from_on=DAY)
    with pytest.raises(CannotSucceed, match="is overseen by"):
        hand_over_governance(office, idle, on=DAY, reason="")
