"""Rows of an XLSX file, read and written one at a time."""

from datetime import date

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import MAC_EPOCH

from inspections.sheets.cells import EPOCH, FORMULA, MOST_COLUMNS, Row, SheetRefused, printable, tidy

LONGEST_TEXT = 32_767
"""Characters of a cell, by Excel's own limits; openpyxl would cut off the rest."""


def rows_of(file):
    """The rows of the workbook's first sheet."""
    workbook = load_workbook(file, read_only=True, keep_links=False)
    epoch = MAC_EPOCH.date() if workbook.epoch == MAC_EPOCH else EPOCH
    sheet = workbook.worksheets[0]
    sheet.reset_dimensions()  # what a file says of its own size need not be so
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        yield Row(number, [_value(cell) for cell in cells], epoch)


def _value(cell):
    if cell.data_type == "f":
        return FORMULA
    if cell.data_type == "s":
        return tidy((cell.value or "").replace("_x000D_", ""))  # Excel’s sign for half a line end of Windows
    return tidy(cell.value)


def write(sheets, file):
    """Write a workbook to a file: `sheets` are (name, headings, rows, widths). Rows are asked for one by one."""
    workbook = Workbook(write_only=True)
    try:
        _fill(workbook, sheets)
    finally:
        workbook.save(file)  # also of one that is refused: half written, it could not be closed


def _fill(workbook, sheets):
    for name, headings, rows, widths in sheets:
        sheet = workbook.create_sheet(name)
        sheet.freeze_panes = "A2"
        for index, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(index)].width = width
        sheet.append([_cell(sheet, heading, Font(bold=True)) for heading in headings])
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet, value, font=None):
    if value is None or value == "":
        return None
    if isinstance(value, int | float):
        return value
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        raise SheetRefused(_("An answer is longer than a cell of Excel holds. Choose ODS, which holds it whole."))
    cell = WriteOnlyCell(sheet, value if isinstance(value, date) else printable(value))
    if isinstance(value, date):
        cell.number_format = "d mmm yyyy"
    else:
        cell.data_type = "s"  # else openpyxl takes words that begin with "=" for a formula
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if font:
        cell.font = font
    return cell
