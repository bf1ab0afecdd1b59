"""The answer page: who sees what, what is saved, sent and shared, and what is refused with a sentence."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from inspections import actions as register
from inspections.models import Obligation
from responses.models import ANSWER_MAX_LENGTH, Draft, Response, StatutoryResponse
from tests.answers import APPROVER, YESTERDAY, add_progress, address, boxes, post, signed_in, typed
from tests.factories import (
    PUBLISHED_ON,
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
from tests.pages import html_of

pytestmark = pytest.mark.django_db


# Saving, sending, sharing ---------------------------------------------------------------------------------------------


def test_an_editor_saves_a_draft_and_only_their_side_sees_it(force, office, obligation):
    editor = make_user(office, name="Dana Whitlock")
    page = html_of(post(editor, obligation, action="Cover began."))
    assert "Draft saved. Only your office sees it until it is shared." in page
    assert "Draft of the Police and Crime Commissioner for Northshire." in page
    assert "by Dana Whitlock" in page
    assert Draft.objects.get().action == "Cover began."
    assert Obligation.objects.get().answered_on is None
    theirs = html_of(signed_in(make_user(force)).get(address(obligation)))
    assert "Police and Crime Commissioner for Northshire has a draft of its own, not shared yet." in theirs
    assert "Cover began." not in theirs


def test_an_editor_sends_to_the_approver_who_shares(force, obligation):
    editor, approver = make_user(force), make_user(force, APPROVER)
    page = html_of(post(editor, obligation, action="All done.", position="complete", then="send"))
    assert "Sent to the approver. Only Northshire Police sees it until it is shared." in page
    assert "Share with HMICFRS" not in page
    draft = Draft.objects.get()
    assert draft.sent_by == editor
    page = html_of(signed_in(approver).get(address(obligation)))
    assert "Sent to the approver on" in page
    page = html_of(post(approver, obligation, draft, action="All done.", position="complete", then="share"))
    assert "Northshire Police, its local policing body and HMICFRS now read it. The item now counts as reported" in page
    assert Obligation.objects.get().claim == "complete"
    assert not Draft.objects.exists()


def test_an_editor_cannot_share(force, obligation):
    assert post(make_user(force), obligation, action="Words.", then="share").status_code == 404
    assert not Response.objects.exists()


def test_every_field_is_saved(office, obligation):
    national = make_national_body(name="College of Policing")
    words = {
        "position": "in_progress",
        "action": "Half done.",
        "comment": "I expect the rest by May.",
        "lead": "Ch Supt R. Okafor",
        "waiting_on": national.pk,
        "evidence": "NP/CUST/2026/114",
    }
    post(
        make_user(office), obligation, **words, **boxes("target_on", date(2027, 1, 31)), **boxes("letter_on", YESTERDAY)
    )
    draft = Draft.objects.get()
    assert draft.words == {
        **words,
        "waiting_on": national,
        "answered_with": None,
        "target_on": date(2027, 1, 31),
        "letter_on": YESTERDAY,
    }
    assert 'value="2027"' in html_of(signed_in(make_user(office)).get(address(obligation)))


def test_the_comment_and_the_letter_are_the_local_policing_bodys(force, office, obligation):
    page = html_of(signed_in(make_user(office)).get(address(obligation)))
    assert "Comment of the Police and Crime Commissioner for Northshire" in page
    assert 'name="letter_on_day"' in page
    page = html_of(signed_in(make_user(force)).get(address(obligation)))
    assert 'name="comment"' not in page
    assert 'name="letter_on_day"' not in page
    make_answer(obligation, make_user(office, APPROVER), comment="I expect more.")
    page = html_of(signed_in(make_user(force)).get(address(obligation)))
    assert "I expect more." in page
    post(make_user(force), obligation, comment="Forged.", based_on=1)
    assert Draft.objects.get().comment == "I expect more."


def test_a_national_body_answers_for_itself():
    body = make_national_body(name="College of Policing")
    obligation = make_obligation(body)
    page = html_of(post(make_user(body, APPROVER), obligation, action="Done.", then="share"))
    assert "College of Policing and HMICFRS now read it." in page


def test_waiting_on_lists_national_bodies_first_and_never_the_body_itself(force, obligation):
    make_national_body(name="College of Policing")
    page = html_of(signed_in(make_user(force)).get(address(obligation)))
    assert page.index('<optgroup label="National bodies">') < page.index('<optgroup label="Local policing bodies">')
    choices = page.partition('name="waiting_on"')[2].partition("</select>")[0]
    assert f'<option value="{force.pk}">' not in choices


def test_the_way_back_survives_a_save(force, obligation):
    came_from = "?back=%2Fcompliance%2F%3Fstatus%3Doverdue%26page%3D2"
    response = signed_in(make_user(force)).post(address(obligation, came_from), typed(action="Words."))
    assert response["Location"] == address(obligation, came_from)
    page = html_of(signed_in(make_user(force)).get(address(obligation, came_from)))
    assert page.count('href="/compliance/?status=overdue&amp;page=2"') == 2, "the back link and leaving without saving"


# What is refused, with a sentence -------------------------------------------------------------------------------------


@pytest.mark.on_one_database
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"action": "x" * 60_000}, "must be 50,000 characters or fewer; you wrote 60,000."),
        ({"comment": "x" * 50_001}, "must be 50,000 characters or fewer; you wrote 50,001."),
        ({"lead": "x" * 121}, "Lead officer must be 120 characters or fewer; you wrote 121."),
        ({"evidence": "x" * 2_001}, "Evidence must be 2,000 characters or fewer; you wrote 2,001."),
        ({"action": "Kept words.\0"}, "Null characters are not allowed."),
        ({"position": ""}, "Choose where it stands."),
        ({"position": "finished"}, "Select a valid choice."),
        ({"target_on_day": "31", "target_on_month": "2", "target_on_year": "2027"}, "31 2 2027 is not a date."),
        ({"target_on_day": "1", "target_on_month": "9" * 20, "target_on_year": "2027"}, "is not a date."),
        ({"target_on_day": "1", "target_on_month": "9" * 5000, "target_on_year": "2027"}, "is not a date."),
        ({"target_on_day": "1\0", "target_on_month": "2", "target_on_year": "2027"}, "is not a date."),
        ({"target_on_day": "31"}, "The date must have a day, a month and a year."),
        (boxes("target_on", PUBLISHED_ON - timedelta(days=1)), "cannot be before the report was published, 18 June"),
        (boxes("letter_on", PUBLISHED_ON - timedelta(days=1)), "cannot be before the report was published, 18 June"),
        (boxes("letter_on", YESTERDAY + timedelta(days=2)), "The date of the letter cannot be in the future."),
        ({"waiting_on": "999999"}, "Select a valid choice."),
        ({"waiting_on": "x\0"}, "Null characters are not allowed."),
        ({"answered_with": "999999"}, "That answer can no longer be chosen."),
        ({"revision": "x"}, "Enter a whole number."),
        ({"revision": "99999999999999999999"}, "less than or equal to"),
        ({"based_on": ""}, "This field is required."),
    ],
)
def test_what_is_wrong_is_refused_also_in_a_draft(office, obligation, words, sentence):
    page = html_of(post(make_user(office), obligation, **({"lead": "Kept words.", "action": "Kept words."} | words)))
    assert "There is a problem" in page
    assert sentence in page
    assert "Kept words." in page
    assert not Draft.objects.exists()


@pytest.mark.parametrize("length", [ANSWER_MAX_LENGTH, 1])
def test_the_longest_answer_is_saved(office, obligation, length):
    post(make_user(office), obligation, action="x" * length)
    assert len(Draft.objects.get().action) == length


@pytest.mark.on_one_database
@pytest.mark.parametrize("then", ["send", "share"])
@pytest.mark.parametrize(
    ("position", "sentence"),
    [
        ("not_applicable", "Give the reason why no action is taken."),
        ("none_proposed", "Give the reason why no action is taken."),
        ("complete", "Say what action was taken or is planned"),
        ("in_progress", "Say what action was taken or is planned"),
    ],
)
def test_an_answer_without_words_is_a_draft_at_most(force, obligation, then, position, sentence):
    user = make_user(force, APPROVER)
    assert sentence in html_of(post(user, obligation, position=position, then=then))
    assert not Response.objects.exists()
    post(user, obligation, position=position)
    assert Draft.objects.get().position == position


def test_not_started_may_be_shared_without_words(force, obligation):
    post(make_user(force, APPROVER), obligation, position="not_started", then="share")
    assert Response.objects.get().position == "not_started"


def test_a_letter_before_the_last_report_is_refused_and_the_words_are_kept(office, obligation):
    user = make_user(office, APPROVER)
    make_answer(obligation, user, position="complete", on=YESTERDAY)
    register.return_claim([obligation], by=make_liaison(), on=YESTERDAY, reason="Figures lacking.")
    letter = boxes("letter_on", YESTERDAY - timedelta(days=1))
    sent = {"position": "complete", "action": "Figures now.", "based_on": 1, "then": "share"}
    page = signed_in(user).post(address(obligation), typed(**sent, **letter))
    assert "this cannot come before it" in html_of(page)
    assert Draft.objects.get().action == "Figures now."
    assert 'name="revision" value="1"' in html_of(page), "the next save is of what is there now"


# Who sees what --------------------------------------------------------------------------------------------------------


@pytest.fixture
def shared(force, office, obligation):
    approver = make_user(force, APPROVER, name="Robin Okafor")
    make_answer(
        obligation, approver, on=YESTERDAY, position="not_applicable", action="We hold no cells.", lead="R. Marsh"
    )
    register.return_claim([obligation], by=make_liaison(), on=YESTERDAY, reason="You do hold cells.")
    client = signed_in(make_user(force))
    client.post(
        address(obligation, "progress/"), {"progress-text": "Cells counted.", **boxes("progress-on", YESTERDAY)}
    )
    return obligation


SECRET = ("We hold no cells.", "R. Marsh", "You do hold cells.", "Cells counted.", "Robin Okafor")


def test_the_words_are_read_by_both_sides_and_by_those_who_oversee(force, office, shared):
    for reader in (make_user(force), make_user(office), make_liaison(), make_administrator()):
        page = html_of(signed_in(reader).get(address(shared)))
        for words in SECRET:
            assert words in page


def test_others_see_the_item_the_status_and_the_dates_and_no_words(shared):
    other = make_force()
    for stranger in (make_user(other), make_user(make_local_policing_body(other)), make_user()):
        page = html_of(signed_in(stranger).get(address(shared)))
        assert shared.recommendation.text in page
        assert "Overdue" in page
        assert "Report returned" in page
        assert "Northshire Police has answered. Its words are read by the force" in page
        for words in SECRET:
            assert words not in page


def test_others_read_what_was_published(office):
    force = make_force()
    inspection = make_inspection([force])
    obligation = make_obligation(force, make_recommendation(inspection))
    make_answer(obligation, on=YESTERDAY, action="Published words.")
    StatutoryResponse.objects.create(duty=inspection.related_forces.get(), body=office, published_on=YESTERDAY)
    page = html_of(signed_in(make_user()).get(address(obligation)))
    assert "Published words." in page


@pytest.mark.parametrize("part", ["", "discard/", "progress/", "offer/"])
def test_only_a_side_of_the_item_writes(obligation, part):
    make_answer(obligation, on=YESTERDAY)
    other = make_force()
    for stranger in (
        make_user(other, APPROVER),
        make_user(make_local_policing_body(other), APPROVER),
        make_liaison(),
        make_administrator(),
        make_user(),
    ):
        assert signed_in(stranger).post(address(obligation, part), typed(action="Not mine.")).status_code == 404
        assert b"Save draft" not in signed_in(stranger).get(address(obligation)).content
    assert not Draft.objects.exists()


def test_an_embargoed_item_is_not_there_but_for_those_who_oversee(force):
    inspection = make_inspection(published_on=timezone.localdate() + timedelta(days=1))
    obligation = make_obligation(force, make_recommendation(inspection))
    assert signed_in(make_user(force)).get(address(obligation)).status_code == 404
    assert signed_in(make_user(force)).post(address(obligation), typed()).status_code == 404
    page = signed_in(make_liaison()).get(address(obligation))
    assert page.status_code == 200
    assert "can be answered from the day" in html_of(page)


def test_signed_out_one_signs_in_first_and_unknown_items_are_404(client, obligation):
    assert client.get(address(obligation))["Location"].startswith("/accounts/login/")
    assert signed_in(make_user()).get(reverse("responses:compliance_detail", args=[10**30])).status_code == 404


def test_a_post_from_elsewhere_is_refused(force, obligation):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user(force))
    for part in ("", "discard/", "progress/", "offer/"):
        assert client.post(address(obligation, part), typed(action="Forged.")).status_code == 403


def test_words_and_links_cannot_carry_a_script(force, obligation):
    evidence = (
        'javascript:alert(1)\nhttps://northshire.example/a?b=1&c=2\n<b>NP/1</b>\nhttp://\nHTTP://x.example" onclick="y'
    )
    make_answer(obligation, action="<script>alert(2)</script>", evidence=evidence)
    page = html_of(signed_in(make_liaison()).get(address(obligation)))
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "<li>javascript:alert(1)</li>" in page
    assert '<a class="govuk-link" href="https://northshire.example/a?b=1&amp;c=2" rel=' in page
    assert "<b>NP" not in page
    assert 'onclick="y' not in page


def test_an_immediate_item_is_due_on_a_day_once_its_deadline_was_moved(force):
    item = make_recommendation(due_on=PUBLISHED_ON, deadline_kind="immediate")
    obligation, liaison = make_obligation(force, item), make_liaison()
    assert "immediate, not reported complete" in html_of(signed_in(liaison).get(address(obligation)))
    due_on = timezone.localdate() + timedelta(days=5)
    register.move_deadline([obligation], due_on=due_on, by=liaison, on=PUBLISHED_ON, reason="A new system.")
    page = html_of(signed_in(liaison).get(address(obligation)))
    assert "in 5 days" in page
    assert "immediate" not in page


# Discarding -----------------------------------------------------------------------------------------------------------


def test_a_draft_is_discarded_after_a_question_and_its_history_stays(force, obligation):
    user = make_user(force)
    post(user, obligation, action="Thrown away.")
    client = signed_in(user)
    assert "Thrown away." in html_of(client.get(address(obligation, "discard/")))
    assert Draft.objects.exists()
    page = html_of(client.post(address(obligation, "discard/"), {"revision": 1}, follow=True))
    assert "Draft discarded. What was shared before stays as it is." in page
    assert not Draft.objects.exists()
    assert Draft.history.filter(action="Thrown away.").exists()
    assert "There is no draft to discard." in html_of(client.get(address(obligation, "discard/"), follow=True))


def test_a_draft_saved_since_the_question_is_not_discarded(force, obligation):
    user = make_user(force)
    post(user, obligation, action="First.")
    post(make_user(force), obligation, Draft.objects.get(), action="Second.")
    page = html_of(signed_in(user).post(address(obligation, "discard/"), {"revision": 1}))
    assert "Look at it again before you discard it." in page
    assert "Second." in page
    assert Draft.objects.exists()


# Speed ----------------------------------------------------------------------------------------------------------------


@pytest.mark.on_one_database
def test_the_page_asks_as_many_queries_for_six_entries_as_for_one(force, obligation, queries_of, client):
    client.force_login(make_user(force, APPROVER))
    add_progress(make_user(force), obligation, text="First.")
    make_answer(obligation, make_user(force, APPROVER))
    unchanged = queries_of(address(obligation))
    make_answer_again(obligation, 0)
    one = queries_of(address(obligation))
    assert one == unchanged + 1  # what an answer was before is asked only of one that was changed
    for n in range(1, 7):
        add_progress(make_user(force), obligation, text=f"More {n}.")
        make_answer_again(obligation, n)
    assert queries_of(address(obligation)) == one


def make_answer_again(obligation, n):
    user = make_user(obligation.body, APPROVER)
    shared = Response.objects.get(obligation=obligation)
    post(user, obligation, action=f"Words {n}.", then="share", based_on=shared.revision)
