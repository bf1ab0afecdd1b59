"""The pages of the steps: who takes them, what they refuse and say, and that a second press changes nothing."""

from datetime import timedelta

import pytest
from django.test import Client

from responses.models import StatutoryResponse, Step, Version
from responses.workspace.log import Kind
from tests.factories import (
    make_force,
)
from tests.statutory import Acts, complete, day, make_duty, office_of, page, people, text, undo

pytestmark = pytest.mark.django_db

PREPARING = ("ask", "received", "ready")
APPROVING = ("sign-off", "home-secretary", "inspectorate", "published", "published-elsewhere", "correction")


@pytest.fixture
def act(today):
    return Acts(make_duty(published_on=today - timedelta(days=20)), today)


@pytest.fixture
def approver(client, act):
    client.force_login(act.by)
    return act.by


def signing(client, act, **typed):
    """What a browser would send from the page of sign-off, as it is shown now."""
    form = client.get(page(act, "sign-off")).context["form"]
    return day(act.today) | {"seen": form["seen"].value()} | typed


# Who may --------------------------------------------------------------------------------------------------------------


@pytest.mark.on_one_database
@pytest.mark.parametrize("name", [*PREPARING, *APPROVING])
def test_each_step_is_there_for_those_who_may_take_it(client, act, name):
    allowed = {"editor", "approver"} if name in PREPARING else {"approver"}
    for role, user in people(act).items():
        client.force_login(user)
        for method in (client.get, client.post):
            assert method(page(act, name)).status_code == (200 if role in allowed else 404), role
    assert not Step.objects.exists()


def test_undoing_is_for_the_approver(client, act):
    step = act.ask()
    for role, user in people(act).items():
        client.force_login(user)
        for method in (client.get, client.post):
            assert method(undo(act, step)).status_code == (200 if role == "approver" else 404), role
    assert Step.objects.get() == step


def test_there_are_no_other_steps(client, act, approver):
    assert client.get(page(act, "everything")).status_code == 404
    assert client.get(undo(act, Step(pk=99))).status_code == 404
    other = Acts(make_second_duty(act), act.today, by=act.by).ask()
    assert client.get(undo(act, other)).status_code == 404


def make_second_duty(act):
    return act.duty.inspection.related_forces.create(force=_governed(act))


def _governed(act):
    force = make_force()
    force.governances.create(local_policing_body=office_of(act.duty), from_on=act.today - timedelta(days=400))
    return force


# Each step ------------------------------------------------------------------------------------------------------------


def test_the_path_from_the_first_letter_to_a_corrected_version(client, act, approver):
    soon = act.today + timedelta(days=5)
    complete(act)
    client.post(page(act, "ask"), day(act.today) | day(soon, "due_on"))
    client.post(page(act, "received"), day(act.today))
    client.post(page(act, "ready"), day(act.today))
    client.post(page(act, "sign-off"), signing(client, act))
    client.post(page(act, "home-secretary"), day(act.today))
    client.post(page(act, "inspectorate"), day(act.today))
    client.post(page(act, "published"), day(act.today) | {"address": "example.org/response"})
    response = act.response
    assert response.comments_due_on == soon
    assert {getattr(response, name) for name in ("ready_on", "signed_on", "sent_to_secretary_on")} == {act.today}
    assert (response.published_on, response.address) == (act.today, "https://example.org/response")
    client.post(page(act, "correction"), {"reason": "A figure was wrong."})
    act.write(comments="The figure is 7.")
    answer = client.post(page(act, "sign-off"), signing(client, act), follow=True)
    assert "Version 2" in text(answer)
    assert [step.kind for step in Step.objects.all()] == [
        *("asked", "received", "ready", "signed", "secretary", "inspectorate", "published", "correcting", "signed")
    ]
    assert {step.by for step in Step.objects.all()} == {approver}


@pytest.mark.on_one_database
@pytest.mark.parametrize(
    ("name", "typed", "field"),
    [
        ("ready", lambda today, published: day(today + timedelta(days=1)), "on"),
        ("ready", lambda today, published: day(published - timedelta(days=1)), "on"),
        ("ready", lambda today, published: {}, "on"),
        ("ready", lambda today, published: {"on_day": "31", "on_month": "2", "on_year": "2026"}, "on"),
        ("ask", lambda today, published: day(today), "due_on"),
        ("ask", lambda today, published: day(today) | day(today - timedelta(days=1), "due_on"), "due_on"),
        ("published-elsewhere", lambda today, published: day(today), "reason"),
        ("published-elsewhere", lambda today, published: day(today) | {"reason": "x", "address": "no"}, "address"),
        ("published-elsewhere", lambda today, published: day(today) | {"reason": "x" * 2001}, "reason"),
        ("published-elsewhere", lambda today, published: day(today) | {"reason": "a\0b"}, "reason"),
        ("published", lambda today, published: day(today), None),
        ("home-secretary", lambda today, published: day(today), None),
    ],
)
def test_an_error_stands_beside_its_field_and_nothing_is_written(client, act, approver, name, typed, field):
    answer = client.post(page(act, name), typed(act.today, act.duty.inspection.published_on))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field or "__all__"]
    assert "Error:" in text(answer)
    assert not Step.objects.exists()
    assert not StatutoryResponse.objects.exists()


def test_nothing_is_sent_or_published_before_it_was_signed(client, act, approver):
    act.sign()
    act.today -= timedelta(days=1)
    for name in ("home-secretary", "published"):
        answer = client.post(page(act, name), day(act.today))
        assert "It was signed off on" in answer.context["form"].errors["on"][0]
    assert act.response.published_on is None


@pytest.mark.parametrize("name", ["ready", "sign-off", "home-secretary", "published", "correction"])
def test_a_second_press_changes_nothing_and_is_no_error(client, act, approver, name):
    complete(act)
    sent = day(act.today) | {"reason": "A figure was wrong."}
    if name == "sign-off":
        sent = signing(client, act)
    elif name != "ready":
        act.sign()
        if name == "correction":
            act.publish()
    answers = [client.post(page(act, name), sent, follow=True) for _press in range(2)]
    assert [answer.redirect_chain for answer in answers] == [[(page(act), 302)]] * 2
    assert "already" in text(answers[1])
    assert Step.objects.filter(kind=Step.objects.last().kind).count() == 1


def test_an_undoing_that_is_pressed_twice_is_done_once(client, act, approver):
    step = act.ask()
    for _press in range(2):
        answer = client.post(undo(act, step), {"reason": "A slip."}, follow=True)
    assert "This was undone already." in text(answer)
    assert Step.objects.filter(kind=Kind.UNDONE).count() == 1


def test_an_address_alone_changes_nothing(client, act, approver):
    for name in (*PREPARING, *APPROVING):
        client.get(page(act, name), day(act.today) | {"reason": "x"})
    assert not Step.objects.exists()


def test_a_page_of_another_site_changes_nothing(act):
    client = Client(enforce_csrf_checks=True)
    client.force_login(act.by)
    assert client.post(page(act, "ready"), day(act.today)).status_code == 403
    assert not Step.objects.exists()


# Sign-off -------------------------------------------------------------------------------------------------------------


def test_the_page_of_sign_off_says_what_is_frozen_and_what_is_missing(client, act, approver):
    act.write(comments="We accept all three recommendations.")
    act.choose_signatory()
    shown = text(client.get(page(act, "sign-off")))
    for words in ("Dana Whitlock, Commissioner", "0 of 1 answered", "s.55(5)(b)", "freezes the response", "5 words"):
        assert words in shown
    answer = client.post(page(act, "sign-off"), signing(client, act))
    assert "gaps_reason" in answer.context["form"].errors
    assert not Version.objects.exists()
    client.post(page(act, "sign-off"), signing(client, act, gaps_reason="They had no time."))
    version = Version.objects.get()
    assert version.gaps_reason == "They had no time."
    assert any("s.55(5)(b)" in gap for gap in version.gaps)


def test_what_is_missing_leads_to_where_it_is_mended(client, act, approver):
    act.write()
    shown = text(client.get(page(act, "sign-off")))
    workspace = act.response.get_absolute_url()
    item = act.duty.inspection.items.first()
    assert f'href="{workspace}chief-officer/">The chief officer’s comments</a>' in shown
    assert f'href="{workspace}#item-{item.pk}">Answer {item.label_in_sentence}</a>' in shown


def test_nobody_signs_what_they_have_not_seen(client, act, approver):
    complete(act)
    sent = signing(client, act)
    act.write(comments="Changed by a colleague.")
    answer = client.post(page(act, "sign-off"), sent)
    assert "changed since this page was shown" in text(answer)
    assert not Version.objects.exists()
    client.post(page(act, "sign-off"), sent | {"seen": answer.context["form"]["seen"].value()})
    assert Version.objects.get().content.comments == "Changed by a colleague."


def test_without_a_signatory_nothing_is_signed(client, act, approver):
    act.write()
    answer = client.post(page(act, "sign-off"), signing(client, act, gaps_reason="None."))
    assert "Choose who signs" in text(answer)
    assert not Version.objects.exists()


# Undone ---------------------------------------------------------------------------------------------------------------


def test_what_an_undoing_takes_back_is_said_before(client, act, approver):
    act.sign()
    step = act.publish()
    shown = text(client.get(undo(act, step)))
    assert "no longer counts as published" in shown
    assert list(client.post(undo(act, step)).context["form"].errors) == ["reason"]
    client.post(undo(act, step), {"reason": "It went out only today."})
    assert act.response.published_on is None
    assert Step.objects.get(kind=Kind.UNDONE).reason == "It went out only today."


def test_only_the_day_is_put_right(client, act, approver):
    act.today -= timedelta(days=3)
    act.sign()
    step = act.publish()
    answer = client.post(undo(act, step), day(act.today - timedelta(days=1)) | {"reason": "A slip."})
    assert "It was signed off on" in answer.context["form"].errors["on"][0]
    client.post(undo(act, step), day(act.today + timedelta(days=1)) | {"reason": "A slip."})
    assert act.response.published_on == act.today + timedelta(days=1)
    assert act.response.signed_on == act.today


def test_where_only_the_day_can_be_put_right_the_page_asks_for_nothing_else(client, act, approver):
    act.sign()
    step = act.publish()
    act.correct()
    answer = client.get(undo(act, step))
    assert "Leave it empty to take the step back." not in text(answer)
    assert "on" in client.post(undo(act, step), {"reason": "A slip."}).context["form"].errors
    assert act.response.published_on == act.today


def test_what_cannot_be_undone_says_why(client, act, approver):
    act.sign()
    act.publish()
    shown = text(client.get(undo(act, Step.objects.get(kind=Kind.SIGNED))))
    assert "Begin a correction instead." in shown
    assert '<form method="post" novalidate' not in shown
