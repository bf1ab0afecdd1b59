"""Words that people wrote, in Markdown; built in to every template."""

from django import template
from django.utils.safestring import mark_safe

from documents.writing import markdown as writing

register = template.Library()


@register.filter
def markdown(text, below=2):
    """Words of an answer or a comment as they were meant, for <div class="tracker-words">.

    `below` is the level of the heading under which they stand; headings within them come below it.
    """
    return mark_safe(writing.html(text, below=below))  # noqa: S308 - cleaned there of all but plain prose


@register.filter
def plain(text):
    """The same words without any marks, for where they are cut short."""
    return writing.plain(text)
