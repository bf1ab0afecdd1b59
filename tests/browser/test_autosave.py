"""Nothing typed is lost: not with the tab, the sign-in, the server, another tab or another person's save."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from accounts.models import Membership, Typed
from responses.models import Draft, ProgressUpdate
from tests.factories import make_force, make_obligation, make_user
from tests.services.pages import DESKTOP, PHONE, Pages
from tests.services.server import Server

SAVED = re.compile(r"Saved as you type, \d\d:\d\d\. Only you see it\.")
UNSAVED = re.compile(r"These are words you typed on .* and did not save\.")
PASSWORD = "recommendation-tracker"
PATIENT = 60_000  # milliseconds: what could not be sent is sent again after three seconds, then six, then twelve


@pytest.fixture
def force(transactional_db):
    return make_force(name="Northshire Police", slug="northshire")


@pytest.fixture
def editor(force):
    return make_user(force, name="Dana Whitlock")


@pytest.fixture
def address(force):
    return make_obligation(force).get_absolute_url()


def action(page):
    return page.get_by_label("Action taken or planned")


def line(page):
    return page.locator("#answer .tracker-typed")


def write(page, words):
    """Type as a person does, key by key, behind what is there."""
    action(page).press("Control+End")
    action(page).press_sequentially(words)


def wait_until_saved(page, **kwargs):
    expect(line(page)).to_have_text(SAVED, **kwargs)


def expire(page):
    """The sign-in of this page's browser ends, as if its time were over."""
    keys = [cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "sessionid"]
    assert Session.objects.filter(pk__in=keys).delete()[0] == 1


def sign_in(page, user, address="/accounts/login/"):
    page.goto(address)
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def put_aside(page):
    """All that this browser has put aside."""
    return page.evaluate("JSON.stringify(localStorage)")


def wait_until_put_aside(page):
    page.wait_for_function("Object.keys(localStorage).some((name) => name.startsWith('typed:'))")


def test_a_closed_tab_opens_again_with_what_was_typed(page_for, editor, address):
    page = page_for(editor)
    page.goto(address)
    write(page, "Night cover began in May.")
    page.get_by_label("Lead officer").fill("Inspector Vale")
    page.get_by_label("In progress").check()
    wait_until_saved(page)
    page.wait_for_function("localStorage.length === 0")
    page.close()
    assert not Draft.objects.exists(), "what is typed is no draft"

    page = page_for(editor, javascript=False)
    page.goto(address)
    expect(page.get_by_text(UNSAVED)).to_be_visible()
    expect(action(page)).to_have_value("Night cover began in May.")
    expect(page.get_by_label("Lead officer")).to_have_value("Inspector Vale")
    expect(page.get_by_label("In progress")).to_be_checked()
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Draft saved.")).to_be_visible()
    expect(page.get_by_text(UNSAVED)).to_have_count(0)
    assert Draft.objects.get().action == "Night cover began in May."


@pytest.mark.on_one_database
def test_the_last_words_before_leaving_are_kept_and_nobody_is_asked(page_for, editor, address):
    page = page_for(editor)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.goto(address)
    write(page, "Night cover began in May.")
    page.get_by_role("link", name="Forces").click()
    expect(page.get_by_role("heading", name="Forces", level=1)).to_be_visible()
    page.goto(address)
    expect(action(page)).to_have_value("Night cover began in May.")
    assert asked == []


@pytest.mark.on_one_database
def test_leaving_asks_while_the_server_does_not_have_the_words(page_for, editor, address):
    page = page_for(editor)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(address)
    page.route("**/typed/", lambda route: route.abort())
    write(page, "Night cover began in May.")
    expect(line(page)).to_have_text("Not saved: no connection. Trying again.")
    page.get_by_role("link", name="Forces").click()
    expect(page.get_by_role("heading", name="Forces", level=1)).to_be_visible()
    assert asked == ["beforeunload"]
    page.unroute("**/typed/")
    page.goto(address)
    expect(action(page)).to_have_value("Night cover began in May.")


@pytest.mark.on_one_database
def test_undoing_what_was_typed_leaves_nothing_to_save(page_for, editor, address):
    page = page_for(editor)
    page.goto(address)
    write(page, "x")
    wait_until_saved(page)
    assert Typed.objects.unsaved().exists()
    with page.expect_response("**/typed/"):
        action(page).fill("")
    assert not Typed.objects.unsaved().exists()


@pytest.mark.on_one_database
def test_words_typed_while_the_server_was_down_are_saved_once_it_is_back(browser, editor, address):
    server = Server()
    pages = Pages(browser, None)
    try:
        server.start()
        pages.site = server.url
        page = pages.open(editor)
        page.goto(address)
        write(page, "Before.")
        wait_until_saved(page)
        server.kill()
        write(page, " While it was down.")
        expect(line(page)).to_have_text("Not saved: no connection. Trying again.", timeout=PATIENT)
        wait_until_put_aside(page)
        assert "While" not in put_aside(page), "others who use this computer cannot read it"
        server.start()
        wait_until_saved(page, timeout=PATIENT)
        assert Typed.objects.get().words.count("While+it+was+down") == 1
        page.wait_for_function("localStorage.length === 0")
        page.reload()
        expect(action(page)).to_have_value("Before. While it was down.")
        expect(page.get_by_text(UNSAVED)).to_be_visible()

        server.kill()
        write(page, " Closed while it was down.")
        expect(line(page)).to_have_text("Not saved: no connection. Trying again.", timeout=PATIENT)
        wait_until_put_aside(page)
        again = page.context.new_page()
        page.close()
        server.start()
        again.goto(address)
        expect(action(again)).to_have_value("Before. While it was down. Closed while it was down.", timeout=PATIENT)
        again.get_by_role("button", name="Save draft").click()
        expect(again.get_by_text("Draft saved.")).to_be_visible()
        assert put_aside(again) == "{}"
    finally:
        pages.close()
        server.kill()
    assert not pages.faults, "\n".join(pages.faults)


@pytest.mark.on_one_database
def test_words_typed_after_the_sign_in_ended_are_saved_after_the_next_one(page_for, editor, address):
    page = page_for(editor)
    page.goto(address)
    write(page, "Before.")
    wait_until_saved(page)
    expire(page)
    write(page, " After.")
    expect(line(page)).to_contain_text("You have been signed out.")
    wait_until_put_aside(page)
    assert "After" not in put_aside(page)
    other = page.context.new_page()
    sign_in(other, editor)
    wait_until_saved(page, timeout=PATIENT)
    page.wait_for_function("localStorage.length === 0")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Draft saved.")).to_be_visible()
    assert Draft.objects.get().action == "Before. After."


def test_words_of_a_tab_closed_after_the_sign_in_ended_come_back_to_their_writer_alone(
    page_for, force, editor, address
):
    page = page_for(editor)
    page.goto(address)
    write(page, "Before.")
    wait_until_saved(page)
    expire(page)
    write(page, " After.")
    expect(line(page)).to_contain_text("You have been signed out.")
    wait_until_put_aside(page)
    again = page.context.new_page()
    page.close(run_before_unload=False)

    somebody_else = make_user(force)
    sign_in(again, somebody_else, f"/accounts/login/?next={address}")
    expect(action(again)).to_have_value("")
    expect(again.get_by_text(UNSAVED)).to_have_count(0)
    again.get_by_role("button", name="Sign out").click()
    again.get_by_role("main").get_by_role("button", name="Sign out").or_(again.get_by_label("Email")).first.wait_for()
    sign_in(again, editor, f"/accounts/login/?next={address}")
    expect(action(again)).to_have_value("Before. After.")
    again.wait_for_function("localStorage.length === 0")
    assert not Typed.objects.filter(user=somebody_else).exists()


@pytest.mark.on_one_database
@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_form_sent_after_the_sign_in_ended_is_there_after_the_next_one(page_for, editor, address, javascript):
    page = page_for(editor, javascript=javascript)
    page.goto(address)
    action(page).fill("Written for an hour.")
    expire(page)
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("What you wrote is kept: sign in")).to_be_visible()
    page.get_by_label("Email").fill(editor.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text(UNSAVED)).to_be_visible()
    expect(action(page)).to_have_value("Written for an hour.")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Draft saved.")).to_be_visible()
    assert Draft.objects.get().action == "Written for an hour."


@pytest.mark.on_one_database
def test_a_form_from_before_the_last_sign_in_is_shown_again_with_its_words(page_for, editor, address):
    page = page_for(editor, javascript=False)
    page.goto(address)
    action(page).fill("Written for an hour.")
    expire(page)
    sign_in(page.context.new_page(), editor)
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("What you wrote is kept, but not saved yet.")).to_be_visible()
    expect(action(page)).to_have_value("Written for an hour.")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Draft saved.")).to_be_visible()


def test_two_tabs_keep_both_texts(page_for, editor, address):
    one = page_for(editor)
    two = one.context.new_page()
    one.goto(address)
    two.goto(address)
    write(one, "Words of the first tab.")
    wait_until_saved(one)
    write(two, "Words of the second tab.")
    wait_until_saved(two)
    two.get_by_role("button", name="Save draft").click()
    expect(two.get_by_text("Draft saved.")).to_be_visible()
    expect(two.get_by_text(UNSAVED)).to_be_visible()
    expect(action(two)).to_have_value("Words of the first tab.")

    one.get_by_role("button", name="Save draft").click()
    expect(one.get_by_role("heading", name="You wrote here in another tab too")).to_be_visible()
    expect(one.locator(".tracker-conflict")).to_contain_text("second")
    expect(action(one)).to_have_value("Words of the first tab.")
    one.get_by_role("button", name="Save draft").click()
    expect(one.get_by_text("Draft saved.")).to_be_visible()
    expect(one.get_by_text(UNSAVED)).to_have_count(0)
    assert Draft.history.filter(action="Words of the second tab.").exists()


@pytest.mark.on_one_database
def test_three_tabs_closed_unsaved_are_all_offered(page_for, editor, address):
    tabs = [page_for(editor)]
    tabs += [tabs[0].context.new_page() for _ in range(2)]
    for tab in tabs:
        tab.goto(address)
    for number, tab in enumerate(tabs):
        write(tab, f"Tab {number}.")
        wait_until_saved(tab)
    page = tabs[0].context.new_page()
    for tab in tabs:
        tab.close()
    page.goto(address)
    expect(action(page)).to_have_value("Tab 2.")
    page.get_by_role("link", name="Look at the words of").last.click()
    expect(action(page)).to_have_value("Tab 0.")
    page.get_by_role("link", name="Discard what I typed").click()
    page.get_by_role("button", name="Discard what I typed").click()
    expect(action(page)).to_have_value("Tab 2.")
    expect(page.get_by_role("link", name="Look at the words of")).to_have_count(1)


@pytest.mark.on_one_database
def test_progress_is_kept_too_and_gone_once_it_is_added(page_for, editor, address):
    page = page_for(editor)
    page.goto(address)
    page.get_by_text("Add a progress update").click()
    page.get_by_label("What is new?").press_sequentially("Half done.")
    expect(page.locator("#progress .tracker-typed")).to_have_text(SAVED)
    page.reload()
    expect(page.get_by_label("What is new?")).to_have_value("Half done.")
    page.get_by_role("button", name="Add update").click()
    expect(page.get_by_text("Progress update added.")).to_be_visible()
    page.get_by_text("Add a progress update").click()
    expect(page.get_by_label("What is new?")).to_have_value("")
    page.reload()
    expect(page.get_by_label("What is new?")).to_have_value("")
    assert ProgressUpdate.objects.count() == 1


@pytest.mark.parametrize("width", [DESKTOP, pytest.param(PHONE, marks=pytest.mark.on_one_database)])
def test_another_persons_save_meets_both_texts(page_for, axe, force, editor, address, width):
    robin = make_user(force, Membership.Role.APPROVER, name="Robin Okafor")
    mine, theirs = page_for(editor, width), page_for(robin, width)
    mine.goto(address)
    theirs.goto(address)
    write(mine, "Night cover began in May with two officers.")
    wait_until_saved(mine)
    action(theirs).fill("Night cover began in June with two officers.")
    theirs.get_by_role("button", name="Save draft").click()
    expect(theirs.get_by_text("Draft saved.")).to_be_visible()

    mine.close()
    mine = page_for(editor, width)
    mine.goto(address)
    expect(mine.get_by_text(UNSAVED)).to_be_visible()
    assert axe(mine) == []
    mine.get_by_role("button", name="Save draft").click()
    conflict = mine.locator(".tracker-conflict")
    expect(conflict).to_contain_text("Robin Okafor saved this draft")
    expect(conflict.locator(".tracker-compare del")).to_contain_text("June")
    expect(conflict.locator(".tracker-compare ins")).to_contain_text("May")
    assert axe(mine) == []
    mine.get_by_role("radio", name="Theirs").check()
    mine.get_by_role("button", name="Save draft").click()
    expect(mine.get_by_text("Draft saved.")).to_be_visible()
    expect(action(mine)).to_have_value("Night cover began in June with two officers.")
