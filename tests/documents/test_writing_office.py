"""What stands in the Word and OpenDocument files that are written: structure, language, and nothing of the machine."""

import io
import time
import zipfile
from datetime import date

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from documents.formats.archive import Archive
from documents.formats.document import read_document
from documents.recognition.items import squeezed
from documents.writing.docx import as_docx
from documents.writing.markdown import plain
from documents.writing.odt import as_odt
from documents.writing.odt_text import NAMESPACES
from documents.writing.parts import (
    Banner,
    Choices,
    Facts,
    Fields,
    Heading,
    ItemText,
    Letterhead,
    Lines,
    Page,
    Paragraph,
    Prose,
    printable,
)

WORD = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
BOTH = pytest.mark.parametrize("write", [as_docx, as_odt])
ALL_PARTS = (
    Letterhead("Safer streets", "Police and Crime Commissioner", ("1 High Street",)),
    Banner("Version 2"),
    Heading(1, "Response"),
    Lines(("Home Secretary", "London")),
    Fields("Inspection details", (("Title", "Horses"), ("Date published", "4 March 2025"))),
    Choices("Type of inspection", (("National", True), ("Thematic", False))),
    Facts((("Deadline", "By March 2025"),)),
    Heading(2, "Comments"),
    ItemText("All forces should:\n• count; and\n• label.\n\nThen they should say so."),
    Paragraph("Nothing more."),
    Prose("# Own\n\n| What | How many |\n|---|---|\n| maps | 3 |\n\n---\n\n> said\n\n```\nkeep  both\n```", 2),
)


def page(*parts, **values):
    return Page(
        **{"title": "Response", "language": "en-GB", "author": "The office", "draft": False, **values}, parts=parts
    )


def prose(text):
    return page(Heading(1, "Response"), Prose(text, 1))


def blocks(write, made):
    return read_document(write(made), "response").blocks


def part(data, name):
    return Archive(data).tree(name)


def test_word_opens_with_its_structure():
    word = docx.Document(io.BytesIO(as_docx(page(*ALL_PARTS))))
    styles = [paragraph.style.name for paragraph in word.paragraphs if paragraph.text]
    assert styles == [
        "Logo", "Letterhead Title", "Letterhead", "Banner", "Heading 1", "Lines", "Question", "Choice", "Choice",
        "Fact", "Heading 2", "Quote", "Quote List", "Quote List", "Quote", "Normal", "Heading 3", "Quote", "Code",
    ]  # fmt: skip
    fields, table = word.tables
    assert [cell.text for cell in fields.columns[0].cells] == ["Title", "Date published"]
    assert [cell.paragraphs[0].style.name for cell in table.rows[0].cells] == ["Table Heading"] * 2


def test_word_repeats_the_head_of_a_table_and_names_a_table_of_fields():
    root = part(as_docx(page(*ALL_PARTS)), "word/document.xml")
    fields, table = root.iterfind(".//w:tbl", WORD)
    assert [row.find("w:trPr/w:tblHeader", WORD) is not None for row in table.iterfind("w:tr", WORD)] == [True, False]
    assert not list(fields.iterfind(".//w:tblHeader", WORD))
    look = fields.find("w:tblPr/w:tblLook", WORD).attrib
    assert [look[f"{{{WORD['w']}}}{name}"] for name in ("firstRow", "firstColumn")] == ["0", "1"]
    assert fields.find("w:tblPr/w:tblCaption", WORD).get(f"{{{WORD['w']}}}val") == "Inspection details"


def test_word_says_what_it_is():
    data = as_docx(page(*ALL_PARTS, dated_on=date(2025, 4, 11)))
    about = docx.Document(io.BytesIO(data)).core_properties
    assert (about.title, about.author, about.language) == ("Response", "The office", "en-GB")
    assert about.created.date() == about.modified.date() == date(2025, 4, 11)
    assert (about.last_modified_by, about.comments) == ("The office", "")
    (language,) = part(data, "word/styles.xml").iterfind(".//w:lang", WORD)
    (theme,) = part(data, "word/settings.xml").iterfind("w:themeFontLang", WORD)
    assert [place.get(f"{{{WORD['w']}}}val") for place in (language, theme)] == ["en-GB", "en-GB"]


def test_word_without_a_day_tells_none():
    about = part(as_docx(page(*ALL_PARTS)), "docProps/core.xml")
    assert not [place for place in about if etree.QName(place).localname in ("created", "modified")]


def test_word_is_a4_with_counted_pages():
    word = docx.Document(io.BytesIO(as_docx(page(*ALL_PARTS, draft=True))))
    section = word.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.header.paragraphs[0].text == "Draft: not signed off"
    fields = section.footer._element.iterfind(".//w:fldSimple", WORD)
    assert [field.get(f"{{{WORD['w']}}}instr") for field in fields] == ["PAGE", "NUMPAGES"]


def test_word_uses_no_style_that_it_does_not_have():
    data = as_docx(
        page(*ALL_PARTS, *prose("1. a\n   > b\n   - c\n\n`d` [e](https://example.org) **f** *g* ~~h~~").parts)
    )
    word = docx.Document(io.BytesIO(data))
    known = {style.style_id for style in word.styles}
    used = set(
        part(data, "word/document.xml").xpath(
            "//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val", namespaces=WORD
        )
    )
    assert used <= known
    assert {"Heading 1", "Heading 6", "List Paragraph"} <= {
        style.name for style in word.styles if style.type is WD_STYLE_TYPE.PARAGRAPH
    }


def test_word_parts_are_declared_once_and_all_there():
    data = as_docx(page(*ALL_PARTS, draft=True))
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert names[0] == "[Content_Types].xml"
    assert len(names) == len(set(names))
    declared = [place.get("PartName") for place in part(data, names[0]) if place.get("PartName")]
    assert len(declared) == len(set(declared))
    assert {name[1:] for name in declared} <= set(names)
    relations = part(data, "word/_rels/document.xml.rels")
    assert len({relation.get("Id") for relation in relations}) == len(relations)
    inside = {f"word/{relation.get('Target')}" for relation in relations if relation.get("TargetMode") != "External"}
    assert inside <= set(names)


def test_odt_begins_with_its_type_and_lists_its_parts():
    data = as_odt(page(*ALL_PARTS))
    first, *others = zipfile.ZipFile(io.BytesIO(data)).infolist()
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert data[38:].startswith(b"application/vnd.oasis.opendocument.text")
    manifest = part(data, "META-INF/manifest.xml")
    listed = {entry.get(f"{{{NAMESPACES['manifest']}}}full-path") for entry in manifest}
    assert listed == {"/", *(other.filename for other in others)} - {"META-INF/manifest.xml"}


def test_odt_opens_with_its_structure():
    content = part(as_odt(page(*ALL_PARTS)), "content.xml")
    levels = content.xpath("//text:h/@text:outline-level", namespaces=NAMESPACES)
    assert levels == ["1", "2", "3"]
    fields, table = content.iterfind(".//table:table", NAMESPACES)
    assert len(fields.findall("table:table-header-columns/table:table-column", NAMESPACES)) == 1
    assert [
        "".join(row.itertext()) for row in table.iterfind("table:table-header-rows/table:table-row", NAMESPACES)
    ] == ["WhatHow many"]
    names = content.xpath("//table:table/@table:name", namespaces=NAMESPACES)
    assert names == ["Inspection details 1", "Table 2"]


def test_odt_says_what_it_is():
    data = as_odt(page(*ALL_PARTS, dated_on=date(2025, 4, 11)))
    meta = {etree.QName(place).localname: place.text for place in part(data, "meta.xml")[0]}
    assert meta == {
        "title": "Response",
        "initial-creator": "The office",
        "creator": "The office",
        "creation-date": "2025-04-11T00:00:00",
        "date": "2025-04-11T00:00:00",
        "language": "en-GB",
    }
    text = part(data, "styles.xml").find(".//style:default-style/style:text-properties", NAMESPACES)
    assert [text.get(f"{{{NAMESPACES['fo']}}}{name}") for name in ("language", "country")] == ["en", "GB"]


def test_odt_is_a4_with_counted_pages():
    styles = part(as_odt(page(*ALL_PARTS, draft=True)), "styles.xml")
    (sheet,) = styles.iterfind(".//style:page-layout-properties", NAMESPACES)
    assert [sheet.get(f"{{{NAMESPACES['fo']}}}{name}") for name in ("page-width", "page-height")] == ["21cm", "29.7cm"]
    assert "".join(next(styles.iterfind(".//style:header", NAMESPACES)).itertext()) == "Draft: not signed off"
    assert len(styles.findall(".//style:footer//text:page-number", NAMESPACES)) == 1
    signed_off = part(as_odt(page(*ALL_PARTS)), "styles.xml")
    assert signed_off.find(".//style:header", NAMESPACES) is None


def test_odt_uses_no_style_that_it_does_not_have():
    data = as_odt(
        page(*ALL_PARTS, *prose("1. a\n   > b\n   - c\n\n`d` [e](https://example.org) **f** *g* ~~h~~").parts)
    )
    content, styles = part(data, "content.xml"), part(data, "styles.xml")
    known = {name for root in (content, styles) for name in root.xpath("//@style:name", namespaces=NAMESPACES)}
    used = content.xpath("//@text:style-name | //@table:style-name", namespaces=NAMESPACES)
    assert set(used) <= known


@BOTH
def test_lists_are_numbered_as_they_were_written(write):
    text = (
        "5. five\n6. six\n   - a\n     1. deep\n     2. deeper\n\n   still six\n\n   7. seventh within\n7. seven\n\n"
        "between\n\n1. anew"
    )
    found = [(block.depth, block.marker, block.text) for block in blocks(write, prose(text)) if block.marker]
    assert found == [
        (1, "5.", "five"),
        (1, "6.", "six"),
        (2, "◦", "a"),
        (3, "1.", "deep"),
        (3, "2.", "deeper"),
        (2, "7.", "seventh within"),
        (1, "7.", "seven"),
        (1, "1.", "anew"),
    ]


@BOTH
def test_lists_go_on_behind_a_table(write):
    found = blocks(write, prose("1. one\n\n   | a | b |\n   |---|---|\n   | c | d |\n\n   behind\n2. two"))
    assert [(block.marker, block.text, block.cell is not None) for block in found[1:]] == [
        ("1.", "one", False),
        ("", "a", True),
        ("", "b", True),
        ("", "c", True),
        ("", "d", True),
        ("", "behind", False),
        ("2.", "two", False),
    ]


@BOTH
def test_headings_of_prose_stand_below_the_heading_above_it(write):
    made = page(Heading(1, "Response"), Heading(2, "Comments"), Prose("# A\n\n#### B\n\n###### C\n\n## D", 2))
    assert [block.heading for block in blocks(write, made)] == [1, 2, 3, 4, 5, 4]


@BOTH
def test_words_keep_their_emphasis_and_links_that_lead_somewhere(write):
    made = prose("a **b *c*** [d](https://example.org/?a=1&b=é) [e](/home) [f](mailto:a@example.org)")
    (block,) = blocks(write, made)[1:]
    assert block.text == "a b c d e f"
    assert {(block.text[span.start : span.end].strip(), span.emphasis, span.target) for span in block.spans} == {
        ("b c", "bold", ""),
        ("c", "italic", ""),
        ("d", "link", "https://example.org/?a=1&b=%C3%A9"),
        ("f", "link", "mailto:a@example.org"),
    }


def test_link_with_emphasis_is_one_link():
    made = prose("[all *of* **it**](https://example.org)")
    assert len(part(as_docx(made), "word/document.xml").findall(".//w:hyperlink", WORD)) == 1
    assert len(part(as_odt(made), "content.xml").findall(".//text:a", NAMESPACES)) == 1


@BOTH
def test_boxes_can_be_read(write):
    texts = [block.text for block in blocks(write, page(*ALL_PARTS))]
    assert "☒ National" in texts
    assert "☐ Thematic" in texts


@BOTH
def test_spaces_and_breaks_are_kept(write):
    made = page(Heading(1, "Response"), Prose("```\n  a   b\n\tc\n```", 1))
    data = write(made)
    name, found = ("word/document.xml", []) if write is as_docx else ("content.xml", [])
    for place in part(data, name).iter():
        local = etree.QName(place).localname
        found.append({"t": place.text, "br": "\n", "tab": "\t", "line-break": "\n"}.get(local) or "")
        if local == "s":
            found.append(" " * int(place.get(f"{{{NAMESPACES['text']}}}c")))
        if write is as_odt and local in ("p", "h", "span"):
            found.append(place.text or "")
        if write is as_odt and local in ("s", "tab", "line-break", "span"):
            found.append(place.tail or "")
    assert "".join(found).endswith("  a   b\n\tc")


@BOTH
def test_characters_that_xml_cannot_hold_are_left_out(write):
    made = printable(
        page(Heading(1, "A\x0btitle"), Prose("a\x00\x0b\x1fb &#12; &#1;\ud800\uffff c", 1), title="x\x01y")
    )
    texts = [block.text for block in blocks(write, made)]
    assert texts[0] == "Atitle"
    assert texts[1].startswith("ab")
    assert read_document(write(made), "response").title == "xy"


@BOTH
def test_file_tells_neither_the_machine_nor_the_minute(write, monkeypatch):
    made = page(*ALL_PARTS, dated_on=date(2025, 4, 11))
    first = write(made)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        assert write(made) == first
    finally:
        monkeypatch.undo()
        time.tzset()
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


MARKED = st.text(st.sampled_from("abc *_`~[]()>#-+.|:\\&;<!\n\n\té☒\x0b\ud800"), max_size=60)


@BOTH
@pytest.mark.slow
@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(text=MARKED)
@example(text="- " * 30 + "deep")
@example(text="> " * 30 + "deep")
@example(text="- | a |\n  |---|\n  | b |\n- c")
def test_any_markdown_keeps_all_its_words(write, text):
    made = printable(page(Heading(1, "Response"), Prose(text, 1)))
    found = "".join(f"{block.marker}{block.text}" for block in blocks(write, made)[1:])
    assert squeezed(found) == squeezed(plain(made.parts[1].text))
