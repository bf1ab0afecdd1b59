"""A published response is dropped on the import page, checked and accepted; the same document again brings nothing."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from accounts.models import Membership
from inspections.models import Body, Inspection
from responses.models import Draft, StatutoryResponse
from tests.factories import make_user
from tracker.sample import data
from tracker.sample.register import load_bodies, load_inspection

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
OWN = Path(__file__).resolve().parents[1] / "documents" / "published"


def document(name):
    """The published document where the samples lie beside the project, else an invented one of the same kind."""
    found = CORPUS / name
    return found if found.exists() else (OWN / name).with_suffix(".md")


@pytest.fixture
def editor_of(transactional_db):
    """`editor_of("cleveland")`: an editor of the force's local policing body, in a register that has bodies alone."""
    load_bodies()

    def make(slug):
        office = Body.objects.get(governs__force__slug=slug)
        return make_user(office, Membership.Role.EDITOR, from_on=date(2024, 6, 1))

    return make


def read(page, file):
    page.goto("/import/")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", name="Check what was read")).to_be_visible()


@pytest.mark.on_one_database
def test_comments_on_a_report_are_taken_over(page_for, editor_of, axe):
    page = page_for(editor_of("cleveland"))
    page.goto("/import/")
    assert axe(page) == []
    read(page, document("cleveland.docx"))
    assert axe(page) == []
    doubts = page.locator(".moj-alert--warning")
    expect(doubts).to_contain_text("The text counts 3 recommendations for forces; 4 are addressed to forces.")
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("heading", name="Response to “")).to_be_visible()
    assert axe(page) == []
    response = StatutoryResponse.objects.get()
    assert response.comments
    expect(page.locator("main")).to_contain_text(response.comments.split("\n")[0])
    expect(page.locator("#missing")).to_contain_text("3 recommendations for forces; 4 are addressed to forces.")
    assert Inspection.objects.get().is_proposed


def test_answers_are_taken_over_item_by_item_and_once(page_for, editor_of):
    page = page_for(editor_of("cambridgeshire"))
    for row in data.tables("published.toml")["inspections"]:
        load_inspection(row)
    read(page, document("cambridgeshire.pdf"))
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("heading", name="The items, in the order of the report")).to_be_visible()
    answers = {draft.obligation.recommendation.number: draft.action for draft in Draft.objects.all()}
    assert {"2", "4", "8", "9"} <= answers.keys()
    for words in answers.values():
        expect(page.locator("main")).to_contain_text(words.split("\n")[0])
    read(page, document("cambridgeshire.pdf"))
    expect(page.locator("main")).to_contain_text("This document was taken over before")
    page.get_by_role("button", name="Accept").click()
    expect(page.locator(".moj-alert--success")).to_contain_text("Nothing new")
    assert {draft.obligation.recommendation.number: draft.action for draft in Draft.objects.all()} == answers
