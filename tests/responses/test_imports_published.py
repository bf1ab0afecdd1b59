# ruff: noqa: F811 - fixtures are arguments
"""Comments that a document brings: nobody reads them, whoever they are, before they are published."""

from datetime import date

from accounts.models import Look
from responses.models import StatutoryResponse
from tests.answers import signed_in
from tests.factories import (
    make_administrator,
    make_force,
    make_liaison,
    make_obligation,
    make_user,
)
from tests.responses.test_imports import (  # noqa: F401
    accepted,
    approver,
    editor,
    form_of,
    item,
    make_review,
    published,
    report,
)


def statement(item, force, **fields):
    return StatutoryResponse.objects.create(
        duty=item.inspection.related_forces.get(force=force),
        body=force,
        **fields,
    )


def test_an_editor_adds_nothing_to_a_response_that_is_published(editor, force, office, item):
    make_obligation(force, item)
    client, review = signed_in(editor), make_review(editor)
    data = form_of(client, review)
    statement(item, force, published_on=date(2025, 8, 12))
    client.post(f"/import/{review.pk}/", data)
    response = StatutoryResponse.objects.get()
    assert (response.comments, response.chief_officer_comments) == ("", "")
    assert (
        "I welcome"
        not in signed_in(make_user(make_force())).get(f"/inspections/safer/response/{force.slug}/").content.decode()
    )


def test_unpublished_comments_do_not_come_out_with_somebody_elses_publication(editor, force, item):
    make_obligation(force, item)
    accepted(signed_in(editor), make_review(editor))
    liaison = make_liaison()
    review = make_review(liaison, local_policing_body_comments="", chief_officer_comments="")
    accepted(signed_in(liaison), review, **{"report-how": "found"})
    text = signed_in(make_user(make_force())).get(f"/inspections/safer/response/{force.slug}/").content.decode()
    assert "I welcome" not in text
    assert "The force accepts" not in text


def test_whoever_looks_from_an_office_reads_no_unpublished_comments(editor, force, item):
    make_obligation(force, item)
    accepted(signed_in(editor), make_review(editor))
    client = signed_in(make_administrator())
    assert client.post(f"/admin/accounts/user/{editor.pk}/see-as/").status_code == 302
    text = client.get(f"/inspections/safer/response/{force.slug}/").content.decode()
    assert Look.objects.exists()
    assert "I welcome" not in text
    assert "The force accepts" not in text


def test_unpublished_comments_do_not_stand_in_the_history(editor, force, item):
    make_obligation(force, item)
    accepted(signed_in(editor), make_review(editor))
    client = signed_in(make_administrator())
    response = StatutoryResponse.objects.get()
    for address in ("/admin/history/", f"/admin/responses/statutoryresponse/{response.pk}/history/"):
        page = client.get(address)
        assert page.status_code == 200, address
        assert "I welcome" not in page.content.decode(), address


def test_everybody_reads_what_was_taken_over_as_published(approver, force, item):
    make_obligation(force, item)
    accepted(signed_in(approver), make_review(approver), **published())
    other = signed_in(make_user(make_force()))
    text = other.get(f"/inspections/safer/response/{force.slug}/").content.decode()
    assert "Every cell is checked by the custody sergeant." in text
