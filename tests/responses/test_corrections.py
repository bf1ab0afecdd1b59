"""What was entered by mistake: a row in error, an answer at the wrong item, words that must go."""

from datetime import date, timedelta

import pytest

from accounts.seats import seat_of
from inspections import actions as register
from inspections.models import Act, Obligation
from responses import corrections
from responses.actions import record_progress, save_draft, share
from responses.models import Draft, ProgressUpdate, Response
from responses.timeline import Log, timeline
from tests.factories import (
    TODAY,
    make_administrator,
    make_answer,
    make_force,
    make_liaison,
    make_local_policing_body,
    make_obligation,
    make_recommendation,
    make_user,
)

pytestmark = pytest.mark.django_db

YESTERDAY = TODAY - timedelta(days=1)
SECRET = "Sergeant Invented lives in Mill Lane."


@pytest.fixture
def signed():
    return {"by": make_administrator(name="Ada"), "on": TODAY, "reason": "Entered by mistake."}


@pytest.fixture
def claimed(obligation):
    make_answer(obligation, on=YESTERDAY, position="complete", action=SECRET)
    return obligation


@pytest.fixture
def right(claimed):
    """The item of the same report and body that the answer was meant for."""
    return make_obligation(claimed.body, make_recommendation(claimed.recommendation.inspection))


def side(user, obligation):
    return seat_of(user, TODAY).side_for(obligation)


def progress(obligation, text="Half done.", on=YESTERDAY):
    user = make_user(obligation.body)
    return record_progress(obligation, side=side(user, obligation), by=user, on=on, text=text)


def told(obligation):
    """Everything the timeline says to somebody who may read it."""
    answer = Response.objects.filter(obligation=obligation).first()
    return str(timeline(Log(Obligation.objects.get(pk=obligation.pk), answer), day=TODAY, reads=True))


def items(day=TODAY):
    return Obligation.objects.owed_on(day).totals(day).items


# Entered in error ----------------------------------------------------------------------------------------------------


def test_a_row_in_error_leaves_totals_and_stays_in_history(claimed, signed):
    assert items() == 1
    corrections.enter_in_error(claimed, **signed)
    claimed.refresh_from_db()
    assert (items(), claimed.removal, claimed.claim) == (0, "error", "complete")
    assert claimed.acts.last().kind == Act.Kind.REMOVED
    assert claimed.acts.last().reason == "Entered by mistake."
    assert Response.objects.get().action == SECRET
    stranger = seat_of(make_user(make_force()), TODAY)
    assert not Obligation.objects.visible_to(stranger)
    with pytest.raises(register.NotAddressed):
        corrections.enter_in_error(claimed, **signed)


def test_plain_removal_still_refuses_what_was_answered(claimed, signed):
    with pytest.raises(register.AlreadyAnswered):
        register.remove_addressees([claimed], removal="error", **signed)


def test_an_answer_that_others_stand_on_stays(claimed, right, signed):
    make_answer(right, answered_with=claimed.response, action="")
    for attempt in (corrections.enter_in_error, lambda row, **why: corrections.withdraw_answer(row.response, **why)):
        with pytest.raises(corrections.OthersStandOnIt, match="answered otherwise first"):
            attempt(claimed, **signed)
    assert items() == 2


# Moved to the right one ----------------------------------------------------------------------------------------------


def test_an_answer_is_moved_with_all_that_belongs_to_it(claimed, right, signed):
    progress(claimed)
    writer = make_user(claimed.body)
    save_draft(claimed, side(writer, claimed), {"comment": "More."}, by=writer, revision=0)
    claimed.refresh_from_db()
    corrections.move_answer(claimed, right, **signed)
    claimed.refresh_from_db()
    right.refresh_from_db()
    assert (claimed.claim, claimed.reported_on, claimed.answered_on) == ("", None, None)
    assert (right.claim, right.reported_on, right.answered_on) == ("complete", YESTERDAY, YESTERDAY)
    assert Response.objects.get().obligation == right
    assert Draft.objects.get().obligation == right
    assert ProgressUpdate.objects.standing().get().obligation == right
    assert SECRET not in told(claimed)
    assert "Half done." not in told(claimed)
    assert "Answer moved to where it belongs" in told(claimed)
    for words in ("Answer moved here", "Reported complete", "Half done.", str(claimed), "Entered by mistake."):
        assert words in told(right)
    assert "shared again" not in told(right)


def test_after_a_move_the_right_answer_may_be_of_an_earlier_day(claimed, right, signed):
    corrections.move_answer(claimed, right, **signed)
    register.submit_claim([claimed], claim="complete", by=None, on=date(2026, 1, 9))
    claimed.refresh_from_db()
    assert claimed.reported_on == date(2026, 1, 9)


def test_an_answer_in_error_is_moved_to_the_body_it_was_about(claimed, office, signed):
    other = make_force(name="Eastshire Police")
    mayor = make_local_policing_body(other)
    right = make_obligation(other, claimed.recommendation)
    writer = make_user(office)
    save_draft(claimed, side(writer, claimed), {"comment": "Ours."}, by=writer, revision=0)
    corrections.enter_in_error(claimed, **signed)
    corrections.move_answer(claimed, right, **signed)
    response = Response.objects.get()
    assert (response.obligation, response.shared_from) == (right, other)
    assert Draft.objects.get().side == mayor
    assert not Response.objects.readable_by(seat_of(make_user(claimed.body), TODAY)).exists()
    assert Response.objects.readable_by(seat_of(make_user(other), TODAY)).exists()


def test_moves_that_are_refused(claimed, right, signed):
    def refused(row, error, wrong=claimed):
        with pytest.raises(error):
            corrections.move_answer(wrong, row, **signed)

    refused(claimed, register.AnsweredItself)
    refused(make_obligation(), corrections.NothingToMove, wrong=right)
    refused(make_obligation(addressed_on=TODAY + timedelta(days=1)), register.NotAddressed)
    refused(make_obligation(addressed_on=TODAY), register.OutOfOrder)
    progress(right)
    refused(right, register.AnsweredItself)
    answered = make_obligation()
    register.submit_claim([answered], claim="complete", by=None, on=TODAY)
    refused(answered, register.AnsweredItself)
    register.close([claimed], closure="verified", by=signed["by"], on=TODAY, reason="Seen.")
    refused(make_obligation(), register.AlreadyClosed)
    assert Response.objects.get().obligation == claimed


def test_an_answer_that_another_body_stands_on_is_not_moved_from_it(claimed, right, signed):
    make_answer(right, answered_with=claimed.response, action="")
    corrections.move_answer(
        claimed, make_obligation(claimed.body, make_recommendation(right.recommendation.inspection)), **signed
    )
    with pytest.raises(corrections.OthersStandOnIt):
        corrections.move_answer(Response.objects.get(action=SECRET).obligation, make_obligation(), **signed)


# Withdrawn -----------------------------------------------------------------------------------------------------------


def test_withdrawn_words_leave_everything_but_history(claimed, office, signed):
    writer = make_user(office)
    save_draft(claimed, side(writer, claimed), {"comment": "Ours."}, by=writer, revision=0)
    unchanged = make_user(claimed.body)
    save_draft(claimed, side(unchanged, claimed), {}, by=unchanged, revision=0)
    corrections.withdraw_answer(claimed.response, **signed)
    claimed = Obligation.objects.get(pk=claimed.pk)
    assert (claimed.claim, claimed.reported_on, claimed.answered_on) == ("", None, None)
    assert not Response.objects.exists()
    [draft] = Draft.objects.all()
    assert (draft.comment, draft.action, draft.position) == ("Ours.", "", "not_started")
    assert SECRET not in told(claimed)
    assert "Answer withdrawn" in told(claimed)
    kept = Response.history.first()
    assert (kept.action, kept.history_type, kept.history_change_reason) == (SECRET, "-", "Entered by mistake.")
    share(
        save_draft(
            claimed,
            side(writer, claimed),
            {"action": "Anew.", "position": "in_progress"},
            by=writer,
            revision=draft.revision,
        ),
        by=writer,
        on=TODAY,
    )
    assert SECRET not in told(claimed)


def test_what_pointed_to_withdrawn_words_is_still_shown(claimed, right, signed):
    writer = make_user(claimed.body, "approver")
    answer = make_answer(right, by=writer, answered_with=claimed.response, action="")
    make_answer(right, by=writer, answered_with=None, action="Of its own.")
    other = make_obligation(claimed.body, make_recommendation(right.recommendation.inspection))
    save_draft(other, side(writer, other), {"answered_with": claimed.response}, by=writer, revision=0)
    corrections.withdraw_answer(claimed.response, **signed)
    assert Draft.objects.get().answered_with is None
    assert "answered with" in told(answer.obligation)


def test_words_of_a_closed_item_are_withdrawn_and_it_stays_closed(claimed, signed):
    register.close([claimed], closure="verified", by=signed["by"], on=TODAY, reason="Seen.")
    corrections.withdraw_answer(claimed.response, **signed)
    claimed.refresh_from_db()
    assert (claimed.closure, claimed.claim) == ("verified", "")


def test_progress_is_withdrawn(obligation, signed):
    first, second = progress(obligation, SECRET), progress(obligation, "Kept.", on=TODAY)
    corrections.withdraw_progress(first, **signed)
    obligation.refresh_from_db()
    assert obligation.answered_on == TODAY
    assert SECRET not in told(obligation)
    assert "Progress of 20 November 2026 withdrawn" in told(obligation)
    assert ProgressUpdate.objects.readable_by(seat_of(make_liaison(), TODAY)).get() == second
    with pytest.raises(corrections.AlreadyWithdrawn):
        corrections.withdraw_progress(first, **signed)
    corrections.withdraw_progress(second, **signed)
    obligation.refresh_from_db()
    assert obligation.answered_on is None
