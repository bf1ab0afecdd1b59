"""What the styles and lists of a Word document say about its paragraphs. Namespaces as in ISO/IEC 29500."""

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from documents.formats.archive import Archive
from documents.formats.numbering import MOST_LEVELS, Level, Numbering
from documents.formats.words import clean

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
OFF = ("0", "false", "off", "none")
HEADING_NAME = re.compile(r"(?:heading ([1-9])|(title))\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a style gives to its paragraphs. `numbers` is a list and a level of it."""

    name: str = ""
    heading: int | None = None
    numbers: tuple[str, int] | None = None
    bold: bool = False
    italic: bool = False


@dataclass(slots=True)
class Styles:
    """The styles of a document by their identifiers, and its lists."""

    by_id: dict[str, ParagraphStyle] = field(default_factory=dict)
    numbering: dict[str, Numbering] = field(default_factory=dict)

    def get(self, identifier: str | None) -> ParagraphStyle:
        """A style; the empty one where the document names one that it does not hold."""
        return self.by_id.get(identifier or "", ParagraphStyle())


def value(parent: etree._Element | None, path: str) -> str | None:
    """The `w:val` of an element below `parent`, None where there is no such element or no such attribute."""
    found = parent.find(path) if parent is not None else None
    return found.get(f"{W}val") if found is not None else None


def is_on(parent: etree._Element | None, name: str, otherwise: bool = False) -> bool:
    """Whether a toggle such as `w:b` is set: it is where the element stands without a value."""
    found = parent.find(f"{W}{name}") if parent is not None else None
    return otherwise if found is None else found.get(f"{W}val", "1") not in OFF


def number(text: str | None, otherwise: int = 0) -> int:
    """A number of the file, as far as it can be believed."""
    return int(text) if text and text.isdecimal() and len(text) < 7 else otherwise


def read_styles(archive: Archive, styles_part: str, numbering_part: str) -> Styles:
    """The styles and lists of a document; either part may be missing."""
    styles = Styles()
    if styles_part in archive.names:
        elements = {style.get(f"{W}styleId", ""): style for style in archive.tree(styles_part).iter(f"{W}style")}
        for identifier in elements:
            _resolve(identifier, elements, styles.by_id)
    if numbering_part in archive.names:
        styles.numbering = _numbering(archive.tree(numbering_part))
    return styles


def _resolve(identifier: str, elements: dict[str, etree._Element], known: dict[str, ParagraphStyle]) -> None:
    """Work out a style and those that it is based on, the most general first."""
    chain: list[str] = []
    while identifier in elements and identifier not in known and identifier not in chain:
        chain.append(identifier)
        identifier = value(elements[identifier], f"{W}basedOn") or ""
    style = known.get(identifier, ParagraphStyle())
    for each in reversed(chain):
        known[each] = style = _on_top(style, elements[each])


def _on_top(base: ParagraphStyle, element: etree._Element) -> ParagraphStyle:
    name = (value(element, f"{W}name") or "")[:100]
    paragraph, run = element.find(f"{W}pPr"), element.find(f"{W}rPr")
    heading = outline(paragraph, base.heading)
    if named := HEADING_NAME.match(name):
        heading = number(named[1], 1)
    return replace(
        base,
        name=name,
        heading=heading,
        numbers=numbers(paragraph, base.numbers),
        bold=is_on(run, "b", base.bold),
        italic=is_on(run, "i", base.italic),
    )


def outline(properties: etree._Element | None, otherwise: int | None) -> int | None:
    """A heading's level out of `w:outlineLvl`, which counts from 0 and has 9 for text that is no heading."""
    level = value(properties, f"{W}outlineLvl")
    if level is None:
        return otherwise
    return number(level) + 1 if number(level, 9) < 9 else None


def numbers(properties: etree._Element | None, otherwise: tuple[str, int] | None) -> tuple[str, int] | None:
    """List and level of a paragraph; None where it is in none, or has been taken out with the list 0."""
    found = properties.find(f"{W}numPr") if properties is not None else None
    if found is None:
        return otherwise
    identifier = value(found, f"{W}numId") or (otherwise[0] if otherwise else "0")
    level = number(value(found, f"{W}ilvl"), otherwise[1] if otherwise else 0)
    return None if identifier == "0" else (identifier, min(level, MOST_LEVELS - 1))


def _numbering(root: etree._Element) -> dict[str, Numbering]:
    """Lists by their identifiers. Lists of the same definition count on from one another, unless they start anew."""
    definitions = {
        definition.get(f"{W}abstractNumId"): Numbering(_levels(definition))
        for definition in root.iter(f"{W}abstractNum")
    }
    lists = {}
    for found in root.iter(f"{W}num"):
        shared = definitions.get(value(found, f"{W}abstractNumId"))
        if shared is None:
            continue
        changed = _overrides(found, shared.levels)
        lists[found.get(f"{W}numId", "")] = shared if changed is None else Numbering(changed)
    return lists


def _levels(definition: etree._Element) -> dict[int, Level]:
    return {
        number(level.get(f"{W}ilvl")): Level(
            value(level, f"{W}numFmt") or "decimal",
            clean(value(level, f"{W}lvlText") or "")[:40],
            number(value(level, f"{W}start"), 1),
        )
        for level in definition.iter(f"{W}lvl")
    }


def _overrides(found: etree._Element, levels: dict[int, Level]) -> dict[int, Level] | None:
    changed = dict(levels)
    for override in found.iter(f"{W}lvlOverride"):
        level = number(override.get(f"{W}ilvl"))
        changed |= _levels(override)
        if (start := value(override, f"{W}startOverride")) is not None:
            changed[level] = replace(changed.get(level, Level("decimal", f"%{level + 1}.")), start=number(start, 1))
    return changed if found.find(f"{W}lvlOverride") is not None else None
