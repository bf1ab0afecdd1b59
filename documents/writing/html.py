"""The response as a web page that stands alone: no scripts, nothing from elsewhere, fit to be heard and printed."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from lxml.builder import ElementMaker
from lxml.html import HtmlElement, fragments_fromstring, html_parser, tostring

from documents.writing import markdown
from documents.writing.parts import (
    Banner,
    Choices,
    Facts,
    Fields,
    Heading,
    ItemText,
    Letterhead,
    Lines,
    Page,
    Paragraph,
    Part,
    Prose,
    Table,
    in_words,
)

CSS = Path(__file__).with_suffix(".css")
E = ElementMaker(makeelement=html_parser.makeelement)


def as_html(page: Page) -> bytes:
    """The bytes of the page, in UTF-8."""
    root = E.html(
        {"lang": page.language},
        E.head(
            E.meta(charset="utf-8"),
            E.meta(name="viewport", content="width=device-width, initial-scale=1"),
            E.meta(name="author", content=page.author),
            *([E.meta(name="dcterms.date", content=page.dated_on.isoformat())] if page.dated_on else []),
            *([E.meta(name="robots", content="noindex")] if page.draft else []),
            E.title(f"{page.title} – {page.author}"),
            E.style(CSS.read_text(encoding="utf-8")),
        ),
        E.body(E.main(*(element for part in page.parts for element in _elements(part)))),
    )
    return tostring(root, doctype="<!DOCTYPE html>", encoding="utf-8")


def _elements(part: Part) -> Iterator[HtmlElement]:
    return WRITERS[type(part)](part)


def _letterhead(part: Letterhead) -> Iterator[HtmlElement]:
    logo = [_of_class(E.p(part.logo), "logo")] if part.logo else []
    address = [E.p(*_lines(part.address))] if part.address else []
    yield _of_class(E.div(*logo, E.p(E.strong(part.title)), *address), "letterhead")


def _heading(part: Heading) -> Iterator[HtmlElement]:
    yield E(f"h{part.level}", part.text)


def _separate(part: Lines) -> Iterator[HtmlElement]:
    yield E.p(*_lines(part.lines))


def _paragraph(part: Paragraph) -> Iterator[HtmlElement]:
    yield E.p(part.text)


def _prose(part: Prose) -> Iterator[HtmlElement]:
    found = fragments_fromstring(markdown.html(part.text, below=part.level))
    yield _of_class(E.div(*found), "prose")


def _item_text(part: ItemText) -> Iterator[HtmlElement]:
    yield _of_class(
        E.blockquote(
            *(
                E.ul(*(E.li(line) for line in piece.lines)) if piece.listed else E.p(*_lines(piece.lines))
                for piece in part.pieces
            )
        ),
        "item",
    )


def _fields(part: Fields) -> Iterator[HtmlElement]:
    rows = (E.tr(E.th(name, scope="row"), E.td(value)) for name, value in part.rows)
    yield E.table({"aria-label": part.name}, E.tbody(*rows))


def _facts(part: Facts) -> Iterator[HtmlElement]:
    yield _of_class(E.div(*(E.p(E.strong(f"{name}:"), f" {value}") for name, value in part.rows)), "facts")


def _table(part: Table) -> Iterator[HtmlElement]:
    numbers = part.numbers
    heads = (_column(E.th(name, scope="col"), place, numbers) for place, name in enumerate(part.headings))
    rows = (
        E.tr(*(_column(E.td(in_words(cell)), place, numbers) for place, cell in enumerate(row))) for row in part.rows
    )
    yield _of_class(E.table(E.thead(E.tr(*heads)), E.tbody(*rows)), "grid")


def _column(cell: HtmlElement, place: int, numbers: frozenset[int]) -> HtmlElement:
    return _of_class(cell, "number") if place in numbers else cell


def _choices(part: Choices) -> Iterator[HtmlElement]:
    boxes = (E.p(E.label(_box(ticked=ticked), f" {name}")) for name, ticked in part.boxes)
    yield E.fieldset(E.legend(part.name), *boxes)


def _box(*, ticked: bool) -> HtmlElement:
    return E.input({"type": "checkbox", "disabled": "disabled"} | ({"checked": "checked"} if ticked else {}))


def _banner(part: Banner) -> Iterator[HtmlElement]:
    yield _of_class(E.p(E.strong(part.text)), "banner")


WRITERS: Mapping[type[Any], Callable[[Any], Iterator[HtmlElement]]] = {
    Letterhead: _letterhead,
    Heading: _heading,
    Lines: _separate,
    Paragraph: _paragraph,
    Prose: _prose,
    ItemText: _item_text,
    Fields: _fields,
    Facts: _facts,
    Choices: _choices,
    Table: _table,
    Banner: _banner,
}


def _lines(lines: tuple[str, ...]) -> Iterator[str | HtmlElement]:
    for number, line in enumerate(lines):
        if number:
            yield E.br()
        yield line


def _of_class(element: HtmlElement, name: str) -> HtmlElement:
    element.set("class", name)
    return element
