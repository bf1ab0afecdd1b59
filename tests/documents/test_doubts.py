"""What does not add up in a document is said."""

import pytest

from documents.formats.document import read_document
from documents.reading import KnownBody, KnownItem, Oversight, read
from inspections.pasting import ItemKind
from tests.documents.bodies import BODIES

REC, AFI = ItemKind.RECOMMENDATION, ItemKind.AREA_FOR_IMPROVEMENT
ITEM = "**Recommendation {}**\n\nBy 31 March 2027, {} should count the ducks on its pond, all {} of them.\n\n"


def read_text(text, known=()):
    return read(read_document(text.encode(), "ducks.md").blocks, BODIES, known)


def doubts(text, known=()):
    return [str(doubt) for doubt in read_text(text, known).warnings]


def items(*who):
    return "".join(ITEM.format(number, subject, number) for number, subject in enumerate(who, 1))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "The report included 1 recommendation and 1 area for improvement for forces:",
            ["1 areas for improvement for forces; 0", "1 recommendations for forces; 2 are"],
        ),
        ("Three recommendations are for chief constables.", ["3 recommendations for forces; 2 are"]),
        ("There are two recommendations for police forces.", []),
        ("HMICFRS made nine recommendations.", ["counts 9 recommendations; 3 stand"]),
        ("HMICFRS made three recommendations.", []),
        ("Two recommendations were made.", []),
    ],
)
def test_counts(words, said):
    found = doubts(f"Kent Police\n\n{words}\n\n" + items("all forces", "Kent Police", "the Home Office"))
    assert len(found) == len(said)
    assert all(part in doubt for part, doubt in zip(said, found, strict=True))


def test_numbers_left_out_and_used_twice():
    text = "Kent Police\n\n" + "".join(
        ITEM.format(number, "the force", word) for number, word in [(1, "nine"), (4, "ten")]
    )
    assert doubts(text) == ["These numbers are missing: recommendation 2, recommendation 3."]
    again = (
        text
        + "**Recommendation 4**\n\nThe force should sell its swans, and it should do so without any delay at all.\n"
    )
    assert doubts(again)[-1] == "Two different items are called recommendation 4."


def test_items_of_the_register_of_which_nothing_is_said():
    known = [
        KnownItem(REC, "1", "Something else."),
        KnownItem(REC, "2", "Something else."),
        KnownItem(AFI, "1", "The force should feed its ducks."),
        KnownItem(REC, "", "By 31 March 2027, the force should count the ducks on its pond"),
    ]
    assert doubts("Kent Police\n\n" + items("the force"), known) == [
        "The report has recommendation 2, of which this document says nothing.",
        "The report has area for improvement 1, of which this document says nothing.",
    ]


def test_deadlines_that_cannot_be():
    text = "Kent Police\n\n**Recommendation 1**\n\nBy 31 February 2027, all forces should count their ducks.\n"
    assert doubts(text) == ["“By 31 February 2027” is not a day in the calendar. Check the day and the month."]


def test_no_force_and_no_items():
    assert doubts("Ducks swim.") == [
        "It cannot be told which force this document is about.",
        "No item was found in this document.",
    ]


def test_who_oversees_a_force_depends_on_the_day():
    def office(date):
        return read_text(f"{date}\n\nDear Home Secretary\n\nNorth Yorkshire Police has read this.").local_policing_body

    assert office("7 May 2024") == "Mayor of York and North Yorkshire"
    assert office("6 May 2024") == "Police, Fire and Crime Commissioner for North Yorkshire"
    assert office("") == "Mayor of York and North Yorkshire"


def test_names_of_any_register():
    bodies = [
        KnownBody("Dale Police", "force", ("the Dale",)),
        KnownBody("Board for the Dale", "policing_and_crime_board", (), (Oversight("Dale Police"),)),
        KnownBody("Duck Council", "national_body", ("DC",)),
    ]
    text = "# Response of the Board for the Dale\n\n**Recommendation 1**\n\nThe force and DC should feed the ducks.\n"
    found = read(read_document(text.encode(), "ducks.md").blocks, bodies)
    assert (found.force, found.local_policing_body) == ("Dale Police", "Board for the Dale")
    assert found.items[0].addressees == ("Dale Police", "Duck Council")


def test_a_short_name_that_the_document_gives():
    text = "Cleveland Police (CP)\n\n**Recommendation 1**\n\nBy May 2027, CP and the DfE should meet.\n"
    assert read_text(text).items[0].addressees == ("Cleveland Police", "Department for Education")
