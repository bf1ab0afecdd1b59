"""Drafts, sharing, and what happens when two people or two sides write at once."""

from datetime import date, timedelta

import pytest

from accounts.models import Membership
from accounts.seats import seat_of
from inspections import actions as register
from inspections.models import Obligation
from responses import actions
from responses.models import Draft, ProgressUpdate, Response, StatutoryResponse
from tests.factories import (
    PUBLISHED_ON,
    TODAY,
    make_administrator,
    make_answer,
    make_force,
    make_inspection,
    make_liaison,
    make_local_policing_body,
    make_obligation,
    make_recommendation,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def obligation(force):
    return make_obligation(force, due_on=date(2026, 10, 31))


def seat(user):
    return seat_of(user, TODAY)


def write(user, obligation, revision=0, **words):
    return actions.save_draft(obligation, seat(user).side_for(obligation), words, by=user, revision=revision)


def status(obligation):
    return Obligation.objects.with_status(TODAY).get(pk=obligation.pk).status


def test_a_draft_changes_no_figure_and_is_read_by_its_side_alone(force, office, obligation):
    writer, colleague, officer = make_user(office), make_user(office), make_user(force)
    write(writer, obligation, position="complete", action="All done.")
    assert status(obligation) == "overdue"
    readers = [user for user in (writer, colleague, officer, make_liaison()) if Draft.objects.readable_by(seat(user))]
    assert readers == [writer, colleague]


def test_sharing_a_complete_answer_claims_it(force, obligation):
    response = make_answer(obligation, position="complete", action="All done.")
    assert status(obligation) == "reported_complete"
    assert (obligation.reported_on, obligation.answered_on) == (TODAY, TODAY)
    assert response.shared_from == force
    assert not Draft.objects.exists()


@pytest.mark.parametrize("position", ["not_applicable", "none_proposed"])
def test_sharing_a_refusal_stands_apart(obligation, position):
    make_answer(obligation, position=position, action="We hold no such records.")
    assert status(obligation) == "no_action"


def test_sharing_progress_leaves_the_item_open_but_recorded(obligation):
    make_answer(obligation, position="in_progress")
    row = Obligation.objects.with_status(TODAY).get(pk=obligation.pk)
    assert (row.status, row.silent) == ("overdue", False)


def test_sharing_an_open_position_takes_the_claim_back(obligation):
    by = make_user(obligation.body, Membership.Role.APPROVER)
    make_answer(obligation, by, position="complete")
    draft = write(by, obligation, position="in_progress")
    actions.share(draft, by=by, on=TODAY)
    assert status(obligation) == "overdue"
    assert obligation.acts.filter(kind="withdrawn").count() == 1


def test_an_answer_from_a_letter_is_dated_by_the_letter(office, obligation):
    by = make_user(office, Membership.Role.APPROVER)
    letter_on = date(2026, 8, 28)
    make_answer(obligation, by, position="complete", letter_on=letter_on)
    assert obligation.reported_on == letter_on
    assert obligation.response.shared_from == office
    assert write(by, obligation).letter_on is None, "the next answer has a letter of its own"


def test_a_letter_dated_before_publication_is_refused_and_nothing_is_written(obligation):
    with pytest.raises(register.OutOfOrder):
        make_answer(obligation, position="complete", letter_on=PUBLISHED_ON - timedelta(days=1))
    assert not Response.objects.exists()
    assert Draft.objects.count() == 1, "what was written stays as a draft"


def test_a_closed_item_is_not_answered(obligation):
    register.close([obligation], closure="verified", by=make_administrator(), on=TODAY, reason="Seen.")
    with pytest.raises(actions.AnswerClosed):
        make_answer(obligation)


def test_two_people_of_one_side_the_second_is_told(force, obligation):
    first, second = make_user(force), make_user(force)
    write(first, obligation, action="First words.")
    with pytest.raises(actions.DraftChanged) as refused:
        write(second, obligation, action="Second words.")
    assert refused.value.current.action == "First words."
    write(second, obligation, revision=1, action="First and second words.")
    assert list(Draft.history.order_by("history_id").values_list("action", flat=True)) == [
        "First words.",
        "First and second words.",
    ]


def test_a_draft_that_was_shared_meanwhile_is_not_written_over(force, obligation):
    by = make_user(force, Membership.Role.APPROVER)
    draft = write(by, obligation, action="Words.")
    actions.share(draft, by=by, on=TODAY)
    with pytest.raises(actions.DraftChanged) as refused:
        write(make_user(force), obligation, revision=1, action="Other words.")
    assert refused.value.current is None


def test_two_sides_that_changed_different_fields_both_keep_their_words(force, office, obligation):
    officer, commissioner = (make_user(body, Membership.Role.APPROVER) for body in (force, office))
    make_answer(obligation, officer, action="Under way.")
    theirs = write(officer, obligation, action="Half done.")
    ours = write(commissioner, obligation, comment="I expect the rest by May.")
    actions.share(theirs, by=officer, on=TODAY)
    response = actions.share(ours, by=commissioner, on=TODAY)
    assert (response.action, response.comment) == ("Half done.", "I expect the rest by May.")


def test_two_sides_that_changed_the_same_field_are_told(force, office, obligation):
    officer, commissioner = (make_user(body, Membership.Role.APPROVER) for body in (force, office))
    make_answer(obligation, officer, action="Under way.")
    theirs = write(officer, obligation, action="Half done.")
    ours = write(commissioner, obligation, action="A third done.")
    actions.share(theirs, by=officer, on=TODAY)
    with pytest.raises(actions.AnswerChanged) as refused:
        actions.share(ours, by=commissioner, on=TODAY)
    assert refused.value.fields == ["action"]
    assert Draft.objects.get().action == "A third done."
    assert Response.objects.get().action == "Half done."


def test_saving_again_takes_a_draft_off_the_approvers_list(force, obligation):
    by = make_user(force)
    draft = actions.send_to_approver(write(by, obligation), by=by, at="2026-11-21T16:12:00Z")
    assert draft.sent_by == by
    assert write(by, obligation, revision=1).sent_at is None


def test_progress_is_shared_at_once_and_never_edited(force, obligation):
    by = make_user(force)
    side = seat(by).side_for(obligation)
    update = actions.record_progress(obligation, side=side, by=by, on=TODAY, text="Cover began.")
    assert not Obligation.objects.with_status(TODAY).get().silent
    with pytest.raises(TypeError):
        update.save()
    with pytest.raises(TypeError):
        ProgressUpdate.objects.all().delete()


def test_who_reads_a_shared_answer(force, office, obligation):
    make_answer(obligation)
    stranger = make_user(make_local_policing_body(make_force()))
    readers = {make_user(force): True, make_user(office): True, make_liaison(): True, make_administrator(): True}
    for user, reads in (readers | {stranger: False, make_user(): False}).items():
        assert Response.objects.readable_by(seat(user)).exists() is reads


@pytest.mark.parametrize(
    ("published_on", "reads"),
    [(None, False), (TODAY - timedelta(days=1), False), (TODAY, True), (TODAY + timedelta(days=1), False)],
    ids=["not published", "published before these words", "published", "published tomorrow"],
)
def test_everybody_reads_what_was_published(force, office, published_on, reads):
    inspection = make_inspection([force])
    obligation = make_obligation(force, make_recommendation(inspection))
    make_answer(obligation)
    StatutoryResponse.objects.create(duty=inspection.related_forces.get(), body=office, published_on=published_on)
    assert Response.objects.readable_by(seat(make_user())).exists() is reads


def test_a_row_is_readable_once_however_many_forces_the_report_relates_to(force):
    inspection = make_inspection([force, make_force(), make_force()])
    obligation = make_obligation(force, make_recommendation(inspection))
    answer = make_answer(obligation)
    answer.offered_to.add(make_force(), make_force())
    for reader in (make_user(force), make_liaison()):
        assert list(Response.objects.readable_by(seat(reader))) == [answer]


def test_a_draft_that_was_saved_since_it_was_read_is_not_shared(force, obligation):
    by = make_user(force, Membership.Role.APPROVER)
    read = write(by, obligation, action="First words.")
    write(make_user(force), obligation, revision=1, action="Newer words.")
    for act in (lambda: actions.share(read, by=by, on=TODAY), lambda: actions.discard(read)):
        with pytest.raises(actions.DraftChanged) as refused:
            act()
        assert refused.value.current.action == "Newer words."
    assert not Response.objects.exists()


@pytest.mark.parametrize("position", ["in_progress", "complete", "not_applicable", "none_proposed"])
def test_an_answer_without_words_is_not_shared(force, obligation, position):
    with pytest.raises(actions.AnswerIncomplete):
        make_answer(obligation, position=position, action="")


def test_an_answer_is_not_shared_with_one_that_does_not_serve_the_item(force, obligation):
    elsewhere = make_answer(make_obligation(force))
    with pytest.raises(actions.CannotAnswerWith):
        make_answer(obligation, answered_with=elsewhere)


def test_progress_counts_as_a_change_of_the_item(force, obligation):
    make_answer(obligation)
    before = obligation.changed_at
    side = seat(make_user(force)).side_for(obligation)
    actions.record_progress(obligation, side=side, by=make_user(force), on=TODAY, text="Cover began.")
    obligation.refresh_from_db()
    assert obligation.changed_at > before
    with pytest.raises(register.OutOfOrder):
        actions.record_progress(obligation, side=side, by=None, on=PUBLISHED_ON - timedelta(days=1), text="Earlier.")
