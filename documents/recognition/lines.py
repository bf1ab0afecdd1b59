"""A document's lines: what a reader of it would take for one, with how it is set."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from documents.blocks import Block, Cell, Emphasis, Place

BOLD_LEVEL = 7
"""How strong a heading a line all in bold is: below any heading that is marked as one."""

PLAIN_LEVEL = 9

LONGEST_LABEL = 80
SENTENCE_ENDS = frozenset('.!?”"')

HEADING_WORDS = 25
"""Most words of a heading; a paragraph all in bold is not one."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `block` counts the blocks from 0, `lead` is the length of a bold beginning: "**Title:** value"."""

    text: str
    block: int
    place: Place
    heading: int | None = None
    bold: bool = False
    italic: bool = False
    lead: int = 0
    depth: int = 0
    marker: str = ""
    cell: Cell | None = None

    @property
    def level(self) -> int:
        """How strong a heading it is: 1 to 6 where marked, then bold, then plain."""
        if self.heading is not None:
            return min(self.heading, BOLD_LEVEL - 1)
        return BOLD_LEVEL if self.bold else PLAIN_LEVEL

    @property
    def is_heading(self) -> bool:
        """Whether it is set as a heading, by its mark or in bold, and short enough to be one."""
        return self.level < PLAIN_LEVEL and len(self.text.split(None, HEADING_WORDS)) <= HEADING_WORDS

    @property
    def written(self) -> str:
        """As a reader sees it, with the marker of its list."""
        return f"{self.marker} {self.text}" if self.marker else self.text


def lines_of(blocks: Iterable[Block]) -> Iterator[Line]:
    """All lines in reading order. A cell's paragraphs stay in their cell.

    A bold label that a paragraph runs into ("… a siren. **Our answer:** None.") begins a line of its own: so it was
    printed, and a format without paragraphs lost it.
    """
    for number, block in enumerate(blocks):
        bold, italic = _marked(block, Emphasis.BOLD), _marked(block, Emphasis.ITALIC)
        ends = sorted({*_breaks(block), *_run_in(block), len(block.text)})
        for begin, end in zip([0, *ends], ends, strict=False):
            part = block.text[begin:end]
            text = part.strip()
            at = begin + (len(part) - len(part.lstrip()))
            if not text:
                continue
            yield Line(
                text,
                number,
                block.place,
                block.heading,
                _all_marked(bold, text, at),
                _all_marked(italic, text, at),
                _lead(bold, text, at),
                block.depth,
                block.marker if begin == 0 else "",
                block.cell,
            )


def _breaks(block: Block) -> Iterator[int]:
    return (place for place, char in enumerate(block.text) if char == "\n") if "\n" in block.text else iter(())


def _run_in(block: Block) -> Iterator[int]:
    """Where bold labels begin within a paragraph: behind the end of a sentence, before a colon or the block's end."""
    text = block.text
    for span in block.spans:
        if span.emphasis != Emphasis.BOLD or not 2 < span.start < span.end <= span.start + LONGEST_LABEL:
            continue
        behind = text[span.end :]
        labels = not behind.strip() or text[: span.end].rstrip().endswith(":") or behind.startswith(":")
        if (
            labels
            and text[span.start - 2 : span.start].strip()[-1:] in SENTENCE_ENDS
            and text[span.start - 1].isspace()
        ):
            yield span.start


def _marked(block: Block, emphasis: Emphasis) -> bytearray:
    marked = bytearray(len(block.text))
    for span in block.spans:
        if span.emphasis == emphasis:
            end = min(span.end, len(marked))
            marked[span.start : end] = b"\1" * max(0, end - span.start)
    return marked


def _all_marked(marked: bytearray, text: str, begin: int) -> bool:
    return any(marked[begin : begin + len(text)]) and all(
        marked[begin + at] or not char.isalnum() for at, char in enumerate(text)
    )


def _lead(marked: bytearray, text: str, begin: int) -> int:
    """Length of the bold beginning of a line that is not bold all through."""
    if begin >= len(marked) or not marked[begin]:
        return 0
    end = marked.find(0, begin, begin + len(text))
    return end - begin if end >= 0 else 0


def joined(lines: Iterable[Line]) -> str:
    """Lines put together again: paragraphs apart, the lines of one paragraph and those of a list below each other."""
    text: list[str] = []
    last: Line | None = None
    for line in lines:
        if last is not None:
            text.append("\n" if line.block == last.block or (line.marker and (last.marker or last.depth)) else "\n\n")
        text.append(line.written)
        last = line
    return "".join(text)
