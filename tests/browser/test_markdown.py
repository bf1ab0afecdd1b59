"""Writing an answer in Markdown: toolbar, preview, and what is copied out of Word, LibreOffice and web pages."""

import re
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from inspections.models import Obligation
from responses.models import Draft
from tests.services.pages import DESKTOP, PHONE

COPIED = Path(__file__).parent / "copied"
FRAGMENTS = sorted(path.stem for path in COPIED.glob("*.html"))

in_the_box = pytest.mark.on_one_database
"""All of it happens in the page: nothing is saved."""

COPY = """html => document.addEventListener("copy", (event) => {
    event.clipboardData.setData("text/html", html);
    event.clipboardData.setData("text/plain", "the plain words");
    event.preventDefault();
}, {once: true})"""
"""The next Ctrl+C copies this, just as an office program would give it."""


@pytest.fixture
def address(sample):
    """The answer page of Cambridgeshire's recommendation 2 of the inspection published on 8 December 2023."""
    row = Obligation.objects.get(
        body__slug="cambridgeshire",
        recommendation__number="2",
        recommendation__inspection__published_on="2023-12-08",
    )
    return row.get_absolute_url()


@pytest.fixture
def answering(page_for, person, address):
    """`answering(width=…, javascript=…)`: the page on which an editor of the force answers."""

    def opened(email="editor@cambridgeshire.example", **kwargs):
        page = page_for(person(email), **kwargs)
        page.goto(address)
        return page

    return opened


@pytest.fixture
def page(answering):
    return answering()


@pytest.fixture
def box(page):
    """The box of the action, empty."""
    action = page.get_by_label("Action taken or planned")
    action.fill("")
    return action


def select(box, words):
    """Select these words in the box, "" for the end of its text."""
    box.evaluate(
        """(box, words) => {
            box.focus();
            const from = words ? box.value.indexOf(words) : box.value.length;
            box.setSelectionRange(from, from + words.length);
        }""",
        words,
    )


def tool(page, name):
    """A button of the toolbar over the action."""
    return page.get_by_role("toolbar", name="Format the text").first.get_by_role("button", name=name, exact=True)


def tab(page, name):
    return page.get_by_role("tab", name=name, exact=True).first


def copy(page, html):
    page.evaluate(COPY, html)
    page.keyboard.press("Control+C")


@in_the_box
def test_bold_is_set_and_taken_away_and_undone(page, box):
    box.press_sequentially("All inspectors were told.")
    select(box, "inspectors")
    tool(page, "Bold").click()
    expect(box).to_have_value("All **inspectors** were told.")
    expect(box).to_be_focused()
    tool(page, "Bold").click()
    expect(box).to_have_value("All inspectors were told.")
    page.keyboard.press("Control+B")
    expect(box).to_have_value("All **inspectors** were told.")
    for _step in range(3):
        page.keyboard.press("Control+Z")
    expect(box).to_have_value("All inspectors were told.")
    page.keyboard.press("Control+Shift+Z")
    expect(box).to_have_value("All **inspectors** were told.")


@in_the_box
def test_bold_with_nothing_selected_waits_for_words(page, box):
    tool(page, "Bold").click()
    page.keyboard.type("at once")
    expect(box).to_have_value("**at once**")


@in_the_box
def test_bold_over_lines_keeps_their_marks(page, box):
    box.fill("- one\n- two \n\nthree")
    box.press("Control+A")
    tool(page, "Bold").click()
    expect(box).to_have_value("- **one**\n- **two** \n\n**three**")


@in_the_box
def test_lists_of_whole_lines(page, box):
    box.fill("We will:\nask\ntell\nThen we rest.")
    select(box, "sk\nte")
    tool(page, "Bulleted list").click()
    expect(box).to_have_value("We will:\n- ask\n- tell\n\nThen we rest.")
    tool(page, "Numbered list").click()
    expect(box).to_have_value("We will:\n1. ask\n2. tell\n\nThen we rest.")
    tool(page, "Numbered list").click()
    expect(box).to_have_value("We will:\nask\ntell\n\nThen we rest.")


@in_the_box
def test_a_list_begins_on_an_empty_line(page, box):
    tool(page, "Numbered list").click()
    page.keyboard.type("First")
    expect(box).to_have_value("1. First")


@in_the_box
def test_enter_begins_the_next_item_and_ends_the_list_in_an_empty_one(page, box):
    tool(page, "Bulleted list").click()
    page.keyboard.type("first\nsecond\n\nA paragraph.")
    assert box.input_value() == "- first\n- second\n\nA paragraph."
    box.fill("9. nine")
    page.keyboard.press("End")
    page.keyboard.type("\nten")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("and more")
    assert box.input_value() == "9. nine\n10. ten\nand more"
    box.fill("no item")
    page.keyboard.type("\nhere")
    assert box.input_value() == "no item\nhere"


@in_the_box
def test_links_of_words_and_of_addresses(page, box):
    box.fill("See the plan.")
    select(box, "the plan")
    tool(page, "Link").click()
    page.keyboard.type("https://northshire.example/plan")
    expect(box).to_have_value("See [the plan](https://northshire.example/plan).")
    box.fill("https://northshire.example/")
    box.press("Control+A")
    page.keyboard.press("Control+K")
    page.keyboard.type("our site")
    expect(box).to_have_value("[our site](https://northshire.example/)")


@in_the_box
def test_by_keyboard_alone(page, box):
    """The tabs and the toolbar are one stop each; arrows move within them."""
    box.fill("- a **b**")
    box.press("Shift+Tab")
    expect(tool(page, "Bold")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(tool(page, "Link")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(tool(page, "Bulleted list")).to_be_focused()
    page.keyboard.press("Enter")
    expect(box).to_have_value("a **b**")
    box.press("Shift+Tab")
    expect(tool(page, "Bulleted list")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(tab(page, "Write")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(tab(page, "Preview")).to_be_focused()
    panel = page.get_by_role("tabpanel", name="Preview")
    expect(panel.locator("strong")).to_have_text("b")
    expect(box).to_be_hidden()
    page.keyboard.press("Tab")
    expect(panel).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowLeft")
    expect(box).to_be_visible()


@pytest.mark.on_one_database
def test_the_preview_shows_what_the_pages_will_show(page, box):
    words = (
        "# Done\n\n1. **Told** <b>all</b>\n2. [Wrote](https://northshire.example/)\n\n| A | B |\n|---|---|\n| 1 | 2 |"
    )
    box.fill(words)
    tab(page, "Preview").click()
    panel = page.get_by_role("tabpanel", name="Preview")
    expect(panel.get_by_role("heading", name="Done", level=2)).to_be_visible()
    expect(panel.get_by_role("listitem").first).to_have_text("Told <b>all</b>")
    expect(panel.get_by_role("link", name="Wrote")).to_have_attribute("href", "https://northshire.example/")
    expect(panel.get_by_role("columnheader", name="B")).to_be_visible()
    assert not Draft.objects.filter(action=words).exists()
    tab(page, "Write").click()
    expect(box).to_have_value(words)
    tab(page, "Preview").click()
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_label("Action taken or planned")).to_have_value(words)


@pytest.mark.on_one_database
def test_the_preview_says_when_there_is_none(page, box):
    panel = page.get_by_role("tabpanel", name="Preview")
    tab(page, "Preview").click()
    expect(panel).to_have_text("Nothing is written yet.")
    tab(page, "Write").click()
    box.fill("Words")
    Session.objects.all().delete()
    tab(page, "Preview").click()
    expect(panel).to_contain_text("you are signed out")
    tab(page, "Write").click()
    expect(box).to_have_value("Words")


@in_the_box
@pytest.mark.parametrize("name", FRAGMENTS)
def test_what_is_copied_keeps_its_structure(page, box, name):
    copy(page, (COPIED / f"{name}.html").read_text())
    box.press("Control+V")
    expect(box).to_have_value((COPIED / f"{name}.md").read_text().strip())
    page.keyboard.press("Control+Z")
    expect(box).to_have_value("")


@in_the_box
@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "word",
            (
                "Left out when pasting: 1 picture, 1 footnote, 1 comment, 1 deleted passage, colours, underlining, "
                "the merging of table cells."
            ),
        ),
        ("libreoffice", "Left out when pasting: 2 pictures, 1 footnote, colours."),
        ("google_docs", ""),
    ],
)
def test_what_is_left_out_is_named_below_the_box(page, box, name, sentence):
    status = page.locator(".tracker-markdown").filter(has=box).get_by_role("status")
    copy(page, (COPIED / f"{name}.html").read_text())
    box.press("Control+V")
    expect(box).not_to_have_value("")
    expect(status).to_have_text(sentence)
    copy(page, "<p>Plain words</p>")
    box.press("Control+V")
    expect(status).to_have_text("")


@in_the_box
def test_what_is_copied_goes_in_where_the_caret_is(page, box):
    box.fill("Before after")
    select(box, " ")
    copy(page, "<b>the</b> word")
    select(box, " ")
    box.press("Control+V")
    expect(box).to_have_value("Before**the** wordafter")
    box.fill("Before\nafter")
    copy(page, "<ul><li>one</li></ul>")
    select(box, "\n")
    box.press("Control+V")
    expect(box).to_have_value("Before\n\n- one\n\nafter")


@in_the_box
def test_pasting_without_the_format(page, box):
    copy(page, (COPIED / "word.html").read_text())
    box.press("Control+Shift+V")
    expect(box).to_have_value("the plain words")


@in_the_box
def test_a_picture_alone_is_not_pasted_without_a_word(page, box):
    copy(page, "<img src='data:image/png;base64,iVBORw0KGgo='>")
    box.press("Control+V")
    expect(page.get_by_text("Left out when pasting: 1 picture.")).to_be_visible()
    expect(box).to_have_value("")


@in_the_box
def test_a_long_document_is_pasted_within_seconds(page, box):
    copy(page, f"<p>{'Some <b>bold</b> words. ' * 20}</p>" * 600)
    box.press("Control+V")
    expect(box).to_have_value(re.compile(r"^Some \*\*bold\*\* words\."), timeout=20_000)
    assert len(box.input_value()) > 150_000


@in_the_box
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_nothing_is_wrong_for_axe_and_nothing_scrolls_sideways(answering, axe, width):
    page = answering("editor@cambridgeshire.example", width=width)
    box = page.get_by_label("Action taken or planned")
    box.fill("# Done\n\n- **a**\n\n| A | B | C | D | E | F |\n|---|---|---|---|---|---|\n" + "| words " * 6 + "|")
    assert axe(page) == []
    tab(page, "Preview").click()
    expect(page.get_by_role("tabpanel", name="Preview").get_by_role("table")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.on_one_database
def test_without_scripts_the_box_says_how_to_write(answering):
    page = answering(javascript=False)
    expect(page.get_by_text("For bold, write **two stars** around the words.").first).to_be_visible()
    expect(page.get_by_role("toolbar")).to_have_count(0)
    box = page.get_by_label("Action taken or planned")
    expect(box).to_have_accessible_description(re.compile(r"For a list, begin each line"))
    box.fill("We **told** them.")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_label("Action taken or planned")).to_have_value("We **told** them.")


@pytest.mark.on_one_database
def test_what_is_shared_is_shown_as_it_was_meant(answering):
    page = answering("approver@cambridgeshire.example")
    page.get_by_label("In progress", exact=True).check()
    page.get_by_label("Action taken or planned").fill("We did:\n\n- **this**\n- that")
    page.get_by_role("button", name="Share with HMICFRS").click()
    page.get_by_text("The answer as it is shared").click()
    shared = page.locator(".tracker-shared .tracker-words").first
    expect(shared.locator("li strong")).to_have_text("this")
    page.goto("/forces/cambridgeshire/?status=all")
    expect(page.get_by_text("• this").first).to_be_visible()
    expect(page.get_by_text("**this**")).to_have_count(0)
