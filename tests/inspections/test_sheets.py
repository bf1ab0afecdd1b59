"""Spreadsheets as files: what is read, what is refused, and what never becomes a formula."""

import io
import zipfile
from datetime import date
from itertools import islice

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import MAC_EPOCH

from inspections.sheets import FORMULA, SheetRefused, read, write
from inspections.sheets import reading as reading_module

ROWS = [
    ["=1+1", date(2024, 12, 31), " two\nlines\tand  blanks &<x>", None, "\x0bbell\x07"],
    ["@x", None, "-1", None, None],
]


def written(kind, rows, widths=(9, 9, 9, 9, 9)):
    return b"".join(write(kind, [("Items", list("ABCDE"), rows, widths), ("Notes", ["N"], [["n"]], [20])]))


def workbook(*rows, epoch=None):
    book = Workbook()
    if epoch:
        book.epoch = epoch
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def ods(content, mimetype="application/vnd.oasis.opendocument.spreadsheet", head=""):
    """A document around the XML of rows."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", mimetype)
        archive.writestr(
            "content.xml",
            f"{head}<office:document-content {names}><office:body><office:spreadsheet><table:table>{content}"
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return file.getvalue()


def cell(text, more=""):
    return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"


@pytest.mark.parametrize("kind", ["ods", "xlsx"])
def test_what_is_written_is_read_again_and_text_is_no_formula(kind):
    headings, *rows = read(written(kind, ROWS))
    assert headings.cells[:5] == list("ABCDE")
    assert [row.number for row in rows] == [2, 3]
    assert rows[0].cells[:5] == ["=1+1", date(2024, 12, 31), "two\nlines\tand  blanks &<x>", None, "bell"]
    assert rows[1].cells[:3] == ["@x", None, "-1"]


def test_a_formula_of_excel_is_seen_as_one_and_its_epoch_kept():
    [row] = read(workbook(["=SUM(1,2)", 1.0, True, "#REF!"], epoch=MAC_EPOCH))
    assert row.cells[:4] == [FORMULA, 1, "True", "#REF!"]
    assert row.day_of(1) == date(1904, 1, 2)
    [row] = read(workbook(["a_x000D_\nb", 45901]))
    assert row.cells[0] == "a\nb"
    assert row.day_of(45901) == date(2025, 9, 1)


def test_cells_of_a_document_are_read_with_repeats_notes_and_formulas():
    rows = (
        "<table:table-row>"
        + cell("a <text:s text:c='2'/>b<text:line-break/>c<text:tab/>d<text:span>e\n  f</text:span>")
        + cell("3", "table:formula='of:=1+2' office:value-type='float' office:value='3'")
        + cell("4", "office:value-type='float' office:value='4.5' table:number-columns-repeated='2'")
        + cell("x", "office:value-type='date' office:date-value='2025-09-01T00:00:00'")
        + "<table:table-cell><office:annotation><text:p>a note</text:p></office:annotation></table:table-cell>"
        + "<table:table-cell table:number-columns-repeated='16000'/></table:table-row>"
        + "<table:table-row table:number-rows-repeated='1000'><table:table-cell/></table:table-row>"
        + f"<table:table-row table:number-rows-repeated='2'>{cell('again')}</table:table-row>"
    )
    first, *others = read(ods(rows))
    assert first.cells[:6] == ["a   b\nc\tde f", FORMULA, 4.5, 4.5, date(2025, 9, 1), None]
    assert len(first.cells) == 60
    assert [(row.number, row.cells) for row in others] == [(1002, ["again"]), (1003, ["again"])]


def zipped(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'
REFUSED = [
    (b"", "The file is empty."),
    (b"Force,Inspection\n", "This is not a spreadsheet."),
    (b"%PDF-1.7", "This is not a spreadsheet."),
    (b"PK\x03\x04 and then nothing", "This is not a spreadsheet."),
    (zipped(a="b"), "This is not a spreadsheet."),
    (ods("", mimetype="application/vnd.oasis.opendocument.text"), "This is not a spreadsheet."),
    (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "an old Excel, or one with a password"),
    (zipped(**{"xl/workbook.xml": "<"}), "This spreadsheet is damaged"),
    (ods("<table:table-row>"), "This spreadsheet is damaged"),
    (ods("", head=ENTITIES), "This spreadsheet is damaged"),
    (ods(f"<table:table-row>{cell('x', 'office:value-type=' + repr('date'))}</table:table-row>"), "is damaged"),
    (b"x" * (10 * 1024 * 1024 + 1), "The file is larger than 10 MB."),
]


@pytest.mark.parametrize(("data", "sentence"), REFUSED, ids=range(len(REFUSED)))
def test_what_is_no_spreadsheet_is_refused_in_a_sentence(data, sentence):
    with pytest.raises(SheetRefused) as refused:
        list(read(data))
    assert sentence in str(refused.value)


def test_more_rows_than_the_limit_are_refused_without_reading_them_all():
    data = ods(f"<table:table-row table:number-rows-repeated='100000'>{cell('x')}</table:table-row>")
    rows = read(data)
    assert len(list(islice(rows, 20_001))) == 20_001
    with pytest.raises(SheetRefused, match="more than 20,000 rows"):
        next(rows)
    assert len(list(read(written("xlsx", [["x"]] * 5), most_rows=5))) == 6
    with pytest.raises(SheetRefused, match="more than 5 rows"):
        list(read(written("xlsx", [["x"]] * 6), most_rows=5))


def test_a_file_that_unpacks_into_too_much_is_refused_unread(monkeypatch):
    monkeypatch.setattr(reading_module, "MOST_UNPACKED", 1000)
    with pytest.raises(SheetRefused, match="too large"):
        list(read(ods(f"<table:table-row>{cell('x' * 1000)}</table:table-row>")))


BLANKS = '<text:s text:c="1000"/>'


def rewritten(data, part, old, new):
    """A spreadsheet with other XML in one of its parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after:
        assert part in before.namelist()
        for name in before.namelist():
            content = before.read(name)
            assert name != part or old in content
            after.writestr(name, content.replace(old, new) if name == part else content)
    return file.getvalue()


@pytest.mark.parametrize(("number", "numbers"), [("1000000", [1, 1_000_000]), ("9" * 15, [1])])
def test_a_row_far_below_keeps_nobody_waiting_for_those_above(number, numbers):
    data = rewritten(workbook(["A"], ["B"]), "xl/worksheets/sheet1.xml", b'<row r="2"', f'<row r="{number}"'.encode())
    assert [row.number for row in read(data)] == numbers


@pytest.mark.parametrize(
    "data",
    [
        ods(f"<table:table-row>{cell(BLANKS * 200)}</table:table-row>"),
        ods(f"<table:table-row>{cell('<text:span/>' * 100_001)}</table:table-row>"),
        ods(f"<table:table-row>{cell('x' * 100_001)}</table:table-row>"),
        rewritten(workbook(["S"]), "xl/worksheets/sheet1.xml", b">S<", b">" + b"S" * 100_001 + b"<"),
    ],
    ids=["blanks", "elements", "letters", "workbook"],
)
def test_a_small_file_does_not_fill_the_memory_with_one_cell(data):
    with pytest.raises(SheetRefused, match="more than 100,000 characters"):
        list(read(data))


def test_words_longer_than_a_cell_of_excel_are_not_cut():
    with pytest.raises(SheetRefused, match="Choose ODS"):
        written("xlsx", [["x" * 32_768]])
    with pytest.raises(SheetRefused, match="Choose ODS"):
        written("xlsx", [["\U0001f64b" * 16_384]])  # each is two characters to Excel
    assert list(read(written("xlsx", [["\U0001f64b" * 16_383]])))[1].cells[0][-1] == "\U0001f64b"
    assert list(read(written("ods", [["x" * 50_000]])))[1].cells[0] == "x" * 50_000


def with_part(data, name, content):
    """A spreadsheet with one more part."""
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


MANY = reading_module.MOST_TAGS + 1


@pytest.mark.parametrize(
    "data",
    [
        rewritten(workbook(["S"]), "xl/worksheets/sheet1.xml", b"</row>", b"<c/>" * MANY + b"</row>"),
        rewritten(workbook(["S"]), "xl/styles.xml", b"</cellXfs>", b"<xf/>" * MANY + b"</cellXfs>"),
        with_part(workbook(["S"]), "xl/sharedStrings.xml", b"<sst><si>" + b"<r/>" * MANY + b"</si></sst>"),
        with_part(
            workbook(["S"]),
            "xl/sharedStrings.xml",
            b"<sst>" + b"<si/>" * (reading_module.MOST_PLACES + 9_999) + b"</sst>",
        ),
    ],
    ids=["cells", "styles", "runs", "texts"],
)
def test_a_small_workbook_does_not_fill_the_memory_with_elements(data):
    assert len(data) < 50_000
    with pytest.raises(SheetRefused, match="too large"):
        list(read(data))
