"""Markdown: what may be shown of it, its outline, its words alone, and plain text that goes on looking as it did."""

import re
from time import process_time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from documents.writing.markdown import DEEPEST, from_plain, html, plain, tree

MOST = 200_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Bold** and *thin*", "<p><strong>Bold</strong> and <em>thin</em></p>\n"),
        ("one\ntwo\n\nthree", "<p>one<br>\ntwo</p>\n<p>three</p>\n"),
        ("- a\n  - b", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n"),
        ("3. c\n4. d", '<ol start="3">\n<li>c</li>\n<li>d</li>\n</ol>\n'),
        ("~~gone~~", "<p><s>gone</s></p>\n"),
        ("    far to the right", "<p>far to the right</p>\n"),
        ("A line\n---", "<p>A line</p>\n<hr>\n"),
        ("[note]: https://x.example", "<p>[note]: https://x.example</p>\n"),
        ("<b>x</b> < 3 & 4", "<p>&lt;b&gt;x&lt;/b&gt; &lt; 3 &amp; 4</p>\n"),
    ],
)
def test_prose_is_shown_as_it_was_meant(text, expected):
    assert html(text) == expected


def test_a_table_has_heads_of_columns():
    rendered = html("| Force | Items |\n| --- | --- |\n| Northshire | 2 |")
    assert '<th scope="col">Force</th>' in rendered
    assert "<td>Northshire</td>" in rendered


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<iframe src='https://x.example'></iframe>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java\nscript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "[x](file:///etc/passwd)",
        "<javascript:alert(1)>",
        "![x](https://x.example/pixel.png)",
        '[x](https://x.example "onmouseover=alert(1)")',
        '[x](https://x.example"onclick="alert(1))',
        "**<a href='javascript:x'>y</a>**",
        "```html\n<script>x</script>\n```",
        "| <script> |\n|---|\n| <img src=x> |",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<!-- --><svg/onload=alert(1)>",
        "\x00<scr\x00ipt>",
    ],
)
def test_nothing_that_runs_or_loads_comes_through(text):
    page = lxml_html.fromstring(f"<div>{html(text)}</div>")
    assert {node.tag for node in page.iter()} <= {
        "div", "p", "br", "strong", "em", "a", "code", "pre", "table", "thead", "tbody", "tr", "th", "td",
    }  # fmt: skip
    assert {name for node in page.iter() for name in node.keys()} <= {"href", "rel", "scope"}  # noqa: SIM118 - of lxml
    for address in page.xpath("//@href"):
        assert re.match(r"https?://x\.example", address)


@pytest.mark.parametrize(
    ("text", "below", "levels"),
    [
        ("# A\n## B\n### C\n## D", 1, ["h2", "h3", "h4", "h3"]),
        ("### A\n# B\n###### C", 2, ["h3", "h3", "h4"]),
        ("# A\n## B\n### C\n#### D", 4, ["h5", "h6", "h6", "h6"]),
    ],
)
def test_headings_come_below_the_one_they_stand_under_and_skip_no_level(text, below, levels):
    assert re.findall(r"<(h\d)>", html(text, below=below)) == levels
    assert [node.tag for node in tree(text, below=below).children] == levels


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("## Plan\n\nThe **first** [step](https://x.example) is\ntaken.", "Plan\nThe first step is\ntaken."),
        ("- a\n  - `b`\n\n4. d\n5. e", "• a\n• b\n4. d\n5. e"),
        ("| A | B |\n|---|---|\n| *1* | 2 |", "A | B\n1 | 2"),
        ("> said\n\n***\n\n```\nx\n```", "said\nx"),
        ("No marks at all.\n\n  Two lines. ", "No marks at all.\nTwo lines."),
        ("Fish &amp; chips \\*", "Fish & chips *"),
        ("", ""),
    ],
)
def test_words_alone(text, words):
    assert plain(text) == words


def test_what_is_nested_without_end_still_has_its_words():
    emphasis = "*a **b " * 500 + "core" + " b** a*" * 500
    assert "core" in html(emphasis)
    assert html(emphasis).count("<em>") + html(emphasis).count("<strong>") <= DEEPEST
    assert "core" in plain(emphasis)
    for text in ("> " * 5_000 + "x", "- > " * 500 + "x", "\n".join("  " * depth + "- x" for depth in range(500))):
        assert "<script" not in html(text)
        plain(text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    ["[", "*a ", "_a_ ", ">", "`a", "![", "[a](", "<", "&#", "\\", "a**b", "~~a", "|a\n|-|\n", "- x\n", "1. ", "a\n\n"],
)
def test_time_grows_with_the_text_whatever_it_is(unit):
    text = (unit * MOST)[: MOST // 10]
    begun = process_time()
    html(text)
    assert process_time() - begun < 30


@pytest.mark.slow
def test_the_longest_prose_is_shown_within_a_few_seconds():
    text = ("The force *has* told **all** inspectors about it. " * 10 + "\n\n") * (MOST // 500)
    begun = process_time()
    html(text)
    assert process_time() - begun < 30


@pytest.mark.parametrize("line", ["\n", " \n", "\t\n"])
def test_many_empty_lines_take_no_time(line):
    begun = process_time()
    assert plain(f"a\n{line * (MOST // 4)}b") == "a\nb"
    assert process_time() - begun < 30


@pytest.mark.parametrize("text", ["#", "## ", "# #", "# \u00a0", "# []()", "> #", "# [](https://x.example)"])
def test_a_heading_without_words_is_none(text):
    assert "<h" not in html(text)
    assert plain(text) == ""


def test_a_heading_without_words_leaves_no_gap_in_the_outline():
    assert html("#\n### a\n####\n##### b") == "<h2>a</h2>\n<h3>b</h3>\n"


# Plain text -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Nothing special.\n\nTwo paragraphs.", "Nothing special.\n\nTwo paragraphs."),
        ("The force will:\n• ask\n• tell", "The force will:\n- ask\n- tell"),
        ("1. First\n2. Second", "1. First\n2. Second"),
        ("1. First\n\nMore.\n\n1. Again", "1. First\n\nMore.\n\n1. Again"),
        ("2. Second\n4. Fourth", "2. Second\n4\\. Fourth"),
        ("a) first\n5) fifth", "a) first\n5\\) fifth"),
        ("# 4 of 5", "\\# 4 of 5"),
        ("> 20 officers", "\\> 20 officers"),
        ("    indented", "indented"),
        ("20%* of cases\n* see below", "20%\\* of cases\n- see below"),
        ("snake_case, R&D, 2 * 3", "snake_case, R&D, 2 * 3"),
        ("_x_ `y` [z](w) <a@b.example> &amp;", "\\_x\\_ \\`y\\` [z\\](w) \\<a@b.example> \\&amp;"),
        ("---", "\\---"),
    ],
)
def test_plain_text_is_marked_no_more_than_it_must(text, written):
    assert from_plain(text) == written


def seen(text):
    """Its lines without blanks, with one kind of bullet, and numbers without zeros before them."""
    lines = ["".join(re.sub(r"^\s*[•*-](?=\s+\S)", "•", line).split()) for line in text.splitlines()]
    return [re.sub(r"^0+(?=[0-9])", "", line) for line in lines if line]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the machine may be busy
@example("1. a\n1. a")
@example("1. a\n\n1. a")
@example("- a\n5. b\n6. c")
@example("a|b\n-|-")
@example("a\n:-")
@example("*a\nb*")
@example("a\\\nb")
@example("~~~")
@example("1.\n2. b")
@example("0. a\n00. b")
@example("- - a")
@example("• # a")
@example("• 1. a")
@given(
    st.lists(
        st.lists(
            st.sampled_from(
                ["*", "**", "_", "`", "~~", "[", "](x)", "<b>", "<http://x.example>", "&amp;", "\\", "#", ">", "- ",
                 "+ ", "1. ", "2. ", "3) ", "|", "---", "===", "• ", "a", "word", " ", "  ", "!",
                 "é", "0", "www.x.example"]
            ),
            max_size=6,
        ).map("".join),
        max_size=8,
    ).map("\n".join)
)  # fmt: skip
def test_plain_text_looks_as_it_did(text):
    """Word for word and line for line; only bullets are drawn as bullets, and blanks are not counted."""
    assert seen(plain(from_plain(text))) == seen(text)
