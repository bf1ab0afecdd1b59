"""What stands on page after page and is no part of the text: headers, footers and page numbers."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from documents.formats.pdf.lines import Piece
from documents.formats.pdf.tables import Grid, Spot

EDGE = 0.12
"""The share of a page's height, at the top and at the bottom, in which headers and footers stand."""
MOST_ROWS = 5
APART = 1.7
"""How far a header stands from the text, at least, in sizes of its type."""
DIGITS = re.compile(r"\d{1,4}")
BARE_NUMBER = re.compile(r"[\s\W]{0,6}(\d{1,4})[\s\W]{0,6}")
PAGE_OF_PAGES = re.compile(
    r"\W{0,6}(?:page\s{0,3}\d{1,4}(?:\s{0,3}(?:of|/|\|)\s{0,3}\d{1,4})?|\d{1,4}\s{0,3}(?:of|/)\s{0,3}\d{1,4})\W{0,6}",
    re.IGNORECASE,
)
WITH_NUMBER = re.compile(r"\bpage\s{0,3}\d|\d\s{0,3}\|\s{0,3}page|\d\s{0,3}of\s{0,3}\d", re.IGNORECASE)


@dataclass(slots=True)
class Page:
    """A page of a PDF: its tables with what stands in their cells, and the rows of words outside of them."""

    number: int
    width: float
    height: float
    rows: list[list[Piece]]
    grids: list[Grid]
    cells: dict[tuple[int, Spot], list[Piece]]


def without_furniture(pages: Sequence[Page]) -> None:
    """Take headers, footers and page numbers off all pages."""
    counts: Counter[Key] = Counter()
    for page in pages:
        counts.update({key for row in _outer(page, top=True) + _outer(page, top=False) for key in _keys(page, row)})
    needed = max(2, min(3, len(pages) // 2 + 1))
    for page in pages:
        gone = [id(row) for top in (True, False) for row in _furniture(page, counts, needed, top=top)]
        page.rows = [row for row in page.rows if id(row) not in gone]


Key = tuple[str, int]


def _outer(page: Page, *, top: bool) -> list[list[Piece]]:
    """The first or the last rows, from the edge of the page inwards, as far as they stand near it."""
    if top:
        return [row for row in page.rows[:MOST_ROWS] if row[0].bottom > page.height * (1 - EDGE)]
    return [row for row in page.rows[::-1][:MOST_ROWS] if row[0].top < page.height * EDGE]


def _keys(page: Page, row: list[Piece]) -> list[Key]:
    """What is the same about a header on all its pages: its words but for the number of the page, and its height."""
    text = " ".join(piece.text for piece in row).strip().casefold()
    if number := BARE_NUMBER.fullmatch(text):
        text = f"page + {int(number[1]) - page.number}"
    elif WITH_NUMBER.search(text) or row[0].top < page.height * EDGE:
        text = DIGITS.sub("#", text)
    place = round(row[0].base / 4)
    return [(text, place - 1), (text, place), (text, place + 1)]


def _furniture(page: Page, counts: Counter[Key], needed: int, *, top: bool) -> list[list[Piece]]:
    """The rows at one edge that stand on other pages too, up to where a gap divides them from the text."""
    outer = _outer(page, top=top)
    inwards = page.rows if top else page.rows[::-1]
    found = 0
    for number, row in enumerate(outer, 1):
        if max(counts[key] for key in _keys(page, row)) < needed and not _alone(page, row, top=top):
            break
        following = inwards[number] if number < len(inwards) else None
        if following is None or abs(row[0].base - following[0].base) > APART * max(row[0].size, following[0].size):
            found = number
    return outer[:found]


def _alone(page: Page, row: list[Piece], *, top: bool) -> bool:
    """Whether it can be nothing but the number of a page, even if it stands on no other."""
    text = " ".join(piece.text for piece in row).strip()
    bare = BARE_NUMBER.fullmatch(text)
    return PAGE_OF_PAGES.fullmatch(text) is not None or (not top and bare is not None and int(bare[1]) == page.number)
