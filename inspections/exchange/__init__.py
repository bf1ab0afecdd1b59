"""Records on spreadsheets: they go out, and come in whole or not at all, through the actions alone.

An empty cell says nothing and changes nothing, so that a file may leave out what it does not know.
"""

from inspections.exchange.bodies import BodySheet
from inspections.exchange.columns import Column, Entry, entries_of
from inspections.exchange.items import ItemSheet
from inspections.exchange.names import Bodies, plain, reports_by_name
from inspections.exchange.offices import OfficeSheet
from inspections.exchange.sheet import Change, Outcome, Sheet, in_one_go

BODIES, OFFICES, ITEMS = BodySheet(), OfficeSheet(), ItemSheet()

__all__ = [
    "BODIES",
    "ITEMS",
    "OFFICES",
    "Bodies",
    "Change",
    "Column",
    "Entry",
    "Outcome",
    "Sheet",
    "entries_of",
    "in_one_go",
    "plain",
    "reports_by_name",
]
