"""A proposed report is merged into one of the register: what was recorded goes to the right items, none is lost."""

from datetime import date, timedelta

import pytest
from django.db.models import F

from accounts.seats import seat_of
from inspections import actions as register
from inspections.models import Act, Inspection, Obligation, Recommendation
from responses.actions import send_to_approver, share
from responses.merging import Choice, Merger, What, likely, of_merge
from responses.models import Draft, Response, StatutoryResponse
from tests.factories import (
    PUBLISHED_ON,
    TODAY,
    make_administrator,
    make_answer,
    make_force,
    make_inspection,
    make_liaison,
    make_obligation,
    make_recommendation,
)
from tests.merging import SAID_ON, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


def totals():
    return Obligation.objects.owed_on(TODAY).totals(TODAY)


# The same ------------------------------------------------------------------------------------------------------------


def test_an_answer_goes_to_the_item_that_is_the_same(world):
    response = make_answer(world.ours, on=SAID_ON, position="complete", action="A rota is kept.")
    draft = send_to_approver(world.draft(world.ours, "More."), by=world.approver, at="2026-11-20T10:00:00Z")
    world.note(world.ours, "Night cover began.")
    before = totals()
    world.merge()
    response.refresh_from_db()
    draft.refresh_from_db()
    assert (response.obligation, draft.obligation) == (world.theirs, world.theirs)
    assert draft.sent_at is not None
    assert (world.theirs.claim, world.theirs.reported_on, world.theirs.answered_on) == ("complete", SAID_ON, SAID_ON)
    assert [note.text for note in world.theirs.progress.standing()] == ["Night cover began."]
    assert (world.ours.removal, world.ours.claim) == ("merged", "")
    assert totals().items == before.items == 1
    assert (before["reported_complete"], totals()["reported_complete"]) == (0, 1)
    assert world.theirs.acts.filter(kind=Act.Kind.REPORTED).get().on == SAID_ON


def test_the_report_and_the_item_say_where_they_went(world):
    world.merge()
    proposal = Inspection.objects.get(slug="drawer")
    item = world.ours.recommendation
    item.refresh_from_db()
    assert (proposal.merged_into, item.merged_into) == (world.report, world.theirs.recommendation)
    assert not proposal.is_proposed
    for seat in (seat_of(user, TODAY) for user in (world.approver, make_liaison())):
        assert list(Inspection.objects.visible_to(seat)) == [world.report]
        assert list(Recommendation.objects.visible_to(seat).standing()) == [world.theirs.recommendation]
        assert list(Obligation.objects.visible_to(seat)) == [world.theirs]
    assert proposal.history.first().history_change_reason == "The same."
    assert item.history.first().history_change_reason == "The same."


def test_only_a_draft_goes_too(world):
    draft = world.draft(world.ours, "Not shared.")
    world.merge()
    draft.refresh_from_db()
    assert (draft.obligation, draft.action, draft.based_on) == (world.theirs, "Not shared.", 0)
    assert world.theirs.answered_on is None


def test_waiting_and_an_own_deadline_go_along(world):
    other, day = make_force(), TODAY + timedelta(days=60)
    register.wait_on([world.ours], other, by=world.approver, on=SAID_ON)
    register.move_deadline([world.ours], due_on=day, by=world.approver, on=SAID_ON, reason="Agreed.")
    world.merge()
    assert (world.theirs.waiting_on, world.theirs.due_on, world.theirs.has_own_due_on) == (other, day, True)


# Both have words -----------------------------------------------------------------------------------------------------


def test_an_answer_that_meets_another_waits_beside_it_as_a_draft(world):
    kept = make_answer(world.theirs, on=SAID_ON, action="What HMICFRS has read.")
    world.theirs.refresh_from_db()
    make_answer(world.ours, by=world.approver, on=SAID_ON, position="complete", action="What the office wrote.")
    world.merge()
    kept.refresh_from_db()
    assert (kept.action, world.theirs.claim) == ("What HMICFRS has read.", "")
    [draft] = world.theirs.drafts.all()
    assert draft.side == world.office
    assert draft.action == (
        "In the register:\nWhat HMICFRS has read.\n\nIn the proposed report:\nWhat the office wrote."
    )
    assert not Response.objects.filter(obligation=world.ours).exists()
    gone = Response.history.filter(obligation=world.ours.pk, history_type="-").get()
    assert (gone.action, gone.history_change_reason) == ("What the office wrote.", "The same.")
    share(draft, by=world.approver, on=TODAY)


def test_two_drafts_of_a_side_become_one(world):
    world.draft(world.theirs, "Begun there.")
    world.draft(world.ours, "Begun here.")
    world.merge()
    [draft] = Draft.objects.all()
    assert (draft.obligation, draft.revision) == (world.theirs, 2)
    assert draft.action == "In the register:\nBegun there.\n\nIn the proposed report:\nBegun here."


def test_a_draft_that_did_not_see_the_answer_there_says_so_when_it_is_shared(world):
    make_answer(world.theirs, on=SAID_ON, action="Shared there.")
    world.draft(world.ours, "Written without knowing.")
    world.merge()
    [draft] = world.theirs.drafts.all()
    assert (draft.action, draft.based_on) == ("Written without knowing.", 0)


def test_an_answer_that_meets_only_progress_stays_shared(world):
    world.note(world.theirs, "Begun.", on=SAID_ON - timedelta(days=9))
    world.note(world.theirs, "The same note.")
    world.note(world.ours, "The same note.")
    make_answer(world.ours, on=SAID_ON, position="complete", action="Done.")
    world.merge()
    assert (world.theirs.response.action, world.theirs.claim, world.theirs.reported_on) == (
        "Done.",
        "complete",
        SAID_ON,
    )
    assert [note.text for note in world.theirs.progress.standing()] == ["Begun.", "The same note."]
    assert world.theirs.acts.get(kind=Act.Kind.REPORTED).by == world.theirs.response.shared_by


def test_what_is_answered_with_an_answer_that_went_is_answered_with_the_one_there(world):
    kept = make_answer(world.theirs, on=SAID_ON, action="There.")
    went = make_answer(world.ours, on=SAID_ON, action="Here.")
    ours, theirs = world.more()
    other = make_answer(ours, on=SAID_ON, action="", answered_with=went)
    world.merge()
    other.refresh_from_db()
    assert (other.obligation, other.answered_with) == (theirs, kept)


def test_answers_that_go_keep_pointing_to_one_another(world):
    first = make_answer(world.ours, on=SAID_ON, action="Here.")
    ours, theirs = world.more()
    second = make_answer(ours, on=SAID_ON, action="", answered_with=first)
    third = make_answer(world.more(other=False), on=SAID_ON, action="", answered_with=first)
    world.merge()
    for answer in (first, second, third):
        answer.refresh_from_db()
    assert (first.obligation, second.obligation) == (world.theirs, theirs)
    assert second.answered_with == third.answered_with == first


# New and left out ----------------------------------------------------------------------------------------------------


def test_an_item_that_is_new_moves_and_binds_with_its_answer(world):
    row = world.more(other=False, number="9", due_on=date(2025, 12, 1))
    make_answer(row, on=SAID_ON, action="Begun.")
    before = totals().items
    world.merge()
    row.refresh_from_db()
    assert row.recommendation.inspection == world.report
    assert (row.addressed_on, row.due_on, row.response.action) == (PUBLISHED_ON, date(2025, 12, 1), "Begun.")
    assert row.recommendation.sequence > world.theirs.recommendation.sequence
    assert totals().items == before + 1
    assert row.acts.filter(kind=Act.Kind.ADDRESSED).get().on == PUBLISHED_ON


def test_a_new_item_is_dated_by_the_report_it_comes_to(world):
    earlier = PUBLISHED_ON - timedelta(days=10)
    Inspection.objects.filter(pk=world.report.pk).update(published_on=earlier)
    world.report.refresh_from_db()
    item = make_recommendation(
        world.proposal, number="9", deadline_kind="relative", deadline_period="P3M", due_on=date(2025, 9, 18)
    )
    row = make_obligation(world.force, item)
    world.merge()
    row.refresh_from_db()
    assert (row.addressed_on, row.due_on) == (earlier, date(2025, 9, 8))


@pytest.mark.parametrize("what", [{}, {"what": What.NEW}])
def test_items_under_a_cause_of_concern_come_under_the_one_there(world, what):
    cause = make_recommendation(world.proposal, kind="cause_of_concern", number="77")
    under = make_recommendation(world.proposal, cause=cause, number="1")
    if not what:
        there = make_recommendation(world.report, kind="cause_of_concern", number="77")
    world.merge(**({"n77": what} if what else {}))
    under.refresh_from_db()
    assert under.inspection == world.report
    assert under.cause == (cause if what else there)


def test_an_item_left_out_goes_to_history_with_its_reason(world):
    make_answer(world.ours, on=SAID_ON)
    world.merge(n4={"what": What.OUT, "reason": "It is of another report."})
    item = Recommendation.objects.get(pk=world.ours.recommendation_id)
    assert (item.in_error_on, world.ours.removal) == (TODAY, "error")
    assert item.history.first().history_change_reason == "It is of another report."
    assert Response.objects.filter(obligation=world.ours).exists()
    assert world.theirs.answered_on is None


# The report as a whole -----------------------------------------------------------------------------------------------


def test_a_statutory_response_passes_over(world):
    duty = world.proposal.related_forces.get()
    response = StatutoryResponse.objects.create(duty=duty, body=world.office, published_on=TODAY)
    world.merge()
    response.refresh_from_db()
    assert (response.duty.inspection, response.duty.force) == (world.report, world.force)


@pytest.mark.parametrize(
    ("there", "comments", "left"),
    [
        ({}, "Unpublished.", 0),
        ({"comments": "Theirs.", "published_on": PUBLISHED_ON}, "Theirs.", 1),
        ({"published_on": PUBLISHED_ON}, "", 1),
    ],
)
def test_unpublished_comments_pass_over_and_are_not_published_by_it(world, there, comments, left):
    duty = world.proposal.related_forces.get()
    StatutoryResponse.objects.create(duty=duty, body=world.office, comments="Unpublished.")
    duty_there = world.report.related_forces.get()
    StatutoryResponse.objects.create(duty=duty_there, body=world.office, **there)
    world.merge()
    assert StatutoryResponse.objects.get(duty=duty_there).comments == comments
    assert StatutoryResponse.objects.filter(duty=duty, published_on=None).count() == left


def test_what_followed_the_proposed_report_follows_the_other(world):
    follower = make_inspection(follows_up=world.proposal)
    later = make_recommendation(follower, continues=world.ours.recommendation)
    world.merge()
    follower.refresh_from_db()
    later.refresh_from_db()
    assert (follower.follows_up, later.continues) == (world.report, world.theirs.recommendation)


def test_a_report_that_follows_up_the_proposed_one_no_longer_follows_itself(world):
    Inspection.objects.filter(pk=world.report.pk).update(follows_up=world.proposal)
    item = world.theirs.recommendation
    Recommendation.objects.filter(pk=item.pk).update(continues=world.ours.recommendation)
    world.merge()
    world.report.refresh_from_db()
    item.refresh_from_db()
    assert (world.report.follows_up, item.continues) == (None, None)


# Which is which ------------------------------------------------------------------------------------------------------


def test_items_are_matched_by_kind_and_number_else_by_text(world):
    texts = {
        "a": "Forces should review how custody records are kept and audited.",
        "b": "Train every custody sergeant.",
    }
    ours = [
        make_recommendation(world.proposal, number="", text=text.replace("every", "each")) for text in texts.values()
    ]
    theirs = [make_recommendation(world.report, number="", text=text) for text in reversed(texts.values())]
    afi = make_recommendation(world.proposal, kind="area_for_improvement", number="4", text="Something else.")
    suggested = Merger(world.proposal, world.report).suggested
    assert suggested == {
        world.ours.recommendation: world.theirs.recommendation,
        ours[0]: theirs[1],
        ours[1]: theirs[0],
    }
    assert afi not in suggested


def test_more_items_are_no_more_queries(world, django_assert_num_queries):
    def ask():
        merger = Merger(world.proposal, world.report)
        of_merge(merger, [Choice(item, What.SAME, same) for item, same in merger.suggested.items()])

    for _ in range(2):
        with django_assert_num_queries(8):
            ask()
        for _ in range(5):
            make_answer(world.more()[0])


@pytest.mark.parametrize(
    ("facts", "found", "sure"),
    [
        ({"title": "Safer in custody"}, True, True),
        ({"title": "Custody, safer"}, True, True),
        ({"title": "Something else entirely"}, True, False),
        ({"title": "Safer in custody", "published_on": date(2020, 1, 1)}, True, False),
        ({"title": "Something else", "published_on": date(2020, 1, 1)}, False, False),
        ({"title": "Safer in custody", "published_on": None}, True, False),
    ],
)
def test_reports_that_it_may_be_are_suggested(facts, found, sure):
    proposal = make_inspection(title="Safer in custody: a report", proposed_by=make_force())
    report = make_inspection(**facts)
    make_inspection(title="Safer in custody", proposed_by=make_force())
    suggested = likely(proposal)
    assert [one.report for one in suggested] == [report] * found
    assert [one.is_the_same for one in suggested] == [sure] * found


def test_reports_are_found_by_words_of_their_title():
    proposal = make_inspection(proposed_by=make_force())
    report = make_inspection(title="Crime recorded well", published_on=date(2012, 1, 1))
    assert [one.report for one in likely(proposal, "recorded CRIME")] == [report]


def test_acceptance_keeps_the_days_of_what_was_recorded(world):
    make_answer(world.ours, on=SAID_ON, position="complete", action="Done.")
    register.accept(world.proposal, by=make_administrator(), on=TODAY, reason="It is the report.")
    world.ours.refresh_from_db()
    assert (world.ours.addressed_on, world.ours.reported_on) == (PUBLISHED_ON, SAID_ON)
    kinds = world.ours.acts.filter(kind=F("kind")).values_list("kind", "on")
    assert list(kinds) == [("addressed", PUBLISHED_ON), ("reported", SAID_ON)]
