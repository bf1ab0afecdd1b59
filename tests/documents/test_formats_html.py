"""Web pages become a stream of blocks."""

import pytest

from documents.blocks import Cell, Emphasis, Span
from documents.formats.document import read_document


def blocks(content):
    return read_document(f"<!DOCTYPE html><html><body>{content}</body></html>".encode(), "page.html").blocks


def texts(content):
    return [block.text for block in blocks(content)]


PAGE = """<!doctype html>
<html lang="en-GB"><head><title> Our   answer </title><style>p { color: red }</style></head>
<body class="cookies-set">
<div id="cookie-banner"><p>We use cookies.</p></div>
<a class="skip-link" href="#main">Skip to content</a>
<header><nav><ul><li>Home</li></ul></nav></header>
<div role="navigation">Menu</div>
MAIN
<aside>Other pages</aside><footer>Contact us</footer><script>track()</script></body></html>"""


def test_of_a_page_its_own_words_are_read():
    document = read_document(
        PAGE.replace("MAIN", "<div><h1>Answer</h1><p>We <em>agree</em>.</p></div>").encode(), "page"
    )

    assert [block.text for block in document.blocks] == ["Answer", "We agree."]
    assert (document.format, document.title, document.language) == ("html", "Our answer", "en-GB")


WORDS = "word " * 21


@pytest.mark.parametrize(
    "main",
    ["<main>IT</main>", '<div role="main">IT</div>', "<article>IT</article>", "<main><article>IT</article></main>"],
)
def test_where_a_page_marks_its_main_part_nothing_else_is_read(main):
    it = f"<header><h2>By us</h2></header><p>{WORDS}</p><footer>Signed</footer>"
    page = PAGE.replace("MAIN", f"<p>Before.</p>{main.replace('IT', it)}<p>After.</p>")

    assert [block.text for block in read_document(page.encode(), "page").blocks] == ["By us", WORDS.strip(), "Signed"]


def test_the_title_in_a_header_is_kept():
    assert texts("<header><h1>Answer</h1></header><p>Text</p>") == ["Answer", "Text"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>x</p>",
        '<p aria-hidden="true">x</p>',
        '<p style="color: red; display : none">x</p>',
        "<button>x</button>",
        "<select><option>x</option></select>",
        '<div class="share-links">x</div>',
        "<noscript>x</noscript>",
    ],
)
def test_what_is_hidden_or_a_control_is_not_read(hidden):
    assert texts(f"<p>Before</p>{hidden} <p>After</p>") == ["Before", "After"]


def test_a_wrapper_with_the_name_of_furniture_is_read_when_it_holds_the_page():
    assert texts(f'<div class="cookie-consent-given"><p>{WORDS * 60}</p></div>') == [(WORDS * 60).strip()]


def test_cells_that_span_and_headers():
    found = blocks(
        "<table><thead><tr><td>No.</td><td colspan=2>Asked</td></tr></thead>"
        "<tr><th rowspan=2>1</th><td>a<p>b</p></td><td>c</td></tr><tr><td>d</td><td>e</td></tr></table>"
    )

    assert [(block.text, block.cell) for block in found] == [
        ("No.", Cell(0, 0, 0, header=True)),
        ("Asked", Cell(0, 0, 1, columns=2, header=True)),
        ("1", Cell(0, 1, 0, header=True)),
        ("a", Cell(0, 1, 1)),
        ("b", Cell(0, 1, 1)),
        ("c", Cell(0, 1, 2)),
        ("d", Cell(0, 2, 1)),
        ("e", Cell(0, 2, 2)),
    ]


def test_a_table_within_a_cell_is_a_table_of_its_own():
    found = blocks("<table><tr><td>a<table><tr><td>b</td></tr></table>c</td><td>d</td></tr></table>")

    assert [(block.text, block.cell.table, block.cell.column) for block in found] == [
        ("a", 0, 0),
        ("b", 1, 0),
        ("c", 0, 0),
        ("d", 0, 1),
    ]


def test_lists_with_their_numbers():
    found = blocks(
        '<ol start="4"><li>four<ul><li>under</li></ul></li><li><p>five</p><p>more</p></li></ol><li>alone</li>'
    )

    assert [(block.text, block.marker, block.depth) for block in found] == [
        ("four", "4.", 1),
        ("under", "•", 2),
        ("five", "5.", 1),
        ("more", "", 1),
        ("alone", "•", 0),
    ]


def test_words_set_apart():
    (block,) = blocks('<p><b>A</b> <span style="font-weight: bold">b</span> <a href=" /x ">c</a> <a name=y>d</a></p>')

    assert block.spans == (
        Span(0, 1, Emphasis.BOLD),
        Span(2, 3, Emphasis.BOLD),
        Span(4, 5, Emphasis.LINK, "/x"),
    )


def test_tick_boxes_and_lines_as_they_were_typed():
    assert texts('<label><input type=checkbox checked>Yes</label> <input type="radio">No<pre>a\nb</pre>') == [
        "☒ Yes ☐ No",
        "a\nb",
    ]


def test_numbers_of_the_page_are_not_believed_blindly():
    found = blocks('<table><tr><td colspan="999999999">a</td><td colspan="x" rowspan="-1">b</td></tr></table>')

    assert [block.cell.columns for block in found] == [1, 1]


def test_places_are_paragraphs():
    assert [str(block.place) for block in blocks("<p>a</p><p></p><p>b</p>")] == ["paragraph 1", "paragraph 2"]
