"""What stands on page after page and is no part of the text: headers, footers and page numbers."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.formats.pdf.lines import Piece
from documents.formats.pdf.tables import Grid, Spot

EDGE = 0.12
"""The share of a page's height, at the top and at the bottom, in which headers and footers stand."""
MOST_ROWS = 4
DIGITS = re.compile(r"\d{1,4}")
PAGE_NUMBER = re.compile(
    r"[\s\W]{0,6}(?:page|p\.|pg\.?)?\s{0,3}(?:\d{1,4}|[ivxl]{1,7})(?:\s{0,3}(?:of|/|\|)\s{0,3}\d{1,4})?(?:\s{0,3}\|\s{0,3}page)?[\s\W]{0,6}",
    re.IGNORECASE,
)
WITH_NUMBER = re.compile(r"\bpage\s{0,3}\d|\d\s{0,3}\|\s{0,3}page|\d\s{0,3}of\s{0,3}\d", re.IGNORECASE)


@dataclass(slots=True)
class Page:
    """A page of a PDF: its tables with what stands in their cells, and the rows of words outside of them."""

    number: int
    height: float
    rows: list[list[Piece]]
    grids: list[Grid]
    cells: dict[tuple[int, Spot], list[Piece]]


def without_furniture(pages: Sequence[Page]) -> None:
    """Take headers, footers and page numbers off all pages."""
    where: dict[tuple[str, int], set[int]] = defaultdict(set)
    for page in pages:
        for key in filter(None, (_key(page, row) for row in _outer(page))):
            where[key].add(page.number)
    needed = max(2, min(3, len(pages) // 2 + 1))
    counts = Counter({key: len(numbers) for key, numbers in where.items()})
    for page in pages:
        gone = [row for row in _outer(page) if _is_furniture(page, row, counts, needed)]
        page.rows = [row for row in page.rows if not any(row is other for other in gone)]


def _outer(page: Page) -> Iterator[list[Piece]]:
    """The first and last rows, as far as they stand near the edge of the page."""
    for row in page.rows[:MOST_ROWS]:
        if row[0].bottom > page.height * (1 - EDGE):
            yield row
    for row in page.rows[MOST_ROWS:][-MOST_ROWS:] or page.rows[-MOST_ROWS:]:
        if row[0].top < page.height * EDGE:
            yield row


def _text(row: list[Piece]) -> str:
    return " ".join(piece.text for piece in row).strip()


def _key(page: Page, row: list[Piece]) -> tuple[str, int] | None:
    """What is the same about a header on all its pages: its words, its height, and not the number of the page."""
    text = _text(row)
    if WITH_NUMBER.search(text) or row[0].top < page.height * EDGE:
        text = DIGITS.sub("#", text)
    return (text.casefold(), round(row[0].base / 4)) if text else None


def _is_furniture(page: Page, row: list[Piece], counts: Counter[tuple[str, int]], needed: int) -> bool:
    text = _text(row)
    if PAGE_NUMBER.fullmatch(text):
        return True
    key = _key(page, row)
    return key is not None and max(counts[key], counts[key[0], key[1] - 1], counts[key[0], key[1] + 1]) >= needed
