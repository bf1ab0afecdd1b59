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


# Both texts, and whose words stand ------------------------------------------------------------------------------------


def difference(page, name):
    [found] = [found for found in page.context["page"].conflict.differences if found.name == name]
    return found


def marked(page, name):
    """The words of each text that the other has not: (theirs, ours)."""
    columns = difference(page, name).columns
    return tuple([run.text for run in runs if run.mark != "same"] for _heading, runs in columns)


def go_on_with(user, obligation, page, name, choice):
    found = difference(page, name)
    return go_on(user, obligation, page, **{found.take: choice, found.held: found.theirs})


@pytest.fixture
def meeting(obligation, office):
    """A conflict of two in the commissioner's office: (the second, their page)."""
    second = make_user(office)
    words = {"action": "Night cover began in June.", "comment": "I note this.", "lead": "Supt One"}
    post(make_user(office), obligation, **words, position="complete")
    page = post(
        second, obligation, action="Night cover began in May.", comment="I welcome this.", position="not_started"
    )
    return second, page


def test_the_words_that_differ_are_marked_in_both_texts(meeting):
    _second, page = meeting
    assert marked(page, "action") == (["June"], ["May"])
    assert marked(page, "comment") == (["note"], ["welcome"])
    assert marked(page, "lead") == (["Supt One"], [])
    assert marked(page, "position") == (["Complete"], ["Not started"])
    shown = html_of(page)
    assert '<del><span class="govuk-visually-hidden">struck through: </span>June' in shown
    assert '<ins><span class="govuk-visually-hidden">underlined: </span>May' in shown


@pytest.mark.parametrize(
    ("choice", "saved"),
    [
        ("mine", "Night cover began in May."),
        ("theirs", "Night cover began in June."),
        ("", "Night cover began in May."),
    ],
)
def test_the_writer_chooses_whose_words_stand(obligation, meeting, choice, saved):
    second, page = meeting
    page = go_on_with(second, obligation, page, "action", choice)
    assert "Draft saved." in html_of(page)
    draft = Draft.objects.get()
    assert (draft.action, draft.comment) == (saved, "I welcome this.")


def test_both_texts_are_put_together_to_be_edited_before_anything_is_saved(obligation, meeting):
    second, page = meeting
    page = go_on_with(second, obligation, page, "comment", "both")
    assert "Both texts are in the form now." in html_of(page)
    assert field(page, "comment") == "I welcome this.\n\nI note this."
    assert Draft.objects.get().comment == "I note this."
    page = go_on(second, obligation, page, comment="I note and welcome this.")
    assert Draft.objects.get().comment == "I note and welcome this."


def test_an_empty_text_of_theirs_stands_where_it_is_chosen(force, obligation):
    second = make_user(force)
    post(make_user(force), obligation, action="First.")
    draft = Draft.objects.get()
    post(make_user(force), obligation, draft, action="")
    page = post(second, obligation, draft, action="Second.")
    assert "Nothing" in html_of(page)
    go_on_with(second, obligation, page, "action", "theirs")
    assert Draft.objects.get().action == ""


def test_what_only_the_other_changed_leaves_nothing_to_choose(meeting):
    _second, page = meeting
    assert [bool(found.choices) for found in page.context["page"].conflict.differences if found.name == "lead"] == [
        False
    ]
    assert difference(page, "position").choices == [], "it is chosen in the form itself"


def test_ones_own_save_in_another_tab_is_called_that(force, obligation):
    editor = make_user(force, name="Robin Okafor")
    post(editor, obligation, action="In one tab.")
    shown = html_of(post(editor, obligation, action="In the other."))
    assert "You wrote here in another tab too" in shown
    assert "You saved this draft in another tab, or on another computer, at" in shown


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


def test_the_other_sides_words_stand_where_they_are_chosen(obligation, officer, commissioner):
    post(officer, obligation, action="Under way.", then="share")
    post(officer, obligation, action="Half done.", based_on=1)
    post(commissioner, obligation, action="A third done.", based_on=1, then="share")
    page = post(officer, obligation, Draft.objects.get(), action="Half done.", then="share")
    assert marked(page, "action") == (["A third"], ["Half"])
    page = go_on_with(officer, obligation, page, "action", "both")
    assert field(page, "action") == "Half done.\n\nA third done."
    page = post(officer, obligation, action="A third done.", revision=2, based_on=2, then="share")
    assert "Shared with HMICFRS." in html_of(page)


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
