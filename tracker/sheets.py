"""Every kind of record that goes out and comes in on a spreadsheet."""

from inspections.exchange import BODIES, ITEMS, OFFICES
from responses.answersheet import ANSWERS

SHEETS = {sheet.name: sheet for sheet in (BODIES, OFFICES, ITEMS, ANSWERS)}
"""What the commands call a sheet → the sheet."""
