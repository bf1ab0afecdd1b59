"""Words with their emphasis: what a paragraph of a word processor's file is made of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import urlsplit

from markdown_it.tree import SyntaxTreeNode

from documents.writing.markdown import SCHEMES
from documents.writing.parts import UNPRINTABLE


@dataclass(frozen=True, slots=True)
class Run:
    """Words set in one way. A new line within them is a line break. `target` is the address of a link, "" for none."""

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    target: str = ""


PLAIN = Run("")


def plain(text: str) -> list[Run]:
    """Words that are set in no way."""
    return [Run(text)]


def runs_of(node: SyntaxTreeNode) -> list[Run]:
    """The words of a paragraph, heading or cell of Markdown."""
    return list(_joined(run for child in node.children for run in _runs(child, PLAIN)))


def _runs(node: SyntaxTreeNode, style: Run) -> Iterator[Run]:
    if node.type in ("softbreak", "hardbreak"):
        yield replace(style, text="\n")
    elif node.type == "code_inline":
        yield replace(style, text=node.content.translate(UNPRINTABLE), code=True)
    elif not node.children:
        yield replace(style, text=node.content.translate(UNPRINTABLE))
    else:
        style = _within(node, style)
        for child in node.children:
            yield from _runs(child, style)


def _within(node: SyntaxTreeNode, style: Run) -> Run:
    if node.type == "link":
        return replace(style, target=_address(str(node.attrs.get("href", ""))))
    return replace(
        style,
        bold=style.bold or node.type == "strong",
        italic=style.italic or node.type == "em",
        strike=style.strike or node.type == "s",
    )


def _address(href: str) -> str:
    """An address that leads somewhere out of a file, else "": "#part" and "/page" are at home on a site."""
    try:
        return href if urlsplit(href).scheme in SCHEMES else ""
    except ValueError:
        return ""


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    for style, alike in groupby(runs, key=lambda run: replace(run, text="")):
        if text := "".join(run.text for run in alike):
            yield replace(style, text=text)
