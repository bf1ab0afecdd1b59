"""From characters at their places to lines, columns and paragraphs, as a reader sees them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from documents.formats.assembling import MARKER
from documents.formats.pdf.sheet import WORD_GAP, Run
from documents.formats.pdf.tables import Spot
from documents.formats.words import Style

WIDE_GAP, APART = 0.6, 1.5
"""Gaps between words, in sizes of the type: where a column may end, and where words are certainly set apart."""


@dataclass(slots=True)
class Piece:
    """Characters of one line that stand together. `first_word` is how wide its first word is, in points."""

    left: float
    bottom: float
    right: float
    top: float
    size: float
    runs: list[tuple[str, Style]] = field(default_factory=list)
    first_word: float = 0.0
    cell: tuple[int, Spot] | None = None
    gap: float = 0.0
    """The widest gap within it, in sizes of its type."""

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(text for text, _ in self.runs)

    @property
    def base(self) -> float:
        """Its height on the page, to measure the distance of lines by."""
        return self.bottom

    def beside(self, other: "Piece") -> bool:
        """Whether the two stand on one line."""
        overlap = min(self.top, other.top) - max(self.bottom, other.bottom)
        return overlap > 0.5 * min(self.top - self.bottom, other.top - other.bottom)

    def all_bold(self) -> bool:
        """Whether all of its words are bold."""
        return all(style.bold for text, style in self.runs if text.strip())

    def append(self, other: "Piece") -> None:
        """Put what stands further right behind it."""
        gap = other.left - self.right
        self.gap = max(self.gap, gap / self.size)
        if gap > WORD_GAP * min(self.size, other.size) and self.runs:
            self.runs.append((" ", self.runs[-1][1] if gap < APART * self.size else Style()))
            self.first_word = self.first_word or self.right - self.left
        elif not self.first_word:
            self.first_word = (other.left - self.left + other.first_word) if other.first_word else 0.0
        self.runs.extend(other.runs)
        if len(other.text) > len(self.text) / 2:
            self.size = other.size
        self.right = max(self.right, other.right)
        self.bottom, self.top = min(self.bottom, other.bottom), max(self.top, other.top)


def pieces(runs: Iterable[tuple[Run, tuple[int, Spot] | None]]) -> Iterator[Piece]:
    """Words, each with the cell that it stands in, gathered as far as they follow one another on a line."""
    piece: Piece | None = None
    for run, cell in runs:
        gap = run.left - piece.right if piece else 0.0
        if piece and piece.cell == cell and -0.5 * run.size < gap < WIDE_GAP * run.size and _level(piece, run):
            if run.spaced or gap > WORD_GAP * run.size:
                _add(piece, " ", piece.runs[-1][1])
                piece.first_word = piece.first_word or piece.right - piece.left
            _add(piece, run.text, run.style)
            if run.right > piece.right:
                piece.right = run.right
            if run.size > piece.size:  # what is raised is small, the line is not
                piece.size, piece.bottom, piece.top = run.size, run.bottom, run.top
            continue
        if piece:
            yield piece
        piece = Piece(run.left, run.bottom, run.right, run.top, run.size, cell=cell)
        _add(piece, run.text, run.style)
    if piece:
        yield piece


def _level(piece: Piece, run: Run) -> bool:
    if piece.bottom == run.bottom and piece.top == run.top:
        return True
    overlap = min(piece.top, run.top) - max(piece.bottom, run.bottom)
    return overlap > 0.4 * min(piece.top - piece.bottom, run.top - run.bottom)


def _add(piece: Piece, text: str, style: Style) -> None:
    if piece.runs and piece.runs[-1][1] is style:
        piece.runs[-1] = (piece.runs[-1][0] + text, style)
    else:
        piece.runs.append((text, style))


def rows(found: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces in rows from top to bottom, each from left to right."""
    result: list[list[Piece]] = []
    for piece in sorted(found, key=lambda piece: -(piece.top + piece.bottom)):
        if result and any(piece.beside(other) for other in result[-1][-3:]):
            result[-1].append(piece)
        else:
            result.append([piece])
    for row in result:
        row.sort(key=lambda piece: piece.left)
    return result


FEWEST_ROWS = 5
TEXT_WIDTH = 18
"""Characters of a line, on average, in a column of text. Shorter ones are the labels of a form."""
GUTTER = 8.0


def in_columns(found: list[list[Piece]], depth: int = 0) -> list[list[list[Piece]]]:
    """Rows in parts to be read one after the other: where the page has columns, the left before the right."""
    gutter = _gutter(found) if depth < 3 else None
    if gutter is None:
        return [found]
    parts: list[list[list[Piece]]] = []
    across: list[list[Piece]] = []
    split: list[list[Piece]] = []
    for row in [*found, []]:
        crossing = not row or any(piece.left < gutter < piece.right for piece in row)
        right = any(piece.left >= gutter for piece in row)
        if crossing or (not right and not split):
            if split:
                parts.extend(_sides(split, gutter, depth))
                split = []
            across.append(row)
            continue
        if across:
            parts.append([row for row in across if row])
            across = []
        split.append(row)
    parts.append([row for row in across if row])
    return [part for part in parts if part]


def _sides(split: list[list[Piece]], gutter: float, depth: int) -> Iterator[list[list[Piece]]]:
    for left in (True, False):
        side = [[piece for piece in row if (piece.left < gutter) is left] for row in split]
        yield from in_columns([row for row in side if row], depth + 1)


def _gutter(found: list[list[Piece]]) -> float | None:
    """Where the page is divided into two columns of text: inside the gap of enough rows, and crossed by few."""
    gaps = [
        (before.right, after.left, len(before.text), len(after.text))
        for row in found
        for before, after in pairwise(row)
        if after.left - before.right > GUTTER
    ]
    if len(gaps) < FEWEST_ROWS:
        return None
    at = Counter(round((left + right) / 2 / 4) * 4.0 for left, right, *_ in gaps).most_common(3)
    for place, _count in at:
        inside = [gap for gap in gaps if gap[0] < place < gap[1]]
        texty = all(sum(gap[side] for gap in inside) >= TEXT_WIDTH * len(inside) for side in (2, 3))
        if len(inside) >= FEWEST_ROWS and texty:
            return max(gap[0] for gap in inside) / 2 + min(gap[1] for gap in inside) / 2
    return None


def lines(part: list[list[Piece]]) -> list[Piece]:
    """Each row as one line, or as several where fields of a form stand beside one another."""
    result = []
    for row in part:
        line = row[0]
        for piece in row[1:]:
            if piece.left - line.right > TABBED * line.size and FIELD.match(piece.text):
                result.append(line)
                line = piece
            else:
                line.append(piece)
        result.append(line)
    return result


TABBED = 3.0
"""A gap in a line, in sizes of its type, that divides a label from what it is about."""
FIELD = re.compile(r"[A-Z][^:.]{1,40}:")


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together. `broken` are those, by index, after which the writer began a new line."""

    lines: list[Piece]
    broken: set[int] = field(default_factory=set)
    full: bool = False
    """Whether its last line goes on as far as it can: the paragraph may go on elsewhere."""

    @property
    def size(self) -> float:
        """The size of its type."""
        return self.lines[0].size

    @property
    def left(self) -> float:
        """Where it begins on the line."""
        return self.lines[0].left


GAP = 1.3
"""How much further apart than the lines of a paragraph, at least, two paragraphs are."""
INDENT = 9.0
SENTENCE_ENDS = re.compile(r"[.!?:;]['’”\")\]]?\Z")
SHORT = 0.6


def paragraphs(found: list[Piece], left: float, right: float) -> list[Paragraph]:
    """The paragraphs of a column, or of a cell, that reaches from `left` to `right`."""
    pitch = _pitch(found)
    result: list[Paragraph] = []
    for line, end in zip(found, _ends(found, pitch, right), strict=True):
        if not result:
            result.append(Paragraph([line]))
            continue
        paragraph = result[-1]
        above = paragraph.lines[-1]
        deliberate = fits(above, line, left, end)
        if _apart(paragraph, line, pitch, deliberate):
            paragraph.full = not deliberate
            result.append(Paragraph([line]))
        elif deliberate and not _both_short(above, line, right - left):
            result.append(Paragraph([line]))
        else:
            if deliberate:
                paragraph.broken.add(len(paragraph.lines) - 1)
            paragraph.lines.append(line)
    return result


def _pitch(found: list[Piece]) -> float:
    """The distance of two lines of one paragraph, in sizes of the type."""
    distances = sorted(
        (above.base - below.base) / below.size
        for above, below in pairwise(found)
        if abs(above.size - below.size) < 0.6 and 0.8 < (above.base - below.base) / below.size < 2.6
    )
    return distances[len(distances) // 4] if distances else 1.3


FEWEST_LINES = 4
NARROW = 30
"""Characters of a line on average, at least, in text that is set narrower than the text around it."""


def _ends(found: list[Piece], pitch: float, right: float) -> Iterator[float]:
    """For each line how far it may reach: to the edge of the column, or less where text is set narrower than that."""
    run: list[Piece] = []
    for number, line in enumerate(found):
        run.append(line)
        below = found[number + 1] if number + 1 < len(found) else None
        if below is not None and not _far(line, below, pitch):
            continue
        widest = max(each.right for each in run)
        least = widest - 0.2 * (widest - min(each.left for each in run))
        narrow = len(run) >= FEWEST_LINES and all(each.right >= least for each in run[:-1])
        texty = sum(len(each.text) for each in run) > NARROW * len(run)
        yield from [widest + 1.0 if narrow and texty else right] * len(run)
        run = []


def _far(above: Piece, below: Piece, pitch: float) -> bool:
    """Whether two lines stand too far apart, or are set too differently, to be of one paragraph."""
    return abs(above.size - below.size) > 0.6 or (above.base - below.base) / below.size > GAP * pitch


def fits(above: Piece, below: Piece, left: float, right: float) -> bool:
    """Whether the first word of a line would have had room at the end of the one above, so that the break is meant."""
    word = below.first_word or below.right - below.left
    centred = above.left - left > INDENT and abs((above.left - left) - (right - above.right)) < INDENT
    room = right - above.right + (above.left - left if centred else 0.0)
    return word + 0.25 * above.size < room - 1.0


def _apart(paragraph: Paragraph, line: Piece, pitch: float, deliberate: bool) -> bool:
    above = paragraph.lines[-1]
    if _far(above, line, pitch) or line.gap > TABBED or above.beside(line):
        return True
    if (deliberate and above.all_bold() != line.all_bold()) or begins_label(above, line):
        return True
    if marker := MARKER.match(line.text):
        listed = MARKER.match(paragraph.lines[0].text)
        return bool(marker["bullet"] or deliberate or listed or SENTENCE_ENDS.search(above.text))
    return _indented(paragraph, line)


def begins_label(above: Piece, line: Piece) -> bool:
    """Whether a line begins with a label in bold, "Deadline: By March", which the line above does not run into."""
    first, style = line.runs[0]
    return style.bold and first.rstrip().endswith(":") and not above.runs[-1][1].bold


def _indented(paragraph: Paragraph, line: Piece) -> bool:
    """Whether a line begins so far to the right or left of the one above that a new paragraph begins with it."""
    above = paragraph.lines[-1]
    if SENTENCE_ENDS.search(above.text) is None:
        return False
    if len(paragraph.lines) == 1:
        return line.left > above.left + INDENT and not MARKER.match(above.text)
    return abs(line.left - above.left) > INDENT


def _both_short(above: Piece, below: Piece, width: float) -> bool:
    """Whether they are lines such as those of an address."""
    return all(line.right - line.left < SHORT * width for line in (above, below)) and not SENTENCE_ENDS.search(
        above.text
    )


def edges(found: list[Piece]) -> tuple[float, float]:
    """Where the lines of a column begin and end."""
    return min(line.left for line in found), max(line.right for line in found)
