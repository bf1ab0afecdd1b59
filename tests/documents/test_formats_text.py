"""Plain text and Markdown become a stream of blocks."""

import pytest

from documents.blocks import Block, Cell, Emphasis, Place, Span
from documents.formats.document import read_document


def blocks(text):
    return read_document(text.encode(), "answer.md").blocks


def texts(text):
    return [block.text for block in blocks(text)]


def test_headings_of_both_kinds_with_their_levels_and_lines():
    found = blocks(
        "# Answer\n\nThe answer\n==========\n\nPart two\n--------\n\n### **Recommendation 1** ###\n\nText.\n"
    )

    assert [(block.text, block.heading, block.place.number) for block in found] == [
        ("Answer", 1, 1),
        ("The answer", 1, 3),
        ("Part two", 2, 6),
        ("Recommendation 1", 3, 9),
        ("Text.", None, 11),
    ]
    assert str(found[0].place) == "line 1"


def test_bold_italic_underlined_and_linked_words_are_spans_of_the_text():
    (block,) = blocks("**Due:** *May* <u>now</u>, see [the report](https://example.org/a_b) and **more**")

    assert block.text == "Due: May now, see the report and more"
    assert block.spans == (
        Span(0, 4, Emphasis.BOLD),
        Span(5, 8, Emphasis.ITALIC),
        Span(9, 12, Emphasis.UNDERLINE),
        Span(18, 28, Emphasis.LINK, "https://example.org/a_b"),
        Span(33, 37, Emphasis.BOLD),
    )


def test_bold_words_that_stand_apart_stay_apart():
    (block,) = blocks("**Title of report**      **A look at custody**")

    assert [block.text[span.start : span.end] for span in block.spans] == ["Title of report", "A look at custody"]


def test_a_paragraph_wholly_bold_is_covered():
    assert blocks("**Force answer: yes.**")[0].covered_by(Emphasis.BOLD)
    assert not blocks("**Force answer:** yes.")[0].covered_by(Emphasis.BOLD)


def test_lists_have_depth_and_marker_and_further_paragraphs_have_none():
    found = blocks("- one\n\n  more of one\n  - under one\n- two\n\n3. third\n4. fourth\n")

    assert [(block.text, block.depth, block.marker) for block in found] == [
        ("one", 1, "•"),
        ("more of one", 1, ""),
        ("under one", 2, "•"),
        ("two", 1, "•"),
        ("third", 1, "3."),
        ("fourth", 1, "4."),
    ]


@pytest.mark.parametrize(
    ("line", "marker", "text"),
    [
        ("• a thing to do", "•", "a thing to do"),
        ("– a thing to do", "–", "a thing to do"),
        ("a) first", "a)", "first"),
        ("(iv) fourth", "(iv)", "fourth"),
        ("2.1 Custody", "2.1", "Custody"),
        ("AFI 1 - calls", "", "AFI 1 - calls"),
        ("2024. It was late", "", "2024. It was late"),
        ("e.g. this", "", "e.g. this"),
        ("A. Person", "", "A. Person"),
    ],
)
def test_markers_that_were_typed(line, marker, text):
    (block,) = blocks(line)

    assert (block.marker, block.text) == (marker, text)


def test_bullets_that_markdown_does_not_know_begin_a_block_each():
    assert texts("The force should:\n• answer calls\n• write them down") == [
        "The force should:",
        "answer calls",
        "write them down",
    ]


def test_the_place_of_emphasis_moves_with_the_marker():
    (block,) = blocks("• **At once** do this")

    assert block.spans == (Span(0, 7, Emphasis.BOLD),)


def test_a_table_of_pipes():
    found = blocks("| No. | Asked |\n|---|:--|\n| 1 | **Answer** calls |\n| 2 | |\n")

    assert [(block.text, block.cell, block.place.number) for block in found] == [
        ("No.", Cell(0, 0, 0, header=True), 1),
        ("Asked", Cell(0, 0, 1, header=True), 1),
        ("1", Cell(0, 1, 0), 3),
        ("Answer calls", Cell(0, 1, 1), 3),
        ("2", Cell(0, 2, 0), 4),
    ]


def test_a_table_that_a_list_was_put_around():
    found = blocks(
        '- |  |  |\n|---|--|\n| <input type="checkbox" checked> National | <input type="checkbox"/> Local |\n'
    )

    assert [(block.text, block.cell) for block in found] == [("☒ National", Cell(0, 1, 0)), ("☐ Local", Cell(0, 1, 1))]


def test_columns_between_tabs_are_a_table():
    found = blocks("<b>Title</b>\tA look at custody\t\n<b>Kind</b>\tNational\tY\n\tLocal\tN\n\nText\twith one tab")

    assert [(block.text, block.cell and (block.cell.row, block.cell.column)) for block in found] == [
        ("Title", (0, 0)),
        ("A look at custody", (0, 1)),
        ("Kind", (1, 0)),
        ("National", (1, 1)),
        ("Y", (1, 2)),
        ("Local", (2, 1)),
        ("N", (2, 2)),
        ("Text with one tab", None),
    ]


@pytest.mark.parametrize("box", ["☒", "☑", "[x]", "- [X]", '<input type="checkbox" checked="checked">', "\uf0fe"])
def test_ticked_boxes(box):
    assert texts(f"{box} Sent") == ["☒ Sent"]


@pytest.mark.parametrize("box", ["☐", "□", "[ ]", "* [ ]", '<input type="checkbox">', "\uf0a8"])
def test_empty_boxes(box):
    assert texts(f"{box} Sent") == ["☐ Sent"]


def test_an_ordinal_raised_by_a_converter_is_one_word():
    assert texts("8 <sup>th</sup> December and 21<sup>st</sup> May; x <sup>2</sup>") == [
        "8th December and 21st May; x 2"
    ]


def test_escaped_characters_and_entities_are_what_they_stand_for():
    assert texts(r"5 \* 3 &amp; 4 \# &lt;b&gt; A&nbsp;B") == ["5 * 3 & 4 # <b> A B"]


def test_fragments_of_html():
    found = blocks(
        "<div>\n<p>One</p>\n<p>Two<br>lines</p>\n</div>\n\n<!-- not this --><script>nor(this)</script>\n\nThree"
    )

    assert [block.text for block in found] == ["One", "Two\nlines", "Three"]


def test_a_quotation_is_text():
    assert texts("> The force must\n> answer calls.") == ["The force must\nanswer calls."]


def test_lines_broken_by_a_program_are_one_paragraph_and_short_lines_are_not():
    letter = (
        "Mr A. Person\nActing Chief Officer\n1 High Road\n\n"
        "We have read the report with care, and we thank the inspectors for the\n"
        "way in which they went about it. Our answer to each of its\n"
        "recommendations follows below, together with the names of those who\n"
        "answer for it.\n"
    )

    sender, answer = texts(letter)
    assert sender == "Mr A. Person\nActing Chief Officer\n1 High Road"
    assert answer == letter.split("\n\n")[1].strip().replace("\n", " ")


def test_a_hard_line_break_is_a_new_line():
    assert texts("Home Office  \nLondon\\\nSW1") == ["Home Office\nLondon\nSW1"]


def test_indenting_is_no_code_and_a_rule_under_a_paragraph_makes_no_heading():
    found = blocks("    Indented words.\n\nOne line of it\nand another line of it\n---\n\n- x\n\n    y `z`\n")

    assert [(block.text, block.heading) for block in found] == [
        ("Indented words.", None),
        ("One line of it\nand another line of it", None),
        ("x", None),
        ("y `z`", None),
    ]


def test_what_programs_write_above_the_text_is_left_out():
    assert texts("---\ntitle: Answer\ntags: [a]\n---\n\nText") == ["Text"]
    assert texts("---\n\nText\n\n---\n\nMore") == ["Text", "More"]


LONG = "Officers of every rank were asked how they record what callers tell them, and most of them said that they"


def test_a_paragraph_cut_by_a_page_is_whole_again():
    found = blocks(f"{LONG}\n\nwrite it down at once. **This**\n\nshould go on.")

    assert found[0].text == f"{LONG} write it down at once. This should go on."
    assert found[0].spans[0].start == found[0].text.index("This")


def test_bold_that_a_page_cut_is_one_span():
    (block,) = blocks(f"**{LONG}**\n\n**write it down.**")

    assert block.covered_by(Emphasis.BOLD)
    assert len(block.spans) == 1


@pytest.mark.parametrize("second", ["Recommendation 2", "- write it down", "## write it down", "**write it down**"])
def test_what_begins_anew_is_not_joined(second):
    assert len(blocks(f"{LONG}\n\n{second}")) == 2


def test_what_nobody_sees_is_gone_and_text_is_composed():
    found = blocks("Re\u00adcommen\u200bdation\0 \u202eone\u202c cafe\u0301 \ufb01le\u00a0x\u2011y")

    assert [block.text for block in found] == ["Recommendation one café file x-y"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(encoding):
    text = "Recommendation 1 – the force’s “answer” is given here, in words, at some length"

    assert read_document(text.encode(encoding), "answer.txt").blocks == (Block(text, Place("line", 1)),)
