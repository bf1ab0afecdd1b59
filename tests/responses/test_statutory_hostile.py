"""The statutory response, its lists and its acts as a hostile or a careless reader would use them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Membership
from accounts.seats import seat_of
from inspections.actions import close
from inspections.tables import harmless
from responses.actions import draft_for, save_draft, share
from responses.models import Response
from responses.workspace.sections import save_remark
from tests.factories import (
    make_administrator,
    make_answer,
    make_inspection,
    make_liaison,
    make_recommendation,
    make_user,
)
from tests.statutory import Acts, make_duty, page, text

pytestmark = pytest.mark.django_db

SECRET = "Nobody else has read this sentence."


@pytest.fixture
def act(today):
    return Acts(make_duty(published_on=today - timedelta(days=20)), today)


@pytest.fixture
def member(act):
    return make_user(act.duty.force, Membership.Role.APPROVER)


# Words that are not published -----------------------------------------------------------------------------------------


def items(act):
    own, others = act.duty.inspection.items.order_by("sequence")
    return own, others


def remark(act, item, text, section=""):
    save_remark(act.duty, item, text, section=section, by=act.by, on=act.today)


@pytest.mark.parametrize("section", ["comments", "reply"])
def test_a_passage_of_the_office_s_words_is_not_read_by_the_force(client, act, member, section):
    act.write(section, **{section: SECRET})
    own, _others = items(act)
    remark(act, own, SECRET, section=section)
    client.force_login(member)
    assert SECRET not in text(client.get(act.response.get_absolute_url()))
    client.force_login(act.by)
    assert SECRET in text(client.get(act.response.get_absolute_url()))


def test_a_passage_of_the_chief_officer_s_words_is_read_by_the_force(client, act, member):
    act.write("chief-officer", chief_officer_comments=SECRET)
    own, _others = items(act)
    remark(act, own, SECRET, section="chief_officer_comments")
    client.force_login(member)
    assert text(client.get(act.response.get_absolute_url())).count(SECRET) == 2


def test_a_remark_of_the_office_is_not_read_by_the_force_before_it_is_published(client, act, member):
    _own, others = items(act)
    remark(act, others, SECRET)
    client.force_login(member)
    assert SECRET not in text(client.get(act.response.get_absolute_url()))
    act.sign()
    assert SECRET not in text(client.get(act.response.get_absolute_url()))
    act.publish()
    assert SECRET in text(client.get(act.response.get_absolute_url()))
    act.correct()
    remark(act, others, "Other words.")
    assert "Other words." not in text(client.get(act.response.get_absolute_url()))


def test_a_passage_is_not_read_by_the_force_in_what_was_signed(client, act, member):
    act.write(comments=SECRET)
    own, _others = items(act)
    remark(act, own, SECRET, section="comments")
    act.sign()
    client.force_login(member)
    assert SECRET not in text(client.get(act.response.get_absolute_url()))
    act.publish()
    assert SECRET in text(client.get(act.response.get_absolute_url()))


def test_whoever_looks_from_the_office_s_seat_is_told_nothing_of_the_words(client, act):
    act.write(comments="All seven recommendations are for forces.")
    client.force_login(make_administrator())
    client.post(reverse("admin:accounts_user_see_as", args=[act.by.pk]))
    shown = text(client.get(page(act, "sign-off")))
    assert not [said for said in ("seven", "7 recommendations", "6 words") if said in shown]


def test_what_is_shared_after_the_sign_off_is_not_published_with_it(client, act):
    own, _others = items(act)
    obligation = own.obligations.get()
    make_answer(obligation, on=act.today, action="What was signed.")
    act.write()
    act.sign()
    side = seat_of(act.by, act.today).side_for(obligation)
    draft = draft_for(obligation, side, by=act.by)
    draft = save_draft(obligation, side, draft.words | {"action": SECRET}, by=act.by, revision=0)
    share(draft, by=act.by, on=act.today)
    act.publish()
    client.force_login(make_user())
    seat = seat_of(make_user(), act.today)
    assert not Response.objects.readable_by(seat).filter(action=SECRET).exists()
    assert SECRET not in text(client.get(obligation.get_absolute_url()))


def test_an_item_of_a_report_under_embargo_is_not_named_in_an_export(client, act, today):
    under_embargo = make_inspection(title="Nobody knows of this", published_on=today + timedelta(days=9))
    into = make_recommendation(under_embargo)
    own, _others = items(act)
    close(own.obligations.all(), closure="superseded", superseded_by=into, by=act.by, on=today, reason="New.")
    for user, knows in ((make_user(), False), (act.by, False), (make_liaison(), True)):
        client.force_login(user)
        got = b"".join(client.get("/compliance/export/?as=csv").streaming_content).decode()
        assert "superseded" in got.splitlines()[1].lower()
        assert ("Nobody knows of this" in got) is knows


# Addresses and forms that no page makes -------------------------------------------------------------------------------


@pytest.mark.parametrize("row", ["9" * 18, "9" * 19, "9" * 30, "9" * 5000, "-1", "1e3", "٣", "%00", ""])
def test_a_row_that_cannot_be_is_not_there(client, row):
    client.force_login(make_liaison())
    for method in (client.get, client.post):
        assert method(f"/compliance/verify/?act=close&row={row}").status_code == 404


@pytest.mark.parametrize("sent", ["{pk}-" + "9" * 5000, "{pk}-" + "9" * 30, "{pk}-x", "x-y", "-", "{pk}-", "\0-\0"])
def test_a_draft_that_was_not_shown_is_not_shared(client, act, sent):
    own, _others = items(act)
    obligation = own.obligations.get()
    side = seat_of(act.by, act.today).side_for(obligation)
    draft = save_draft(obligation, side, {"position": "in_progress", "action": "x"}, by=act.by, revision=0)
    client.force_login(act.by)
    where = reverse("responses:statutory_share", args=[act.duty.inspection.slug, act.duty.force.slug])
    answer = client.post(where, {"draft": sent.format(pk=draft.pk)})
    assert answer.status_code in (200, 302)
    assert not Response.objects.exists()


# Files ----------------------------------------------------------------------------------------------------------------


BEGINNINGS = (
    *("=1", " =1", "\n=1", "\u00a0+1", "\v=1", "\t =1"),
    *("＝1", "＋1", "－1", "＠SUM", "\ufeff=1", "\u200b@a"),
)


@pytest.mark.parametrize("text", BEGINNINGS)
def test_no_cell_is_taken_for_a_formula(text):
    assert harmless(text) == f"'{text}"
