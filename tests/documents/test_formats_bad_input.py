"""Whatever bytes somebody chooses: a document, or a sentence that says why there is none. Never anything else."""

import io
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.blocks import Unreadable
from documents.formats import document
from documents.formats.document import read_document
from tests.documents.making import W, docx, odt, p, pdf, zipped


def refusal(data):
    with pytest.raises(Unreadable) as caught:
        read_document(data, "answer")
    return str(caught.value)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = b"""%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [] /Count 0>> endobj
3 0 obj <</Filter /Standard /V 1 /R 2 /P -4 /O <$> /U <$>>> endobj
trailer <</Root 1 0 R /Encrypt 3 0 R /ID [<00> <00>]>>
""".replace(b"$", b"5a" * 32)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \r\n\0\0\t", "is empty"),
        (b"<!-- -->", "no text"),
        (b"<html><body><script>x</script></body></html>", "no text"),
        (bytes(range(256)) * 40, "not a kind of file"),
        (OLE + bytes(600), "old Word"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"{\\rtf1 text}", "Rich Text"),
        (b"\x89PNG\r\n\x1a\n", "is a picture"),
        (b"\xff\xd8\xff\xe0", "is a picture"),
        (b"PK\x03\x04 nothing", "damaged"),
        (zipped({"readme.txt": "x"}), "not a kind of file"),
        (zipped({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"}), "not a kind of file"),
        (docx("</w:p>"), "damaged"),
        (docx(p("Text"), word__document_xml="<x/>"), "damaged"),
        (odt("<text:p>x"), "damaged"),
        (odt("", content_xml="<x/>"), "damaged"),
        (docx(""), "no text"),
        (b"%PDF-1.7 nothing", "damaged"),
        (pdf("Text")[:1000], "damaged"),
        (LOCKED, "password"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(data, said):
    assert said in refusal(data)


def test_a_file_that_is_too_large():
    assert "larger than 25 MB" in refusal(b"x " * 13 * 1024 * 1024)


def test_an_endless_line():
    assert "Line 2 runs on for 10,000,000 characters" in refusal(b"Text\n" + b"x" * 10_000_000)


def test_an_endless_paragraph_and_too_much_text():
    assert "A paragraph of this document has more than 200,000 characters" in refusal(docx(p("word " * 50_000)))
    assert "more than 500 pages of text" in refusal(docx(p("word " * 5_000) * 101))
    assert "more than 60,000 lines" in refusal(b"x\n" * 60_001)


@pytest.mark.slow
def test_a_zip_bomb():
    assert "far larger when unpacked" in refusal(docx("", word__document_xml=" " * (document.LARGEST_FILE * 3)))


def test_a_zip_with_a_part_behind_a_password():
    data = bytearray(docx(p("Text")))
    for at in range(len(data) - 4):
        if data[at : at + 4] == b"PK\x01\x02":
            data[at + 8] |= 1
        elif data[at : at + 4] == b"PK\x03\x04":
            data[at + 6] |= 1

    assert "password" in refusal(bytes(data))


def test_a_zip_whose_content_does_not_match_its_sum():
    data = docx(p("Text"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        crc = archive.getinfo("word/document.xml").CRC.to_bytes(4, "little")

    assert "damaged" in refusal(data.replace(crc, bytes(4)))


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
DECLARATIONS = {
    "bomb": f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>',
    "file": '<!DOCTYPE x [<!ENTITY l11 SYSTEM "file:///etc/passwd">]>',
    "web": '<!DOCTYPE x [<!ENTITY l11 SYSTEM "http://127.0.0.1:9/">]>',
    "parameter": '<!DOCTYPE x [<!ENTITY % d SYSTEM "file:///etc/passwd">%d;<!ENTITY l11 "x">]>',
    "subset": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
}


@pytest.mark.parametrize("declared", DECLARATIONS.values(), ids=DECLARATIONS.keys())
def test_declarations_that_do_harm(declared):
    entity = "" if "ENTITY" not in declared else "&l11;"
    word = f"{declared}<w:document {W}><w:body>{p(entity)}</w:body></w:document>"
    text = f"{declared}<x>{entity}</x>"

    for data in (docx("", word__document_xml=word), odt("", content_xml=text), docx(p("x"), word__styles_xml=text)):
        said = refusal(data)
        assert "declarations" in said or "damaged" in said


def test_html_entities_are_not_declared_by_the_page():
    page = f"{DECLARATIONS['bomb']}<html><body><p>A &l11; b</p></body></html>"

    assert sum(len(block.text) for block in read_document(page.encode(), "page").blocks) < 2_000


def nested(opening, closing, times):
    return opening * times + "x" + closing * times


@pytest.mark.parametrize(
    "data",
    [
        f"<html><body>{nested('<div>', '</div>', 100_000)}</body></html>".encode(),
        f"<html><body>{nested('<table><tr><td>', '', 20_000)}</body></html>".encode(),
        f"<html><body>{nested('<ul><li>', '', 20_000)}</body></html>".encode(),
        docx(nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 5_000)),
        docx(nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 80)),
        odt(nested("<text:list><text:list-item>", "</text:list-item></text:list>", 120)),
        odt(f"<text:p>{nested('<text:span>', '</text:span>', 5_000)}</text:p>"),
        nested("> ", "", 50_000).encode(),
    ],
)
def test_deep_nesting_exhausts_nothing(data):
    check(data)


MEGABYTE = 1_000_000
HOSTILE = {
    "by": "By By By ",
    "should": "should should\n",
    "brackets": "[",
    "links": "[a](",
    "open links": "[a](<b",
    "pictures": "![",
    "pipes": "|",
    "table": "| a ",
    "backticks": "` `` ",
    "stars": "*",
    "emphasis": "*a **b _c ",
    "tags": "<a ",
    "comments": "<!--",
    "elements": "<b>",
    "boxes": "<div>\n",
    "entities": "&amp",
    "escapes": "\\",
    "tabs": "a\tb\n",
    "bullets": "- ",
    "numbers": "1. ",
    "quotations": "> ",
    "rules": "a\n---\n",
    "blanks": " ",
    "spaced": "a  ",
    "accents": "e\u0301",
    "marks of direction": "\u202e\u200f",
}


LINE_OF_HOSTILE = 900
"""Characters of a line short enough to be looked into for emphasis and links."""


@pytest.mark.slow
@pytest.mark.parametrize("pattern", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_megabyte_of_hostile_text_takes_seconds(pattern):
    text = pattern * (MEGABYTE // len(pattern))
    line = (pattern.strip("\n") * LINE_OF_HOSTILE)[:LINE_OF_HOSTILE]
    lines = f"{line}\n\n" * (MEGABYTE // LINE_OF_HOSTILE)
    for data in (text, lines, f"<html><body><p>{text}"):
        began = time.process_time()
        outcome(data.encode())
        assert time.process_time() - began < 60


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=300).map(str.encode),
        st.text(alphabet="#*_-|[]()<>`\\\n\t1. a&;x", max_size=120).map(str.encode),
        st.text(alphabet="<>/ptdrhli123ba\n&;'\" =", max_size=120).map(lambda text: f"<html>{text}".encode()),
    )
)
def test_any_bytes_are_a_document_or_unreadable(data):
    check(data)


WORD, ODT, PDF = docx(p("Text") * 3), odt("<text:p>Text</text:p>"), pdf("= Answer\n#table(columns: 2)[a][b]\n- Text")


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(st.sampled_from([WORD, ODT, PDF]), st.data())
def test_damaged_files_are_a_document_or_unreadable(data, draw):
    at = draw.draw(st.integers(0, len(data) - 1))
    length = draw.draw(st.integers(0, 60))
    check(data[:at] + draw.draw(st.binary(max_size=60)) + data[at + length :])


def outcome(data):
    """The document, or the sentence that says why there is none."""
    try:
        return read_document(data, "answer")
    except Unreadable as reason:
        return str(reason)


def check(data):
    """What holds for every outcome."""
    read = outcome(data)
    if isinstance(read, str):
        assert read.endswith(".")
        return
    assert read.blocks
    for block in read.blocks:
        assert block.text == block.text.strip() != ""
        assert "  " not in block.text
        assert "\0" not in block.text
        assert block.place.number > 0
        assert all(0 <= span.start < span.end <= len(block.text) for span in block.spans)
        words = [block.text[span.start : span.end] for span in block.spans]
        assert words == [word.strip() for word in words]
