"""PDFs become a stream of blocks: what was text before it was set is the same text again."""

import struct
import zlib

import pytest

from documents.blocks import Cell, Emphasis, Place, Span, Unreadable
from documents.formats.document import read_document
from documents.formats.pdf.vocabulary import Vocabulary
from tests.documents.making import pdf

CALLS = (
    "The force answers every call within the hour, and its officers write down what they have been told by the people "
    "who rang."
)
LETTERS = "Letters are answered within a week, unless the person who wrote asks for a visit by an officer instead."


def blocks(source, **settings):
    return read_document(pdf(source, **settings), "answer.pdf").blocks


def texts(source, **settings):
    return [block.text for block in blocks(source, **settings)]


def test_paragraphs_are_whole_and_know_their_page():
    found = blocks(f"{CALLS} {LETTERS}\n\n{LETTERS} {LETTERS}\n#pagebreak()\n{CALLS}")

    assert [(block.text, block.place) for block in found] == [
        (f"{CALLS} {LETTERS}", Place("page", 1)),
        (f"{LETTERS} {LETTERS}", Place("page", 1)),
        (CALLS, Place("page", 2)),
    ]


def test_headings_by_size_bold_and_italic():
    found = blocks(f"= Our answer\n== Part one\n*Force answer:* {CALLS} _Soon._\n\n*Recommendation 1*\n\n{CALLS}")

    assert [(block.text.split(":")[0], block.heading) for block in found[:4]] == [
        ("Our answer", 1),
        ("Part one", 2),
        ("Force answer", None),
        ("Recommendation 1", None),
    ]
    start = len(f"Force answer: {CALLS} ")
    assert found[2].spans == (Span(0, 13, Emphasis.BOLD), Span(start, start + 5, Emphasis.ITALIC))
    assert found[3].covered_by(Emphasis.BOLD)


def test_bold_over_several_lines_is_one_span():
    (block,) = blocks(f"*{CALLS} {CALLS}*")

    assert block.spans == (Span(0, len(block.text), Emphasis.BOLD),)


def test_lists_with_depth_and_markers():
    found = blocks(
        f"The force should:\n- {CALLS} {LETTERS}\n- answer\n  - soon\n  - in words\n- write\n\n{CALLS}\n+ one\n+ two"
    )

    assert [(block.text, block.depth, block.marker) for block in found] == [
        ("The force should:", 0, ""),
        (f"{CALLS} {LETTERS}", 1, "•"),
        ("answer", 1, "•"),
        ("soon", 2, "‣"),
        ("in words", 2, "‣"),
        ("write", 1, "•"),
        (CALLS, 0, ""),
        ("one", 1, "1."),
        ("two", 1, "2."),
    ]


def test_lines_of_an_address_are_lines_of_one_paragraph():
    assert texts(f"A. Person \\\nActing Chief Officer \\\n1 High Road\n\nDear Minister\n\n{CALLS} {CALLS}") == [
        "A. Person\nActing Chief Officer\n1 High Road",
        "Dear Minister",
        f"{CALLS} {CALLS}",
    ]


def test_headers_footers_and_page_numbers_are_not_read():
    setup = "#set page(header: [Answer of the office], footer: context [Page #counter(page).display() of 3])\n"

    assert texts(f"{setup}{CALLS}\n#pagebreak()\n{LETTERS}\n#pagebreak()\nLast. {CALLS}") == [
        CALLS,
        LETTERS,
        f"Last. {CALLS}",
    ]


def test_bare_page_numbers_are_not_read_and_a_letterhead_is():
    setup = '#set page(numbering: "1")\n#place(top, dy: -1.2cm)[Office of the mayor]\n'

    assert texts(f"{setup}{CALLS}\n#pagebreak()\n{LETTERS}") == ["Office of the mayor", CALLS, LETTERS]


def test_numbers_that_head_an_item_are_no_page_numbers():
    pages = "\n#pagebreak()\n".join(f"{number}\n\n{CALLS}" for number in (4, 2, 9))

    assert texts(f"#set page(margin: 1.5cm)\n{pages}") == ["4", CALLS, "2", CALLS, "9", CALLS]


def test_a_heading_at_the_top_of_every_page_is_read():
    numbered = "\n#pagebreak()\n".join(f"*Recommendation {number}*\n\n{CALLS}" for number in (1, 2, 3, 4))

    assert texts(f"#set page(margin: 1.5cm)\n{numbered}")[::2] == [
        f"Recommendation {number}" for number in (1, 2, 3, 4)
    ]


def test_a_paragraph_cut_by_a_page_is_whole_again():
    filling = f"{CALLS}\n\n" * 3
    cut = f"{CALLS} {LETTERS} " * 3
    found = texts(f'#set page(height: 9cm, numbering: "1")\n{filling}{cut}End')

    assert found == [CALLS] * 3 + [f"{cut}End"]


def test_two_columns_are_read_one_after_the_other():
    one, two = (
        f"Left. {CALLS} {LETTERS} {CALLS} {LETTERS} {CALLS}",
        f"Right. {LETTERS} {CALLS} {LETTERS} {CALLS} {LETTERS}",
    )
    found = texts(f"= Our answer\n#columns(2)[{one}\n#colbreak()\n{two}]\n\n{CALLS}")

    assert found == ["Our answer", one, two, CALLS]


def test_labels_beside_values_are_rows_and_no_columns():
    found = blocks("\n\n".join(f"Label {number} #h(3cm) value {number}" for number in range(8)))

    assert [(block.text, block.cell) for block in found] == [
        (f"{word} {number}", Cell(0, number, column))
        for number in range(8)
        for column, word in enumerate(("Label", "value"))
    ]


def test_a_table_without_lines_is_read_by_its_cells():
    cells = f"[1], [{CALLS}], [{LETTERS}], [2], [{LETTERS}], [In hand]"
    found = blocks(f"{CALLS}\n#table(columns: (1cm, 1fr, 5cm), stroke: none, inset: 4.5pt, {cells})\n{CALLS}")

    assert [(block.text, block.cell) for block in found] == [
        (CALLS, None),
        ("1", Cell(0, 0, 0)),
        (CALLS, Cell(0, 0, 1)),
        (LETTERS, Cell(0, 0, 2)),
        ("2", Cell(0, 1, 0)),
        (LETTERS, Cell(0, 1, 1)),
        ("In hand", Cell(0, 1, 2)),
        (CALLS, None),
    ]


def test_fields_of_a_form_side_by_side_are_paragraphs_each():
    form = "#grid(columns: (1fr, 1fr), row-gutter: 0.65em, [Force: Elmshire], [Date: 3 May 2024])"

    assert texts(f"{CALLS}\n\n{form}") == [CALLS, "Force: Elmshire", "Date: 3 May 2024"]


def test_hyphens_at_the_ends_of_lines():
    words = (
        "Accommodation and acknowledgement of recommendations concerning group-based exploitation; co-ordination of "
        "responsibilities notwithstanding considerable administrative misunderstandings. "
    )
    justified = "#set text(hyphenate: true)\n#set par(justify: true)\n"
    found = texts(f"{justified}{words * 3}\n\n#set page(width: 9cm)\n{words * 3}")

    assert found == [(words * 3).strip()] * 2


@pytest.mark.parametrize("number", ["1", "1 of 1", "Page 1", "- 1 -", "page 1 | 1"])
def test_the_number_of_a_single_page_is_not_read(number):
    assert texts(f"#set page(footer: align(center)[{number}])\n{CALLS}") == [CALLS]


@pytest.mark.parametrize(
    ("line", "following", "ending"),
    [
        ("of recom-", "mendations", ""),
        ("of group-", "based work", "-"),
        ("of co-", "ordination", "-"),
        ("of Anglo-", "Saxon", "-"),
        ("of 2024-", "25", None),
        ("of it –", "and", None),
    ],
)
def test_what_a_hyphen_belongs_to_is_told_by_the_rest_of_the_document(line, following, ending):
    vocabulary = Vocabulary()
    vocabulary.add("a group of recommendations")
    vocabulary.add(line)

    assert vocabulary.ending(line, following) == ending


TABLE = """#table(columns: (2cm, 1fr, 3cm), [*No.*], [*Asked*], [*Due*],
  [1], [CALLS], [May 2025],
  table.cell(colspan: 2)[Both of them], [none],
  table.cell(rowspan: 2)[2], [First \\ second], [June], [Under], [July])
""".replace("CALLS", CALLS)


def test_a_ruled_table_is_read_by_its_cells():
    found = blocks(f"Before\n{TABLE}\nAfter")

    assert [(block.text, block.cell) for block in found] == [
        ("Before", None),
        ("No.", Cell(0, 0, 0)),
        ("Asked", Cell(0, 0, 1)),
        ("Due", Cell(0, 0, 2)),
        ("1", Cell(0, 1, 0)),
        (CALLS, Cell(0, 1, 1)),
        ("May 2025", Cell(0, 1, 2)),
        ("Both of them", Cell(0, 2, 0, columns=2)),
        ("none", Cell(0, 2, 2)),
        ("2", Cell(0, 3, 0)),
        ("First\nsecond", Cell(0, 3, 1)),
        ("June", Cell(0, 3, 2)),
        ("Under", Cell(0, 4, 1)),
        ("July", Cell(0, 4, 2)),
        ("After", None),
    ]


def test_a_table_goes_on_over_pages():
    rows = "".join(f"[{number}], [{CALLS}]," for number in range(1, 9))
    found = blocks(f"#set page(height: 8cm)\n#table(columns: (2cm, 1fr), {rows})")

    assert {block.cell.table for block in found} == {0}
    assert [block.text for block in found if block.cell.column == 0] == [str(number) for number in range(1, 9)]
    assert [block.cell.row for block in found if block.cell.column == 0] == list(range(8))


def test_a_frame_around_words_is_no_table():
    assert blocks(f"#rect(width: 100%)[{CALLS}]")[0].cell is None


def test_contents_with_their_dots_are_not_read():
    assert texts(f"#outline()\n= Part one\n{CALLS}\n= Part two\n{CALLS}") == [
        "Contents",
        "Part one",
        CALLS,
        "Part two",
        CALLS,
    ]


def test_a_page_on_its_side_and_a_watermark_across_it():
    watermark = "#place(center + horizon, rotate(-45deg, text(60pt)[DRAFT]))\n"

    assert texts(f"#set page(flipped: true)\n{watermark}{CALLS} {CALLS}") == [f"{CALLS} {CALLS}"]


def test_ligatures_and_boxes_are_plain_characters():
    assert texts("Office efficiency ☒ Yes ☐ No") == ["Office efficiency ☒ Yes ☐ No"]


def test_the_title_that_the_file_states():
    document = read_document(pdf(f'#set document(title: "Our answer")\n{CALLS}'), "answer.pdf")

    assert (document.format, document.title) == ("pdf", "Our answer")


def test_a_scanned_document_says_so():
    with pytest.raises(Unreadable, match="pictures of pages, not text"):
        blocks(f"#image(bytes(({', '.join(map(str, picture()))})), width: 10cm)")


def picture():
    """A PNG of one grey dot."""

    def part(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = part(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + part(b"IDAT", zlib.compress(b"\0\x80")) + part(b"IEND", b"")


def test_an_empty_document_says_so():
    with pytest.raises(Unreadable, match="holds no text"):
        blocks("#rect(width: 2cm)")


def test_too_many_pages_are_not_read():
    with pytest.raises(Unreadable, match="501 pages; at most 500"):
        blocks("#pagebreak()\n" * 500 + "End")
