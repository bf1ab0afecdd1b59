"""Writes a Word document (.docx): real headings, lists and table headers, in styles of its own that people can change.

python-docx keeps the package. The looks of its template are replaced by those in `styles/word.xml`.
"""

import io
from datetime import datetime, time
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from documents.writing.archive import settled
from documents.writing.docx_text import WordText, element
from documents.writing.parts import DRAFT, Page

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


def as_docx(page: Page) -> bytes:
    """The page as a Word document. The same page gives the same bytes."""
    word = docx.Document()
    _clear(word)
    _set_up(word, page.language)
    _describe(word, page)
    _edges(word, draft=page.draft)
    text = WordText(word)
    for part in page.parts:
        text.part(part)
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
    about.title, about.author = page.title[:255], page.author[:255]
    about.last_modified_by, about.language = about.author, page.language
    about.comments, about.revision = "", 1
    if page.dated_on:
        about.created = about.modified = datetime.combine(page.dated_on, time())
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
        counted = element("fldSimple", instr=field)
        counted.append(footer.add_run("1")._r)
        footer._p.append(counted)
