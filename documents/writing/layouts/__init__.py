"""Arranges a response on the page: as a letter with an appendix, or as a form."""

from collections.abc import Callable, Mapping

from documents.writing.content import Content, Layout
from documents.writing.layouts.form import form
from documents.writing.layouts.letter import letter
from documents.writing.parts import Page

__all__ = ["form", "laid_out", "letter"]

LAYOUTS: Mapping[Layout, Callable[[Content], Page]] = {Layout.LETTER: letter, Layout.FORM: form}


def laid_out(content: Content, layout: Layout) -> Page:
    """The response in this layout."""
    return LAYOUTS[layout](content)
