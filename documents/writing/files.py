"""A response as a file: one content, in the form that somebody asks for."""

import json
from enum import StrEnum

from documents.writing.content import Content, Layout


class Form(StrEnum):
    """A file format, by the ending of its name."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"


def write(content: Content, layout: Layout, form: Form) -> bytes:
    """The file."""
    return json.dumps([layout, form, content.as_json()]).encode()
