"""What is done with a document once it was read: it is matched, checked and taken over."""

from datetime import date

import pytest
from django.utils import timezone

from accounts.models import Membership
from inspections.actions import close
from inspections.models import Inspection, Recommendation
from responses.models import Draft, Response, Review, SourceDocument, StatutoryResponse
from tests.answers import signed_in
from tests.documents.facts import TEXT, a_document, an_item
from tests.factories import (
    PUBLISHED_ON,
    make_administrator,
    make_answer,
    make_force,
    make_inspection,
    make_liaison,
    make_obligation,
    make_recommendation,
    make_user,
)


@pytest.fixture
def editor(office):
    return make_user(office, name="Ola Brandt")


@pytest.fixture
def approver(office):
    return make_user(office, Membership.Role.APPROVER, name="Ida Frome")


@pytest.fixture
def report(force):
    return make_inspection([force], title="Safer in custody: how forces manage risk in detention", slug="safer")


@pytest.fixture
def item(report):
    return make_recommendation(report, number="1", text=TEXT, due_on=date(2025, 10, 31))


def make_review(user, *items, **facts):
    now = timezone.now()
    return Review.objects.create(
        by=user, begun_at=now, name="response.pdf", sha256="0" * 64, facts=a_document(*items, **facts)
    )


def sent(client, review, **changes):
    """The page as a browser sends it, with `changes` by the names of its fields (`item_0_take` is item-0-take)."""
    response = client.get(f"/import/{review.pk}/")
    assert response.status_code == 200
    data = response.context["page"].as_sent()
    for name, value in changes.items():
        data[name] = value
    return client.post(f"/import/{review.pk}/", data.dict())


def form_of(client, review, **changes):
    page = client.get(f"/import/{review.pk}/").context["page"]
    return page.as_sent().dict() | {"then": "accept"} | changes


def accepted(client, review, **changes):
    response = sent(client, review, then="accept", **changes)
    assert response.status_code == 302, complaints(response)
    return client.get(response.url)


def complaints(response):
    page = response.context["page"]
    forms = [page.report, *page.item_forms]
    return {form.add_prefix(name): list(errors) for form in forms for name, errors in form.errors.items()}


def test_an_answer_becomes_a_draft_of_the_editors_side(editor, force, item):
    obligation = make_obligation(force, item)
    page = accepted(signed_in(editor), make_review(editor))
    draft = Draft.objects.get()
    assert (draft.obligation, draft.action) == (obligation, "Every cell is checked by the custody sergeant.")
    assert draft.letter_on == date(2025, 8, 1)
    assert draft.position == "in_progress"
    assert not Response.objects.exists()
    assert StatutoryResponse.objects.get().comments == "I welcome this report."
    assert SourceDocument.objects.get().sha256 == "0" * 64
    assert not Review.objects.exists()
    assert "1 answer" in page.content.decode()
    assert "I welcome this report." in page.content.decode()


def test_the_same_document_again_changes_nothing(editor, force, item):
    make_obligation(force, item)
    client = signed_in(editor)
    accepted(client, make_review(editor))
    before = Draft.objects.get().revision
    page = accepted(client, make_review(editor))
    assert "Nothing new" in page.content.decode()
    assert Draft.objects.get().revision == before
    assert SourceDocument.objects.count() == 1


def test_who_may_publish_is_shown_an_answer_that_stands_only_in_the_draft(editor, approver, force, item):
    make_obligation(force, item)
    accepted(signed_in(editor), make_review(editor))
    rows = {}
    for person in (editor, approver):
        page = signed_in(person).get(f"/import/{make_review(person).pk}/").context["page"]
        rows[person] = page.rows[0]
    assert rows[editor].is_idle
    assert not rows[approver].is_idle
    assert rows[approver].verdict == "Same text, same answer as your draft"


def test_a_report_that_the_register_does_not_have_is_proposed(editor, force, office):
    page = accepted(signed_in(editor), make_review(editor))
    report = Inspection.objects.get()
    assert (report.proposed_by, report.accepted_on, report.published_on) == (office, None, PUBLISHED_ON)
    item = report.items.get()
    assert (item.text, item.due_on, item.number) == (TEXT, date(2025, 10, 31), "1")
    assert [row.body for row in item.obligations.all()] == [force]
    assert Draft.objects.get().obligation.recommendation == item
    assert "as a proposal" in page.content.decode()


def test_an_editor_adds_no_item_to_a_report_of_the_register(editor, force, item):
    make_obligation(force, item)
    review = make_review(editor, an_item(), an_item(number="2", text="The force should count its keys every evening."))
    client = signed_in(editor)
    assert "Not in the register’s report: recommendation 2." in client.get(f"/import/{review.pk}/").content.decode()
    response = sent(client, review, then="accept", **{"item-1-take": "yes"})
    assert "item-1-take" in complaints(response)
    assert Recommendation.objects.count() == 1
    assert not Draft.objects.exists()


def test_the_force_enters_its_own_side_and_not_the_other(force, item):
    editor = make_user(force)
    make_obligation(force, item)
    client = signed_in(editor)
    review = make_review(editor, an_item(local_policing_body_response="I shall ask again in May."))
    assert "local policing body’s answer" not in client.get(f"/import/{review.pk}/").content.decode()
    accepted(client, review)
    draft = Draft.objects.get()
    assert (draft.side, draft.comment, draft.letter_on) == (force, "", None)
    response = StatutoryResponse.objects.get()
    assert (response.comments, response.chief_officer_comments) == ("", "The force accepts it.")


def published(**changes):
    return {
        "report-how": "published",
        "report-response_published_on_day": "12",
        "report-response_published_on_month": "8",
        "report-response_published_on_year": "2025",
        "report-address": "https://www.northshire.example/responses/safer",
    } | changes


def test_an_approver_enters_it_as_the_published_response(approver, office, force, item):
    obligation = make_obligation(force, item)
    review = make_review(approver, an_item(local_policing_body_response="I shall ask again in May."))
    accepted(signed_in(approver), review, **published())
    answer = Response.objects.get()
    assert (answer.action, answer.comment) == (
        "Every cell is checked by the custody sergeant.",
        "I shall ask again in May.",
    )
    assert (answer.shared_by, answer.shared_from) == (approver, office)
    obligation.refresh_from_db()
    assert obligation.answered_on == date(2025, 8, 1)
    response = StatutoryResponse.objects.get()
    assert (response.published_on, response.address) == (
        date(2025, 8, 12),
        "https://www.northshire.example/responses/safer",
    )
    assert (response.published_basis, response.comments) == ("", "I welcome this report.")


@pytest.mark.parametrize("role", [Membership.Role.EDITOR])
def test_an_editor_cannot_publish(office, force, item, role):
    make_obligation(force, item)
    editor = make_user(office, role)
    response = sent(signed_in(editor), make_review(editor), then="accept", **published())
    assert "report-how" in complaints(response)
    assert not Response.objects.exists()


def test_publishing_needs_its_day_and_its_address(approver, force, item):
    make_obligation(force, item)
    response = sent(signed_in(approver), make_review(approver), **{"then": "accept", "report-how": "published"})
    assert {"report-response_published_on", "report-address"} <= complaints(response).keys()
    assert not Response.objects.exists()


def test_the_inspectorate_adds_a_report_to_the_register(force, office):
    liaison = make_liaison()
    other = make_force(name="Southshire Police", slug="southshire")
    items = an_item(addressees=["all forces"]), an_item(number="2", text="The force should count its keys.")
    accepted(signed_in(liaison), make_review(liaison, *items), **{"report-how": "register"})
    report = Inspection.objects.get()
    assert report.proposed_by is None
    bodies = {row.number: set(row.addressees.all()) for row in report.items.all()}
    assert bodies == {"1": {force, other}, "2": {force}}
    assert not Response.objects.exists()


def test_what_was_answered_already_is_left_alone_unless_it_is_chosen(editor, force, item):
    make_answer(make_obligation(force, item), action="Cells are checked twice an hour.")
    client = signed_in(editor)
    page = accepted(client, make_review(editor))
    assert not Draft.objects.exists()
    assert "Taken over: the comments on the report." in page.content.decode()
    accepted(client, make_review(editor), **{"item-0-take": "yes"})
    assert Draft.objects.get().action == "Every cell is checked by the custody sergeant."


def test_a_closed_item_takes_no_answer(editor, force, item):
    obligation = make_obligation(force, item)
    close([obligation], closure="verified", by=make_liaison(), on=date(2025, 9, 1), reason="Seen in the custody suite.")
    response = sent(signed_in(editor), make_review(editor), **{"then": "accept", "item-0-take": "yes"})
    assert "closed" in complaints(response)["item-0-take"][0]
    assert not Draft.objects.exists()
    assert not StatutoryResponse.objects.exists()


def test_what_was_typed_is_kept_until_it_is_taken_up_again(editor, force, item):
    make_obligation(force, item)
    client, review = signed_in(editor), make_review(editor)
    sent(client, review, then="keep", **{"item-0-action": "Half of an answer", "report-comments": "We wel"})
    page = client.get(f"/import/{review.pk}/").context["page"]
    assert (page.rows[0].form["action"].value(), page.report["comments"].value()) == ("Half of an answer", "We wel")
    assert not Draft.objects.exists()


def test_what_is_wrong_keeps_what_was_typed(editor, force, item):
    make_obligation(force, item)
    client, review = signed_in(editor), make_review(editor)
    response = sent(client, review, **{"then": "accept", "report-answered_on_year": "25", "item-0-action": "Mine"})
    assert "report-answered_on" in complaints(response)
    assert "There is a problem" in response.content.decode()
    assert response.context["page"].rows[0].form["action"].value() == "Mine"
    assert client.get(f"/import/{review.pk}/").context["page"].rows[0].form["action"].value() == "Mine"


def test_another_report_is_compared_anew(editor, force, report):
    other = make_inspection([force], title="Ready for disorder", slug="disorder")
    same = make_recommendation(other, number="9", text=TEXT)
    make_obligation(force, same)
    client, review = signed_in(editor), make_review(editor)
    page = sent(client, review, **{"then": "match", "report-inspection": other.pk}).context["page"]
    assert page.rows[0].item == same
    assert page.rows[0].form["same_as"].value() == same.pk
    assert page.rows[0].form["take"].value() == "yes"


def test_a_review_is_the_readers_own_and_goes_after_a_day(editor, office, force, item):
    review = make_review(editor)
    assert signed_in(make_user(office)).get(f"/import/{review.pk}/").status_code == 404
    client = signed_in(editor)
    Review.objects.update(begun_at=timezone.now() - Review.KEPT)
    assert client.get(f"/import/{review.pk}/").status_code == 404


def test_it_is_thrown_away(editor, force, item):
    review = make_review(editor)
    sent(signed_in(editor), review, then="throw")
    assert not Review.objects.exists()
    assert not SourceDocument.objects.exists()


def test_whoever_acts_for_nobody_imports_nothing(db):
    assert signed_in(make_user()).get("/import/").status_code == 404


def test_unpublished_comments_are_read_by_their_office_alone(editor, force, item, client):
    make_obligation(force, item)
    accepted(signed_in(editor), make_review(editor))
    address = f"/inspections/{item.inspection.slug}/response/{force.slug}/"
    assert StatutoryResponse.objects.get().dated_on == date(2025, 8, 1)
    seen = {}
    for name, user in {
        "office": editor,
        "force": make_user(force),
        "liaison": make_liaison(),
        "administrator": make_administrator(),
        "other force": make_user(make_force()),
    }.items():
        text = signed_in(user).get(address).content.decode()
        seen[name] = "I welcome this report." in text, "The force accepts it." in text
    assert seen == {
        "office": (True, True),
        "force": (False, True),
        "liaison": (False, False),
        "administrator": (False, False),
        "other force": (False, False),
    }


def test_the_page_asks_as_many_queries_for_six_items_as_for_one(editor, force, report, client, queries_of):
    items = [make_recommendation(report, number=str(n), text=f"The force should do thing {n}.") for n in range(6)]
    for item in items:
        make_obligation(force, item)
    read = [an_item(number=item.number, text=item.text) for item in items]
    client.force_login(editor)
    one, six = make_review(editor, *read[:1]), make_review(editor, *read)
    queries_of(f"/import/{one.pk}/")
    assert queries_of(f"/import/{one.pk}/") == queries_of(f"/import/{six.pk}/")
