"""The files of a response: what they say of themselves, and that text of people is only ever text in them."""

import io
from dataclasses import replace
from datetime import date
from itertools import pairwise
from time import process_time

import pypdfium2 as pdfium
import pytest
from lxml.html import document_fromstring

from documents.writing.content import ChiefOfficer, Content, Layout
from documents.writing.forms import Form, write
from documents.writing.layouts import laid_out
from documents.writing.parts import ItemText, Piece
from tests.documents.responses import EMPTY, FULL, LONG, an_answered_item

EACH_LAYOUT = pytest.mark.parametrize("layout", Layout)
HOSTILE = (
    'Say #read("/etc/passwd") $x$ <script>alert(1)</script> \x07 & #panic() \\ "quoted" [link](javascript:alert(1))'
)


def pdf_text(data):
    document = pdfium.PdfDocument(io.BytesIO(data))
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def page_of(content, layout):
    return document_fromstring(write(content, layout, Form.HTML))


@pytest.mark.parametrize("form", Form)
@EACH_LAYOUT
def test_same_content_gives_same_bytes(layout, form):
    again = Content.from_json(FULL.as_json())
    assert write(FULL, layout, form) == write(again, layout, form)
    assert form.media_type


@EACH_LAYOUT
def test_page_stands_alone(layout):
    root = page_of(FULL, layout)
    assert root.get("lang") == "en-GB"
    assert len(root.findall(".//h1")) == 1
    assert not root.xpath("//script | //link | //img | //*[@src] | //*[starts-with(@style, '')]/@style")
    levels = [int(heading.tag[1]) for heading in root.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(cell.get("scope") for cell in root.iter("th"))


@EACH_LAYOUT
def test_pdf_says_what_it_is(layout):
    data = write(FULL, layout, Form.PDF)
    document = pdfium.PdfDocument(io.BytesIO(data))
    about = document.get_metadata_dict()
    assert about["Title"] == f"Response to “{FULL.report.title}”"
    assert about["Author"] == FULL.office.title
    assert about["CreationDate"].startswith("D:20250411")
    assert b"/MarkInfo" in data
    assert b"<pdfuaid:part>1</pdfuaid:part>" in data
    assert b"en-GB" in data
    assert [round(size) for size in document[0].get_size()] == [595, 842]
    bookmarks = [item.get_title() for item in document.get_toc()]
    assert {"Recommendation 1", "The chief officer’s comments"} <= set(bookmarks)


@EACH_LAYOUT
def test_text_of_people_is_only_text(layout):
    content = replace(
        FULL,
        comments=HOSTILE,
        chief_officer=ChiefOfficer(absence=HOSTILE),
        correction=HOSTILE,
        report=replace(FULL.report, title=HOSTILE),
        items=(an_answered_item(1, text=HOSTILE),),
    )
    root = page_of(content, layout)
    assert not root.xpath("//script | //a[contains(@href, 'javascript')]")
    assert '#read("/etc/passwd") $x$ <script>alert(1)</script>' in root.text_content()
    assert '#read("/etc/passwd") $x$ <script>alert(1)</script>' in pdf_text(write(content, layout, Form.PDF))


def test_what_no_font_has_is_said_in_words():
    text = pdf_text(write(replace(FULL, comments="Well done 😀 漢 ☒ ŵ\ufe0f"), Layout.LETTER, Form.PDF))
    assert "Well done [grinning face] □ ☒ ŵ" in text


def test_deep_lists_and_long_words_are_set():
    deep = "\n".join(f"{'  ' * depth}- point {depth}" for depth in range(15))
    quoted = f"{'> ' * 15}quoted\n\nhttps://www.example.org/{'a' * 300}\n\n```\ncode\n```\n\n---"
    text = pdf_text(write(replace(FULL, comments=f"{deep}\n\n{quoted}"), Layout.FORM, Form.PDF))
    assert all(f"point {depth}" in text for depth in range(15))
    assert "quoted" in text


@pytest.mark.parametrize(
    ("prose", "shown"),
    [
        ("#\n\nThe force agrees.", "The force agrees."),
        ("<https://www.example.org/%00a>", "example.org"),
        ("First 1\ufe0f\u20e3, caf\u00e9", "First 1, café"),
    ],
)
@pytest.mark.parametrize("form", Form)
def test_prose_that_nobody_meant_is_written_all_the_same(form, prose, shown):
    data = write(replace(FULL, comments=prose), Layout.LETTER, form)
    assert data
    if form is Form.PDF:
        assert shown in pdf_text(data)


def test_a_letter_under_thousands_of_signs_is_set_in_no_time():
    begun = process_time()
    write(replace(FULL, comments="a" + "\u0301" * 20_000), Layout.LETTER, Form.PDF)
    assert process_time() - begun < 30


@EACH_LAYOUT
def test_draft_and_version_are_said(layout):
    said = page_of(replace(FULL, draft=True, version=3, correction="a day"), layout).text_content()
    assert "Draft: not signed off" in said
    assert "Version 3, in place of version 2. What was corrected: a day" in said
    final = page_of(replace(FULL, version=1), layout).text_content()
    assert "Draft" not in final
    assert "Version" not in final


@EACH_LAYOUT
def test_holds_what_a_response_must(layout):
    said = " ".join(page_of(FULL, layout).text_content().split())
    for expected in (
        "section 55(5) of the Police Act 1996 (as amended by section 37 of the Policing and Crime Act 2017)",
        "28 April 2025",
        "Deputy Chief Constable",
        "Acting Police and Crime Commissioner for Cheshire",
        "For the Home Office and the College of Policing.",
        "Answered with Recommendation 1.",
        "Lanterns: once more",
        "My board asks each quarter.",
    ):
        assert expected in said


def test_the_letter_announces_the_chief_officers_comments_only_where_they_are():
    announced = "those of the chief officer, and in the appendix"
    none = replace(FULL, chief_officer=replace(FULL.chief_officer, comments="", absence="None came."))
    for content, there in ((FULL, True), (none, False), (replace(EMPTY, draft=True), True)):
        said = " ".join(page_of(content, Layout.LETTER).text_content().split())
        assert (announced in said) is there
        assert ", and in the appendix what is done" in said


def test_moved_day_is_said():
    item = an_answered_item(1, deadline=FULL.items[0].deadline, due_on=date(2026, 6, 30))
    said = page_of(replace(FULL, items=(item,)), Layout.LETTER).text_content()
    assert "Due: 30 June 2026, as moved for this force" in said


def test_greeting_names_the_home_secretary_or_whoever_is_written_to():
    def greeting(*recipients):
        return next(
            text.strip()
            for text in page_of(replace(EMPTY, recipients=recipients), Layout.LETTER).itertext()
            if text.strip().startswith("Dear")
        )

    assert greeting() == "Dear Home Secretary"
    assert greeting("The Rt Hon Ann Example MP", "Home Secretary") == "Dear Home Secretary"
    assert greeting("The Rt Hon Ann Example MP", "Minister") == "Dear Ann Example MP"
    assert greeting("x" * 90) == "Dear Sir or Madam"


def test_pieces_of_an_items_text():
    text = "The force should:\n• feed;\n- water.\n\nAnd so on.\nAt once."
    assert ItemText(text).pieces == (
        Piece(("The force should:",)),
        Piece(("feed;", "water."), listed=True),
        Piece(("And so on.", "At once.")),
    )
    assert ItemText("").pieces == ()


@EACH_LAYOUT
def test_thirty_long_items_are_all_there(layout):
    assert len([part for part in laid_out(LONG, layout).parts if isinstance(part, ItemText)]) == 30
    text = pdf_text(write(LONG, layout, Form.PDF))
    assert all(f"Recommendation {number} " in text for number in range(1, 31))
