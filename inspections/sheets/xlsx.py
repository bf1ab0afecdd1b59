"""Rows of an XLSX file, read and written one at a time."""

import re
from datetime import date

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import MAC_EPOCH
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension

from inspections.sheets.cells import EPOCH, FORMULA, MOST_COLUMNS, Row, SheetRefused, printable, tidy

LONGEST_TEXT = 32_767
"""Characters of a cell, by Excel's own limits; openpyxl would cut off the rest."""

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


def _escaped(text):
    return re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", printable(text))


# Writing --------------------------------------------------------------------------------------------------------------

DAY = "d mmm yyyy"
SHADE = PatternFill("solid", fgColor="FFF8DC")
"""Behind the cells that may be filled in."""


def write(pages, file):
    """Write a workbook of Pages to a file."""
    workbook = Workbook(write_only=True)
    try:
        for page in pages:
            _fill(workbook.create_sheet(page.name), page)
    finally:
        workbook.save(file)  # also of one that is refused: half written, it could not be closed


def _fill(sheet, page):
    sheet.freeze_panes = "A2"
    for index, width in enumerate(page.widths):
        column = sheet.column_dimensions[get_column_letter(index + 1)]
        column.width, column.hidden = width, bool(page.fields) and page.fields[index].is_hidden
    sheet.append([_cell(sheet, heading, Font(bold=True)) for heading in page.headings])
    if page.fields:
        _fill_protected(sheet, page)
    else:
        for row in page.rows:
            sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet, value, font=None):
    if value is None or value == "":
        return None
    if isinstance(value, int | float):
        return value
    cell = _put(WriteOnlyCell(sheet), value)
    if isinstance(value, date):
        cell.number_format = DAY
    else:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if font:
        cell.font = font
    return cell


def _put(cell, value):
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        raise SheetRefused(_("An answer is longer than a cell of Excel holds. Choose ODS, which holds it whole."))
    cell.value = (_escaped(value) or None) if isinstance(value, str) else value
    if isinstance(cell.value, str):
        cell.data_type = "s"  # else openpyxl takes words that begin with "=" for a formula
    return cell


def _fill_protected(sheet, page):
    """Rows that can be changed in open columns only; nobody needs a password to take the protection off."""
    cells, last = [_blank(sheet, field) for field in page.fields], 1
    for row in page.rows:
        last += 1
        sheet.row_dimensions[last] = _Row(sheet, index=last, ht=_height(row, page))
        sheet.append([_put(cell, value) for cell, value in zip(cells, row, strict=True)])  # each is written at once
    sheet.protection.sheet = True
    for what in ("autoFilter", "formatColumns", "formatRows"):
        setattr(sheet.protection, what, False)  # what is False is allowed
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(cells))}{last}"
    for index, field in enumerate(page.fields, start=1):
        letter = get_column_letter(index)
        if field.is_checked:
            check = DataValidation(**_checked(field), allow_blank=True, showErrorMessage=True)
            check.add(f"{letter}2:{letter}{max(last, 2)}")
            sheet.data_validations.append(check)


class _Row(RowDimension):
    """A row that is as high as its text, and grows with what is typed: LibreOffice does not see to the first itself."""

    customHeight = False  # noqa: N815 - openpyxl's name; True would be a height for good


LINE, HIGHEST = 15, 405
"""Points of a line of text, and of the highest row that Excel shows."""


def _height(row, page):
    """The points that the longest text of a row takes in its column."""
    texts = [
        (value, width)
        for value, width, field in zip(row, page.widths, page.fields, strict=True)
        if isinstance(value, str) and not field.is_hidden
    ]
    lines = (sum(len(line) // width + 1 for line in text.split("\n")) for text, width in texts)
    return min(LINE * max(lines, default=1), HIGHEST)


def _blank(sheet, field):
    """The cell of a column, of which each row's is the same but for what is in it."""
    cell = WriteOnlyCell(sheet)
    cell.alignment = Alignment(wrap_text=not field.is_hidden, vertical="top")  # what is hidden makes no row taller
    if field.is_day:
        cell.number_format = DAY
    if field.is_open:
        cell.protection, cell.fill = Protection(locked=False), SHADE
    return cell


def _checked(field):
    if field.is_day:
        return {"type": "date", "operator": "greaterThan", "formula1": "1"}
    return {"type": "list", "formula1": f'"{",".join(map(str, field.choices))}"'}
