"""PDFs, which hold characters at places and neither words nor paragraphs: both are found again here.

Text and places come from pdfium (pypdfium2). Rows, columns, tables, paragraphs, headings and lists are told by where
the characters stand and how they are set.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from documents.blocks import Block, Cell, Emphasis, Place, Unreadable, gettext_noop
from documents.formats.assembling import MARKER, assemble, joined
from documents.formats.pdf.alignment import Aligned, divided
from documents.formats.pdf.furniture import Page, without_furniture
from documents.formats.pdf.lines import (
    Paragraph,
    Piece,
    begins_label,
    edges,
    in_columns,
    lines,
    paragraphs,
    pieces,
    rows,
)
from documents.formats.pdf.sheet import Run, Sheet
from documents.formats.pdf.tables import Grid, Spot, find_grids
from documents.formats.pdf.vocabulary import Vocabulary
from documents.formats.words import Style, Words

MOST_PAGES = 500
MOST_CHARACTERS = 2_500_000
FEWEST_CHARACTERS = 20
"""Characters to a page, on average. A scanned page holds none, or the stamp of the program that scanned it."""
BROKEN = gettext_noop(
    "This PDF is damaged and cannot be opened. Save it again in the program that wrote it and try once more."
)
LOCKED = gettext_noop("This PDF is protected by a password. Save it without one and try again.")
TOO_LONG = gettext_noop("This PDF has %(pages)s pages; at most %(most)s are read. Choose a part of it.")
TOO_FULL = gettext_noop("This PDF has more than %(most)s characters. Choose a part of it.")
SCANNED = gettext_noop(
    "This PDF holds pictures of pages, not text: it was scanned. Choose the document that was printed, or let a "
    "program with text recognition (OCR) save it as a PDF with text."
)


def read_pdf(data: bytes) -> tuple[str, str, list[Block]]:
    """The title that the file states, "" where it states none, no language, and its blocks."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY)
        raise Unreadable(LOCKED if locked else BROKEN) from error
    try:
        if len(document) > MOST_PAGES:
            raise Unreadable(TOO_LONG, pages=str(len(document)), most=str(MOST_PAGES))
        title = " ".join(document.get_metadata_value("Title").split())
        pages = _pages(document)
    except pdfium.PdfiumError as error:
        raise Unreadable(BROKEN) from error
    finally:
        document.close()
    without_furniture(pages)
    return title, "", list(_Setting(pages).blocks())


def _pages(document: pdfium.PdfDocument) -> list[Page]:
    count, pictures = 0, False
    pages = []
    for number in range(len(document)):
        sheet = Sheet(document[number])
        runs = sheet.runs()
        here = sum(len(run.text) for run in runs)
        count += here
        if count > MOST_CHARACTERS:
            raise Unreadable(TOO_FULL, most=f"{MOST_CHARACTERS:,}")
        pictures = pictures or (here < FEWEST_CHARACTERS and sheet.has_pictures())
        pages.append(_page(number + 1, sheet, runs))
        sheet.page.close()
    if count < FEWEST_CHARACTERS * len(pages) and pictures:
        raise Unreadable(SCANNED)
    return pages


def _page(number: int, sheet: Sheet, runs: list[Run]) -> Page:
    grids = find_grids(sheet.rules()) if runs else []
    outside: list[Piece] = []
    cells: dict[tuple[int, Spot], list[Piece]] = defaultdict(list)
    for piece in pieces(_with_cells(grids, runs)):
        if piece.cell is None:
            outside.append(piece)
        else:
            cells[piece.cell].append(piece)
    return Page(number, sheet.width, sheet.height, rows(outside), grids, cells)


def _with_cells(grids: list[Grid], runs: list[Run]) -> Iterator[tuple[Run, tuple[int, Spot] | None]]:
    """Each word with the number of the table and the cell of it that it stands in."""
    for run in runs:
        x, y = (run.left + run.right) / 2, (run.bottom + run.top) / 2
        cell = None
        for index, grid in enumerate(grids):
            if grid.ys[0] <= y <= grid.ys[-1] and (spot := grid.spot(x, y)):
                cell = (index, spot)
                break
        yield run, cell


@dataclass(slots=True)
class _Found:
    """A paragraph with what is known about where it stands."""

    paragraph: Paragraph
    page: int
    cell: Cell | None = None
    alone: bool = True
    """Whether it cannot go on from the page before."""


LINE = 40
"""Characters, at least, of a line that tells how far lines reach."""
LARGER = 1.12
"""How much larger than the text around it a heading is set, at least."""
LONGEST_HEADING = 200
CONTENTS = re.compile(r"(?:\.\s?){5,500}\s{0,5}\d{1,3}\Z")
"""The end of a line in a table of contents."""


class _Setting:
    """Makes blocks out of pages whose headers and footers are gone."""

    def __init__(self, pages: list[Page]) -> None:
        self.pages = pages
        self.sizes: Counter[float] = Counter()
        self.vocabulary = Vocabulary()
        self.tables = 0
        self.table_before: tuple[Grid, int] | None = None
        """The table that ended the page before, and how many rows it had."""
        self.head: list[list[str]] = []
        """The words in the first row of the table before."""
        self.head_page = 0
        self.right = 0.0
        self.indents: list[float] = []

    def blocks(self) -> Iterator[Block]:
        """All blocks in the order in which they are read."""
        parts = [(page, self._parts(page)) for page in self.pages]
        self._learn()
        found = [each for page, zones in parts for each in self._paragraphs(page, zones)]
        levels = self._levels(found)
        before: tuple[Block, _Found] | None = None
        for each in found:
            for block in self._block(each, levels):
                if before and _continues(*before, block, each):
                    before = (joined(before[0], block), replace(each, page=each.page))
                    continue
                if before:
                    yield before[0]
                before = (block, each)
        if before:
            yield before[0]

    def _parts(self, page: Page) -> list[list[list[list[Piece]]] | int]:
        """The page from top to bottom: parts of text, each of them a list of rows, and tables, as their number."""
        zones: list[list[list[list[Piece]]] | int] = []
        left_over = page.rows
        for index, grid in enumerate(page.grids):
            above = [row for row in left_over if row[0].bottom >= grid.top - 2]
            left_over = [row for row in left_over if row[0].bottom < grid.top - 2]
            zones.extend((in_columns(above), index))
        zones.append(in_columns(left_over))
        return zones

    def _learn(self) -> None:
        """Get to know the words and sizes of the whole document."""
        rights: Counter[float] = Counter()
        for page in self.pages:
            for piece in [piece for row in page.rows for piece in row] + [
                p for cell in page.cells.values() for p in cell
            ]:
                self.sizes[round(piece.size * 2) / 2] += len(piece.text)
                self.vocabulary.add(piece.text)
                if piece.cell is None and len(piece.text) > LINE:
                    rights[round(piece.right)] += 1
        often = [right for right, count in rights.items() if count > 1]
        self.right = max(often, default=0.0)

    def _paragraphs(self, page: Page, zones: list[list[list[list[Piece]]] | int]) -> Iterator[_Found]:
        for zone in zones:
            if isinstance(zone, int):
                yield from self._table(page, zone)
                continue
            for part in filter(None, zone):
                left, right = edges([piece for row in part for piece in row])
                if len(zone) == 1:
                    right = max(right, self.right or page.width - left)
                for piece in divided(part, right):
                    if isinstance(piece, Aligned):
                        yield from self._aligned(piece, page)
                    else:
                        yield from self._text(piece, page, left, right)

    def _text(self, part: list[list[Piece]], page: Page, left: float, right: float) -> Iterator[_Found]:
        found = [line for line in lines(part) if line.text.strip() and not CONTENTS.search(line.text.strip())]
        if found:
            self.table_before = None
        for paragraph in paragraphs(found, left, right):
            yield _Found(paragraph, page.number, alone=False)

    def _aligned(self, table: Aligned, page: Page) -> Iterator[_Found]:
        self.table_before = None
        self.tables += 1
        for number, row in enumerate(table.rows):
            for column, found in sorted(row.items()):
                cell = Cell(self.tables - 1, number, column)
                for paragraph in paragraphs(found, table.lefts[column], table.right(column)):
                    yield _Found(paragraph, page.number, cell)

    def _table(self, page: Page, index: int) -> Iterator[_Found]:
        grid = page.grids[index]
        spots = sorted(spot for number, spot in page.cells if number == index)
        rows_of_it = sorted({row for row, _column in grid.reach})
        head = [[piece.text for piece in page.cells[index, spot]] for spot in spots if spot[0] == rows_of_it[0]]
        first_row = 0
        if self.table_before and _same_columns(self.table_before[0], grid):
            first_row = self.table_before[1]
            if head == self.head and page.number != self.head_page:  # printed again at the top of the page
                spots = [spot for spot in spots if spot[0] != rows_of_it[0]]
        else:
            self.tables += 1
            self.head = head
        self.head_page = page.number
        number_of = {row: first_row + number for number, row in enumerate(rows_of_it)}
        for spot in spots:
            left, right = grid.sides(spot)
            cell = Cell(self.tables - 1, number_of[spot[0]], spot[1], grid.reach[spot])
            found = lines(rows(page.cells[index, spot]))
            margin = max(2.0, min(line.left for line in found) - left)
            for paragraph in paragraphs(found, left + margin, right - margin):
                yield _Found(paragraph, page.number, cell)
        self.table_before = (grid, first_row + len(rows_of_it))

    def _levels(self, found: list[_Found]) -> dict[float, int]:
        """The level of a heading by the size of its type."""
        text = self.sizes.most_common(1)[0][0] if self.sizes else 0.0
        large = {
            _size(each)
            for each in found
            if each.cell is None and _size(each) > LARGER * text and _length(each) <= LONGEST_HEADING
        }
        return {size: min(6, level) for level, size in enumerate(sorted(large, reverse=True), 1)}

    def _block(self, found: _Found, levels: dict[float, int]) -> Iterator[Block]:
        heading = levels.get(_size(found)) if found.cell is None and _length(found) <= LONGEST_HEADING else None
        words = Words()
        for text, style in _joined(found.paragraph, self.vocabulary):
            if text == "\n":
                words.break_line()
            else:
                words.add(text, replace(style, bold=False) if heading else style)
        listed = MARKER.match(found.paragraph.lines[0].text.strip()) is not None and heading is None
        depth = self._depth(found.paragraph.left) if listed and found.cell is None else int(listed)
        if not listed and heading is None and self.indents and found.paragraph.left <= self.indents[0] + 2:
            self.indents = []
        yield from assemble(words, Place("page", found.page), heading=heading, depth=depth, cell=found.cell)

    def _depth(self, left: float) -> int:
        while self.indents and left < self.indents[-1] - 4:
            self.indents.pop()
        if not self.indents or left > self.indents[-1] + 4:
            self.indents.append(left)
        return len(self.indents)


def _size(found: _Found) -> float:
    return round(found.paragraph.size * 2) / 2


def _length(found: _Found) -> int:
    return sum(len(line.text) for line in found.paragraph.lines)


def _same_columns(one: Grid, other: Grid) -> bool:
    return len(one.xs) == len(other.xs) and all(abs(a - b) < 4 for a, b in zip(one.xs, other.xs, strict=True))


def _joined(paragraph: Paragraph, vocabulary: Vocabulary) -> Iterator[tuple[str, Style]]:
    """The words of a paragraph, with blanks between its lines, or none where a word was divided."""
    for number, line in enumerate(paragraph.lines):
        runs = line.runs
        last = number == len(paragraph.lines) - 1
        following = "" if last else paragraph.lines[number + 1].text
        ending = vocabulary.ending(line.text, following) if following and number not in paragraph.broken else None
        if ending is not None and runs[-1][0].rstrip().endswith("-"):
            yield from runs[:-1]
            yield runs[-1][0].rstrip()[:-1] + ending, runs[-1][1]
            continue
        yield from runs
        if not last:
            yield ("\n", Style()) if number in paragraph.broken else (" ", runs[-1][1])


ENDS = re.compile(r"[.!?:;]['’”\")\]]?\Z")


def _continues(first: Block, place: _Found, second: Block, there: _Found) -> bool:
    """Whether a paragraph goes on at the top of the next page, or of the next column."""
    if place.page == there.page or place.alone or there.alone or first.heading or second.heading or second.marker:
        return False
    if (
        place.page + 1 != there.page
        or abs(place.paragraph.size - there.paragraph.size) > 0.6
        or ENDS.search(first.text)
    ):
        return False
    if first.covered_by(Emphasis.BOLD) != second.covered_by(Emphasis.BOLD):
        return False
    last, following = place.paragraph.lines[-1], there.paragraph.lines[0]
    if begins_label(last, following):
        return False
    right = max(line.right for line in [*place.paragraph.lines, *there.paragraph.lines])
    full = last.right + (following.first_word or following.right - following.left) > right
    return len(first.text) > 40 and (full or second.text[0].islower())
