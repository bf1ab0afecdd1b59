"""Items read from the pasted text of a report."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspections.addressees import Addressees, Names
from inspections.models import Recommendation
from inspections.pasting import ItemKind, read_items

REC, AFI, CAUSE = ItemKind.RECOMMENDATION, ItemKind.AREA_FOR_IMPROVEMENT, ItemKind.CAUSE_OF_CONCERN
NORTH, DALE, OFFICE, COLLEGE, COUNCIL, OWN = range(1, 7)
NAMES = Names(
    [
        ("Northshire Police", NORTH),
        ("Dale and Fell Constabulary", DALE),
        ("Home Office", OFFICE),
        ("The College of Policing", COLLEGE),
        ("National Police Chiefs’ Council", COUNCIL),
        ("NPCC", COUNCIL),
        ("the Twins", NORTH),
        ("the Twins", DALE),
    ]
)


def read(text, **kwargs):
    return list(read_items(text, NAMES, **kwargs))


def heads(text, **kwargs):
    return [(item.kind, item.number, item.text) for item in read(text, **kwargs)]


def test_the_kinds_are_those_of_the_register():
    assert list(ItemKind) == list(Recommendation.Kind.values)


@pytest.mark.parametrize(
    ("label", "kind", "number"),
    [
        ("Recommendation 4: ", REC, "4"),
        ("Recommendation 4 – ", REC, "4"),
        ("Recommendation 4. ", REC, "4"),
        ("Recommendation 4\n", REC, "4"),
        ("Recommendation 4\n\n", REC, "4"),
        ("Recommendation 4 ", REC, "4"),
        ("RECOMMENDATION 12a\n", REC, "12a"),
        ("Recommendation no. 4: ", REC, "4"),
        ("Recommendation 2.1: ", REC, "2.1"),
        ("Rec 4: ", REC, "4"),
        ("Recommendation: ", REC, ""),
        ("Recommendation\n", REC, ""),
        ("AFI 1: ", AFI, "1"),
        ("AFI\u00a01 – ", AFI, "1"),
        ("Area for improvement 3\n", AFI, "3"),
        ("Area for improvement\n", AFI, ""),
        ("Areas for improvement 3: ", AFI, "3"),
        ("Areas for improvement\n", AFI, ""),
        ("Cause of concern\n", CAUSE, ""),
        ("Cause of concern 2: ", CAUSE, "2"),
        ("Accelerated cause of concern: ", CAUSE, ""),
        ("4. ", REC, "4"),
        ("4 – ", REC, "4"),
        ("4) ", REC, "4"),
        ("(4) ", REC, "4"),
        ("4: ", REC, "4"),
        ("", REC, ""),
    ],
)
def test_a_label_gives_kind_and_number(label, kind, number):
    assert heads(f"{label}Horses should be counted.") == [(kind, number, "Horses should be counted.")]


@pytest.mark.parametrize(
    "text",
    [
        "Recommendation 4 of the last report should be carried out.",
        "Recommendations for the stables should be written.",
        "Area for improvement by area, horses should be counted.",
        "31 March is when horses should be counted.",
        "2025 is the year in which horses should be counted.",
    ],
)
def test_what_only_looks_like_a_label_stays_in_the_text(text):
    assert heads(text) == [(REC, "", text)]


def test_a_paragraph_is_an_item():
    assert heads("Count horses.\n\n\nFeed\nhorses.\n \nGroom horses.\n") == [
        (REC, "", "Count horses."),
        (REC, "", "Feed horses."),
        (REC, "", "Groom horses."),
    ]


def test_a_line_is_an_item_where_each_ends_a_sentence():
    assert [text for *_, text in heads("Count horses.\r\nFeed horses.\r\nGroom horses.")] == [
        "Count horses.",
        "Feed horses.",
        "Groom horses.",
    ]
    assert len(heads("Count horses. Feed\nhorses.")) == 1


def test_a_label_begins_an_item_without_an_empty_line():
    assert heads("1. Count\nhorses\n2. Feed horses\nAFI 1: Groom horses") == [
        (REC, "1", "Count horses"),
        (REC, "2", "Feed horses"),
        (AFI, "1", "Groom horses"),
    ]


def test_a_heading_says_what_those_below_it_are():
    text = "Causes of concern\n\nA.\n\nRecommendations\n\n1. B.\n\n2. C.\n\nAreas for improvement\nD.\n\nE."
    assert [(kind, number) for kind, number, _text in heads(text)] == [
        (CAUSE, ""),
        (REC, "1"),
        (REC, "2"),
        (AFI, ""),
        (AFI, ""),
    ]
    assert heads("Horses.", kind=AFI) == [(AFI, "", "Horses.")]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_list_stays_with_its_item(gap):
    lines = ["The force should:", "• count horses;", "• feed them; and", "(c) groom them.", "Foals should be counted."]
    [first, second] = read(gap.join(lines) if gap == "\n\n" else "\n".join(lines[:4]) + "\n\n" + lines[4])
    assert first.text == "The force should:\n• count horses;\n• feed them; and\n(c) groom them."
    assert second.text == "Foals should be counted."


def test_a_label_without_words_is_not_lost():
    assert heads("Recommendation 1\n\nRecommendation 2\n\nCount.") == [(REC, "1", ""), (REC, "2", "Count.")]


def test_nothing_is_in_nothing():
    assert read(" \n\n ") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("By 31 March 2027, all forces should act.", "By 31 March 2027"),
        ("The force should, within three months, act.", "within three months"),
        ("By 31 February 2027, all forces should act.", ""),
        ("All forces should act.", ""),
    ],
)
def test_the_words_of_the_deadline(text, words):
    [item] = read(text)
    assert (item.deadline, item.text) == (words, text)


@pytest.mark.parametrize(
    ("subject", "found"),
    [
        ("all forces", {"all_forces": True}),
        ("all chief constables", {"all_forces": True}),
        ("Every chief constable", {"all_forces": True}),
        ("each force", {"all_forces": True}),
        ("forces", {"all_forces": True}),
        ("chief constables", {"all_forces": True}),
        ("All police forces in England and Wales", {"all_forces": True}),
        ("all chief constables of forces in England and Wales", {"all_forces": True}),
        ("each of the 43 forces", {"all_forces": True}),
        ("all forces and the College of Policing", {"all_forces": True, "bodies": (COLLEGE,)}),
        ("all forces that keep no stable", {"all_forces": True, "condition": "that keep no stable"}),
        ("some forces", {"unknown": ("some forces",)}),
        ("the Home Office", {"bodies": (OFFICE,)}),
        ("The HOME OFFICE, the NPCC and the College of Policing", {"bodies": (OFFICE, COUNCIL, COLLEGE)}),
        ("the National Police Chiefs' Council", {"bodies": (COUNCIL,)}),
        ("Northshire Police", {"bodies": (NORTH,)}),
        ("Dale & Fell Constabulary and Northshire Police", {"bodies": (DALE, NORTH)}),
        ("the chief constables of Northshire and Dale and Fell", {"bodies": (NORTH, DALE)}),
        ("the Chief Constable of Northshire Police", {"bodies": (NORTH,)}),
        ("the Commissioner of Northshire Police", {"bodies": (NORTH,)}),
        ("Northshire Police’s chief constable", {"bodies": (NORTH,)}),
        ("Northshire", {"unknown": ("Northshire",)}),
        ("the Twins", {"unknown": ("Twins",)}),
        ("the Ministry of Horses and the Home Office", {"bodies": (OFFICE,), "unknown": ("Ministry of Horses",)}),
        ("the College of Policing, working with the Home Office", {"bodies": (COLLEGE,)}),
        ("the force", {"unknown": ("force",)}),
        ("any force that keeps mules", {"all_forces": True, "condition": "that keeps mules"}),
        (
            "those forces using mules, that have not yet stopped",
            {"all_forces": True, "condition": "using mules, that have not yet stopped"},
        ),
        (
            "all chief constables of those forces without a stable",
            {"all_forces": True, "condition": "without a stable"},
        ),
        ("chief officers", {"all_forces": True}),
        ("the Home Office, together with the NPCC,", {"bodies": (OFFICE, COUNCIL)}),
        ("the NPCC lead for horses", {"bodies": (COUNCIL,)}),
        ("relevant NPCC leads", {"bodies": (COUNCIL,)}),
        (
            "all chief constables in Wales and the Home Office",
            {"all_forces": True, "bodies": (OFFICE,), "condition": "in Wales"},
        ),
        ("the College of Policing, with support from the NPCC,", {"bodies": (COLLEGE,)}),
        ("Northshire Police with its partners", {"bodies": (NORTH,)}),
        ("all forces, where appropriate,", {"all_forces": True}),
    ],
)
@pytest.mark.parametrize("shape", ["By 31 March 2027, {} should act.", "{} should, by May 2027, act.", "{} must act."])
def test_addressees(subject, found, shape):
    [item] = read(shape.format(subject))
    assert item.addressees == Addressees(words=subject.rstrip(","), **found)


@pytest.mark.parametrize(
    "text",
    [
        "The force should act.",
        "The force needs to act.",
        "It should act.",
        "The chief constable should act.",
        "Stables are full. By May 2027, the force should act.",
        "By 31 February 2027, the force should act.",
        "To count every horse, the force should act.",
        "We recommend that by May 2027 the force should act.",
        "Horses are not counted.",
        "PPU personnel should act.",
        "Training for grooms should be better.",
        "We recommend that the force immediately acts.",
    ],
)
def test_the_force_of_a_report_on_one_force(text):
    [item] = read(text, own=OWN)
    assert (item.addressees.bodies, item.addressees.unknown) == ((OWN,), ())


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("If forces haven't yet counted horses, they should do so.", "If forces haven't yet counted horses"),
        ("Where they have not yet done so, all forces should count.", "Where they have not yet done so"),
        ("All forces should count horses where they haven't already.", "where they haven't already"),
        ("Where a horse is lost, all forces should look for it.", ""),
        ("All forces should act. It is late if they haven't.", ""),
    ],
)
def test_a_condition_beside_the_subject(text, condition):
    [item] = read(text)
    assert (item.addressees.all_forces, item.addressees.condition) == (True, condition)


def test_a_body_that_a_report_recommends_something_to():
    [item] = read("We recommend that, within three months, Northshire Police counts its horses.")
    assert (item.addressees.bodies, item.deadline) == ((NORTH,), "within three months")


def test_a_body_is_found_again_and_again():
    items = read("The Home Office should act.\n\n" * 3)
    assert [item.addressees.bodies for item in items] == [(OFFICE,)] * 3


unhurried = settings(deadline=None)
WORDS = ["Recommendation", "AFI", "4", ".", ":", "–", "(a)", "\n", "\n\n", " ", "By", "31", "March", "2027", ","]
WORDS += [
    "all",
    "forces",
    "the",
    "Home Office",
    "should",
    "and",
    "of",
    "chief constables",
    "Areas for improvement",
    "•",
]


@unhurried
@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS)).map(" ".join)))
def test_any_text_is_read_and_nothing_is_invented(text):
    for item in read(text, own=OWN):
        assert all(word in text for word in [item.number, *item.text.split(), *item.addressees.words.split()])


@unhurried
@given(st.lists(st.sampled_from(["Count horses.", "The Home Office should act.", "All forces must act."]), min_size=1))
def test_paragraphs_come_out_as_they_went_in(paragraphs):
    assert [item.text for item in read("\n\n".join(paragraphs))] == paragraphs


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    ["Recommendation 4 ", "a, ", "4.\n", "by ", "(a) ", "all forces and ", "the ", "a\n", "Area for ", " ", "\n-", "x"],
)
def test_a_megabyte_of_nonsense_takes_seconds(piece):
    began = time.process_time()
    for _item in read_items(piece * (1_000_000 // len(piece)), NAMES):
        pass
    assert time.process_time() - began < 60
