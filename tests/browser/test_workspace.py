"""A statutory response is written section by section, its items are answered, and both lead back to its page."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Membership
from accounts.seats import seat_of
from inspections.models import OfficeHolder
from responses.actions import save_draft
from responses.models import OfficeSettings, Response, StatutoryResponse
from responses.workspace import steps
from responses.workspace.sections import save_section, seen
from tests.factories import (
    make_answer,
    make_force,
    make_inspection,
    make_local_policing_body,
    make_national_body,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.services.pages import DESKTOP, PHONE

PAGE = "/inspections/rural/response/northshire/"


@pytest.fixture
def world(transactional_db):
    """Day 40: asked for the chief officer's comments, an item answered, one drafted, one not, one for others."""
    today = timezone.localdate()
    force = make_force(name="Northshire Police", slug="northshire")
    office = make_local_policing_body(force, name="Police and Crime Commissioner for Northshire")
    report = make_inspection([force], title="Out of sight", slug="rural", published_on=today - timedelta(days=39))
    rows = [make_obligation(force, make_recommendation(report, number=str(n))) for n in (1, 2, 3)]
    make_obligation(make_national_body(name="Home Office"), make_recommendation(report, number="4"))
    approver = make_user(office, Membership.Role.APPROVER, name="Sam Okoro")
    make_answer(rows[0], on=today)
    side = seat_of(approver, today).side_for(rows[1])
    save_draft(rows[1], side, {"position": "in_progress", "action": "A draft."}, by=approver, revision=0)
    OfficeSettings.objects.create(body=office, target_days=30)
    OfficeHolder.objects.create(
        body=office, name="Robin Hale", title="Police and Crime Commissioner", from_on=date(2024, 5, 9)
    )
    duty = report.related_forces.get()
    steps.ask_chief_officer(
        duty, by=approver, on=today - timedelta(days=30), due_on=today - timedelta(days=8), today=today
    )
    return {"duty": duty, "approver": approver, "item": rows[2], "editor": make_user(office, name="Dana Whitlock")}


def save(page):
    page.get_by_role("button", name="Save and go back to the response").click()
    expect(page.get_by_role("heading", name="Response to “Out of sight”")).to_be_visible()


@pytest.mark.parametrize("width", [DESKTOP, pytest.param(PHONE, marks=pytest.mark.on_one_database)])
def test_a_response_is_written_from_the_first_word_to_the_signature(page_for, world, axe, width):
    page = page_for(world["editor"], width)
    page.goto(PAGE)
    assert axe(page) == []
    expect(page.locator("#missing")).to_contain_text("5 things are missing")
    with page.expect_navigation():
        page.get_by_role("link", name="Write The Commissioner’s comments").click()
    assert axe(page) == []
    page.get_by_label("Comments on the report").fill("I **welcome** this report.")
    save(page)
    expect(page.locator("#comments strong")).to_have_text("welcome")
    page.get_by_role("link", name="Write The chief officer’s comments").click()
    page.get_by_label("The chief officer’s comments").fill("We accept it.")
    page.get_by_label("Name of who gives them").fill("Jo Brandreth")
    page.get_by_label("Rank").fill("Chief Constable")
    save(page)
    expect(page.locator("#chief-officer")).to_contain_text("Jo Brandreth, Chief Constable")
    page.get_by_role("link", name="Write The Commissioner’s response").click()
    page.get_by_label("Response to the chief officer’s comments").fill("So do I.")
    save(page)
    page.get_by_role("link", name="Write How progress will be monitored").click()
    page.get_by_label("How progress will be monitored").fill("Every quarter.")
    save(page)
    with page.expect_navigation():
        page.get_by_role("link", name="Change Signature").click()
    assert axe(page) == []
    page.get_by_label("Robin Hale").check()
    save(page)
    expect(page.locator("#signature")).to_contain_text("Robin Hale, Police and Crime Commissioner")
    response = StatutoryResponse.objects.get()
    assert (response.reply, response.monitoring) == ("So do I.", "Every quarter.")
    assert axe(page) == []


@pytest.mark.on_one_database
def test_comments_that_were_typed_and_not_saved_are_there_again_and_in_a_second_tab(page_for, world):
    saved = re.compile("Saved as you type")
    page = page_for(world["editor"])
    page.goto(f"{PAGE}comments/")
    page.get_by_label("Comments on the report").press_sequentially("I welcome this report.")
    expect(page.get_by_text(saved).first).to_be_visible()
    page.close()
    assert not StatutoryResponse.objects.get().comments, "what is typed is not saved"

    page = page_for(world["editor"])
    page.goto(f"{PAGE}comments/")
    expect(page.get_by_label("Comments on the report")).to_have_value("I welcome this report.")
    other = page.context.new_page()
    other.goto(f"{PAGE}comments/")
    other.get_by_label("Comments on the report").press_sequentially("In the second tab: ")
    expect(other.get_by_text(saved).first).to_be_visible()
    save(page)
    assert StatutoryResponse.objects.get().comments == "I welcome this report."
    other.get_by_role("button", name="Save and go back to the response").click()
    expect(other.get_by_text("What you wrote", exact=True)).to_be_visible()
    assert StatutoryResponse.objects.get().comments == "I welcome this report."


@pytest.mark.on_one_database
@pytest.mark.parametrize("width", [DESKTOP, pytest.param(PHONE, marks=pytest.mark.on_one_database)])
def test_what_is_missing_leads_to_the_answer_and_the_answer_back_to_its_item(page_for, world, width):
    page = page_for(world["editor"], width)
    page.goto(PAGE)
    page.locator("#missing").get_by_role("link", name="Answer recommendation 3").click()
    page.get_by_label("In progress").check()
    page.get_by_label("Action taken or planned, or the reason for none").fill("It is under way.")
    page.get_by_role("button", name="Save draft").click()
    item = world["item"].recommendation_id
    expect(page).to_have_url(f"{page.url.split('/inspections')[0]}{PAGE}#item-{item}")
    expect(page.locator(f"#item-{item}")).to_contain_text("Draft, not shared")
    expect(page.locator(f"#item-{item}")).to_contain_text("It is under way.")
    expect(page.locator(f"#item-{item}")).to_be_in_viewport()


@pytest.mark.on_one_database
def test_an_approver_shares_all_drafts(page_for, world, axe):
    page = page_for(world["approver"])
    page.goto(PAGE)
    with page.expect_navigation():
        page.get_by_role("link", name="Share the one draft").click()
    assert axe(page) == []
    page.get_by_role("button", name="Share the draft").click()
    expect(page.locator(".moj-alert--success")).to_contain_text("1 answer is shared.")
    assert Response.objects.count() == 2


def test_two_people_meet_in_one_section_and_see_both_texts(page_for, world, axe):
    duty, approver = world["duty"], world["approver"]
    page = page_for(world["editor"])
    page.goto(f"{PAGE}comments/")
    page.get_by_label("Comments on the report").fill("The report is fair and long.")
    saw = seen(StatutoryResponse.objects.get())
    words = {"comments": "The report is fair and short."}
    save_section(duty, "comments", words, by=approver, on=timezone.localdate(), saw=saw)
    page.get_by_role("button", name="Save and go back to the response").click()
    expect(page.locator(".tracker-conflict")).to_contain_text("Sam Okoro saved this section")
    assert axe(page) == []
    expect(page.locator(".tracker-compare ins")).to_contain_text("long")
    expect(page.get_by_role("textbox", name="Comments on the report")).to_have_value("The report is fair and long.")
    save(page)
    assert StatutoryResponse.objects.get().comments == "The report is fair and long."
