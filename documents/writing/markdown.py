"""Markdown as people of the two offices write it: read once, into HTML that cannot run, or into parts to lay out.

CommonMark with tables, and no raw HTML: a `<` is a `<`. A new line is a new line, as one typed it. One grammar serves
the page, the preview and the document.
"""

from collections.abc import Sequence

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

GRAMMAR = (
    MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"]).disable(["image"])
)

TAGS = {
    "p", "br", "h2", "h3", "h4", "h5", "h6", "strong", "em", "s", "a", "ul", "ol", "li",
    "blockquote", "code", "pre", "hr", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "th": {"scope"}}
SCHEMES = {"http", "https", "mailto", "tel"}


DEEPEST = 6
"""The deepest heading that HTML has."""


def tree(text: str, below: int = 0) -> SyntaxTreeNode:
    """The text as a tree of its parts, for those who lay it out. Its headings (`tag`) stand below the level `below`."""
    return SyntaxTreeNode(moved(GRAMMAR.parse(text), below))


def moved(tokens: Sequence[Token], below: int) -> list[Token]:
    """The same with every heading's `tag` as deep as it must be below a heading of the level `below`, without a gap.

    However people chose their headings: "###", "#####", "##" below level 2 are levels 3, 4 and 3.
    """
    above: list[int] = []
    for token in tokens:
        if token.type == "heading_open":
            own = int(token.tag[1:])
            above = [*(level for level in above if level < own), own]
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(DEEPEST, below + len(above))}"
    return list(tokens)


def html(text: str) -> str:
    """The text as HTML, safe to show: what is not a plain part of prose is not in it."""
    return nh3.clean(GRAMMAR.render(text), tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES)
