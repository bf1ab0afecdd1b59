"""A page of a PDF as pdfium shows it: characters at their places, and the lines that are ruled on it.

All measures are in points, 72 to an inch, from the lower left corner of the page as a reader holds it.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as c

from documents.formats.words import Style

HYPHENS = (0x02, 0xFFFE)
"""What pdfium gives for a hyphen at the end of a line."""
SYMBOLS = ("wingding", "symbol", "webding")
BOLD = ("bold", "black", "heavy", "semibold", "demi")
ITALIC = ("italic", "oblique")
HEAVY = 600
MOST_SEGMENTS = 6_000
"""Segments of drawn lines on one page. Tables have fewer; with more it is a map or a chart."""
THIN = 1.0
FARTHEST = 20_000.0
"""Points from the corner of a page: the largest pages that there are reach no further."""
WORD_GAP = 0.2
"""The gap between characters, in sizes of the type, where a word ends."""


STYLES = {(bold, italic): Style(bold=bold, italic=italic) for bold in (False, True) for italic in (False, True)}


class Run(NamedTuple):
    """A word, or the part of one that is set alike. `spaced` tells whether white space stands before it."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    style: Style
    spaced: bool


class Rule(NamedTuple):
    """A straight line along the page: vertical ones have `left` for x and reach from `start` to `end` in y."""

    vertical: bool
    at: float
    start: float
    end: float


@dataclass(slots=True)
class Look:
    """How a run of characters is set."""

    style: Style
    size: float
    symbols: bool
    level: bool
    """Whether it runs from left to right, as text does, and not askew, as a watermark does."""


class Sheet:
    """Reads one page. `turn` is how often a quarter it is turned clockwise before it is shown."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.page = page
        self.turn = page.get_rotation() // 90
        self.width, self.height = page.get_size()
        box = page.get_mediabox()
        crop = page.get_cropbox() or box
        self.origin = (crop[0], crop[1])
        self.raw_size = (crop[2] - crop[0], crop[3] - crop[1])
        self._looks: dict[int, Look] = {}
        self._fonts: dict[int, tuple[bool, bool, bool]] = {}

    def runs(self) -> list[Run]:
        """The words in the order in which the file draws them, without those that stand askew."""
        found: list[Run] = []
        seen: dict[tuple[str, int, int], Look] = {}
        for text, look, spaced, box in self._words():
            left, bottom, right, top = self.turned(*box)
            if not all(-FARTHEST < edge < FARTHEST for edge in (left, bottom, right, top)):
                continue
            if seen.setdefault((text, int(left), int(bottom)), look) is look:  # else it is bold by being printed twice
                found.append(Run(text, left, bottom, right, top, look.size, look.style, spaced))
        return found

    def _words(self) -> Iterator[tuple[str, "Look", bool, tuple[float, float, float, float]]]:
        """Each word with its look, whether white space stands before it, and the box around it."""
        text_page = self.page.get_textpage()
        handle = text_page.raw
        box = c.FS_RECTF()
        reference = ctypes.byref(box)
        # Called for every character of a document, so looked up once.
        code_of, object_of, box_of = c.FPDFText_GetUnicode, c.FPDFText_GetTextObject, c.FPDFText_GetLooseCharBox
        text, spaced, within, look = "", False, False, None
        left = bottom = right = top = last = 0.0
        for index in range(c.FPDFText_CountChars(handle)):
            code = code_of(handle, index)
            char = "-" if code in HYPHENS else chr(code) if 0x20 < code < 0x110000 else " "
            letter = char.isalnum()
            # Within a word the look hardly ever changes, and to ask for it takes long.
            if (
                (within and letter and look and box_of(handle, index, reference))
                and box.bottom == bottom
                and (-WORD_GAP * look.size < box.left - right < WORD_GAP * look.size or box.left == last)
            ):  # the letters of a ligature all stand where the first of them does
                text += char
                right, last = box.right, box.left
                continue
            if text and look:
                yield text, look, spaced, (left, bottom, right, top)
                text, spaced = "", False
            within = False
            if char.isspace():
                spaced = True
                continue
            look = self._look(object_of(handle, index))
            if look is None or not look.level or not box_of(handle, index, reference):
                continue
            text = chr(0xF000 + code) if look.symbols and "!" <= char <= "ÿ" else char
            left, bottom, right, top = box.left, box.bottom, box.right, box.top
            last = left
            within = letter and not look.symbols
        if text and look:
            yield text, look, spaced, (left, bottom, right, top)
        text_page.close()

    def turned(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A rectangle of the file as it lies on the page that is shown."""
        left, right = left - self.origin[0], right - self.origin[0]
        bottom, top = bottom - self.origin[1], top - self.origin[1]
        width, height = self.raw_size
        if self.turn == 1:
            return bottom, width - right, top, width - left
        if self.turn == 2:
            return width - right, height - top, width - left, height - bottom
        if self.turn == 3:
            return height - top, left, height - bottom, right
        return left, bottom, right, top

    def _look(self, text_object: Any) -> Look | None:
        if not text_object:
            return None
        address = ctypes.addressof(text_object.contents)
        if address not in self._looks:
            matrix = c.FS_MATRIX()
            c.FPDFPageObj_GetMatrix(text_object, matrix)
            size = ctypes.c_float()
            c.FPDFTextObj_GetFontSize(text_object, size)
            bold, italic, symbols = self._font(c.FPDFTextObj_GetFont(text_object))
            struck = c.FPDFTextObj_GetTextRenderMode(text_object) == c.FPDF_TEXTRENDERMODE_FILL_STROKE
            scale = (matrix.c**2 + matrix.d**2) ** 0.5
            along, across = (matrix.b, matrix.a) if self.turn % 2 else (matrix.a, matrix.b)
            self._looks[address] = Look(
                STYLES[bold or struck, italic],
                abs(size.value * scale) or 1.0,
                symbols,
                abs(across) <= abs(along) / 5,
            )
        return self._looks[address]

    def _font(self, font: Any) -> tuple[bool, bool, bool]:
        """Whether a font is bold, is italic, and holds symbols for letters."""
        if not font:
            return False, False, False
        address = ctypes.addressof(font.contents)
        if address not in self._fonts:
            buffer = ctypes.create_string_buffer(200)
            c.FPDFFont_GetBaseFontName(font, buffer, 200)
            name = buffer.value.decode("latin-1").casefold()
            angle = ctypes.c_int()
            c.FPDFFont_GetItalicAngle(font, angle)
            self._fonts[address] = (
                any(word in name for word in BOLD) or c.FPDFFont_GetWeight(font) >= HEAVY,
                any(word in name for word in ITALIC) or angle.value != 0,
                any(word in name for word in SYMBOLS),
            )
        return self._fonts[address]

    def rules(self) -> list[Rule]:
        """The straight lines drawn along the page; none where there are so many that it is a picture."""
        found: list[Rule] = []
        for drawn in self.page.get_objects(filter=[c.FPDF_PAGEOBJ_PATH], max_depth=2):
            for start, end in _segments(drawn):
                left, bottom, right, top = self.turned(
                    min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])
                )
                if right - left <= THIN < top - bottom:
                    found.append(Rule(True, (left + right) / 2, bottom, top))
                elif top - bottom <= THIN < right - left:
                    found.append(Rule(False, (bottom + top) / 2, left, right))
                if len(found) > MOST_SEGMENTS:
                    return []
        return found

    def has_pictures(self) -> bool:
        """Whether a picture stands on the page."""
        return next(iter(self.page.get_objects(filter=[c.FPDF_PAGEOBJ_IMAGE], max_depth=3)), None) is not None


Point = tuple[float, float]


def _segments(drawn: pdfium.PdfObject) -> Iterator[tuple[Point, Point]]:
    """The straight segments of a path that is drawn, in the measures of the page."""
    matrix = drawn.get_matrix()
    first = last = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(c.FPDFPath_CountSegments(drawn), MOST_SEGMENTS)):
        segment = c.FPDFPath_GetPathSegment(drawn, index)
        if not c.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point: Point = matrix.on_point(x.value, y.value)
        kind = c.FPDFPathSegment_GetType(segment)
        if kind == c.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == c.FPDF_SEGMENT_LINETO:
            yield last, point
        last = point
        if c.FPDFPathSegment_GetClose(segment):
            yield last, first
            last = first
