"""Steps of a statutory response in every order: what is refused, what is undone, and what must not leak out."""

from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse

from accounts.seats import seat_of
from inspections.models import Body, Governance, OfficeHolder
from responses.models import StatutoryResponse, Step
from responses.workspace import signing, steps
from responses.workspace.log import Kind
from responses.workspace.sections import save_remark
from responses.workspace.steps import AlreadyTaken, WrongStep
from tests.factories import (
    PUBLISHED_ON,
    make_administrator,
    make_answer,
    make_inspection,
    make_local_policing_body,
    make_user,
)
from tests.statutory import REASON, Acts, make_duty

pytestmark = pytest.mark.django_db

TODAY = PUBLISHED_ON + timedelta(days=40)


@pytest.fixture
def act():
    return Acts(make_duty(), TODAY)


def days(response):
    return {field: getattr(response, field) for field in steps.DAYS.values()}


def test_everything_is_undone_back_to_nothing(act):
    act.write()
    act.ask()
    act.receive()
    act.ready()
    act.sign()
    act.send()
    act.send(Kind.INSPECTORATE)
    act.publish()
    act.correct()
    act.sign()
    act.publish(address="https://example.org/2")
    for step in reversed(act.log.standing):
        assert not act.log.refusal_of_undoing(step)
        act.undo(step)
    assert set(days(act.response).values()) == {None}
    assert not act.log.versions
    assert (act.response.address, act.response.published_until, act.response.correction) == ("", None, "")
    assert act.sign().number == 1


@pytest.mark.parametrize("kind", ["asked", "received", "ready", "signed", "published"])
def test_what_something_rests_on_is_not_undone_before_it(act, kind):
    act.ask()
    act.receive()
    act.ready()
    act.sign()
    act.publish()
    act.correct()
    before = days(act.response)
    with pytest.raises(WrongStep):
        act.undo(Step.objects.get(kind=kind))
    assert days(act.response) == before


def test_an_undone_publication_can_be_recorded_again(act):
    version = act.sign()
    act.undo(act.publish())
    assert act.publish().version == version


def test_the_words_of_a_corrected_version_are_not_read_once_its_publication_is_undone(act):
    stranger = seat_of(make_user(), TODAY)
    act.write()
    act.sign()
    act.publish()
    act.correct()
    act.write(comments="Not to be read yet.")
    act.sign()
    step = act.publish()
    assert act.response.is_read_by(stranger, "comments")
    act.undo(step)
    assert act.response.correction == "A figure was wrong."
    assert act.response.published_on == TODAY
    assert not act.response.is_read_by(stranger, "comments")


def test_an_undone_correction_brings_back_what_was_signed(act):
    other = act.duty.inspection.items.last()
    act.write()
    save_remark(act.duty, other, "For the Home Office.", by=act.by, on=TODAY)
    act.write("signature", approval="By e-mail.")
    version = act.sign()
    act.publish()
    step = act.correct()
    assert (act.response.dated_on, act.response.approval) == (None, "")
    act.write(comments="Something else.")
    save_remark(act.duty, other, "For nobody.", by=act.by, on=TODAY)
    act.undo(step)
    response = act.response
    assert response.comments == "We welcome the report."
    assert response.remarks.get().text == "For the Home Office."
    assert (response.approval, response.dated_on) == ("By e-mail.", TODAY)
    assert (response.signed_on, response.correction, act.log.current) == (TODAY, "", version)
    assert act.correct().reason == "A figure was wrong."


def test_a_correction_is_not_begun_before_the_one_before_is_published(act):
    act.sign()
    act.publish()
    act.correct()
    with pytest.raises(AlreadyTaken):
        act.correct()
    act.sign()
    with pytest.raises(WrongStep):
        act.correct()


def test_a_publication_elsewhere_is_kept_with_what_was_published_then_and_nothing_newer(act):
    obligation = act.duty.inspection.items.first().obligations.get()
    make_answer(obligation, on=TODAY, action="As published.")
    act.write()
    act.publish(reason="On our old site.")
    make_answer(obligation, on=TODAY + timedelta(days=9), action="Not published.")
    later = TODAY + timedelta(days=10)
    step = act.correct(on=later)
    [(version, _published)] = act.log.published(later)
    assert [item.answer.action for item in version.content.items if item.answer] == ["As published."]
    act.undo(step, on=later)
    assert act.response.published_on == TODAY
    assert not act.log.versions
    act.undo(act.log.last(Kind.PUBLISHED), on=later)
    assert act.response.published_on is None


def test_an_imported_publication_has_no_step_and_is_corrected_all_the_same(act):
    act.write()
    StatutoryResponse.objects.update(published_on=TODAY, published_basis="response")
    with pytest.raises(WrongStep):
        act.publish(reason="Twice.")
    act.correct()
    act.write(comments="Put right.")
    assert act.sign().number == 2
    act.publish(on=TODAY + timedelta(days=1))
    assert (act.response.published_on, act.response.published_basis) == (TODAY, "response")


def test_only_the_day_of_a_publication_is_put_right_even_after_a_correction(act):
    version = act.sign()
    step = act.publish(on=TODAY + timedelta(days=3), address="https://example.org/1")
    later = TODAY + timedelta(days=9)
    act.correct(on=later)
    again = steps.correct_day(step, by=act.by, on=TODAY + timedelta(days=2), today=later, reason=REASON)
    assert act.response.published_on == TODAY + timedelta(days=2)
    assert (again.version, again.address) == (version, "https://example.org/1")
    assert act.response.correction
    for on in (TODAY - timedelta(days=1), later + timedelta(days=1), again.on):
        with pytest.raises(WrongStep):
            steps.correct_day(again, by=act.by, on=on, today=later, reason=REASON)


def sign_again(act):
    return signing.sign_off(act.duty, by=act.by, on=TODAY, today=TODAY)


def test_the_same_again_writes_nothing(act):
    act.choose_signatory()
    for job in (act.ask, act.receive, act.ready, partial(sign_again, act), act.send, act.publish, act.correct):
        job()
        before = Step.objects.count(), act.response.history.count()
        with pytest.raises(AlreadyTaken):
            job()
        assert (Step.objects.count(), act.response.history.count()) == before


def test_who_was_asked_again_may_answer_again(act):
    for due_on in (TODAY, TODAY + timedelta(days=7)):
        act.ask(due_on)
        act.receive()
    act.undo(act.log.last(Kind.RECEIVED))
    act.undo(act.log.last(Kind.ASKED))
    assert act.response.comments_due_on == TODAY


def test_who_signs_holds_the_office_on_both_days(act):
    holder = OfficeHolder.objects.get()
    act.write("signature", signatory=holder, dated_on=TODAY + timedelta(days=5))
    OfficeHolder.objects.create(
        body=holder.body, name="Somebody Else", title="Mayor", from_on=TODAY + timedelta(days=3)
    )
    with pytest.raises(signing.NoSignatory, match="Dana Whitlock"):
        sign_again(act)
    act.write("signature", dated_on=PUBLISHED_ON - timedelta(days=1))
    with pytest.raises(WrongStep, match="before the report was published"):
        sign_again(act)
    act.write("signature", dated_on=TODAY)
    assert sign_again(act).content.dated_on == TODAY


def test_a_correction_is_not_signed_off_before_it_was_begun(act):
    act.sign()
    act.publish()
    later = TODAY + timedelta(days=9)
    act.correct(on=later)
    with pytest.raises(WrongStep, match="begun"):
        signing.sign_off(act.duty, by=act.by, on=TODAY + timedelta(days=8), today=later)


def test_what_changed_since_it_was_shown_is_not_signed_unseen(act):
    act.write("signature", signatory=OfficeHolder.objects.get())
    printed, content = signing.would_be_signed(act.duty, TODAY)
    mark = printed.mark(content)
    make_answer(act.duty.inspection.items.first().obligations.get(), on=TODAY)
    with pytest.raises(signing.ChangedMeanwhile):
        signing.sign_off(act.duty, by=act.by, on=TODAY, today=TODAY, seen=mark)
    printed, content = signing.would_be_signed(act.duty, TODAY)
    assert signing.sign_off(act.duty, by=act.by, on=TODAY, today=TODAY, seen=printed.mark(content)).number == 1


def test_an_office_that_took_over_meanwhile_is_the_one_that_answers(act):
    act.write()
    mayor = make_local_policing_body(name="Mayor of Northshire", kind=Body.Kind.MAYOR)
    Governance.objects.create(force=act.duty.force, local_policing_body=mayor, from_on=TODAY - timedelta(days=1))
    OfficeHolder.objects.create(body=mayor, name="A. Mayor", title="Mayor", from_on=TODAY - timedelta(days=1))
    with pytest.raises(signing.NoSignatory):
        act.sign()
    act.write("signature", signatory=OfficeHolder.objects.get(body=mayor))
    version = sign_again(act)
    assert version.content.office.title == "Mayor of Northshire"
    assert act.response.body == mayor


def test_another_report_whose_response_answers_this_one_is_not_signed_or_published(act):
    act.write()
    other = StatutoryResponse.objects.create(
        duty=make_inspection([act.duty.force]).related_forces.get(), body=act.response.body
    )
    StatutoryResponse.objects.filter(duty=act.duty).update(answered_by=other, answered_by_reason="The same findings.")
    for job in (act.publish, act.sign):
        with pytest.raises(WrongStep, match="Another response"):
            job()


def test_where_section_55_asks_for_nothing_no_step_is_taken(act):
    act.write()
    act.duty.exemption, act.duty.exemption_reason = "other_act", "Children Act 2004, section 20."
    act.duty.save()
    for job in (act.ask, act.ready, act.sign, partial(act.publish, reason="On our site.")):
        with pytest.raises(WrongStep, match="no response"):
            job()


def test_copies_may_be_recorded_while_a_correction_is_written_and_are_of_what_was_published(act):
    version = act.sign()
    act.publish()
    act.correct()
    assert act.send().version == version
    act.sign()
    act.send()
    assert act.response.sent_to_secretary_on == TODAY


def test_the_history_tells_of_steps_and_versions_and_of_no_private_word(client, act):
    act.write(comments="Unseen comments.")
    act.write("signature", approval="Unseen approval.")
    act.sign(gaps=["Unseen gap."], gaps_reason="They had no time.")
    client.force_login(make_administrator())
    for record in (act.duty.inspection, act.response, act.duty):
        page = client.get(
            reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_history", args=[record.pk])
        )
        shown = page.content.decode()
        assert "Signed off" in shown or record == act.duty
        assert "Unseen" not in shown
