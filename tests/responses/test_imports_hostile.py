# ruff: noqa: F811 - fixtures are arguments
"""A document comes in wrong, twice, or after the register has changed: a sentence, nothing half written, no leak."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.blocks import Unreadable
from inspections.models import Inspection, Recommendation
from responses.imports import reading
from responses.models import Draft, Response, Review, SourceDocument, StatutoryResponse
from responses.views import imports
from tests.answers import signed_in
from tests.documents.facts import TEXT, an_item
from tests.factories import (
    make_answer,
    make_force,
    make_inspection,
    make_liaison,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.responses.test_imports import (  # noqa: F401
    accepted,
    approver,
    complaints,
    editor,
    form_of,
    item,
    make_review,
    published,
    report,
    sent,
)

# Twice at once -----------------------------------------------------------------------------------------------------


def test_accept_pressed_twice(editor, force, item, monkeypatch):
    make_obligation(force, item)
    client, review = signed_in(editor), make_review(editor)
    data = form_of(client, review)
    once = imports._review

    def meanwhile(request, pk):
        found = once(request, pk)
        monkeypatch.setattr(imports, "_review", once)
        assert client.post(f"/import/{review.pk}/", data).status_code == 302
        return found

    monkeypatch.setattr(imports, "_review", meanwhile)
    response = client.post(f"/import/{review.pk}/", data)
    assert response.status_code in (302, 404)
    assert Draft.objects.get().revision == 1


def test_two_items_of_the_document_are_not_one_of_the_register(editor, force, item):
    make_obligation(force, item)
    review = make_review(
        editor,
        an_item(),
        an_item(number="2", text="The force should count its keys.", force_response="Keys are counted."),
    )
    response = sent(
        signed_in(editor), review, **{"then": "accept", "item-1-take": "yes", "item-1-same_as": str(item.pk)}
    )
    assert response.status_code == 200
    assert "item-1-take" in complaints(response) or "item-1-same_as" in complaints(response)
    assert not Draft.objects.exists()


# The register changes meanwhile -----------------------------------------------------------------------------------


def test_a_colleagues_draft_of_meanwhile_is_not_written_over(editor, office, force, item):
    obligation = make_obligation(force, item)
    client, review = signed_in(editor), make_review(editor)
    data = form_of(client, review)
    colleague = make_user(office)
    accepted(signed_in(colleague), make_review(colleague, an_item(force_response="A colleague’s words.")))
    response = client.post(f"/import/{review.pk}/", data)
    assert response.status_code == 200
    assert "item-0-take" in complaints(response)
    assert Draft.objects.get(obligation=obligation).action == "A colleague’s words."


def test_an_answer_shared_meanwhile_is_not_written_over(approver, force, item):
    obligation = make_obligation(force, item)
    client, review = signed_in(approver), make_review(approver)
    data = form_of(client, review, **published())
    make_answer(obligation, action="Newer words of the force.")
    response = client.post(f"/import/{review.pk}/", data)
    assert response.status_code == 200
    assert "item-0-take" in complaints(response)
    assert Response.objects.get().action == "Newer words of the force."
    assert not StatutoryResponse.objects.exists()
    data = form_of(client, review, **{"item-0-take": "yes"})
    assert client.post(f"/import/{review.pk}/", data | published()).status_code == 302
    assert Response.objects.get().action == "Every cell is checked by the custody sergeant."


def test_the_proposal_was_accepted_or_went_meanwhile(editor, office, force):
    accepted(signed_in(editor), make_review(editor))
    report = Inspection.objects.get()
    more = an_item(number="2", text="The force should count its keys.")
    client, review = signed_in(editor), make_review(editor, an_item(), more)
    data = form_of(client, review)
    assert data["report-inspection"] == str(report.pk)
    Inspection.objects.update(accepted_on=date(2026, 1, 1))
    response = client.post(f"/import/{review.pk}/", data)
    assert "item-1-take" in complaints(response)
    other = make_inspection([force], title="Something else")
    Inspection.objects.filter(pk=report.pk).update(accepted_on=None, merged_into=other)
    response = client.post(f"/import/{review.pk}/", data)
    assert "report-inspection" in complaints(response)
    assert Recommendation.objects.count() == 1


def test_the_item_and_its_obligation_went_meanwhile(editor, force, item):
    obligation = make_obligation(force, item)
    client, review = signed_in(editor), make_review(editor)
    data = form_of(client, review)
    type(obligation).objects.update(removed_on=date(2026, 1, 1), removal="error")
    response = client.post(f"/import/{review.pk}/", data)
    assert response.status_code == 200
    item.in_error_on = date(2026, 1, 1)
    item.save()
    response = client.post(f"/import/{review.pk}/", data)
    assert response.status_code == 200
    assert not Draft.objects.exists()
    assert not StatutoryResponse.objects.exists()


# What nobody types ----------------------------------------------------------------------------------------------------


NONSENSE = ["\0", "9" * 40]
BEFORE_THE_DATABASE = [pytest.param("accept", value, marks=pytest.mark.on_one_database) for value in ("", "١", "<b>")]
ASKED_AGAIN = [(then, value) for then in ("accept", "match") for value in NONSENSE]


@pytest.mark.parametrize(("then", "value"), [*ASKED_AGAIN, *BEFORE_THE_DATABASE])
def test_any_nonsense_in_any_field(editor, force, item, value, then):
    make_obligation(force, item)
    client, review = signed_in(editor), make_review(editor)
    data = form_of(client, review) | {"then": then}
    stored = Review.objects.values().get()
    for name in data:
        if name != "then":
            response = client.post(f"/import/{review.pk}/", data | {name: value})
            if response.status_code == 302 and not Review.objects.exists():
                Draft.objects.all().delete()
                StatutoryResponse.objects.all().delete()
                SourceDocument.objects.all().delete()
                review.save()
            else:
                assert response.status_code in (200, 302), name
            # The page shows what is stored, and whatever was shown once need not be shown again.
            before, stored = stored, Review.objects.values().get()
            if stored != before:
                assert client.get(f"/import/{review.pk}/").status_code == 200, name
    assert client.post(f"/import/{review.pk}/", {"then": then}).status_code in (200, 302)
    assert client.get(f"/import/{review.pk}/").status_code == 200


def test_reports_and_bodies_of_others_cannot_be_chosen(editor, force, item):
    make_obligation(force, item)
    other_force = make_force()
    embargoed = make_inspection([force], published_on=date(2999, 1, 1), title="Embargoed report")
    foreign = make_inspection([force], title="A proposal of others", proposed_by=other_force)
    client, review = signed_in(editor), make_review(editor)
    page = client.get(f"/import/{review.pk}/").content.decode()
    assert "Embargoed report" not in page
    assert "A proposal of others" not in page
    data = form_of(client, review)
    for name, value in (
        ("report-inspection", embargoed.pk),
        ("report-inspection", foreign.pk),
        ("report-force", other_force.pk),
    ):
        for then in ("accept", "match", "keep"):
            response = client.post(f"/import/{review.pk}/", data | {name: value, "then": then}, follow=True)
            assert response.status_code == 200
            assert "Embargoed report" not in response.content.decode()
            assert "A proposal of others" not in response.content.decode()
            assert not Draft.objects.exists()
    theirs = make_recommendation(foreign, text="Their secret item.")
    response = client.post(f"/import/{review.pk}/", data | {"item-0-same_as": theirs.pk})
    assert "item-0-same_as" in complaints(response)
    assert not Draft.objects.exists()


@pytest.mark.parametrize("how", ["published", "found", "register", "nothing"])
def test_an_editor_takes_over_drafts_alone(editor, force, item, how):
    make_obligation(force, item)
    client, review = signed_in(editor), make_review(editor)
    response = client.post(f"/import/{review.pk}/", form_of(client, review, **published(**{"report-how": how})))
    assert "report-how" in complaints(response)


def test_html_stays_words(editor, force):
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    facts = {
        "title": f"{evil} title",
        "local_policing_body_comments": evil,
        "chief_officer_comments": evil,
        "force": "Northshire Police",
        "warnings": [evil],
    }
    items = an_item(
        number="<b>1</b>",
        text=f"{evil} should",
        force_response=evil,
        local_policing_body_response=evil,
        addressees=[evil, "Northshire Police"],
        condition=evil,
        where=evil,
    )
    client, review = signed_in(editor), make_review(editor, items, **facts)
    assert "<script>alert" not in client.get(f"/import/{review.pk}/").content.decode()
    page = accepted(client, review)
    assert "<script>alert" not in page.content.decode()
    assert "<img src=x" not in page.content.decode()


def test_a_report_without_a_day_of_publication(force):
    report = make_inspection([force], title="Safer in custody: how forces manage risk", published_on=None)
    liaison = make_liaison()
    client, review = signed_in(liaison), make_review(liaison, published_on=None, response_date=None)
    for how in ("register", "found"):
        data = form_of(client, review, **{"report-inspection": report.pk, "report-how": how, "item-0-take": "yes"})
        response = client.post(f"/import/{review.pk}/", data)
        assert response.status_code in (200, 302)
        if response.status_code == 302:
            review.save()


def test_a_response_before_its_report(force):
    report = make_inspection([force], title="Safer in custody: how forces manage risk", published_on=date(2999, 1, 1))
    make_obligation(force, make_recommendation(report, number="1", text=TEXT))
    liaison = make_liaison()
    client, review = signed_in(liaison), make_review(liaison, published_on="2999-01-01", response_date=None)
    data = form_of(client, review, **{"report-inspection": report.pk, "report-how": "found", "item-0-take": "no"})
    response = client.post(f"/import/{review.pk}/", data)
    assert response.status_code == 200
    assert not StatutoryResponse.objects.exists()


def test_a_document_without_items_or_force(editor, force, item):
    client = signed_in(editor)
    review = make_review(editor, force=None, title="", published_on=None, response_date=None, inspection_type=None)
    review.facts["items"] = []
    review.save()
    data = form_of(client, review)
    response = client.post(f"/import/{review.pk}/", data)
    assert response.status_code == 200
    assert (
        client.post(
            f"/import/{review.pk}/",
            data
            | {
                "report-title": "New",
                "report-published_on_day": "1",
                "report-published_on_month": "1",
                "report-published_on_year": "2025",
            },
        ).status_code
        == 302
    )


def test_numbers_clash_in_a_proposal(editor, force):
    review = make_review(editor, an_item(), an_item(text="The force should count its keys."))
    response = sent(signed_in(editor), review, then="accept")
    assert "item-1-take" in complaints(response)
    assert not Inspection.objects.exists()


@pytest.mark.on_one_database
def test_five_hundred_items(editor, force):
    items = [an_item(number=str(n), text=f"The force should count the keys of cell {n}.") for n in range(500)]
    client, review = signed_in(editor), make_review(editor, *items)
    data = form_of(client, review) | {f"item-{n}-take": "no" for n in range(490)}
    response = client.post(f"/import/{review.pk}/", data)
    assert response.status_code == 302
    assert Draft.objects.count() == 10


def test_new_reports_of_one_title_have_addresses_of_their_own(editor, force):
    client = signed_in(editor)
    for number in range(3):
        review = make_review(editor)
        Review.objects.filter(pk=review.pk).update(sha256=str(number) * 64)
        accepted(client, review, **{"report-inspection": "", "item-0-same_as": "", "item-0-take": "yes"})
    assert Inspection.objects.count() == 3


def test_one_document_proposes_no_second_report(editor, office, force):
    colleague = make_user(office)
    client, review = signed_in(editor), make_review(editor)
    data = form_of(client, review)
    accepted(signed_in(colleague), make_review(colleague))
    response = client.post(f"/import/{review.pk}/", data)
    assert "taken over already, for the report" in str(complaints(response))
    assert Inspection.objects.count() == 1


def test_more_items_than_a_page_checks(force, monkeypatch):
    monkeypatch.setattr(reading, "MOST_ITEMS", 2)
    items = (f"Recommendation {n}: By 31 December 2025, the force should count cell {n}." for n in range(1, 4))
    text = "# A report\n\n" + "\n\n".join(items)
    with pytest.raises(Unreadable, match=r"Choose a part of it"):
        reading.review_of(text.encode(), "long.md")


# Files ----------------------------------------------------------------------------------------------------------------

BEGINNING = "Recommendation 1\n\nThe force should count its keys."
FILES = {
    "nul.txt": f"{BEGINNING}\0\0".encode(),
    "nul.html": b"<html><body><h2>Recommendation&#0; 1</h2><p>The force should\0 count&#0; its keys.</p>",
    "surrogate.html": b"<html><body><h2>Recommendation 1</h2><p>The force should &#xD800; &#55357; count.</p>",
    "surrogate.txt": b"Recommendation 1\n\nThe force should \xed\xa0\x80 count its keys.",
    "right-to-left.md": "# \u202eRecommendation 1\n\nThe force should \u202ecount\u2066 its keys.".encode(),
    "--help": BEGINNING.encode(),
    "-.pdf": b"%PDF-1.7\n" + b"\0" * 1000,
    "<script>.docx": b"PK\x03\x04" + b"\0" * 100,
    "empty.txt": b"",
    "../../etc/passwd": BEGINNING.encode(),
    "line.txt": b"should By " * 100_000,
}


@pytest.mark.parametrize("name", FILES)
def test_any_file_gets_a_review_or_a_sentence(editor, force, name):
    client = signed_in(editor)
    response = client.post("/import/", {"file": SimpleUploadedFile(name, FILES[name])}, follow=True)
    assert response.status_code == 200
    text = response.content.decode()
    assert "<script>.docx" not in text
    assert "There is a problem" in text or Review.objects.exists()
    for review in Review.objects.all():
        assert client.post(f"/import/{review.pk}/", form_of(client, review)).status_code in (200, 302)
