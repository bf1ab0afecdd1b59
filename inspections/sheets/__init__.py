"""Spreadsheets as rows of cells, in and out: ODS and XLSX. Pure: it knows no records."""

from inspections.sheets.cells import FORMULA, Field, Page, Row, SheetRefused
from inspections.sheets.reading import MOST_BYTES, MOST_ROWS, read
from inspections.sheets.writing import CONTENT_TYPES, write

__all__ = [
    "CONTENT_TYPES",
    "FORMULA",
    "MOST_BYTES",
    "MOST_ROWS",
    "Field",
    "Page",
    "Row",
    "SheetRefused",
    "read",
    "write",
]
