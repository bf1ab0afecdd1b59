"""The file formats that a response is written in."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from documents.writing.content import Content, Layout
from documents.writing.docx import as_docx
from documents.writing.html import as_html
from documents.writing.layouts import laid_out
from documents.writing.odt import as_odt
from documents.writing.parts import Page
from documents.writing.pdf import as_pdf


class Form(StrEnum):
    """A file format: `value` is the ending of its files' names."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"

    @property
    def media_type(self) -> str:
        """What a server says it is."""
        return MEDIA_TYPES[self]


MEDIA_TYPES: Mapping[Form, str] = {
    Form.HTML: "text/html; charset=utf-8",
    Form.PDF: "application/pdf",
    Form.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Form.ODT: "application/vnd.oasis.opendocument.text",
}
WRITERS: Mapping[Form, Callable[[Page], bytes]] = {
    Form.HTML: as_html,
    Form.PDF: as_pdf,
    Form.DOCX: as_docx,
    Form.ODT: as_odt,
}


def write(content: Content, layout: Layout, form: Form) -> bytes:
    """The response as a file. The same content always gives the same bytes."""
    return WRITERS[form](laid_out(content, layout))
