"""Words in Markdown: previewed, shown whole on the pages, cut short without marks, and taken over from documents."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from inspections.models import Recommendation, RelatedForce
from responses.models import COMMENTS_MAX_LENGTH, Draft, Response, Review, StatutoryResponse
from tests.answers import add_progress, address, post, signed_in
from tests.documents.facts import TEXT, a_document, an_item
from tests.factories import make_answer, make_inspection, make_liaison, make_obligation, make_recommendation, make_user
from tests.pages import html_of

pytestmark = pytest.mark.django_db

WORDS = "# Plan\n\nWe **asked**:\n\n1. inspectors\n2. sergeants\n\n[The plan](https://northshire.example/) "
WORDS += "<script>x</script>"
WHOLE = (
    ">Plan</h",
    "<strong>asked</strong>",
    "<li>inspectors</li>",
    '<a href="https://northshire.example/" rel="noopener noreferrer">The plan</a>',
    "&lt;script&gt;x&lt;/script&gt;",
)


# The preview ----------------------------------------------------------------------------------------------------------


def preview(client, text, **kwargs):
    return client.post(reverse("responses:markdown_preview"), {"text": text}, **kwargs)


@pytest.fixture
def client(force):
    return signed_in(make_user(force))


def test_the_preview_is_what_pages_show(client):
    found = preview(client, WORDS.replace("\n", "\r\n")).content.decode()
    for part in WHOLE:
        assert part in found
    assert "<h2>Plan</h2>" in found
    assert not Draft.objects.exists()


def test_the_preview_of_nothing(client):
    assert client.post(reverse("responses:markdown_preview")).content == b""


def test_the_preview_has_the_limit_of_the_longest_field(client):
    assert preview(client, "x" * COMMENTS_MAX_LENGTH).status_code == 200
    answer = preview(client, "<b>" * COMMENTS_MAX_LENGTH)
    assert answer.status_code == 413
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode() == "The text is longer than 200,000 characters, so there is no preview of it."


def test_the_preview_is_posted_by_a_page_of_ours(force):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_user(force))
    assert preview(strict, "x").status_code == 403
    assert preview(Client(), "x").status_code == 302


# Where words are shown ------------------------------------------------------------------------------------------------


def test_an_answer_is_shown_whole_on_its_page_and_in_the_response(force, office, obligation):
    make_answer(obligation, action=WORDS)
    liaison = signed_in(make_liaison())
    report = obligation.recommendation.inspection
    RelatedForce.objects.get_or_create(inspection=report, force=force)
    response = reverse("responses:statutory_response", args=[report.slug, force.slug])
    for url, level in ((address(obligation), 3), (response, 4)):
        page = html_of(liaison.get(url))
        for part in WHOLE:
            assert part in page
        assert f"<h{level}>Plan</h{level}>" in page


def test_where_it_is_cut_short_it_has_no_marks(force, office, obligation):
    make_answer(obligation, action="We **asked**:\n\n- all <b>of</b> them")
    liaison = signed_in(make_liaison())
    for url in (obligation.recommendation.get_absolute_url(), force.get_absolute_url() + "?status=all", "/"):
        page = html_of(liaison.get(url))
        assert "We asked:" in page
        assert "• all &lt;b&gt;of&lt;/b&gt; them" in page
        assert "**" not in page


def test_comments_on_the_report_are_shown_whole(force, office, obligation):
    report = obligation.recommendation.inspection
    StatutoryResponse.objects.create(
        duty=RelatedForce.objects.get_or_create(inspection=report, force=force)[0],
        body=office,
        published_on=report.published_on,
        comments=WORDS,
        chief_officer_comments="## Mine\n\n*thin*",
    )
    page = html_of(
        signed_in(make_liaison()).get(reverse("responses:statutory_response", args=[report.slug, force.slug]))
    )
    for part in (*WHOLE, "<h3>Plan</h3>", "<h3>Mine</h3>", "<em>thin</em>"):
        assert part in page


def test_progress_and_what_an_answer_was_before_are_shown_whole(force, obligation):
    approver = make_user(force, "approver")
    answer = make_answer(obligation, by=approver, action="We **began**.", lead="A **star**")
    add_progress(approver, obligation, text="- **done**")
    post(approver, obligation, action="We ended.", position="in_progress", then="share", based_on=answer.revision)
    page = html_of(signed_in(approver).get(address(obligation)))
    assert "<li><strong>done</strong></li>" in page
    assert "<p>We <strong>began</strong>.</p>" in page
    assert "A **star**" in page


def test_the_box_is_described_by_its_hint_and_by_how_to_write(force, obligation):
    page = html_of(signed_in(make_user(force)).get(address(obligation)))
    assert 'aria-describedby="id_action_helptext id_action_marks"' in page
    assert 'id="id_action_marks"' in page
    assert 'class="govuk-textarea"' in page


# What documents say ---------------------------------------------------------------------------------------------------


@pytest.fixture
def imported(force, office):
    """`imported(answer, **facts)`: what an editor of the office takes over from a document with this answer."""
    report = make_inspection([force], title="Safer in custody: how forces manage risk in detention", slug="safer")
    item = make_recommendation(report, number="1", text=TEXT, kind=Recommendation.Kind.RECOMMENDATION)
    make_obligation(force, item)
    editor = make_user(office)

    def taken_over(answer, **facts):
        review = Review.objects.create(
            by=editor,
            begun_at=timezone.now(),
            name="response.pdf",
            sha256="0" * 64,
            facts=a_document(an_item(force_response=answer), **facts),
        )
        client, url = signed_in(editor), f"/import/{review.pk}/"
        sent = client.get(url).context["page"].as_sent()
        assert client.post(url, sent.dict() | {"then": "accept"}).status_code == 302
        return editor, report

    return taken_over


def test_imported_words_look_as_in_the_document(imported, force):
    answer = "20%* of cases:\n• one\n• two\n\n# 1 in the county\n2024. A year\n    *see <note>"
    editor, report = imported(answer, local_policing_body_comments="> 90% of _all_\n---")
    draft = Draft.objects.get()
    assert draft.action == "20%\\* of cases:\n- one\n- two\n\n\\# 1 in the county\n2024. A year\n\\*see \\<note>"
    page = html_of(signed_in(editor).get(reverse("responses:statutory_response", args=[report.slug, force.slug])))
    assert "<p>20%* of cases:</p> <ul> <li>one</li> <li>two</li> </ul>" in page
    assert "<p># 1 in the county<br> 2024. A year<br> *see &lt;note&gt;</p>" in page
    assert "<p>&gt; 90% of _all_<br> ---</p>" in page


def test_the_same_marks_again_are_no_other_answer(imported, office):
    answer = "1. A *star*\n1. and _a line_"
    editor, _report = imported(answer)
    assert Draft.objects.get().action == "1. A \\*star\\*\n1\\. and \\_a line\\_"
    review = Review.objects.create(
        by=editor,
        begun_at=timezone.now(),
        name="again.pdf",
        sha256="1" * 64,
        facts=a_document(an_item(force_response=answer)),
    )
    [row] = signed_in(editor).get(f"/import/{review.pk}/").context["page"].rows
    assert row.answer_is_known
    assert row.is_idle
    assert not Response.objects.exists()
