"""Two people write the same answer: the second is shown both texts and loses nothing."""

import pytest

from responses.actions import save_draft
from responses.models import Draft, Response
from tests.answers import APPROVER, address, post, signed_in, typed
from tests.factories import make_force, make_user
from tests.pages import html_of

pytestmark = pytest.mark.django_db


def field(page, name):
    """What stands in a field of the form of this page."""
    form = page.context["page"].answer_form
    return form[name].value()


def go_on(user, obligation, page, **changes):
    """Post the form of a page as it stands, but for changes."""
    form = page.context["page"].answer_form
    data = {bound.name: "" if bound.value() is None else bound.value() for bound in form if bound.name[-3:] != "_on"}
    hidden = {name: form[name].value() for name in ("revision", "based_on")}
    return signed_in(user).post(address(obligation), data | hidden | {"then": "save"} | changes, follow=True)


# Two of one side ------------------------------------------------------------------------------------------------------


def test_two_people_save_the_same_answer_and_the_second_sees_both(force, obligation):
    first, second = make_user(force, name="Robin Okafor"), make_user(force)
    post(first, obligation, action="Words of the first.", lead="Supt One")
    page = post(second, obligation, action="Words of the second.")
    shown = html_of(page)
    assert "Robin Okafor saved this draft at" in shown
    assert "You both changed this. Your words are in the form." in shown
    assert "Words of the first." in shown
    assert field(page, "action") == "Words of the second."
    assert Draft.objects.get().action == "Words of the first.", "nothing is written over"
    assert "Only the other person changed this." in shown
    assert field(page, "lead") == "Supt One"
    page = go_on(second, obligation, page)
    assert "Draft saved." in html_of(page)
    draft = Draft.objects.get()
    assert (draft.action, draft.lead, draft.saved_by) == ("Words of the second.", "Supt One", second)
    assert Draft.history.filter(action="Words of the first.").exists()


def test_a_third_save_in_between_is_shown_again(force, obligation):
    first, second = make_user(force), make_user(force)
    post(first, obligation, action="One.")
    page = post(second, obligation, action="Two.")
    post(first, obligation, Draft.objects.get(), action="Three.")
    page = go_on(second, obligation, page)
    assert "Three." in html_of(page)
    assert field(page, "action") == "Two."
    go_on(second, obligation, page)
    assert Draft.objects.get().action == "Two."


def test_a_draft_shared_meanwhile_by_a_colleague_keeps_what_was_typed(force, obligation):
    approver, editor = make_user(force, APPROVER, name="Robin Okafor"), make_user(force)
    post(editor, obligation, action="Draft.")
    draft = Draft.objects.get()
    post(approver, obligation, draft, action="Shared.", then="share")
    page = post(editor, obligation, draft, action="Typed for an hour.")
    shown = html_of(page)
    assert "Robin Okafor shared this answer on" in shown
    assert "Shared." in shown
    assert field(page, "action") == "Typed for an hour."
    assert not Draft.objects.exists()
    go_on(editor, obligation, page)
    assert Draft.objects.get().action == "Typed for an hour."
    assert Response.objects.get().action == "Shared."


def test_a_draft_discarded_meanwhile_keeps_what_was_typed(force, obligation):
    editor = make_user(force)
    post(editor, obligation, action="Draft.", lead="Supt One")
    draft = Draft.objects.get()
    signed_in(make_user(force)).post(address(obligation, "discard/"), {"revision": 1})
    page = post(editor, obligation, draft, action="Typed on.", lead="Supt One")
    assert "Somebody discarded this draft while you were writing." in html_of(page)
    assert (field(page, "action"), field(page, "lead")) == ("Typed on.", "Supt One")
    go_on(editor, obligation, page)
    assert Draft.objects.get().action == "Typed on."


def test_words_saved_and_shared_while_the_first_draft_was_typed_are_not_written_over(force, obligation):
    """The second began before there was any draft, and saves after the first was shared and gone."""
    first, second = make_user(force, APPROVER), make_user(force, APPROVER)
    post(first, obligation, action="Shared at noon.", then="share")
    page = post(second, obligation, action="Begun in the morning.", then="share")
    assert "Other words were shared meanwhile" in html_of(page)
    assert Response.objects.get().action == "Shared at noon."
    assert field(page, "action") == "Begun in the morning."
    go_on(second, obligation, page, then="share")
    assert Response.objects.get().action == "Begun in the morning."
    assert Response.history.filter(action="Shared at noon.").exists()


# The two sides --------------------------------------------------------------------------------------------------------


@pytest.fixture
def officer(force):
    return make_user(force, APPROVER)


@pytest.fixture
def commissioner(office):
    return make_user(office, APPROVER)


def test_the_other_side_shared_the_same_field_and_sharing_again_is_deliberate(obligation, officer, commissioner):
    post(officer, obligation, action="Under way.", then="share")
    post(officer, obligation, action="Half done.", based_on=1)
    theirs = {"action": "A third done.", "comment": "I expect the rest by May.", "lead": "Supt One"}
    post(commissioner, obligation, **theirs, based_on=1, then="share")
    page = signed_in(officer).get(address(obligation))
    assert "The shared answer has changed since this draft began." in html_of(page)
    page = post(officer, obligation, Draft.objects.get(), action="Half done.", then="share")
    shown = html_of(page)
    assert "Police and Crime Commissioner for Northshire shared other words on" in shown
    assert "A third done." in shown
    assert (field(page, "action"), field(page, "lead")) == ("Half done.", "Supt One")
    assert Response.objects.get().action == "A third done."
    assert Draft.objects.get().action == "Half done."
    page = go_on(officer, obligation, page, then="share")
    assert "Shared with HMICFRS." in html_of(page)
    answer = Response.objects.get()
    assert (answer.action, answer.lead) == ("Half done.", "Supt One")
    assert answer.comment == "I expect the rest by May.", "what only the other side writes stays as it left it"


def test_leaving_the_page_of_a_conflict_shares_nothing_unseen(obligation, officer, commissioner):
    post(officer, obligation, action="Under way.", then="share")
    post(officer, obligation, action="Half done.", based_on=1)
    post(commissioner, obligation, action="A third done.", based_on=1, then="share")
    post(officer, obligation, Draft.objects.get(), action="Half done.", then="share")
    page = post(
        make_user(obligation.body, APPROVER), obligation, Draft.objects.get(), action="Half done.", then="share"
    )
    assert "Other words were shared meanwhile" in html_of(page)


def test_different_fields_are_shared_without_a_question(obligation, officer, commissioner):
    post(officer, obligation, action="Under way.", then="share")
    post(commissioner, obligation, action="Under way.", comment="More, please.", based_on=1, then="share")
    post(officer, obligation, action="Half done.", based_on=1, then="share")
    answer = Response.objects.get()
    assert (answer.action, answer.comment) == ("Half done.", "More, please.")


def test_a_form_opened_before_the_other_side_shared_does_not_write_over_it(obligation, officer, commissioner):
    post(officer, obligation, action="Under way.", then="share")
    opened = typed(action="Under way.", comment="I note this.", based_on=1, then="share")
    post(officer, obligation, action="Half done.", based_on=1, then="share")
    signed_in(commissioner).post(address(obligation), opened)
    answer = Response.objects.get()
    assert (answer.action, answer.comment) == ("Half done.", "I note this.")


def test_whom_it_waits_for_merges_like_words(office, obligation, officer, commissioner):
    waited = make_force()
    post(officer, obligation, action="Under way.", then="share")
    post(commissioner, obligation, action="Under way.", comment="Noted.", based_on=1)
    post(officer, obligation, action="Under way.", waiting_on=waited.pk, based_on=1, then="share")
    draft = Draft.objects.get(side=office)
    post(commissioner, obligation, draft, action="Under way.", comment="Noted.", then="share")
    obligation.refresh_from_db()
    assert obligation.waiting_on == waited


def test_save_draft_without_a_base_began_from_what_is_shared_now(obligation, officer, force):
    side = signed_in(officer).get(address(obligation)).context["page"].side
    post(officer, obligation, action="Under way.", then="share")
    assert save_draft(obligation, side, {"lead": "Supt One"}, by=officer, revision=0).based_on == 1
