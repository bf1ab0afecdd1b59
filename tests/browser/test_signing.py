"""A statutory response from "ready" to its corrected second version, in a browser, by an editor and an approver."""

import re
from datetime import timedelta

import pytest

from responses.models import StatutoryResponse, Step, Version
from tests.factories import make_user
from tests.services.pages import DESKTOP
from tests.statutory import Acts, make_duty, office_of

NARROW = 390


@pytest.fixture
def act(transactional_db, today):
    act = Acts(make_duty(published_on=today - timedelta(days=57), title="Custody", slug="custody"), today)
    act.write(comments="We welcome the report.")
    act.choose_signatory()
    return act


def fine(page, axe):
    """What axe finds on the page, and whether it scrolls sideways."""
    beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*axe(page), *(["the page scrolls sideways"] if beyond > 0 else [])]


def follow(page, axe, text):
    """Follow a link to the page of a step, which has no fault."""
    name = re.compile(text.replace(": ", ".*: "))
    with page.expect_navigation():
        page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).first.click()
    assert fine(page, axe) == []


def press(page, text):
    with page.expect_navigation():
        page.get_by_role("button", name=text, exact=True).click()


@pytest.mark.parametrize("width", [DESKTOP, pytest.param(NARROW, marks=pytest.mark.on_one_database)])
def test_ready_signed_with_a_gap_sent_published_corrected(page_for, axe, act, width):
    steps = "/inspections/custody/response/northshire/steps/"
    editor = page_for(make_user(office_of(act.duty)), width)
    editor.goto(steps)
    follow(editor, axe, "Ready for sign-off")
    press(editor, "Mark as ready for sign-off")
    editor.get_by_text("Recorded: Ready for sign-off.").wait_for()

    page = page_for(act.by, width)
    page.goto("/")
    follow(page, axe, "Sign off the statutory response")
    press(page, "Sign off")
    assert "Error:" in page.title()
    assert fine(page, axe) == []
    page.get_by_label("Why is it signed off all the same?").fill("The chief constable has just left.")
    press(page, "Sign off")
    page.get_by_text("The response is signed off.").wait_for()
    assert fine(page, axe) == []
    assert Version.objects.get().gaps_reason == "The chief constable has just left."
    for text, ending in (("PDF", "pdf"), ("Word", "docx"), ("OpenDocument", "odt")):
        with page.expect_download() as download:
            page.get_by_role("link", name=re.compile(f"^{text}.*letter")).click()
        assert download.value.suggested_filename == f"northshire-response-custody-version-1-letter.{ending}"
    with page.expect_popup() as opened:
        page.get_by_role("link", name=re.compile("^Web page.*letter")).click()
    opened.value.get_by_text("We welcome the report.").wait_for()
    assert opened.value.locator("script").count() == 0
    opened.value.close()

    for who, what in (("Home Secretary", "Sent to the Home Secretary"), ("inspectorate", "Sent to the inspectorate")):
        follow(page, axe, f"Record: Sent to the {who}")
        press(page, "Record")
        page.get_by_text(f"Recorded: {what}.").wait_for()
    follow(page, axe, "Record the publication")
    page.get_by_label("Web address").fill("https://www.northshire-pcc.example/custody")
    press(page, "Record the publication")
    page.get_by_text("Recorded: Published.").wait_for()
    page.get_by_text("2 days late").wait_for()

    follow(page, axe, "Begin a correction")
    press(page, "Begin the correction")
    assert fine(page, axe) == []
    page.get_by_label("What is being corrected, and why?").fill("A figure was wrong.")
    press(page, "Begin the correction")
    page.get_by_text("Recorded: Begin a correction.").wait_for()
    follow(page, axe, "Undo: the correction")
    page.goto(steps)
    act.write(comments="The figure is 7.")
    follow(page, axe, "Sign off: Signed off")
    page.get_by_label("Why is it signed off all the same?").fill("As before.")
    press(page, "Sign off")
    page.get_by_role("heading", name="Version 2").wait_for()
    assert fine(page, axe) == []
    response = StatutoryResponse.objects.get()
    assert response.published_on == act.today
    assert response.sent_to_secretary_on == act.today

    follow(page, axe, "Undo: Signed off")
    page.get_by_label("Why?").fill("Too early.")
    press(page, "Undo")
    page.get_by_text("Undone: Signed off.").first.wait_for()
    assert Step.objects.filter(kind="undone").count() == 1


@pytest.mark.on_one_database
@pytest.mark.parametrize("width", [DESKTOP, pytest.param(NARROW, marks=pytest.mark.on_one_database)])
def test_an_office_sets_its_paper(page_for, axe, act, width):
    page = page_for(act.by, width)
    page.goto(office_of(act.duty).get_absolute_url())
    follow(page, axe, "Settings for responses")
    page.get_by_label("Own target, in days").fill("99")
    press(page, "Save settings")
    assert fine(page, axe) == []
    page.get_by_label("Own target, in days").fill("30")
    press(page, "Save settings")
    page.get_by_text("Saved. Responses that are not signed off yet take it over.").wait_for()
