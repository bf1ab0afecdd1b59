"""Markdown as people of the two offices write it: read once, into HTML that cannot run, or into parts to lay out.

CommonMark with tables, and no raw HTML: a `<` is a `<`. A new line is a new line, as one typed it. One grammar serves
the page, the preview and the document.
"""

import nh3
from markdown_it import MarkdownIt
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


def tree(text: str) -> SyntaxTreeNode:
    """The text as a tree of its parts, for those who lay it out."""
    return SyntaxTreeNode(GRAMMAR.parse(text))


def html(text: str) -> str:
    """The text as HTML, safe to show: what is not a plain part of prose is not in it."""
    return nh3.clean(GRAMMAR.render(text), tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES)
