"""Words with their emphasis, gathered run by run as a format gives them, into the clean text of a block."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from documents.blocks import Emphasis, Span

UNSEEN = (
    *range(0x20),  # NUL and its neighbours; white space is folded before they go
    *range(0x7F, 0xA0),
    0xAD,  # a hyphen that only shows at the end of a line
    0x61C,
    *range(0x200B, 0x2010),  # zero width, and marks of direction
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xD800, 0xE000),  # halves of characters
    0xFE0E,
    0xFE0F,
    0xFEFF,
    0xFFF9,
    0xFFFA,
    0xFFFB,
    0xFFFC,  # stands for a picture
    0xFFFE,
    0xFFFF,
)
TICKED = "☑🗹🗵🗷⊠✅\uf0fe\uf0fd\uf052\uf053\uf054\uf078"
EMPTY = "□▢⬜❏❐❑❒◻\uf0a8\uf06f\uf071\uf072"
LIKE_OTHERS: dict[int, str | None] = {
    **dict.fromkeys(UNSEEN),
    **dict.fromkeys(map(ord, TICKED), "☒"),
    **dict.fromkeys(map(ord, EMPTY), "☐"),
    0x2010: "-",
    0x2011: "-",
    0xF0B7: "•",
    0xF0A7: "▪",
    0xF0D8: "➢",
    0xF0FC: "✓",
    0xF0FB: "✗",
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
"""What characters that look like others, or like nothing, are read as. The private ones are Symbol's and Wingdings'."""

KEPT = {code: LIKE_OTHERS[code] for code in LIKE_OTHERS if code not in {0x09, 0x0A, 0x0D}}
FOLDED = {0x85: " ", 0x2028: "\n", 0x2029: "\n", 0x0B: "\n", 0x0C: "\n"}


def clean(text: str) -> str:
    """The text without what nobody sees (NUL, marks of direction, soft hyphens), and with its boxes as ☒ and ☐."""
    return text.translate(FOLDED).translate(KEPT)


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of words is set apart; `target` is the address of a link."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    target: str | None = None

    def target_of(self, emphasis: Emphasis) -> str | None:
        """None where the run is not set apart in this way; the address of a link, "" for the others."""
        if emphasis is Emphasis.LINK:
            return self.target
        return "" if getattr(self, emphasis) else None


PLAIN = Style()


class Words:
    """The text of one block as it grows. White space is folded; only `break_line` makes a new line."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._marks: list[tuple[int, int, Style]] = []
        self._between: tuple[str, Style] | None = None
        """White space that waits for words to follow."""

    def add(self, text: str, style: Style = PLAIN) -> None:
        """Add a run of words as the file has it."""
        text = clean(text)
        words = text.split()
        if text and text[0].isspace():
            self._wait(" ", style)
        if not words:
            return
        if self._between is not None:
            self._put(*self._between)
            self._between = None
        self._put(unicodedata.normalize("NFC", " ".join(words)), style)
        if text[-1].isspace():
            self._wait(" ", style)

    def break_line(self) -> None:
        """Begin a new line within the paragraph."""
        self._wait("\n", PLAIN)

    @property
    def empty(self) -> bool:
        """Whether no word has been added."""
        return not self._pieces

    def close_up(self) -> None:
        """Forget the white space after the last word."""
        self._between = None

    def take(self) -> tuple[str, tuple[Span, ...]]:
        """Hand over the text with its spans, and begin anew."""
        text, marks = "".join(self._pieces), self._marks
        self._pieces, self._length, self._marks, self._between = [], 0, [], None
        if not unicodedata.is_normalized("NFC", text):  # a letter and its accent came in different runs
            return unicodedata.normalize("NFC", text), ()
        spans = [span for emphasis in Emphasis for span in _spans(emphasis, marks, text)]
        return text, tuple(sorted(spans, key=lambda span: (span.start, -span.end)))

    def _wait(self, space: str, style: Style) -> None:
        if self._pieces and (self._between is None or space == "\n"):
            self._between = (space, style)

    def _put(self, piece: str, style: Style) -> None:
        self._pieces.append(piece)
        if style != PLAIN:
            self._marks.append((self._length, self._length + len(piece), style))
        self._length += len(piece)


def _spans(emphasis: Emphasis, marks: list[tuple[int, int, Style]], text: str) -> Iterator[Span]:
    """Runs of words in this emphasis, without white space at their ends. Words apart in the file stay apart."""
    open_span: tuple[int, int, str] | None = None
    for start, end, style in marks:
        target = style.target_of(emphasis)
        if target is None:
            continue
        if open_span and open_span[1:] == (start, target):
            open_span = (open_span[0], end, target)
            continue
        if open_span:
            yield _span(emphasis, open_span, text)
        open_span = None if text[start].isspace() else (start, end, target)
    if open_span:
        yield _span(emphasis, open_span, text)


def _span(emphasis: Emphasis, found: tuple[int, int, str], text: str) -> Span:
    start, end, target = found
    return Span(start, end - text[end - 1].isspace(), emphasis, target)
