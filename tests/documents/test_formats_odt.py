"""OpenDocument texts become a stream of blocks."""

import pytest

from documents.blocks import Cell, Emphasis, Span, Unreadable
from documents.formats.document import read_document
from tests.documents.making import odt

STYLES = """
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="BU" style:family="text" style:parent-style-name="B">
  <style:text-properties style:text-underline-style="solid"/></style:style>
<style:style style:name="P1" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Title" style:family="paragraph"/>
<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Title"/>
<text:list-style style:name="L1">
  <text:list-level-style-number text:level="1" style:num-suffix="." style:num-format="1"/>
  <text:list-level-style-number text:level="2" style:num-prefix="(" style:num-suffix=")" style:num-format="i"/>
  <text:list-level-style-number text:level="3" style:num-format="1" text:display-levels="3"/></text:list-style>
<text:list-style style:name="L2">
  <text:list-level-style-bullet text:level="1" text:bullet-char="–"/>
  <text:list-level-style-bullet text:level="2" text:bullet-char="*"/>
</text:list-style>
"""


def blocks(content):
    return read_document(odt(content, STYLES), "answer.odt").blocks


def texts(content):
    return [block.text for block in blocks(content)]


def test_headings_and_the_title():
    found = blocks(
        '<text:p text:style-name="P2">Answer</text:p><text:h text:outline-level="3">Part</text:h><text:p>Text</text:p>'
    )

    assert [(block.text, block.heading) for block in found] == [("Answer", 1), ("Part", 3), ("Text", None)]


def test_words_set_apart_and_white_space():
    (block, bold) = blocks(
        '<text:p>A <text:span text:style-name="B">b<text:s text:c="3"/>c</text:span><text:tab/>'
        '<text:span text:style-name="BU">d</text:span><text:line-break/>'
        '<text:a xlink:href="https://example.org/"><text:span>e</text:span></text:a></text:p>'
        '<text:p text:style-name="P1">All</text:p>'
    )

    assert block.text == "A b c d\ne"
    assert block.spans == (
        Span(2, 5, Emphasis.BOLD),
        Span(6, 7, Emphasis.BOLD),
        Span(6, 7, Emphasis.UNDERLINE),
        Span(8, 9, Emphasis.LINK, "https://example.org/"),
    )
    assert bold.covered_by(Emphasis.BOLD)


def test_lists_are_numbered_as_they_are_shown():
    item = "<text:list-item>{}</text:list-item>".format
    listing = '<text:list text:style-name="L1"{}>{}</text:list>'.format
    found = blocks(
        listing(
            "",
            item("<text:p>one</text:p><text:p>more</text:p>")
            + item(
                "<text:p>two</text:p><text:list>"
                + item(f"<text:p>under</text:p><text:list>{item('<text:p>deep</text:p>')}</text:list>")
                + "</text:list>"
            ),
        )
        + "<text:p>between</text:p>"
        + listing(' text:continue-numbering="true"', item("<text:p>three</text:p>"))
        + listing("", item("<text:p>anew</text:p>"))
        + f'<text:list text:style-name="L2">{item("<text:p>dash</text:p>")}</text:list>'
    )

    assert [(block.text, block.depth, block.marker) for block in found] == [
        ("one", 1, "1."),
        ("more", 1, ""),
        ("two", 1, "2."),
        ("under", 2, "(i)"),
        ("deep", 3, "2.i.1"),
        ("between", 0, ""),
        ("three", 1, "3."),
        ("anew", 1, "1."),
        ("dash", 1, "–"),
    ]


def test_lists_begin_where_an_item_says_and_go_by_their_own_style():
    item = "<text:list-item{}>{}</text:list-item>".format
    listing = '<text:list text:style-name="{}">{}</text:list>'.format
    found = blocks(
        listing(
            "L1",
            item(' text:start-value="5"', "<text:p>five</text:p>" + listing("L2", item("", "<text:p>dash</text:p>")))
            + item("", "<text:p>six</text:p>" + listing("L1", item(' text:start-value="3"', "<text:p>under</text:p>")))
            + item("", "<text:p>seven</text:p>"),
        )
    )
    assert [(block.text, block.depth, block.marker) for block in found] == [
        ("five", 1, "5."),
        ("dash", 2, "*"),
        ("six", 1, "6."),
        ("under", 2, "(iii)"),
        ("seven", 1, "7."),
    ]


def test_tables():
    cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>".format
    found = blocks(
        "<table:table><table:table-column/><table:table-header-rows><table:table-row>"
        + cell(' table:number-columns-spanned="2"', "Asked")
        + "<table:covered-table-cell/></table:table-row></table:table-header-rows><table:table-row>"
        + '<table:table-cell table:number-columns-repeated="1"/>'
        + cell("", "a")
        + "</table:table-row></table:table>"
    )

    assert [(block.text, block.cell) for block in found] == [
        ("Asked", Cell(0, 0, 0, columns=2, header=True)),
        ("a", Cell(0, 1, 1)),
    ]


def test_tick_boxes_are_controls_of_a_form():
    assert texts(
        '<office:forms><form:form><form:checkbox form:id="a" form:current-state="checked"/>'
        '<form:checkbox form:id="b"/></form:form></office:forms>'
        '<text:p><draw:control draw:control="a"/> Yes <draw:control draw:control="b"/> No</text:p>'
    ) == ["☒ Yes ☐ No"]


def test_what_is_no_text_is_left_out_and_boxes_follow():
    assert texts(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>deleted</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:table-of-content><text:p>Part 3</text:p>"
        "</text:table-of-content><text:section><text:p>A<text:note>note</text:note><office:annotation>remark"
        "</office:annotation><draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame>b</text:p>"
        "</text:section><draw:frame><draw:text-box><text:p>alone</text:p></draw:text-box></draw:frame>"
    ) == ["Ab", "boxed", "alone"]


def test_what_the_file_says_about_itself():
    meta = '<m xmlns:dc="http://purl.org/dc/elements/1.1/"><n><dc:title>Our answer</dc:title></n></m>'
    document = read_document(odt("<text:p>A</text:p>", meta_xml=meta, styles_xml="<a/>"), "answer.odt")

    assert (document.format, document.title, document.language) == ("odt", "Our answer", "")


def test_a_password_is_told():
    manifest = {"META-INF__manifest_xml": "<m><manifest:encryption-data xmlns:manifest='m'/></m>"}

    with pytest.raises(Unreadable, match="password"):
        read_document(odt("<text:p>A</text:p>", **manifest), "answer.odt")
