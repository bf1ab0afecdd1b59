"""Whatever words stand on the sheet: as long as nobody changes them, nothing is changed; also by LibreOffice."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from inspections.models import Obligation
from inspections.sheets import write
from responses.models import Draft, Words
from responses.roundtrip.columns import COLUMNS, OPEN
from responses.roundtrip.reading import lines_of
from responses.roundtrip.writing import page_of, row_with_key
from tests.services.libreoffice import converted

pytestmark = pytest.mark.on_one_database

KINDS = ("xlsx", "ods")
HARD = [
    "=1+1",
    "+44 1642 000000",
    "@here",
    "'quoted",
    "007",
    "1e5",
    "31/12/2026",
    "TRUE",
    "Ürsula Şahin, 京都 😀",
    " blanks at both ends ",
    "two\nlines\n\n- a list\n  - within  it\n",
    "a\ttab and  two   blanks",
    "<b>&amp;</b> \"quoted\" 'too'",
    "\u00a0not a\u00a0blank",
    "x" * 3_000,
]

words = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.text("=+-@'\" \t\n\r#_xA0ü�<&", max_size=20),
    st.sampled_from(HARD),
)
days = st.none() | st.dates(date(1901, 1, 1), date(2199, 12, 31))
rows = st.fixed_dictionaries(
    {
        **dict.fromkeys(("body", "inspection", "item", "text", "status", "action"), words),
        "lead": words.map(lambda text: text[:120]),
        "position": st.sampled_from(Words.Position.values),
        "due_on": days,
        "target_on": days,
    }
)


def sheet(kind, said):
    """The bytes of a sheet with these rows."""
    drafts = [Draft(side_id=1, revision=0, based_on=0) for _row in said]
    cells = [
        row_with_key(Obligation(pk=n), draft, row) for n, (draft, row) in enumerate(zip(drafts, said, strict=True))
    ]
    return b"".join(write(kind, [page_of(cells)]))


@settings(max_examples=60, deadline=None)
@given(st.lists(rows, min_size=1, max_size=4), st.sampled_from(KINDS))
def test_a_sheet_that_nobody_changed_says_nothing(said, kind):
    assert lines_of(sheet(kind, said)) == ([], len(said))


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "other"), [KINDS, KINDS[::-1]])
def test_what_libreoffice_saves_says_nothing_new_and_stays_protected(tmp_path, kind, other):
    texts = ("body", "inspection", "item", "text", "status", "action")
    said = [
        {
            **dict.fromkeys(texts, text),
            "lead": text[:120],
            "position": "complete",
            "due_on": date(2027, 1, n),
            "target_on": None,
        }
        for n, text in enumerate(HARD, start=1)
    ]
    path = tmp_path / f"ours.{kind}"
    path.write_bytes(sheet(kind, said))
    there = converted(path, other, tmp_path)
    again = tmp_path / f"again.{other}"
    again.write_bytes(there.read_bytes())
    back = converted(again, kind, tmp_path)
    for saved in (there, back):
        assert lines_of(saved.read_bytes()) == ([], len(said))
    check_protection((back if kind == "xlsx" else there).read_bytes())


@pytest.mark.parametrize("kind", KINDS)
def test_the_sheet_keeps_its_headings_in_sight(kind):
    data = sheet(kind, [{"position": "complete"}])
    if kind == "xlsx":
        assert load_workbook(BytesIO(data)).worksheets[0].freeze_panes == "A2"
        check_protection(data)
        assert load_workbook(BytesIO(data)).worksheets[0].column_dimensions["L"].hidden
    else:
        assert b'table:visibility="collapse"' in unpacked(data, "content.xml")
        assert b'config:name="VerticalSplitPosition" config:type="int">1<' in unpacked(data, "settings.xml")


def unpacked(data, name):
    return ZipFile(BytesIO(data)).read(name)


def check_protection(data):
    """Only the open columns can be typed into, positions are chosen from a list, and targets are days."""
    page = load_workbook(BytesIO(data)).worksheets[0]
    assert page.protection.sheet
    assert not page.protection.password
    assert [name for name, cell in zip(COLUMNS, page[2], strict=False) if not cell.protection.locked] == list(OPEN)
    checks = {str(check.sqref).partition("2")[0]: check for check in page.data_validations.dataValidation}
    assert {letter: check.type for letter, check in checks.items()} == {"G": "list", "J": "date"}
    assert checks["G"].formula1 == f'"{",".join(map(str, Words.Position.labels))}"'
