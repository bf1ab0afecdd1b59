"""The timeline of an item: what is told, of whom, in which order, to whom, and in how many queries."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership
from accounts.seats import seat_of
from inspections import actions as register
from inspections.models import Act
from responses import actions
from responses.models import Response
from responses.timeline import Log, timeline
from tests.factories import (
    PUBLISHED_ON,
    TODAY,
    make_administrator,
    make_answer,
    make_force,
    make_inspection,
    make_liaison,
    make_local_policing_body,
    make_national_body,
    make_obligation,
    make_recommendation,
    make_user,
)

pytestmark = pytest.mark.django_db

DUE_ON = date(2026, 10, 31)
DAY_AFTER = date(2026, 11, 1)


@pytest.fixture
def liaison():
    return make_liaison(name="Ines Calloway")


@pytest.fixture
def obligation(force):
    return make_obligation(force, due_on=DUE_ON)


def lines(obligation, *, reads=True, day=TODAY):
    obligation.refresh_from_db()
    return timeline(Log(obligation, Response.objects.filter(obligation=obligation).first()), day=day, reads=reads)


def titles(obligation, **kwargs):
    return [entry.title for entry in lines(obligation, **kwargs)]


def find(obligation, title, **kwargs):
    [entry] = [entry for entry in lines(obligation, **kwargs) if entry.title == title]
    return entry


def test_newest_first_from_addressing_to_lateness(obligation):
    assert [(entry.title, entry.on) for entry in lines(obligation)] == [
        ("Overdue", DAY_AFTER),
        ("Addressed to Northshire Police", PUBLISHED_ON),
    ]
    late, addressed = lines(obligation)
    assert (late.by, late.lines) == ("", ["The deadline of 31 October 2026 passed without a report of completion."])
    assert (addressed.by, addressed.lines) == ("HMICFRS", ["On the day of publication."])


def test_a_moved_deadline_in_full(obligation, liaison):
    on = date(2026, 5, 18)
    register.move_deadline([obligation], due_on=date(2027, 3, 31), by=liaison, on=on, reason="Tendered again.")
    moved = find(obligation, "Deadline moved from 31 October 2026 to 31 March 2027")
    assert (moved.on, moved.by, moved.lines) == (on, "Ines Calloway, HMICFRS", ["Tendered again."])


def test_a_deadline_set_and_taken_away(force, liaison):
    obligation = make_obligation(force)
    register.move_deadline([obligation], due_on=date(2027, 3, 31), by=liaison, on=TODAY, reason="Agreed.")
    register.move_deadline([obligation], due_on=None, by=liaison, on=TODAY, reason="Dropped.")
    assert titles(obligation)[:2] == [
        "Deadline moved a second time, from 31 March 2027 to no deadline",
        "Deadline moved from no deadline to 31 March 2027",
    ]


# Overdue --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "late"), [(DUE_ON, False), (DAY_AFTER, True)], ids=["the deadline day is in time", "the day after"]
)
def test_lateness_begins_the_day_after_the_deadline(obligation, day, late):
    assert ("Overdue" in titles(obligation, day=day)) is late


@pytest.mark.parametrize(
    ("reported_on", "late"),
    [(DUE_ON, False), (DAY_AFTER, False), (DAY_AFTER + timedelta(days=1), True)],
    ids=["on the deadline day", "the day after", "two days after"],
)
def test_a_report_in_time_keeps_the_line_away(obligation, liaison, reported_on, late):
    register.submit_claim([obligation], claim="complete", by=None, on=reported_on)
    assert ("Overdue" in titles(obligation)) is late
    register.return_claim([obligation], by=liaison, on=TODAY, reason="Figures lacking.")
    assert ("Overdue" in titles(obligation)) is late, "that the claim was returned later changes no past day"


@pytest.mark.parametrize(("closed_on", "late"), [(DAY_AFTER, False), (DAY_AFTER + timedelta(days=1), True)])
def test_a_closure_in_time_keeps_the_line_away(obligation, liaison, closed_on, late):
    register.close([obligation], closure="verified", by=liaison, on=closed_on, reason="Seen.")
    assert ("Overdue" in titles(obligation)) is late
    register.reopen([obligation], by=liaison, on=TODAY, reason="Not so.")
    assert ("Overdue" in titles(obligation)) is late


def test_a_deadline_moved_before_it_passed_is_never_late(obligation, liaison):
    register.move_deadline([obligation], due_on=date(2027, 3, 31), by=liaison, on=DUE_ON, reason="Agreed.")
    assert "Overdue" not in titles(obligation)


def test_a_deadline_moved_after_it_passed_was_late_and_may_be_again(obligation, liaison):
    register.move_deadline([obligation], due_on=date(2026, 11, 15), by=liaison, on=date(2026, 11, 10), reason="Agreed.")
    late = [entry.on for entry in lines(obligation) if entry.title == "Overdue"]
    assert late == [date(2026, 11, 16), DAY_AFTER]


def test_a_deadline_that_had_passed_when_the_item_was_addressed(force):
    recommendation = make_recommendation(due_on=date(2025, 7, 1), deadline_kind="date")
    [obligation] = register.address(recommendation, [force], by=None, on=date(2026, 1, 5))
    assert [entry.on for entry in lines(obligation) if entry.title == "Overdue"] == [date(2026, 1, 5)]


def test_no_deadline_is_never_late(force):
    assert titles(make_obligation(force)) == ["Addressed to Northshire Police"]


# Acts -----------------------------------------------------------------------------------------------------------------


def test_reported_returned_closed_reopened(obligation, liaison):
    september = date(2026, 9, 1)
    register.submit_claim([obligation], claim="complete", by=None, on=september, basis=Act.Basis.RESPONSE)
    register.return_claim([obligation], by=liaison, on=date(2026, 9, 22), reason="Nights lacking.")
    register.close(
        [obligation], closure="confirmed", by=None, letter="HMICFRS, 3 October 2026", on=date(2026, 10, 5), reason=""
    )
    assert find(obligation, "Closed: confirmed in writing").by == "HMICFRS, 3 October 2026"
    register.reopen([obligation], by=liaison, on=date(2026, 10, 6), reason="In error.")
    reported = find(obligation, "Reported complete")
    assert (reported.by, reported.basis) == ("Northshire Police", "taken from the response")
    returned = find(obligation, "Report returned")
    assert returned.lines == ["Reported complete on 1 September 2026.", "Nights lacking."]
    reopened = find(obligation, "Reopened")
    assert reopened.lines == ["Closed on 5 October 2026, confirmed in writing.", "In error."]


def test_a_day_of_entry_says_so(obligation):
    register.submit_claim([obligation], claim="no_action", by=None, on=TODAY, basis=Act.Basis.ENTRY)
    assert find(obligation, "Reported: no action, reason given").basis == "day of entry"


def test_waiting_and_removal(obligation):
    national, by = make_national_body(name="College of Policing"), make_administrator(name="Kit Lowry")
    register.wait_on([obligation], national, by=by, on=TODAY)
    register.wait_on([obligation], None, by=by, on=TODAY)
    register.remove_addressees([obligation], removal="ended", by=by, on=TODAY, reason="Merged.")
    assert titles(obligation)[:3] == [
        "No longer addressed: no longer addressed",
        "No longer waiting on another body",
        "Waiting on College of Policing",
    ]
    assert lines(obligation)[0].by == "Kit Lowry, administrator"


def test_a_person_is_told_with_the_body_of_that_day(force, obligation):
    office, elsewhere = make_local_policing_body(force, name="Commissioner for Northshire"), make_force()
    person = make_user(elsewhere, name="Dana Whitlock", from_on=date(2026, 10, 1))
    Membership.objects.create(user=person, body=office, role="editor", from_on=PUBLISHED_ON, until_on=date(2026, 9, 30))
    register.record_answer([obligation], by=person, on=date(2026, 9, 1))
    assert find(obligation, "Answered").by == "Dana Whitlock, Commissioner for Northshire"


# Words ----------------------------------------------------------------------------------------------------------------


def share(obligation, user, on=TODAY, **words):
    side = seat_of(user, on).side_for(obligation)
    draft = actions.save_draft(obligation, side, words, by=user, revision=0)
    return actions.share(draft, by=user, on=on)


def test_changed_words_are_told_once_with_what_they_were(obligation):
    user = make_user(obligation.body, "approver", name="Robin Okafor")
    make_answer(obligation, user, action="Under way.", lead="Supt One", on=date(2026, 9, 1))
    share(obligation, user, action="Half done.", lead="Supt Two", target_on=date(2027, 1, 31))
    assert titles(obligation) == [
        "Answer changed: action, lead officer, own target",
        "Overdue",
        "Answered",
        "Addressed to Northshire Police",
    ]
    changed = lines(obligation)[0]
    assert (changed.on, changed.by) == (TODAY, "Robin Okafor, Northshire Police")
    assert changed.was == [("Action", "Under way."), ("Lead officer", "Supt One"), ("Own target", "Nothing")]


def test_an_answer_that_claims_is_told_beside_the_changed_words(obligation):
    user = make_user(obligation.body, "approver")
    make_answer(obligation, user, on=date(2026, 9, 1))
    share(obligation, user, position="complete")
    assert {"Answer changed: where it stands", "Reported complete", "Answered"} <= set(titles(obligation))


def test_an_answer_with_another_names_it(force, obligation):
    user = make_user(force, "approver")
    second = make_obligation(force, make_recommendation(obligation.recommendation.inspection, number="77"))
    answer = make_answer(second, user)
    make_answer(obligation, user, action="", answered_with=answer, on=date(2026, 9, 1))
    share(obligation, user, action="Words of our own.", answered_with=None)
    assert find(obligation, "Answer changed: action, answered with").was[1] == (
        "Answered with",
        "recommendation 77, Northshire Police",
    )


def test_words_from_a_letter_are_dated_by_it(force, obligation):
    user = make_user(
        make_local_policing_body(force, name="Commissioner for Northshire"), "approver", name="Dana Whitlock"
    )
    make_answer(obligation, user, on=date(2026, 9, 1))
    share(obligation, user, action="Half done.", letter_on=date(2026, 10, 20))
    changed = find(obligation, "Answer changed: action")
    assert (changed.on, changed.by) == (date(2026, 10, 20), "Dana Whitlock, Commissioner for Northshire")
    assert changed.lines == ["From the letter of 20 October 2026."]


def test_shared_again_without_a_change(obligation):
    user = make_user(obligation.body, "approver")
    make_answer(obligation, user)
    share(obligation, user)
    assert titles(obligation)[:2] == ["Answer shared again", "Answered"]


def test_progress_with_its_side(force, obligation):
    user = make_user(make_local_policing_body(force, name="Commissioner for Northshire"), name="Dana Whitlock")
    side = seat_of(user, TODAY).side_for(obligation)
    actions.record_progress(obligation, side=side, by=user, on=TODAY, text="Cover began.")
    note = find(obligation, "Progress recorded")
    assert (note.by, note.text) == ("Dana Whitlock, Commissioner for Northshire", "Cover began.")


# The item itself ------------------------------------------------------------------------------------------------------


def correct(item, by, reason, **fields):
    for name, value in fields.items():
        setattr(item, name, value)
    item._history_user, item._change_reason = by, reason
    item.save()


def test_a_corrected_item_says_what_it_was(obligation):
    by = make_administrator(name="Kit Lowry")
    item = obligation.recommendation
    text = item.text
    correct(item, by, "Printed wrongly.", text="Record every decision.", number="9b")
    corrected = find(obligation, "Item corrected: text, number")
    assert (corrected.by, corrected.lines) == ("Kit Lowry, administrator", ["Printed wrongly."])
    assert corrected.was[0] == ("Text", text)


def test_a_corrected_deadline_is_told_once(obligation):
    by = make_administrator()
    item = obligation.recommendation
    correct(item, by, "Misread.", due_on=date(2027, 3, 31))
    register.correct_deadline(item, by=by, on=TODAY, reason="Misread.")
    assert titles(obligation) == [
        "Deadline corrected from 31 October 2026 to 31 March 2027",
        "Addressed to Northshire Police",
    ]


def test_a_corrected_deadline_of_the_item_is_told_where_the_body_has_its_own(obligation, liaison):
    register.move_deadline([obligation], due_on=date(2027, 3, 31), by=liaison, on=date(2026, 5, 18), reason="Agreed.")
    correct(obligation.recommendation, make_administrator(), "Misread.", due_on=date(2026, 12, 31))
    assert find(obligation, "Item corrected: deadline").was == [("Deadline", "31 October 2026")]


def test_what_was_drafted_under_embargo_is_not_told(force):
    item = make_recommendation(make_inspection(published_on=date(2999, 1, 1)))
    obligation = make_obligation(force, item)
    correct(item, make_administrator(), "", text="Another draft.")
    assert not [entry for entry in lines(obligation) if entry.title.startswith("Item corrected")]


# Who reads what -------------------------------------------------------------------------------------------------------


def test_others_learn_what_and_when_but_no_words_reasons_or_names(obligation, liaison):
    user = make_user(obligation.body, "approver", name="Robin Okafor")
    make_answer(obligation, user, action="Secret words.", position="complete", on=date(2026, 9, 1))
    share(obligation, user, on=date(2026, 9, 2), action="Other secret words.")
    register.return_claim([obligation], by=liaison, on=date(2026, 9, 22), reason="Secret reason.")
    side = seat_of(user, TODAY).side_for(obligation)
    actions.record_progress(obligation, side=side, by=user, on=TODAY, text="Secret progress.")
    correct(obligation.recommendation, make_administrator(), "Secret correction.", number="9b")
    told = lines(obligation, reads=False)
    assert {entry.title for entry in told} == {
        "Addressed to Northshire Police",
        "Answered",
        "Reported complete",
        "Report returned",
        "Overdue",
        "Progress recorded",
        "Item corrected: number",
    }
    everything = str(told)
    for secret in ("ecret", "Robin Okafor", "Ines Calloway"):
        assert secret not in everything
    assert "Northshire Police" in everything


# Speed ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reads", [True, False])
def test_six_entries_ask_as_many_queries_as_one(obligation, liaison, reads):
    user = make_user(obligation.body, "approver")
    make_answer(obligation, user)

    def count():
        obligation.refresh_from_db()
        with CaptureQueriesContext(connection) as queries:
            str(timeline(Log(obligation, obligation.response), day=TODAY, reads=reads))
        return len(queries.captured_queries)

    few = count()
    side = seat_of(user, TODAY).side_for(obligation)
    for n in range(6):
        other = make_user(obligation.body, "approver")
        actions.record_progress(obligation, side=side, by=other, on=TODAY, text=f"Note {n}.")
        share(obligation, other, action=f"Words {n}.")
        correct(obligation.recommendation, make_administrator(), "", number=f"{n}x")
        due_on = DUE_ON + timedelta(days=n + 1)
        register.move_deadline([obligation], due_on=due_on, by=liaison, on=TODAY, reason="Again.")
    assert count() == few
