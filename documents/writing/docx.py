"""Writes a Word document (.docx): real headings, lists and table headers, in styles of its own that people can change.

python-docx keeps the package. The looks of its template are replaced by those in `styles/word.xml`.
"""

import io
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Twips

from documents.writing.archive import settled
from documents.writing.docx_text import BULLETS, TEXT_WIDTH, Text, element
from documents.writing.parts import (
    DRAFT,
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
    box,
)
from documents.writing.runs import Run, plain, writable

STYLES = (Path(__file__).parent / "styles" / "word.xml").read_bytes()
UNUSED = {
    RT.THUMBNAIL,
    RT.EXTENDED_PROPERTIES,
    RT.CUSTOM_XML,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/webSettings",
}
"""What the template of python-docx says about itself, by type of relationship."""

WORD_2013 = "15"
"""The newest way in which Word lays out; under any older one its title bar says "Compatibility Mode"."""

NAMES = Twips(3000)
"""How wide a column of names is."""


def as_docx(page: Page) -> bytes:
    """The page as a Word document. The same page gives the same bytes."""
    word = docx.Document()
    _clear(word)
    _set_up(word, writable(page.language))
    _describe(word, page)
    _edges(word, draft=page.draft)
    text = Text(word)
    for part in page.parts:
        PARTS[type(part)](text, part)
    file = io.BytesIO()
    word.save(file)
    return settled(file.getvalue())


def _clear(word: Document) -> None:
    for relations in (word.part.rels, word.part.package.rels):
        for identifier in [key for key, relation in relations.items() if relation.reltype in UNUSED]:
            del relations[identifier]


def _set_up(word: Document, language: str) -> None:
    """Our own styles, and the language in which Word is to check the spelling."""
    styles, settings = word.styles.element, word.settings.element
    styles[:] = list(parse_xml(STYLES))
    for place in (next(styles.iter(qn("w:lang"))), next(settings.iter(qn("w:themeFontLang")))):
        place.set(qn("w:val"), language)
        place.set(qn("w:eastAsia"), language)
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), WORD_2013)
    for name in ("w:proofState", "w:savePreviewPicture", "w:rsids"):
        settings.remove(next(settings.iter(qn(name))))


def _describe(word: Document, page: Page) -> None:
    about = word.core_properties
    about.title, about.author = writable(page.title)[:255], writable(page.author)[:255]
    about.last_modified_by, about.language = about.author, writable(page.language)
    about.comments, about.revision = "", 1
    if page.dated_on:
        about.created = about.modified = datetime.combine(page.dated_on, time())  # noqa: DTZ001 - a day has no zone
    else:
        for name in ("created", "modified"):
            about._element.remove(about._element.find(qn(f"dcterms:{name}")))


def _edges(word: Document, *, draft: bool) -> None:
    """The sheet, and what stands at the top and at the bottom of each."""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(22)
    section.header_distance = section.footer_distance = Mm(10)
    if draft:
        section.header.paragraphs[0].add_run(DRAFT)
    footer = section.footer.paragraphs[0]
    for words, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        footer.add_run(words)
        counted = element("w:fldSimple", instr=field)
        counted.append(footer.add_run("1")._r)
        footer._p.append(counted)


# What a response is made of ------------------------------------------------------------------------------------------


def _letterhead(text: Text, part: Letterhead) -> None:
    for style, lines in (("Logo", [part.logo]), ("LetterheadTitle", [part.title]), ("Letterhead", part.address)):
        for line in filter(None, lines):
            text.paragraph(plain(line), style)


def _heading(text: Text, part: Heading) -> None:
    text.paragraph(plain(part.text), f"Heading{part.level}")


def _lines(text: Text, part: Lines) -> None:
    text.paragraph(plain("\n".join(part.lines)), "Lines")


def _sentence(text: Text, part: Paragraph) -> None:
    text.paragraph(plain(part.text))


def _prose(text: Text, part: Prose) -> None:
    text.markdown(part.text, part.level)


def _item_text(text: Text, part: ItemText) -> None:
    with text.quotation():
        for piece in part.pieces:
            if not piece.listed:
                text.paragraph(plain("\n".join(piece.lines)))
                continue
            with text.listed():
                for line in piece.lines:
                    text.mark(BULLETS)
                    text.paragraph(plain(line))


def _facts(text: Text, part: Facts) -> None:
    for name, words in part.rows:
        text.paragraph([Run(writable(f"{name}:"), bold=True), *plain(f" {words}")], "Fact")


def _fields(text: Text, part: Fields) -> None:
    table = text.table(len(part.rows), (NAMES, Twips(TEXT_WIDTH.twips - NAMES.twips)), "Fields")
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    look.set(qn("w:firstRow"), "0")
    properties.append(element("w:tblCaption", val=part.name))
    for row, (name, words) in zip(table.rows, part.rows, strict=True):
        text.paragraph(plain(name), "TableHeading", row.cells[0])
        text.paragraph(plain(words), "TableText", row.cells[1])
    text.gap()


def _choices(text: Text, part: Choices) -> None:
    text.paragraph(plain(part.name), "Question")
    for words, ticked in part.boxes:
        text.paragraph(plain(f"{box(ticked)} {words}"), "Choice")


def _banner(text: Text, part: Banner) -> None:
    text.paragraph(plain(part.text), "Banner")


PARTS: dict[type[Part], Callable[[Text, Any], None]] = {
    Letterhead: _letterhead,
    Heading: _heading,
    Lines: _lines,
    Paragraph: _sentence,
    Prose: _prose,
    ItemText: _item_text,
    Fields: _fields,
    Facts: _facts,
    Choices: _choices,
    Banner: _banner,
}
