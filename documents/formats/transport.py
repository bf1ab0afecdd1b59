"""A document, or why there is none, as JSON: how it comes back from the process that opened it.

Not pickled: that process has read what strangers wrote, and what it sends must not run here.
"""

import json
from typing import Any

from documents.blocks import Block, Cell, Emphasis, Place, Span, Unreadable
from documents.formats.document import Document


def packed(result: Document | Unreadable) -> bytes:
    """The JSON of a result."""
    if isinstance(result, Unreadable):
        return json.dumps({"message": result.message, "params": result.params}).encode()
    facts = {name: getattr(result, name) for name in ("name", "format", "sha256", "title", "language")}
    return json.dumps({**facts, "blocks": [_packed_block(block) for block in result.blocks]}).encode()


def unpacked(sent: bytes) -> Document:
    """The document that was sent. Raises the Unreadable that was sent instead."""
    received = json.loads(sent)
    if "message" in received:
        raise Unreadable(received["message"], **received["params"])
    return Document(**{**received, "blocks": tuple(_block(*fields) for fields in received["blocks"])})


def _packed_block(block: Block) -> list[Any]:
    spans = [(span.start, span.end, span.emphasis.value, span.target) for span in block.spans]
    cell = block.cell and (block.cell.table, block.cell.row, block.cell.column, block.cell.columns, block.cell.header)
    return [block.text, block.place.unit, block.place.number, block.heading, block.depth, block.marker, spans, cell]


def _block(
    text: str,
    unit: str,
    number: int,
    heading: int | None,
    depth: int,
    marker: str,
    spans: list[tuple[int, int, str, str]],
    cell: tuple[int, int, int, int, bool] | None,
) -> Block:
    found = tuple(Span(start, end, Emphasis(emphasis), target) for start, end, emphasis, target in spans)
    return Block(text, Place(unit, number), heading, depth, marker, found, Cell(*cell) if cell else None)
