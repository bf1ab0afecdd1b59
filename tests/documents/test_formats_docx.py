"""Word documents become a stream of blocks."""

import pytest

from documents.blocks import Cell, Emphasis, Place, Span, Unreadable
from documents.formats.document import read_document
from tests.documents.making import docx, listed, p, style

TICK = '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{}"/></w14:checkbox></w:sdtPr>{}</w:sdt>'
FIELD = '<w:r><w:fldChar w:fldCharType="begin">{}</w:fldChar></w:r>'
UNDERLINED = '<w:u w:val="single"/>'
NEITHER = '<w:b w:val="0"/><w:u w:val="none"/>'
TWO_WIDE = '<w:gridSpan w:val="2"/>'
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def blocks(content, **parts):
    return read_document(docx(content, **parts), "answer.docx").blocks


def texts(content, **parts):
    return [block.text for block in blocks(content, **parts)]


def r(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_headings_by_style_by_what_it_is_based_on_and_by_outline_level():
    found = blocks(
        p("By name", style("Heading2"))
        + p("By base", style("Own"))
        + p("By itself", '<w:outlineLvl w:val="3"/>')
        + p("Not one", style("Heading2") + '<w:outlineLvl w:val="9"/>')
        + p("Text", style("Unknown"))
    )

    assert [(block.text, block.heading) for block in found] == [
        ("By name", 2),
        ("By base", 2),
        ("By itself", 4),
        ("Not one", None),
        ("Text", None),
    ]
    assert found[4].place == Place("paragraph", 5)


def test_lists_are_numbered_as_word_shows_them():
    found = blocks(
        p("one", listed(2))
        + p("under", listed(2, 1))
        + p("under too", listed(2, 1))
        + p("deep", listed(2, 2))
        + p("two", listed(2))
        + p("under two", listed(2, 1))
        + p("bullet", listed(1))
        + p("by style", style("Listed"))
        + p("none", style("Listed") + listed(0))
        + p("anew", listed(3))
        + p("", listed(2))
        + p("three", listed(2))
    )

    assert [(block.text, block.depth, block.marker) for block in found] == [
        ("one", 1, "1."),
        ("under", 2, "a)"),
        ("under too", 2, "b)"),
        ("deep", 3, "1.b.i"),
        ("two", 1, "2."),
        ("under two", 2, "a)"),
        ("bullet", 1, "•"),
        ("by style", 1, "•"),
        ("none", 0, ""),
        ("anew", 1, "4."),
        ("three", 1, "3."),
    ]


def test_words_set_apart_in_runs_and_by_styles():
    link = '<w:hyperlink r:id="rId1"><w:r><w:t>there</w:t></w:r></w:hyperlink>'
    (block, bold) = blocks(
        f"<w:p>{r('For', '<w:b/>')}{r('ce ', '<w:b/>')}{r('said ', '<w:i/>')}{r('so', UNDERLINED)} "
        f"{r(' not', NEITHER)}{r(' ')}{link}</w:p>" + p("All of it", style("Strong")),
        links='<Relationship Id="rId1" Target="https://example.org/"/>',
    )

    assert block.text == "Force said so not there"
    assert block.spans == (
        Span(0, 5, Emphasis.BOLD),
        Span(6, 10, Emphasis.ITALIC),
        Span(11, 13, Emphasis.UNDERLINE),
        Span(18, 23, Emphasis.LINK, "https://example.org/"),
    )
    assert bold.covered_by(Emphasis.BOLD)


def test_tables_with_merged_and_nested_cells():
    row = "<w:tr>{}</w:tr>".format
    cell = "<w:tc><w:tcPr>{}</w:tcPr>{}</w:tc>".format
    inner = f"<w:tbl>{row(cell('', p('inner')))}</w:tbl>"
    found = blocks(
        "<w:tbl>"
        f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{cell('', p('No.'))}{cell(TWO_WIDE, p('Asked'))}</w:tr>"
        + row(cell('<w:vMerge w:val="restart"/>', p("1") + p("again")) + cell("", p("a") + inner) + cell("", p("b")))
        + row(cell("<w:vMerge/>", p("")) + f"<w:sdt><w:sdtContent>{cell('', p('c'))}</w:sdtContent></w:sdt>")
        + f"<w:tr><w:trPr><w:del/></w:trPr>{cell('', p('gone'))}</w:tr>"
        + f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("", p("d"))}</w:tr>'
        + "</w:tbl>"
    )

    assert [(block.text, block.cell) for block in found] == [
        ("No.", Cell(0, 0, 0, header=True)),
        ("Asked", Cell(0, 0, 1, columns=2, header=True)),
        ("1", Cell(0, 1, 0)),
        ("again", Cell(0, 1, 0)),
        ("a", Cell(0, 1, 1)),
        ("inner", Cell(1, 0, 0)),
        ("b", Cell(0, 1, 2)),
        ("c", Cell(0, 2, 1)),
        ("d", Cell(0, 3, 1)),
    ]


@pytest.mark.parametrize(
    ("box", "shown"),
    [
        (TICK.format(1, ""), "☒"),
        (TICK.format(0, f"<w:sdtContent>{r('☒')}</w:sdtContent>"), "☐"),
        (FIELD.format('<w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData>') + END, "☒"),
        (FIELD.format("<w:ffData><w:checkBox><w:default/><w:checked w:val='0'/></w:checkBox></w:ffData>") + END, "☐"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☒"),
        ('<w:r><w:sym w:font="Wingdings" w:char="A8"/></w:r>', "☐"),
        (r("þ", '<w:rFonts w:ascii="Wingdings"/>'), "☒"),
        (r("o", '<w:rFonts w:ascii="Wingdings 2"/>'), "☐"),
        (r("☑"), "☒"),
    ],
)
def test_tick_boxes_of_every_kind(box, shown):
    assert texts(f"<w:p>{box}{r(' National')}</w:p>") == [f"{shown} National"]


def test_tracked_changes_are_read_as_accepted():
    content = (
        f"<w:p>{r('The force ')}<w:ins>{r('will ')}</w:ins><w:del><w:r><w:delText>may </w:delText></w:r></w:del>"
        f"<w:moveFrom>{r('soon ')}</w:moveFrom><w:moveTo>{r('act')}</w:moveTo></w:p>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('One ')}</w:p>{p('paragraph')}"
    )

    assert texts(content) == ["The force will act", "One paragraph"]


def test_breaks_tabs_hyphens_and_hidden_words():
    content = (
        f"<w:p>{r('A')}<w:r><w:tab/><w:t>b</w:t><w:br/><w:t>re</w:t><w:softHyphen/><w:t>ply</w:t>"
        f"<w:noBreakHyphen/><w:t>c</w:t></w:r>{r('secret', '<w:vanish/>')}</w:p>"
    )

    assert texts(content) == ["A b\nreply-c"]


def test_fields_give_their_results_and_links_their_addresses():
    field = (
        f"{FIELD.format('')}<w:r><w:instrText> HYPERLINK &quot;https://example.org/a&quot; </w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("the report")}{END}{r(" itself")}'
    )
    (block,) = blocks(f"<w:p>{field}</w:p>")

    assert block.text == "the report itself"
    assert block.spans == (Span(0, 10, Emphasis.LINK, "https://example.org/a"),)


def test_a_text_box_follows_its_paragraph_once():
    box = f"<w:txbxContent>{p('boxed')}</w:txbxContent>"
    content = (
        f"<w:p>{r('Before')}<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>{r(' it')}</w:p>"
    )

    assert texts(content) == ["Before it", "boxed"]


def test_contents_notes_headers_and_comments_are_left_out():
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('Part one 3')}</w:sdtContent></w:sdt>"
    )
    note = '<w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:commentReference w:id="1"/></w:r>'

    assert texts(
        contents + p("Part two 4", style("Contents")) + f"<w:p>{r('Text')}{note}</w:p>",
        word__header1_xml="<x>Header</x>",
    ) == ["Text"]


def test_content_controls_are_read_through():
    assert texts(
        f"<w:sdt><w:sdtContent>{p('A')}</w:sdtContent></w:sdt>"
        f"<w:p><w:sdt><w:sdtContent>{r('b')}</w:sdtContent></w:sdt></w:p>"
    ) == ["A", "b"]


def test_what_the_file_says_about_itself():
    names = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    core = f"<c {names}><dc:title>Our  answer</dc:title><dc:language>en</dc:language></c>"
    document = read_document(docx(p("Text"), docProps__core_xml=core), "answer.docx")

    assert (document.format, document.title, document.language) == ("docx", "Our answer", "en")


def test_the_strict_kind_of_word_file_says_what_to_do():
    strict = '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'

    with pytest.raises(Unreadable, match="Save it in Word as a Word Document"):
        blocks("", word__document_xml=strict)


def test_styles_that_are_based_on_one_another_in_a_circle_do_no_harm():
    styles = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/><w:rPr><w:b/></w:rPr></w:style></w:styles>'
    )

    assert blocks(p("Text", style("A")), word__styles_xml=styles)[0].covered_by(Emphasis.BOLD)
