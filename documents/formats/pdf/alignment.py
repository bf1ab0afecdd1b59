"""Tables of a PDF without ruled lines: words in columns that begin at the same places, row after row."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from documents.formats.assembling import MARKER
from documents.formats.pdf.lines import GAP, Piece, fits

CLOSE = 3.0
"""Points: words that begin closer together begin at the same place."""
BETWEEN, CLEAR = 0.6, 1.5
"""The gap between two columns, in sizes of the type: at least, and in one row or more."""
DISTANCE = 3.2
"""How far apart two rows are, at most, in sizes of the type."""

Row = dict[int, list[Piece]]


@dataclass(slots=True)
class Aligned:
    """A table: where its columns begin, and for each row the lines of each column."""

    lefts: list[float]
    rows: list[Row]

    def right(self, column: int) -> float:
        """How far the words of a column reach."""
        return max(line.right for row in self.rows for line in row.get(column, []))


def divided(part: list[list[Piece]], right: float) -> Iterator[list[list[Piece]] | Aligned]:
    """Rows of words in parts, from top to bottom: text, and tables that reach to `right`."""
    text: list[list[Piece]] = []
    number = 0
    while number < len(part):
        lefts = _lefts(part[number])
        end = _end(part, number, lefts) if lefts else number
        if not _is_table(part[number:end]):
            text.append(part[number])
            number += 1
            continue
        if text:
            yield text
            text = []
        yield Aligned(lefts, _rows(part[number:end], lefts, right))
        number = end
    if text:
        yield text


def _lefts(row: list[Piece]) -> list[float]:
    """Where the columns begin, if this is the first row of a table. A number before the words of an item is none."""
    gaps = [after.left - before.right for before, after in pairwise(row)]
    if not gaps or min(gaps) < BETWEEN * row[0].size or MARKER.match(f"{row[0].text} x"):
        return []
    return [piece.left for piece in row]


def _end(part: list[list[Piece]], start: int, lefts: list[float]) -> int:
    """The number of the first row after the table."""
    end = start + 1
    while end < len(part) and _fits_in(part[end], lefts) and _distance(part[end - 1], part[end]) < DISTANCE:
        end += 1
    while end > start and _only_first(part[end - 1], lefts) and _distance(part[end - 2], part[end - 1]) > GAP * 1.2:
        end -= 1  # a short paragraph after the table
    return end


def _is_table(part: list[list[Piece]]) -> bool:
    """Whether rows that fit in columns are more than text whose words happen to stand far apart."""
    gaps = [(after.left - before.right) / after.size for row in part for before, after in pairwise(row)]
    return sum(len(row) > 1 for row in part) > 1 and max(gaps) > CLEAR


def _distance(above: list[Piece], below: list[Piece]) -> float:
    return (above[0].base - below[0].base) / below[0].size


def _only_first(row: list[Piece], lefts: list[float]) -> bool:
    return all(_column(piece, lefts) == 0 for piece in row)


def _column(piece: Piece, lefts: list[float]) -> int:
    return max((number for number, left in enumerate(lefts) if left <= piece.left + CLOSE), default=0)


def _fits_in(row: list[Piece], lefts: list[float]) -> bool:
    """Whether all words of a row stand within the columns, and those of all but the first begin where a column does."""
    begun = {0}
    for piece in row:
        column = _column(piece, lefts)
        if piece.left < lefts[0] - CLOSE or (column + 1 < len(lefts) and piece.right > lefts[column + 1] - CLOSE):
            return False
        if column not in begun and len(row) > 1 and abs(piece.left - lefts[column]) > CLOSE:
            return False
        begun.add(column)
    return True


def _rows(part: list[list[Piece]], lefts: list[float], right: float) -> list[Row]:
    edges = [*(left - BETWEEN * part[0][0].size for left in lefts[1:]), right]
    pitch = min((_distance(above, below) for above, below in pairwise(part)), default=1.0)
    found: list[Row] = []
    above: list[Piece] = []
    for pieces in part:
        cells: dict[int, Piece] = {}
        for piece in pieces:
            column = _column(piece, lefts)
            if column in cells:
                cells[column].append(piece)
            else:
                cells[column] = piece
        if not found or _begins(found[-1], cells, _distance(above, pieces) > pitch * 1.15, lefts, edges):
            found.append({})
        for column, piece in cells.items():
            found[-1].setdefault(column, []).append(piece)
        above = pieces
    return found


def _begins(row: Row, cells: dict[int, Piece], apart: bool, lefts: list[float], edges: list[float]) -> bool:
    """Whether a line begins a row: words stand in its first column, and no cell goes on for want of room above."""
    if 0 not in cells:
        return False
    both = [column for column in cells if column in row]
    return apart or all(fits(row[column][-1], cells[column], lefts[column], edges[column]) for column in both)
