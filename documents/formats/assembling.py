"""What is done with a paragraph of any format once its words are known: typed markers, and paragraphs cut in two."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from documents.blocks import Block, Cell, Emphasis, Place, Span
from documents.formats.words import Words

MARKER = re.compile(
    r"""(?:
        (?P<bullet> [•●○◦▪■‣∙·➢➤❖–—*-] | o(?=\s[A-Z]) )
      | \(? (?: \d{1,3} | [a-z] | [ivx]{2,5} ) \)
      | \( [A-Z] \) | [A-Z] \)
      | (?: [a-z] | [ivx]{2,5} | \d{1,3} (?:\.\d{1,3}){0,3} ) \.
      | \d{1,2} (?:\.\d{1,2}){1,3} (?=\s+[A-Z])
    ) \s+ (?=\S)""",
    re.VERBOSE,
)
"""A bullet or a number that somebody typed in front of a paragraph: "•", "3.", "b)", "(iv)", "2.1"."""


def assemble(
    words: Words,
    place: Place,
    *,
    heading: int | None = None,
    depth: int = 0,
    marker: str = "",
    cell: Cell | None = None,
) -> Iterator[Block]:
    """The block that these words make, if there are any. A marker that was typed becomes the block's marker."""
    text, spans = words.take()
    if not marker and (typed := MARKER.match(text)):
        marker = typed[0].strip()
        text = text[typed.end() :]
        spans = tuple(_moved(spans, -typed.end()))
        depth = depth or int(heading is None)
    if text:
        yield Block(text, place, heading, depth, marker, spans, cell)


def _moved(spans: Iterable[Span], by: int) -> Iterator[Span]:
    for span in spans:
        if span.end + by > 0:
            yield replace(span, start=max(0, span.start + by), end=span.end + by)


LONG, TOO_LONG = 80, 5_000
UNFINISHED = re.compile(r"[^\W_][,)'’”\"-]?\Z|&\Z")
STILL_TO_COME = frozenset(
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "or", "our", "that", "the", "their", "this", "to"]
)


def whole(blocks: Iterable[Block]) -> Iterator[Block]:
    """Paragraphs that the end of a page cut in two, whole again.

    The first part is long and stops in the middle of a sentence; the second goes on with a small letter, or the first
    ends in a word that cannot end a sentence.
    """
    before: Block | None = None
    for block in blocks:
        if before is not None and _goes_on(before, block):
            before = joined(before, block)
            continue
        if before is not None:
            yield before
        before = block
    if before is not None:
        yield before


def joined(first: Block, second: Block) -> Block:
    """One paragraph out of two parts of it."""
    by = len(first.text) + 1
    spans = [*first.spans]
    for span in _moved(second.spans, by):
        last = next((i for i, old in enumerate(spans) if old.end == by - 1 and old.emphasis == span.emphasis), None)
        if last is not None and span.start == by and spans[last].target == span.target:
            spans[last] = replace(spans[last], end=span.end)
        else:
            spans.append(span)
    return replace(first, text=f"{first.text} {second.text}", spans=tuple(spans))


def _goes_on(first: Block, second: Block) -> bool:
    if first.heading or second.heading or second.marker or second.depth > first.depth or first.cell or second.cell:
        return False
    if not LONG <= len(first.text) < TOO_LONG or not UNFINISHED.search(first.text[-3:]):
        return False
    last = first.text[-20:].split()[-1].casefold()
    alike = first.covered_by(Emphasis.BOLD) == second.covered_by(Emphasis.BOLD)
    return alike and (second.text[0].islower() or last in STILL_TO_COME)
