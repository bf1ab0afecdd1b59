"""Writes an OpenDocument text (.odt): real headings, lists and table headers, in styles of its own. ISO/IEC 26300.

Its XML is written as it stands, in the four parts that the standard asks for.
"""

from datetime import datetime, time
from pathlib import Path

from lxml import etree

from documents.writing.archive import zipped
from documents.writing.odt_text import NAMESPACES, OpenText, element, named, qualified
from documents.writing.office import SIGNS
from documents.writing.parts import DRAFT, Page, Table

STYLES = (Path(__file__).parent / "styles" / "opendocument.xml").read_bytes()
TABLES = (Path(__file__).parent / "styles" / "opendocument_tables.xml").read_bytes()
MIME_TYPE = "application/vnd.oasis.opendocument.text"
MODE = "text:list-level-position-and-space-mode"
STEP, QUOTED = 0.75, 0.7
"""How far lists and quotations are indented, in centimetres."""

BAR = 0.53
"""The bar beside a quotation with its distance. An indent is that of the bar, but a tab stop that of the words."""

DEEPEST = 10
"""Levels of a list."""

TEXT_WIDTH = 16
"""How wide the text is, in centimetres."""

VERSION = {"office:version": "1.3"}


def as_odt(page: Page) -> bytes:
    """The page as an OpenDocument text. The same page gives the same bytes."""
    parts = {"content.xml": _content(page), "styles.xml": _styles(page), "meta.xml": _meta(page)}
    manifest = element("manifest:manifest", {"manifest:version": VERSION["office:version"]})
    for path, kind in (("/", MIME_TYPE), *((name, "text/xml") for name in parts)):
        values = {"manifest:full-path": path, "manifest:media-type": kind}
        element("manifest:file-entry", values, within=manifest)
    parts["META-INF/manifest.xml"] = manifest
    return zipped(
        {name: etree.tostring(root, xml_declaration=True, encoding="UTF-8") for name, root in parts.items()},
        stored={"mimetype": MIME_TYPE.encode()},
    )


def _content(page: Page) -> etree._Element:
    root = element("office:document-content", VERSION)
    root.append(_automatic_styles(page))
    text = element("office:text", within=element("office:body", within=root))
    writer = OpenText(text)
    for part in page.parts:
        writer.part(part)
    return root


def _automatic_styles(page: Page) -> etree._Element:
    """How tables look: only here may that be said."""
    root = etree.fromstring(TABLES)
    for width in sorted({width for part in page.parts if isinstance(part, Table) for width in part.widths}):
        style = {"style:name": named(f"Width {width}"), "style:family": "table-column"}
        # In large numbers: LibreOffice takes whatever is below 23 for 23.
        share = {"style:column-width": f"{width * TEXT_WIDTH / 100:.2f}cm", "style:rel-column-width": f"{width * 100}*"}
        element("style:table-column-properties", share, within=element("style:style", style, within=root))
    return root


def _styles(page: Page) -> etree._Element:
    """The styles, in the language in which the spelling is to be checked, and what stands on each sheet."""
    root = etree.fromstring(STYLES, etree.XMLParser(remove_blank_text=True))
    for kind in ("Bullets", "Numbers"):
        for shift, name in ((0.0, kind), (QUOTED, f"Quoted {kind}")):
            next(root.iterfind("office:styles", NAMESPACES)).append(_list_style(name, kind, shift))
    language, _, country = page.language.partition("-")
    for properties in root.iterfind(".//style:default-style/style:text-properties", NAMESPACES):
        properties.set(qualified("fo:language"), language)
        properties.set(qualified("fo:country"), country or "none")
    if page.draft:
        master = next(root.iterfind(".//style:master-page", NAMESPACES))
        master.insert(0, element("style:header"))
        element("text:p", {"text:style-name": "Header"}, within=master[0]).text = DRAFT
    return root


def _list_style(name: str, kind: str, shift: float) -> etree._Element:
    """How lists are marked on each level, `shift` to the right."""
    made = element("text:list-style", {"style:name": named(name), "style:display-name": name})
    for level in range(1, DEEPEST + 1):
        look = {"text:level": str(level)}
        if kind == "Bullets":
            look["text:bullet-char"] = SIGNS[(level - 1) % len(SIGNS)]
            described = element("text:list-level-style-bullet", look, within=made)
        else:
            look |= {"style:num-format": "1", "style:num-suffix": "."}
            described = element("text:list-level-style-number", look, within=made)
        place = element("style:list-level-properties", {MODE: "label-alignment"}, within=described)
        left = shift + STEP * level
        stop = left + (BAR if shift else 0)
        tab = {"text:label-followed-by": "listtab", "text:list-tab-stop-position": f"{stop:.2f}cm"}
        indent = {"fo:text-indent": f"-{STEP}cm", "fo:margin-left": f"{left:.2f}cm"}
        element("style:list-level-label-alignment", tab | indent, within=place)
    return made


def _meta(page: Page) -> etree._Element:
    root = element("office:document-meta", VERSION)
    meta = element("office:meta", within=root)
    day = datetime.combine(page.dated_on, time()).isoformat() if page.dated_on else ""
    for name, words in (
        ("dc:title", page.title),
        ("meta:initial-creator", page.author),
        ("dc:creator", page.author),
        ("meta:creation-date", day),
        ("dc:date", day),
        ("dc:language", page.language),
    ):
        if words:
            element(name, within=meta).text = words
    return root
