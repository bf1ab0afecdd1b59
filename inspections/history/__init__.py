"""What was done to the records, by whom and why: every saved version of each, and the logs. It is only read.

A model says in `PART_OF` by which relations its rows belong to the story of another record ("force": a governance is
told on the page of its force), and in `PRIVATE` which of its fields are nobody's to read here.
"""

from inspections.history.entries import MOST_PAGES, PER_PAGE, Entry, Told, tell, version_told
from inspections.history.sources import Log, Sought, Versions, sources_of

__all__ = ["MOST_PAGES", "PER_PAGE", "Entry", "Log", "Sought", "Told", "Versions", "sources_of", "tell", "version_told"]
