"""Whether a response is owed, and by which one it is answered: rules, history, and the pages where it is said."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Membership
from accounts.seats import seat_of
from inspections.actions import ActionError
from inspections.models import RelatedForce
from responses.duties import duties
from responses.models import StatutoryResponse, Step
from responses.stages import Stage, State, stage_of, state_of
from responses.statutory import clocks
from responses.succession import merge
from responses.workspace import steps
from responses.workspace.duties import StandsInTheWay, answer_alone, answer_with, exempt, owe, that_may_answer
from responses.workspace.sections import Frozen, save_section
from tests.factories import (
    PUBLISHED_ON,
    make_administrator,
    make_force,
    make_inspection,
    make_liaison,
    make_local_policing_body,
    make_user,
)
from tests.statutory import make_duty

pytestmark = pytest.mark.django_db

TODAY = PUBLISHED_ON + timedelta(days=40)
OTHER_ACT, NOT_SUBJECT = RelatedForce.Exemption.OTHER_ACT, RelatedForce.Exemption.NOT_SUBJECT
SAME = "The findings are the same."


@pytest.fixture
def approver(office):
    return make_user(office, Membership.Role.APPROVER)


@pytest.fixture
def national(force):
    return a_duty(force, title="A national report", slug="national")


@pytest.fixture
def local(force):
    return a_duty(force, title="The force’s own report", slug="local", published_on=PUBLISHED_ON + timedelta(days=7))


def a_duty(force, **kwargs):
    return make_inspection([force], **kwargs).related_forces.get()


def fresh(duty):
    return RelatedForce.objects.select_related("inspection", "statutory_response__answered_by").get(pk=duty.pk)


def begin(duty, by, **words):
    return save_section(duty, "comments", {"comments": "We welcome it."} | words, by=by, on=TODAY, saw=0)


def publish(duty, by, on=TODAY):
    begin(duty, by)
    return steps.record_published(duty, by=by, on=on, today=TODAY, reason="Published elsewhere.")


def answered(duty, by_duty, by):
    return answer_with(duty, fresh(by_duty).statutory_response, reason=SAME, by=by, today=TODAY)


# Not owed -------------------------------------------------------------------------------------------------------------


def test_an_exemption_and_its_end_are_kept_with_who_and_why(national, approver):
    exempt(national, exemption=OTHER_ACT, reason="Children Act 2004.", by=approver, today=TODAY)
    assert state_of(fresh(national), TODAY + timedelta(days=100)) == State.NOT_OWED
    owe(national, reason="It was a mistake.", by=approver, today=TODAY)
    assert state_of(fresh(national), TODAY) == State.OUTSTANDING
    last, first, *_made = national.history.all()
    assert (first.exemption, first.exemption_reason) == ("other_act", "Children Act 2004.")
    assert (first.history_change_reason, first.history_user) == ("Children Act 2004.", approver)
    assert (last.exemption, last.history_change_reason) == ("", "It was a mistake.")


def test_what_applies_does_not_apply_again(national, approver):
    with pytest.raises(StandsInTheWay):
        owe(national, reason="Again.", by=approver, today=TODAY)


def test_a_duty_that_passed_to_a_successor_is_decided_there(national, approver):
    RelatedForce.objects.filter(pk=national.pk).update(ended_on=TODAY)
    with pytest.raises(StandsInTheWay):
        exempt(national, exemption=NOT_SUBJECT, reason="No.", by=approver, today=TODAY)


def test_a_response_on_which_another_report_hangs_stays_owed(national, local, office, approver):
    begin(national, approver)
    answered(local, national, approver)
    for duty in (national, local):
        with pytest.raises(StandsInTheWay):
            exempt(duty, exemption=NOT_SUBJECT, reason="No.", by=approver, today=TODAY)
    assert not RelatedForce.objects.exclude(exemption="").exists()


# Answered by another --------------------------------------------------------------------------------------------------


def test_the_other_s_day_counts_against_the_own_last_day(national, local, office, approver):
    begin(national, approver)
    answered(local, national, approver)
    assert stage_of(fresh(local), TODAY) == Stage.WRITING
    late = PUBLISHED_ON + timedelta(days=58)
    steps.record_published(national, by=approver, on=late, today=late, reason="Published elsewhere.")
    assert (state_of(fresh(national), late), state_of(fresh(local), late)) == (State.LATE, State.ON_TIME)
    steps.undo(Step.objects.get(), by=approver, on=late, reason="Not published after all.")
    assert state_of(fresh(local), late + timedelta(days=9)) == State.OVERDUE
    assert [(clock.state, clock.published_on) for clock in clocks([local.force], late)] == [
        (State.OUTSTANDING, None),
        (State.OVERDUE, None),
    ]


def test_a_response_published_before_this_report_answers_it_too(national, local, office, approver):
    publish(national, approver, on=PUBLISHED_ON + timedelta(days=2))
    answered(local, national, approver)
    [clock, _other] = clocks([local.force], TODAY)
    assert (clock.state, clock.number, clock.days_late) == (State.ON_TIME, 0, 0)


def test_both_decisions_are_kept_with_who_and_why(national, local, office, approver):
    begin(national, approver)
    response = answered(local, national, approver)
    answer_alone(local, reason="They differ after all.", by=approver, today=TODAY)
    response.refresh_from_db()
    assert (response.answered_by, response.answered_by_reason) == (None, "")
    last, first = response.history.all()
    assert (first.history_change_reason, last.history_change_reason) == (SAME, "They differ after all.")
    assert last.history_user == approver
    with pytest.raises(StandsInTheWay):
        answer_alone(local, reason="Once more.", by=approver, today=TODAY)


def test_nobody_is_sent_round_in_a_circle_or_on(national, local, force, office, approver):
    third = a_duty(force)
    for duty in (national, local, third):
        begin(duty, approver)
    answered(local, national, approver)
    for duty, other in ((national, local), (third, local), (national, third), (local, third)):
        with pytest.raises(StandsInTheWay):
            answered(duty, other, approver)
    answered(third, national, approver)  # one may answer several
    assert fresh(national).statutory_response.also_answers.count() == 2


def test_what_cannot_answer(national, local, office, approver):
    elsewhere = a_duty(make_force())
    make_local_policing_body(elsewhere.force)
    begin(elsewhere, approver)
    begin(local, approver)
    exempted = a_duty(national.force)
    begin(exempted, approver)
    exempt(exempted, exemption=OTHER_ACT, reason="Children Act 2004.", by=approver, today=TODAY)
    for other in (elsewhere, local, exempted):
        with pytest.raises(StandsInTheWay):
            answered(local, other, approver)
    assert not StatutoryResponse.objects.exclude(answered_by=None).exists()


def test_what_has_its_own_response_is_not_answered_by_another(national, local, office, approver):
    begin(national, approver)
    publish(local, approver)
    with pytest.raises(Frozen):
        answered(local, national, approver)
    StatutoryResponse.objects.filter(duty=local).update(correction="A name.")
    with pytest.raises(StandsInTheWay):
        answered(local, national, approver)


def test_what_is_not_owed_is_not_answered(national, local, office, approver):
    begin(national, approver)
    exempt(local, exemption=NOT_SUBJECT, reason="No.", by=approver, today=TODAY)
    with pytest.raises(StandsInTheWay):
        answered(local, national, approver)


def test_only_what_may_answer_is_offered(national, local, force, office, approver):
    seat = seat_of(approver, TODAY)
    assert not that_may_answer(local, seat).exists()
    proposed = a_duty(force, proposed_by=office)
    embargoed = a_duty(force, published_on=TODAY + timedelta(days=1))
    for duty in (national, proposed):
        begin(duty, approver)
    StatutoryResponse.objects.create(duty=embargoed, body=office)
    assert [response.duty for response in that_may_answer(local, seat)] == [national]
    assert not that_may_answer(national, seat).exists()


# Forces that merge ----------------------------------------------------------------------------------------------------


def test_an_exemption_passes_to_the_successor(force, office, approver):
    south, new = make_force(), make_force()
    make_local_policing_body(south)
    make_local_policing_body(new)
    both, one = make_inspection([force, south]), make_inspection([force, south])
    for duty in [*both.related_forces.all(), one.related_forces.get(force=force)]:
        exempt(duty, exemption=OTHER_ACT, reason="Children Act 2004.", by=approver, today=TODAY)
    merge([force, south], new, by=approver, on=TODAY, reason="They merge.")
    [passed, owed] = RelatedForce.objects.filter(force=new).order_by("inspection")
    assert (passed.exemption, passed.exemption_reason) == ("other_act", "Children Act 2004.")
    assert owed.is_owed  # the response to it is still owed for one of the two


def test_what_a_published_response_answers_stays_with_the_force_that_published(national, local, office, approver):
    publish(national, approver)
    answered(local, national, approver)
    new = make_force()
    make_local_policing_body(new)
    merge([national.force], new, by=approver, on=TODAY, reason="It merges.")
    assert not RelatedForce.objects.filter(force=new).exists()
    assert fresh(local).ended_on is None


# Pages ----------------------------------------------------------------------------------------------------------------


def address(name, duty):
    return reverse(f"responses:{name}", args=[duty.inspection.slug, duty.force.slug])


@pytest.mark.parametrize("make", [make_liaison, make_administrator])
def test_those_who_oversee_decide(client, national, make):
    client.force_login(make())
    url = address("statutory_exemption", national)
    answer = client.post(url, {"exemption": "not_subject", "reason": "It has no such unit."})
    assert answer.url == address("statutory_response", national)
    assert fresh(national).exemption == "not_subject"


def test_an_approver_decides_and_takes_it_back(client, national, approver):
    client.force_login(approver)
    url = address("statutory_exemption", national)
    refused = client.post(url, {"exemption": "", "reason": ""})
    assert "Choose why section 55 does not apply." in refused.text
    client.post(url, {"exemption": "other_act", "reason": "Children Act 2004."})
    assert "Children Act 2004." in client.get(url).text
    assert "Section 55 applies again" in client.get(url).text
    client.post(url, {"reason": "A mistake."})
    assert fresh(national).is_owed


def test_a_report_with_partners_suggests_another_act(client, force, approver):
    client.force_login(approver)
    with_partners = a_duty(force, partner=True)
    form = client.get(address("statutory_exemption", with_partners)).context["form"]
    assert form["exemption"].value() == "other_act"


def test_an_approver_says_that_one_response_answers_both(client, national, local, approver):
    client.force_login(approver)
    url = address("statutory_answered_by", local)
    assert "none can answer this report" in client.get(url).text
    response = begin(national, approver)
    client.post(url, {"other": response.pk, "reason": SAME})
    assert fresh(local).statutory_response.answered_by == response
    assert "no longer answers" in client.get(url).text
    client.post(url, {"reason": "They differ."})
    assert fresh(local).statutory_response.answered_by is None


def test_what_stands_in_the_way_is_said_and_nothing_is_written(client, national, local, approver):
    begin(national, approver)
    answered(local, national, approver)
    client.force_login(approver)
    answer = client.post(address("statutory_exemption", national), {"exemption": "other_act", "reason": "Why."})
    assert answer.status_code == 200
    assert "answers “The force’s own report” too" in answer.text
    assert fresh(national).is_owed


@pytest.mark.parametrize("name", ["statutory_exemption", "statutory_answered_by"])
def test_nobody_else_is_shown_the_pages(client, national, office, force, name):
    elsewhere = make_force()
    make_local_policing_body(elsewhere)
    for user in (make_user(office), make_user(force, Membership.Role.APPROVER), make_user(elsewhere), make_user()):
        client.force_login(user)
        assert client.get(address(name, national)).status_code == 404
        posted = client.post(address(name, national), {"exemption": "other_act", "reason": "Mine."})
        assert posted.status_code == 404
    assert fresh(national).is_owed


def test_other_actions_still_refuse(national, local, office, approver):
    begin(national, approver)
    answered(local, national, approver)
    with pytest.raises(ActionError):
        publish(local, approver)


def test_a_row_that_is_taken_away_while_its_page_is_made_is_left_out():
    duty = make_duty()
    assert duties().of_page([duty.pk, duty.pk + 1]) == [duty]
