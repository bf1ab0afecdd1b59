"""The workspace of a statutory response: who writes which words, what nobody loses, and the answers to its items."""

from datetime import date

import pytest
from django.utils import timezone

from accounts.seats import seat_of
from inspections.actions import close
from inspections.models import OfficeHolder
from responses.actions import save_draft
from responses.models import Draft, Remark, Response, StatutoryResponse
from responses.workspace import signing, steps
from tests.factories import (
    make_answer,
    make_force,
    make_inspection,
    make_liaison,
    make_national_body,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.pages import html_of, text_of
from tests.responses.workspace.world import PAGE, drafted, sent, signed_in, write

pytestmark = pytest.mark.django_db


# Sections -------------------------------------------------------------------------------------------------------------


def test_two_people_in_one_section_see_both_texts(duty, item, editor, approver):
    write(duty, editor, "comments", comments="The report is fair.")
    one, two = signed_in(editor), signed_in(approver)
    form = one.get(f"{PAGE}comments/").context["form"]
    sent(two, "comments", comments="The report is fair and short.")
    page = one.post(f"{PAGE}comments/", {"comments": "The report is fair and long.", "saw": form["saw"].value()})
    html = html_of(page)
    assert "Sam Okoro saved this section" in html
    assert "only there: </span>short</del>" in html
    assert "only here: </span>long</ins>" in html
    again = page.context["form"]
    assert again["comments"].value() == "The report is fair and long."
    assert StatutoryResponse.objects.get().comments == "The report is fair and short."
    one.post(f"{PAGE}comments/", {"comments": again["comments"].value(), "saw": again["saw"].value()})
    assert StatutoryResponse.objects.get().comments == "The report is fair and long."


def test_two_people_in_two_fields_of_a_section_do_not_meet(duty, item, editor, member, holder):
    write(duty, editor, "chief-officer", chief_officer_comments="We accept it.")
    client = signed_in(editor)
    form = client.get(f"{PAGE}chief-officer/").context["form"]
    sent(signed_in(member), "chief-officer", chief_officer_name="Jo Brandreth")
    client.post(
        f"{PAGE}chief-officer/",
        {
            "chief_officer_comments": "We accept it.",
            "chief_officer_rank": "Chief Constable",
            "saw": form["saw"].value(),
        },
    )
    response = StatutoryResponse.objects.get()
    assert (response.chief_officer_name, response.chief_officer_rank) == ("Jo Brandreth", "Chief Constable")


def test_a_frozen_response_is_not_written_and_nothing_typed_is_lost(duty, item, editor, approver, holder, today):
    write(duty, editor, "signature", signatory=holder)
    client = signed_in(editor)
    saw = client.get(f"{PAGE}comments/").context["form"]["saw"].value()
    signing.sign_off(duty, by=approver, on=today, today=today, gaps=["Gaps"], gaps_reason="Known.")
    page = client.post(f"{PAGE}comments/", {"comments": "Typed meanwhile.", "saw": saw})
    assert "This response is signed off or published." in text_of(page)
    assert page.context["form"]["comments"].value() == "Typed meanwhile."
    assert StatutoryResponse.objects.get().comments == ""
    text = text_of(client.get(PAGE))
    assert "This response is signed off." in text
    assert "missing" not in text
    assert client.get(f"{PAGE}comments/").url == f"{PAGE}#comments"


def test_the_signatory_is_an_office_holder_of_the_day(duty, editor, holder, office):
    former = OfficeHolder.objects.create(
        body=office, name="Alex Former", title="Police Authority", from_on="2010-01-01"
    )
    client = signed_in(editor)
    text = text_of(client.get(f"{PAGE}signature/"))
    assert "Robin Hale, Police and Crime Commissioner" in text
    assert "Alex Former" not in text
    assert "Choose somebody who holds the office today." in text_of(sent(client, "signature", signatory=former.pk))
    given = {"signatory": holder.pk, "approval": "By e-mail.", "layout": "form", "recipients": "The Home Secretary"}
    day = {"dated_on_day": "1", "dated_on_month": "12", "dated_on_year": "2026"}
    sent(client, "signature", **given, **day)
    response = StatutoryResponse.objects.get()
    assert (response.signatory, response.approval, response.layout) == (holder, "By e-mail.", "form")
    assert response.dated_on == date(2026, 12, 1)
    assert "Robin Hale, Police and Crime Commissioner" in text_of(client.get(PAGE))


def test_where_nobody_holds_the_office_it_says_who_records_it(duty, editor, item):
    assert "An administrator records office-holders." in text_of(signed_in(editor).get(f"{PAGE}signature/"))


def test_comments_and_that_none_came_do_not_go_together(duty, editor, item):
    page = sent(signed_in(editor), "chief-officer", chief_officer_comments="We accept it.", absence="None came.")
    assert "Empty this field, or take the comments out." in text_of(page)
    assert page.context["form"]["absence"].value() == "None came."
    assert not StatutoryResponse.objects.exists()


def test_the_page_says_who_wrote_a_section_last(duty, editor, approver, member, today):
    write(duty, editor, "comments", comments="Four words of comment.")
    write(duty, approver, "monitoring", monitoring="Quarterly.")
    steps.mark_ready(duty, by=member, on=today, today=today)
    text = text_of(signed_in(editor).get(PAGE))
    assert "4 words, saved" in text
    assert text.index("by Dana Whitlock") < text.index("Quarterly.") < text.index("by Sam Okoro")


def test_without_an_office_nothing_can_be_written(today):
    force = make_force(name="Eastshire Police", slug="eastshire")
    make_inspection([force], slug="rural", published_on=today)
    client = signed_in(make_user(force))
    page = "/inspections/rural/response/eastshire/"
    assert "No local policing body of Eastshire Police is recorded" in text_of(client.get(page))
    assert client.get(f"{page}chief-officer/").status_code == 302


# Items ----------------------------------------------------------------------------------------------------------------


def test_every_item_stands_in_report_order_with_its_answer(report, force, editor, item, today):
    answered = make_obligation(force, make_recommendation(report, number="3", text="Flag it.", condition="with a lake"))
    make_answer(answered, on=today, action="Flagged.")
    home_office = make_national_body(name="Home Office")
    make_obligation(home_office, make_recommendation(report, number="4", text="Define it."))
    drafted(answered, editor, action="Flagged twice.")
    text = text_of(signed_in(editor).get(PAGE))
    positions = [text.index(words) for words in ("Find repeat victims.", "Flag it.", "Define it.")]
    assert positions == sorted(positions)
    for said in ("No action, and no reason why there is none.", "Flagged.", "Draft, not shared", "Flagged twice."):
        assert said in text
    assert "On a condition: “with a lake”." in text
    assert "For Home Office." in text


def test_the_other_sides_draft_is_named_and_not_read(duty, item, editor, member):
    drafted(item, member, action="What the force has not shared.")
    text = text_of(signed_in(editor).get(PAGE))
    assert "Northshire Police has a draft of its own, not shared yet." in text
    assert "What the force has not shared." not in text


def test_an_answer_leads_back_to_its_item(duty, item, editor):
    client = signed_in(editor)
    place = f"{PAGE}#item-{item.recommendation_id}"
    [line] = client.get(PAGE).context["workspace"].lines
    page = client.get(line.url)
    assert page.context["back"].url == place
    data = {"position": "in_progress", "action": "Under way.", "revision": 0, "based_on": 0, "then": "save"}
    assert client.post(line.url, data).url == place
    assert "Draft saved." in text_of(client.get(PAGE))


def test_an_answer_that_was_opened_elsewhere_stays_on_its_page(item, editor):
    data = {"position": "in_progress", "action": "Under way.", "revision": 0, "based_on": 0, "then": "save"}
    assert signed_in(editor).post(item.get_absolute_url(), data).url == item.get_absolute_url()


def test_the_remark_on_an_item_for_others_can_be_changed(report, duty, editor, member, item):
    row = make_obligation(make_national_body(name="Home Office"), make_recommendation(report, number="4"))
    address = f"{PAGE}items/{row.recommendation_id}/"
    client = signed_in(editor)
    assert "For Home Office." in text_of(client.get(address))
    assert (
        client.post(address, {"text": "The Home Office answered in May."}).url == f"{PAGE}#item-{row.recommendation_id}"
    )
    assert "The Home Office answered in May." in text_of(client.get(PAGE))
    client.post(address, {"text": ""})
    assert not Remark.objects.exists()
    assert "For Home Office." in text_of(client.get(PAGE))
    assert signed_in(member).get(address).status_code == 404
    assert client.get(f"{PAGE}items/{item.recommendation_id}/").status_code == 404


# All drafts at once ---------------------------------------------------------------------------------------------------


@pytest.fixture
def drafts(report, force, approver, item):
    other = make_obligation(force, make_recommendation(report, number="3"))
    return [drafted(item, approver), drafted(other, approver, action="Done.", position="complete")]


def shown(client):
    page = client.get(f"{PAGE}share/")
    return {"draft": [f"{draft.pk}-{draft.revision}" for draft in page.context["drafts"]]}


def test_an_approver_shares_all_drafts_at_once(drafts, approver, editor):
    client = signed_in(approver)
    assert "Share all 2 drafts" in text_of(client.get(PAGE))
    assert client.post(f"{PAGE}share/", shown(client)).url == f"{PAGE}#items"
    assert Response.objects.count() == 2
    assert not Draft.objects.exists()
    assert "Share all" not in text_of(signed_in(editor).get(PAGE))
    assert signed_in(editor).post(f"{PAGE}share/", {}).status_code == 404


def test_one_refusal_shares_none_and_names_its_item(drafts, approver):
    client = signed_in(approver)
    Draft.objects.filter(pk=drafts[1].pk).update(action="")
    page = client.post(f"{PAGE}share/", shown(client))
    text = text_of(page)
    assert "Nothing was shared" in text
    assert "Recommendation 3: Say what action was taken or is planned" in text
    assert not Response.objects.exists()
    assert Draft.objects.count() == 2


def test_what_was_saved_since_is_not_shared_unseen(drafts, approver, item):
    client = signed_in(approver)
    seen_by_the_approver = shown(client)
    side = seat_of(approver, timezone.localdate()).side_for(item)
    save_draft(item, side, {"action": "Other words."}, by=approver, revision=1)
    assert "Somebody else saved this answer" in text_of(client.post(f"{PAGE}share/", seen_by_the_approver))
    assert not Response.objects.exists()


def test_a_draft_of_an_item_that_was_closed_is_not_among_them(drafts, approver, item, today):
    close([item], closure="verified", by=make_liaison(), on=today, reason="Seen.")
    assert shown(signed_in(approver))["draft"] == [f"{drafts[1].pk}-1"]
