"""Words that people wrote, in Markdown, and how often a deadline moved; built in to every template."""

from django import template
from django.utils.safestring import mark_safe

from documents.writing import markdown as writing
from inspections.wording import letter_in_words, number_words, times_moved_in_words

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


@register.filter
def number(value):
    """A number with its thousands apart; what is no number as it is."""
    return number_words(value) if isinstance(value, int) else value


@register.filter
def times_moved(times):
    """ "Deadline moved twice", from how often it was."""
    return times_moved_in_words(times)


@register.filter
def moved_again(row):
    """The mark of an obligation whose deadline was moved more than once, where its page counted that."""
    times = getattr(row, "times_moved", 0)
    return times_moved_in_words(times) if times > 1 else ""


@register.filter
def letter_words(letter):
    """The letter that closed an item, "HMICFRS, 28 August 2026" where it is known by its day."""
    return letter_in_words(letter)
