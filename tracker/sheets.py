"""Every kind of record that goes out and comes in on a spreadsheet."""

from inspections.exchange import BODIES
from responses.answersheet import ANSWERS

SHEETS = {sheet.name: sheet for sheet in (BODIES, ANSWERS)}
"""What the commands call a sheet → the sheet."""
