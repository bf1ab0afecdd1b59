"""Rows of an XLSX file, read and written one at a time."""

import re
import zipfile
from datetime import date
from functools import lru_cache
from itertools import islice
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import MAC_EPOCH

from inspections.sheets.cells import (
    AT_A_TIME,
    EPOCH,
    FORMULA,
    KEPT,
    MOST_COLUMNS,
    SHORT,
    Row,
    SheetRefused,
    printable,
    tidy,
)

LONGEST_TEXT = 32_767
"""Characters of a cell, by Excel's own limits, which counts an emoji as two: it keeps text as UTF-16."""

LAST_ROW = 1_048_576
"""The last row of a sheet, by Excel's own limits: a file may say that a row is any number."""


def rows_of(file):
    """The rows of the workbook's first sheet that have cells."""
    workbook = load_workbook(file, read_only=True, keep_links=False)
    epoch = MAC_EPOCH.date() if workbook.epoch == MAC_EPOCH else EPOCH
    sheet = workbook.worksheets[0]
    sheet.reset_dimensions()  # what a file says of its own size need not be so
    for number, cells in enumerate(sheet.iter_rows(max_row=LAST_ROW, max_col=MOST_COLUMNS), start=1):
        if any(cell is not EMPTY_CELL for cell in cells):  # openpyxl makes all rows up to one that is far below
            yield Row(number, [_value(cell) for cell in cells], epoch)


def _value(cell):
    if cell.data_type == "f":
        return FORMULA
    if cell.data_type == "s":
        return tidy(ESCAPED.sub(_unescaped, cell.value or ""))
    return tidy(cell.value)


ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
"""A character that XML could not hold, or that an underscore stands for (ECMA-376, part 1, 22.9.2.19)."""


def _unescaped(sign):
    character = chr(int(sign[1], 16))
    return sign[0] if "\ud800" <= character <= "\udfff" else character


TO_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def _escaped(text):
    return TO_ESCAPE.sub("_x005F_", printable(text))


# Writing: SpreadsheetML in pieces, the words within their cells (ECMA-376, part 1, section 18) ------------------------

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

TOP, WRAPPED = '<alignment vertical="top"/>', '<alignment vertical="top" wrapText="1"/>'
OPEN = f'{WRAPPED}<protection locked="0"/>'


def _xf(says, number=0, font=0, fill=0):
    """How cells look: the numbers of a format, a font and a fill below, and what is said of their words."""
    return (
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="0" xfId="0" applyNumberFormat="1" '
        f'applyFont="1" applyFill="1" applyAlignment="1" applyProtection="1">{says}</xf>'
    )


DAY, BOLD, SHADED = 164, 1, 2
LOOKS = {
    "": _xf(""),
    "heading": _xf(WRAPPED, font=BOLD),
    "words": _xf(WRAPPED),
    "day": _xf(TOP, DAY),
    "hidden": _xf(TOP),  # what is hidden makes no row taller
    "open words": _xf(OPEN, fill=SHADED),
    "open day": _xf(OPEN, DAY, fill=SHADED),
}
"""Name → look of a cell. Shaded is what may be filled in."""

STYLE = {name: f' s="{place}"' for place, name in enumerate(LOOKS)}
STYLES = (
    f'{XML}<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="{DAY}" formatCode="d mmm yyyy"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFF8DC"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f'<cellXfs count="{len(LOOKS)}">'
    + "".join(LOOKS.values())
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
RELATIONS = (
    f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
PROTECTED = '<sheetProtection sheet="1" objects="0" scenarios="0" autoFilter="0" formatColumns="0" formatRows="0"/>'
"""Nobody needs a password to take it off; what is "0" is allowed."""

SPREAD = (" ", "\n")
"""Where words begin or end with these, XML is told to keep them."""

LINE, HIGHEST = 15, 405
"""Points of a line of text, and of the highest row that Excel shows."""


def write(pages, file):
    """Write a workbook of Pages to a file."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        lasts = [_write_sheet(archive, number, page) for number, page in enumerate(pages, start=1)]
        archive.writestr("xl/styles.xml", STYLES)
        archive.writestr("xl/workbook.xml", _workbook(pages, lasts))
        archive.writestr("xl/_rels/workbook.xml.rels", _relations(pages))
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("[Content_Types].xml", _content_types(pages))


def _write_sheet(archive, number, page):
    """The number of the sheet's last row."""
    letters = [get_column_letter(place + 1) for place in range(len(page.widths))]
    rows, last = _rows(page, letters), 0
    with archive.open(f"xl/worksheets/sheet{number}.xml", "w") as part:
        part.write(_beginning(page).encode())
        while few := list(islice(rows, AT_A_TIME)):
            last += len(few)
            part.write("".join(few).encode())
        part.write(_end(page, letters, last).encode())
    return last


def _beginning(page):
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"{hidden}/>'
        for place, (width, hidden) in enumerate(zip(page.widths, _hidden(page), strict=True), start=1)
    )
    return (
        f'{XML}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="{LINE}"/><cols>{columns}</cols><sheetData>'
    )


def _hidden(page):
    return [' hidden="1"' if field.is_hidden else "" for field in page.fields] or [""] * len(page.widths)


def _rows(page, letters):
    """The rows' XML, the headings' first."""
    looks = [STYLE[_look(field)] for field in page.fields] or [""] * len(letters)
    heads = [STYLE["heading"]] * len(letters)
    yield f'<row r="1">{_cells(page.headings, letters, heads, 1)}</row>'
    for number, row in enumerate(page.rows, start=2):
        height = f' ht="{_height(row, page)}"' if page.fields else ""
        yield f'<row r="{number}"{height}>{_cells(row, letters, looks, number)}</row>'


def _cells(row, letters, looks, number):
    return "".join(
        [
            f'<c r="{letter}{number}"{_cell(value, look)}'
            for value, letter, look in zip(row, letters, looks, strict=False)
            if look or (value is not None and value != "")
        ]
    )


def _cell(value, look):
    """A cell's XML behind its address."""
    if not isinstance(value, str):
        return _value_cell(value, look)
    return _short_words(value, look) if len(value) < SHORT else _words(value, look)


def _value_cell(value, look):
    if value is None:
        return f"{look}/>"
    if isinstance(value, date):
        return f"{look or STYLE['day']}><v>{(value - EPOCH).days}</v></c>"
    return f"{look}><v>{value}</v></c>"


def _words(text, look):
    if len(text) > LONGEST_TEXT // 2 and len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
        raise SheetRefused(_("An answer is longer than a cell of Excel holds. Choose ODS, which holds it whole."))
    words = escape(_escaped(text), {"\r": "&#13;"})
    if not words:
        return f"{look}/>"
    kept = ' xml:space="preserve"' if words.startswith(SPREAD) or words.endswith(SPREAD) or "\n" in words else ""
    return f'{look or STYLE["words"]} t="inlineStr"><is><t{kept}>{words}</t></is></c>'


_short_words = lru_cache(maxsize=KEPT)(_words)


def _look(field):
    """The name of what the cells of a protected page's column look like."""
    if field.is_hidden:
        return "hidden"
    return f"{'open ' if field.is_open else ''}{'day' if field.is_day else 'words'}"


def _height(row, page):
    """The points that the longest text of a row takes in its column. LibreOffice does not see to that itself."""
    texts = [
        (value, width)
        for value, width, field in zip(row, page.widths, page.fields, strict=True)
        if isinstance(value, str) and not field.is_hidden
    ]
    lines = (sum(len(line) // width + 1 for line in text.split("\n")) for text, width in texts)
    return min(LINE * max(lines, default=1), HIGHEST)


def _end(page, letters, last):
    if not page.fields:
        return "</sheetData></worksheet>"
    filtered = f'<autoFilter ref="A1:{letters[-1]}{last}"/>'
    return f"</sheetData>{PROTECTED}{filtered}{_checks(page, letters, last)}</worksheet>"


def _checks(page, letters, last):
    """What Excel lets its user type into open cells."""
    checks = [
        f'<dataValidation sqref="{letter}2:{letter}{max(last, 2)}" allowBlank="1" showErrorMessage="1" '
        f"{_checked(field)}</dataValidation>"
        for letter, field in zip(letters, page.fields, strict=True)
        if field.is_checked
    ]
    return f'<dataValidations count="{len(checks)}">{"".join(checks)}</dataValidations>' if checks else ""


def _checked(field):
    if field.is_day:
        return 'type="date" operator="greaterThan"><formula1>1</formula1>'
    words = ",".join(map(str, field.choices))
    return f'type="list"><formula1>"{escape(words)}"</formula1>'


def _workbook(pages, lasts):
    sheets = "".join(
        f'<sheet name={quoteattr(page.name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, page in enumerate(pages, start=1)
    )
    return (
        f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{sheets}</sheets>{_names(pages, lasts)}</workbook>"
    )


def _names(pages, lasts):
    """Where the filters are, by the name under which Excel looks for it."""
    names = [
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{place}" hidden="1">'
        f"{escape(_quoted(page.name))}!$A$1:${get_column_letter(len(page.widths))}${last}</definedName>"
        for place, (page, last) in enumerate(zip(pages, lasts, strict=True))
        if page.fields
    ]
    return f"<definedNames>{''.join(names)}</definedNames>" if names else ""


def _quoted(name):
    doubled = name.replace("'", "''")
    return f"'{doubled}'"


def _relations(pages):
    count = len(pages)
    sheets = "".join(
        f'<Relationship Id="rId{number}" Type="{DOCUMENT}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, count + 1)
    )
    return (
        f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{sheets}'
        f'<Relationship Id="rId{count + 1}" Type="{DOCUMENT}/styles" Target="styles.xml"/></Relationships>'
    )


def _content_types(pages):
    parts = {"workbook": "sheet.main", "styles": "styles"}
    parts |= {f"worksheets/sheet{number}": "worksheet" for number in range(1, len(pages) + 1)}
    overrides = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{TYPE}.{kind}+xml"/>' for part, kind in parts.items()
    )
    return (
        f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
