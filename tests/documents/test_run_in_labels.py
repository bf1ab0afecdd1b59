"""Labels that a format has run into the paragraph before them, as a PDF without space between paragraphs does."""

import pytest

from documents.blocks import Block, Emphasis, Place, Span
from documents.reading import read
from documents.recognition.lines import joined, lines_of
from tests.documents.bodies import BODIES


def block(text, bold=""):
    start = text.find(bold)
    spans = (Span(start, start + len(bold), Emphasis.BOLD),) if bold else ()
    return Block(text, Place("page", 1), spans=spans)


@pytest.mark.parametrize(
    ("text", "bold", "lines"),
    [
        ("Swans swim. Recommendation 3", "Recommendation 3", ["Swans swim.", "Recommendation 3"]),
        ("Swans swim. Our answer: None.", "Our answer:", ["Swans swim.", "Our answer: None."]),
        ("Swans swim. Our answer: None.", "Our answer", ["Swans swim.", "Our answer: None."]),
        ("Swans swim. They must not drown.", "must not", ["Swans swim. They must not drown."]),
        ("Swans swim. Never ducks.", "Never", ["Swans swim. Never ducks."]),
        ("As for recommendation 3", "recommendation 3", ["As for recommendation 3"]),
        ("One\nTwo", "", ["One", "Two"]),
        (" \n One \n\n", "One", ["One"]),
    ],
)
def test_bold_labels_begin_a_line(text, bold, lines):
    found = list(lines_of([block(text, bold)]))
    assert [line.text for line in found] == lines
    assert joined(found) == "\n".join(lines)


def test_plain_labels_at_the_end_of_a_paragraph():
    found = read(
        [
            block("Kent Police has read the report, which came out on 4 May 2026. Recommendation 1"),
            block("All forces should count their swans. Force response:"),
            block("We have one. It is as white as recommendation 1"),
        ],
        BODIES,
    )
    [item] = found.items
    assert (item.number, item.text) == ("1", "All forces should count their swans.")
    assert item.force_response == "We have one. It is as white as recommendation 1"
