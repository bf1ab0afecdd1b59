"""Whatever the blocks are: no exception, no word of an item that the document has not, no words in two items."""

import string
import subprocess
import sys
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.blocks import Block, Cell, Emphasis, Place, Span
from documents.reading import read
from documents.recognition.bodies import Bodies
from documents.recognition.items import assemble
from documents.recognition.lines import lines_of
from documents.recognition.walk import walk
from tests.conftest import ROOT
from tests.documents.bodies import BODIES

REGISTER = Bodies(BODIES)
PIECES = [
    "Recommendation 1",
    "Recommendation 2 –",
    "Recommendations 3 and 4",
    "Recommendations",
    "Areas for improvement:",
    "AFI 1 - The force should act.",
    "1 Area for Improvement",
    "Cause of concern",
    "1",
    "In response to recommendation 1 and 2, we acted.",
    "Force response:",
    "PCC response: I am glad.",
    "Commissioner's comments",
    "By 31 March 2027, all forces should act.",
    "The force should immediately:",
    "This recommendation is for the Home Office.",
    "Dear Home Secretary",
    "Yours sincerely",
    "Title of inspection:",
    "Date published",
    "☒ National ☐ Thematic",
    "Summary",
    "Status",
    "Response",
    "No.",
    "Cleveland Police",
    "(", "“", "‘", "By", "should", "8 December 2023", "\u200f", "ß", "İ", "1.", "?", ":", "",
]  # fmt: skip
texts = st.one_of(
    st.sampled_from(PIECES),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map(" ".join),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map("\n".join),
    st.text(
        st.one_of(st.characters(exclude_categories=["Cs", "Cc"]), st.sampled_from(string.ascii_letters)), max_size=60
    ),
).filter(str.strip)


@st.composite
def streams(draw):
    blocks = []
    for number in range(draw(st.integers(0, 14))):
        text = draw(texts)
        cell = draw(st.one_of(st.none(), st.builds(Cell, st.integers(0, 2), st.integers(0, 3), st.integers(0, 3))))
        spans = [Span(0, len(text), Emphasis.BOLD)] if draw(st.booleans()) else []
        listed = draw(st.sampled_from([("", 0), ("•", 1), ("2.", 1), ("b)", 2)]))
        heading = draw(st.sampled_from([None, None, None, 1, 2, 3]))
        blocks.append(Block(text, Place("line", number + 1), heading, listed[1], listed[0], tuple(spans), cell))
    return blocks


def folded(text):
    return " ".join(text.split())


@settings(deadline=None)
@given(streams())
def test_any_stream_is_read_and_nothing_is_invented(blocks):
    found = read(blocks, BODIES)
    found.as_json()
    document = " ".join(folded(f"{block.marker} {block.text}") for block in blocks)
    for item in found.items:
        for line in item.text.splitlines():
            assert folded(line) in document
        for answer in (item.force_response, item.local_policing_body_response, item.number):
            assert all(word in document for word in answer.split()) or answer.isdigit()


@settings(deadline=None)
@given(streams())
def test_no_words_are_in_two_items(blocks):
    lines = list(lines_of(blocks))
    items = assemble(walk(lines, REGISTER, set(), chief_is_commissioner=False).drafts)
    for one, other in combinations(items, 2):
        mine, others = {id(line) for line in one.text}, {id(line) for line in other.text}
        assert mine == others or not mine & others


NONSENSE = [
    "By By By ", "should should ", "((((", "[[[[", "Recommendation 1 ", "Recommendation 1\n", "1\n",
    "The force should:\n• a\n", "☐ National ", "“By ", "‘A report ", "report ‘A ", "published ",
    "published 8 December 2023 ", "Force response: ", "Force response:\n", "response to ", "PCC ", "- a\n", "a\n\n",
    "# Recommendations\n\nAll should.\n\n", "| a | b |\n", "The Home Office and ", "recommends that ",
    "no later than ", "if forces haven't ", "1 recommendations ", "Cleveland (AB) ", "Cleveland\n\n(AB)\n\n",
    "Recommendations 1, 2, 3, ", "the the ", "action/action ", ", ", "x", " 1", "’s ", "of of ",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("size", "split"), [(300_000, False), (100_000, True)], ids=["one line", "lines"])
def test_time_grows_with_the_text(size, split):
    """What takes quadratic time on these takes hours, and the process is ended."""
    program = f"""
from documents.blocks import Block, Place
from documents.reading import KnownBody, read
bodies = [KnownBody("Cleveland Police", "force"), KnownBody("Home Office", "national_body")]
for piece in {NONSENSE!r}:
    text = (piece * ({size} // len(piece))).strip()
    parts = text.split("\\n") if {split} else [text.replace("\\n", " ")]
    read([Block(part, Place("line", n)) for n, part in enumerate(parts, 1) if part.strip()], bodies)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, timeout=300, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
