"""Bodies that give way to others, the whole act: answers, drafts, people and statutory responses."""

from datetime import date, timedelta

import pytest

from accounts.models import Membership
from accounts.seats import seat_of
from inspections.models import Body, RelatedForce
from responses.actions import AnswerChanged, save_draft, share
from responses.models import Draft, Response, StatutoryResponse
from responses.statutory import clocks
from responses.succession import hand_over, merge, of_merger
from tests.factories import (
    make_administrator,
    make_answer,
    make_force,
    make_inspection,
    make_local_policing_body,
    make_obligation,
    make_recommendation,
    make_user,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 1)
EVE = DAY - timedelta(days=1)
EARLIER = date(2026, 3, 3)


@pytest.fixture
def by():
    return make_administrator()


@pytest.fixture
def forces():
    return [make_force(name=f"{name} Police") for name in ("Northshire", "Southshire", "Mid Shires")]


def merged(predecessors, successor, by):
    return merge(predecessors, successor, by=by, on=DAY, reason="The order of 2026.")


def draft(obligation, user, **words):
    words = {"position": "in_progress"} | words
    return save_draft(obligation, seat_of(user, EVE).side_for(obligation), words, by=user, revision=0)


def test_both_answers_become_one_that_names_each(forces, by):
    north, south, new = forces
    item = make_recommendation()
    rows = [make_obligation(body, item) for body in (north, south)]
    make_answer(rows[0], on=EARLIER, action="Night cover began.", lead="Ch Insp Vale", target_on=date(2026, 12, 1))
    make_answer(rows[1], on=EARLIER, action="A rota is drawn up.", evidence="Rota 4", position="complete")
    [passed] = merged([north, south], new, by)
    answer = Response.objects.get(obligation=passed.obligation)
    assert answer.action == "Northshire Police:\nNight cover began.\n\nSouthshire Police:\nA rota is drawn up."
    assert (answer.position, passed.obligation.claim) == ("in_progress", "")
    assert (answer.lead, answer.evidence, answer.target_on) == ("Ch Insp Vale", "Rota 4", date(2026, 12, 1))
    assert (answer.shared_on, answer.shared_from) == (EARLIER, south)
    assert [row.response.action for row in rows] == ["Night cover began.", "A rota is drawn up."]


def test_a_single_answer_passes_word_for_word(forces, by):
    north, _south, new = forces
    inspection = make_inspection()
    first, second = (make_obligation(north, make_recommendation(inspection)) for _ in range(2))
    answer = make_answer(first, on=EARLIER, action="Done.", position="complete")
    make_answer(second, on=EARLIER, action="", position="complete", answered_with=answer)
    passed = {one.rows[0].pk: one.obligation for one in merged([north], new, by)}
    one, two = (Response.objects.get(obligation=passed[row.pk]) for row in (first, second))
    assert (one.action, one.position, one.claim) == ("Done.", "complete", passed[first.pk].claim)
    assert two.answered_with == one


def test_what_was_answered_with_another_answer_is_told_in_words(forces, by):
    north, south, new = forces
    inspection = make_inspection()
    item, other = make_recommendation(inspection), make_recommendation(inspection, number="7b")
    answer = make_answer(make_obligation(south, other), on=EARLIER)
    make_answer(make_obligation(south, item), on=EARLIER, action="", answered_with=answer)
    make_answer(make_obligation(north, item), on=EARLIER, action="Done.")
    merged([north, south], new, by)
    text = Response.objects.get(obligation__body=new, obligation__recommendation=item).action
    assert "Southshire Police:\nAnswered with recommendation 7b." in text


def test_drafts_of_both_become_one(forces, by):
    north, south, new = forces
    item = make_recommendation()
    rows = [make_obligation(body, item) for body in (north, south)]
    for row, action in zip(rows, ("Night cover.", "A rota."), strict=True):
        draft(row, make_user(row.body), action=action)
    merged([north, south], new, by)
    one = Draft.objects.get()
    assert (one.side, one.obligation.body) == (new, new)
    assert one.action == "Northshire Police:\nNight cover.\n\nSouthshire Police:\nA rota."
    assert one.history.first().history_change_reason == "The order of 2026."


def test_a_draft_over_a_shared_answer_can_be_shared_by_the_successor(forces, by):
    north, south, new = forces
    approver = make_user(north, Membership.Role.APPROVER)
    item = make_recommendation()
    row = make_obligation(north, item)
    other = make_obligation(south, item)
    make_answer(other, on=EARLIER, action="A rota.")
    make_answer(row, by=approver, on=EARLIER, action="Night cover.")
    draft(row, approver, action="Night cover, every night.")
    merged([north, south], new, by)
    answer = share(Draft.objects.get(), by=approver, on=DAY)
    assert answer.action == "Northshire Police:\nNight cover, every night.\n\nSouthshire Police:\nA rota."


def test_the_draft_of_the_local_policing_body_goes_to_the_successors(forces, by):
    north, _south, new = forces
    office, new_office = make_local_policing_body(north), make_local_policing_body(new)
    row = make_obligation(north)
    draft(row, make_user(office), comment="We agree.")
    merged([north], new, by)
    one = Draft.objects.get()
    assert (one.side, one.comment) == (new_office, "We agree.")


def test_people_go_on_acting_for_the_successor(forces, by):
    north, south, new = forces
    both = make_user(north)
    Membership.objects.create(user=both, body=south, from_on=EARLIER, until_on=date(2027, 1, 1))
    coming = Membership.objects.create(user=make_user(), body=south, from_on=date(2026, 12, 1))
    past = Membership.objects.create(user=make_user(), body=south, from_on=EARLIER, until_on=EVE)
    merged([north, south], new, by)
    assert set(seat_of(both, EVE).sides) == {north.pk, south.pk}
    assert set(seat_of(both, DAY).sides) == {new.pk}
    held = Membership.objects.get(user=both, body=new)
    assert (held.from_on, held.until_on) == (DAY, None)
    coming.refresh_from_db()
    assert (coming.body, coming.from_on) == (new, date(2026, 12, 1))
    assert not Membership.objects.filter(user=past.user, body=new).exists()


def test_statutory_responses_in_hand_pass_and_published_ones_stay(forces, by):
    north, south, new = forces
    office = make_local_policing_body(north)
    in_hand, published = make_inspection([north, south]), make_inspection([north])
    done = StatutoryResponse.objects.create(
        duty=published.related_forces.get(), body=office, published_on=date(2025, 7, 1)
    )
    before = [(clock.duty, clock.day) for clock in clocks([north, south], EVE)]
    merged([north, south], new, by)
    assert [(clock.duty, clock.day) for clock in clocks([north, south], EVE)] == before
    assert [clock.inspection for clock in clocks([north, south], DAY)] == [published]
    assert [clock.inspection for clock in clocks([new], DAY)] == [in_hand]
    done.refresh_from_db()
    assert done.body == office


def test_the_preview_says_what_changes(forces, by):
    north, south, new = forces
    item = make_recommendation(make_inspection(short_title="Custody"), number="4", due_on=date(2026, 12, 31))
    for body in (north, south):
        make_obligation(body, item)
    user = make_user(north, name="Dana Whitlock")
    preview = of_merger([north, south], new, DAY)
    said = dict(preview.parts)
    assert said["1 item that is not closed passes to Mid Shires Police."] == []
    assert ["Custody, recommendation 4 (Northshire Police: 31 December 2026, Southshire Police: 31 December 2026)"] in (
        said.values()
    )
    assert said["1 membership passes."] == ["Dana Whitlock, editor, Northshire Police"]
    draft(item.obligations.get(body=north), user, action="Begun.")
    assert of_merger([north, south], new, DAY).mark != preview.mark


def test_a_handover_passes_people_and_drafts_and_keeps_published_names(forces, by):
    north = forces[0]
    office = make_local_policing_body(north)
    mayor = make_local_policing_body(kind=Body.Kind.MAYOR, name="Mayor of Northshire")
    user, row = make_user(office), make_obligation(north)
    saved = draft(row, user, comment="We agree.")
    inspection = make_inspection([north])
    duty = RelatedForce.objects.get(inspection=inspection)
    done = StatutoryResponse.objects.create(duty=duty, body=office, published_on=date(2025, 7, 1))
    assert hand_over(office, mayor, by=by, on=DAY, reason="The order of 2026.") == [north]
    moved = Draft.objects.get()
    assert (moved.side, moved.pk, moved.saved_at, moved.revision) == (mayor, saved.pk, saved.saved_at, 1)
    assert moved.history.first().history_change_reason == "The order of 2026."
    assert seat_of(user, DAY).side_for(row).body == mayor
    assert seat_of(user, EVE).side_for(row).body == office
    done.refresh_from_db()
    assert done.body == office


def test_the_office_of_a_force_that_merged_gives_way_to_the_successors_office(forces, by):
    north, _south, new = forces
    office, new_office = make_local_policing_body(north), make_local_policing_body(new)
    user = make_user(office)
    draft(make_obligation(north), user, comment="We agree.")
    new.governances.update(from_on=DAY + timedelta(days=1))  # not entered rightly before the merger
    merged([north], new, by)
    new.governances.update(from_on=DAY)
    assert hand_over(office, new_office, by=by, on=DAY, reason="The order of 2026.") == []
    assert (Draft.objects.get().side, Draft.objects.get().obligation.body) == (new_office, new)
    assert set(seat_of(user, DAY).sides) == {new.pk}
    assert not north.governances.filter(from_on=DAY).exists()


def test_what_others_offer_and_wait_for_names_the_successor(forces, by):
    north, south, new = forces
    item = make_recommendation()
    offered = make_answer(make_obligation(south, item), on=EARLIER)
    offered.offered_to.add(north)
    make_obligation(north, item)
    waiting = make_obligation(south)
    draft(waiting, make_user(south), waiting_on=north)
    merged([north], new, by)
    assert set(offered.offered_to.all()) == {north, new}
    assert Draft.objects.get(obligation=waiting).waiting_on == new


def test_where_both_offices_were_writing_their_drafts_become_one(forces, by):
    north = forces[0]
    office, mayor = make_local_policing_body(north), make_local_policing_body(kind=Body.Kind.MAYOR, name="Mayor")
    row = make_obligation(north)
    first = draft(row, make_user(office), comment="We agree.")
    Draft.objects.filter(pk=first.pk).update(side=mayor)
    draft(row, make_user(office), comment="We do not.")
    hand_over(office, mayor, by=by, on=DAY, reason="The order of 2026.")
    one = Draft.objects.get()
    assert (one.side, one.revision) == (mayor, 2)
    assert one.comment == f"{office}:\nWe do not.\n\nMayor:\nWe agree."


def test_an_answer_of_the_other_side_that_a_writer_had_not_seen_is_still_to_be_chosen_from(forces, by):
    north, _south, new = forces
    office = make_local_policing_body(north)
    make_local_policing_body(new)
    row = make_obligation(north)
    make_answer(row, on=EARLIER, action="Night cover.")
    writer, approver = make_user(north), make_user(office, Membership.Role.APPROVER)
    save_draft(row, seat_of(writer, EVE).side_for(row), {"action": "Day cover."}, by=writer, revision=0)
    other = save_draft(row, seat_of(approver, EVE).side_for(row), {"action": "A rota."}, by=approver, revision=0)
    share(other, by=approver, on=EVE)
    merged([north], new, by)
    with pytest.raises(AnswerChanged) as refused:
        share(Draft.objects.get(), by=writer, on=DAY)
    assert "action" in refused.value.fields
