"""Markdown as people of the two offices write it: read once, into HTML that cannot run, or into parts to lay out.

CommonMark with tables and without what makes words of plain prose vanish or look like a program's: raw HTML, pictures,
indented code, titles by underlining, and definitions of links. A `<` is a `<`, and a new line is a new line, as one
typed it. One grammar serves the page, the preview and the document.
"""

import re
from collections.abc import Iterable

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

LOWEST = 6
"""HTML has no heading below this level, and no document should."""


def _titled(state: StateCore) -> None:
    """Take headings without words away: a "#" alone on a line."""
    bare = {
        place + step
        for place, token in enumerate(state.tokens)
        if token.type == "heading_open" and not _has_words(state.tokens[place + 1])
        for step in range(3)  # it begins, its words, it ends
    }
    state.tokens = [token for place, token in enumerate(state.tokens) if place not in bare]


def _has_words(inline: Token) -> bool:
    return any(part.content.strip() for part in inline.children or ())


def _outline(state: StateCore) -> None:
    """Give headings the levels of an outline without gaps, below that of the heading under which the text stands."""
    above: list[int] = []
    opened = ""
    for token in state.tokens:
        if token.type == "heading_open":
            level = int(token.tag[1:])
            above = [*(one for one in above if one < level), level]
            opened = f"h{min(state.env.get('below', 0) + len(above), LOWEST)}"
        if token.type in ("heading_open", "heading_close"):
            token.tag = opened


def _shallow(state: StateCore) -> None:
    """Take emphasis within emphasis away where it is deeper than anybody means: the words stay."""
    for token in state.tokens:
        token.children = list(_not_too_deep(token.children)) if token.children else token.children


def _not_too_deep(tokens: Iterable[Token]) -> Iterable[Token]:
    depth = 0
    for token in tokens:
        depth += token.nesting == 1
        if token.nesting == 0 or depth <= DEEPEST:
            yield token
        depth -= token.nesting == -1


DEEPEST = 40
"""Lists, quotations and emphasis within each other. Blocks deeper than that are not shown: nobody writes them."""

GRAMMAR = (
    MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": DEEPEST})
    .enable(["table", "strikethrough"])
    .disable(["image", "code", "lheading", "reference"])
)
GRAMMAR.core.ruler.push("titled", _titled)
GRAMMAR.core.ruler.push("outline", _outline)
GRAMMAR.core.ruler.push("shallow", _shallow)

TAGS = {
    "p", "br", "h2", "h3", "h4", "h5", "h6", "strong", "em", "s", "a", "ul", "ol", "li",
    "blockquote", "code", "pre", "hr", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}, "ol": {"start"}, "th": {"scope"}}
COLUMN_HEADS = {"th": {"scope": "col"}}
SCHEMES = {"http", "https", "mailto", "tel"}


def tree(text: str, *, below: int = 0) -> SyntaxTreeNode:
    """The text as a tree of its parts, to lay it out. `below` as in `html`: the level of a heading is in its `tag`."""
    return SyntaxTreeNode(GRAMMAR.parse(text, {"below": below}))


def html(text: str, *, below: int = 1) -> str:
    """The text as HTML, safe to show: what is not a plain part of prose is not in it.

    `below` is the level of the heading under which the text stands: its own begin one lower, and none skips a level.
    """
    rendered = GRAMMAR.render(text, {"below": below})
    return nh3.clean(
        rendered, tags=TAGS, attributes=ATTRIBUTES, set_tag_attribute_values=COLUMN_HEADS, url_schemes=SCHEMES
    )


MARKED = re.compile(r"[*_`~<\\&]|\]\(|^[^\S\n]*(?:[-+#>|:]|[0-9]+[.)])", re.MULTILINE)
"""What every mark of the grammar has in it. Text without it is words alone, and need not be parsed."""


def plain(text: str) -> str:
    """The words alone, where there is no room for more: a line each for paragraphs, items of lists, rows of tables."""
    if not MARKED.search(text):
        return "\n".join(filter(None, map(str.strip, text.splitlines())))
    return "\n".join(_lines(tree(text).children, ""))


def _lines(nodes: Iterable[SyntaxTreeNode], marker: str) -> Iterable[str]:
    for place, node in enumerate(nodes):
        lead = marker if place == 0 else ""
        if node.type in ("bullet_list", "ordered_list"):
            first = int(node.attrs.get("start", 1))
            for number, item in enumerate(node.children, first):
                yield from _lines(item.children, "• " if node.type == "bullet_list" else f"{number}. ")
        elif node.type == "tr":
            yield " | ".join("".join(_words(cell)) for cell in node.children)
        elif node.type in ("paragraph", "heading"):
            yield lead + "".join(_words(node))
        elif node.type in ("fence", "hr"):
            yield from node.content.splitlines()
        else:
            yield from _lines(node.children, lead)


def _words(node: SyntaxTreeNode) -> Iterable[str]:
    if node.type in ("softbreak", "hardbreak"):
        yield "\n"
    elif node.type in ("text", "code_inline"):
        yield node.content
    for child in node.children:
        yield from _words(child)


# Plain text ----------------------------------------------------------------------------------------------------------

BULLET = re.compile(r"[•●○◦▪■‣∙·➢➤❖*-]\s+(?=\S)")
NUMBER = re.compile(r"([0-9]{1,9})\.\s+(?=\S)")
BEGINS = re.compile(
    r"""\#{1,6}(?=\s|$) | > | [-+*](?=\s|$)     # headings, quotations, lists
    | [-*_](?=[\s*_-]*$) | [|:-](?=[\s|:-]*$)   # rules across, and the second line of a table
    """,
    re.VERBOSE,
)
NUMBERED = re.compile(r"([0-9]{1,9})([.)])(?=\s|$)")
MARKS = re.compile(
    r"""\\(?=[!-/:-@[-`{-~]|$)                 # would escape the mark behind it
    | (?<!\s)\* | \*(?!\s|$)                   # emphasis, but no star between blanks
    | (?<![^\W_])_ | _(?![^\W_])               # nor a line within a word
    | ` | ~(?=~) | (?<=~)~                     # code, words struck out
    | \](?=\()                                 # a link
    | <(?=[a-zA-Z]) | &(?=\#|[a-zA-Z0-9]+;)    # an address, a character by its name
    """,
    re.VERBOSE | re.MULTILINE,
)


def from_plain(text: str) -> str:
    """Markdown that looks as this plain text does: bullets and numbers become lists, other marks stand as they are."""
    lines: list[str] = []
    number, between = None, False  # of the list that goes on here: its last number, and whether a paragraph came since
    for raw in text.splitlines():
        line = raw.strip()
        if bullet := BULLET.match(line):
            number, line = None, f"- {_kept(line[bullet.end() :])}"
        elif (found := NUMBER.match(line)) and (number is None or between or int(found[1]) == number + 1):
            number, between = int(found[1]), False
            line = f"{number}. {_kept(line[found.end() :])}"
        else:
            between = between or bool(line and lines and not lines[-1])
            line = _kept(line)
        lines.append(line)
    return "\n".join(lines)


def _kept(line: str) -> str:
    """A line of which every mark is shown, and none is obeyed."""
    line = MARKS.sub(r"\\\g<0>", line)
    line = BEGINS.sub(r"\\\g<0>", line, count=1) if BEGINS.match(line) else line
    return NUMBERED.sub(r"\1\\\2", line, count=1) if NUMBERED.match(line) else line
