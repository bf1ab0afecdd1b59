"""Which texts say the same, and where they differ; on any text within a moment."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.likeness import differences, likeness, pairs, words_of


@pytest.mark.parametrize(
    ("text", "other", "score"),
    [
        ("Record every decision", "record EVERY decision.", 1),
        ("Record every decision", "Train all sergeants", 0),
        ("a b c d", "a b c e", 0.75),
        ("", "", 0),
    ],
)
def test_likeness_is_what_the_words_have_in_common(text, other, score):
    assert likeness(words_of(text), words_of(other)) == score


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        ("a b c", "a b c", [("same", "a b c")]),
        ("a b c", "a x c", [("same", "a"), ("gone", "b"), ("new", "x"), ("same", "c")]),
        ("a a", "a a a", [("same", "a a"), ("new", "a")]),
        ("", "a", [("new", "a")]),
        ("", "", []),
    ],
)
def test_differences_are_marked_in_order(before, after, parts):
    assert differences(before, after) == parts


@given(st.text(alphabet="ab "), st.text(alphabet="ab "))
def test_differences_hold_both_texts_whole(before, after):
    parts = differences(before, after)
    assert " ".join(words for what, words in parts if what != "new").split() == before.split()
    assert " ".join(words for what, words in parts if what != "gone").split() == after.split()


def test_what_is_named_alike_is_paired_first_and_nothing_twice():
    items, others = ["1 x y z", "2 p q r", "x y z"], ["1 other words", "x y z w", "2 p q"]
    found = pairs(items, others, key=lambda one: one[0] if one[0].isdigit() else None, text=str)
    assert found == {"1 x y z": "1 other words", "2 p q r": "2 p q", "x y z": "x y z w"}


def test_a_name_that_several_share_names_none():
    assert pairs(["1 a b"], ["1 c d", "1 e f"], key=lambda one: one[0], text=lambda one: one[2:]) == {}


@pytest.mark.parametrize("word", ["By ", "should should ", "[ ", "a b ", "Forces should by now "])
def test_any_text_is_compared_in_a_moment(word):
    text = word * (20_000 // len(word))
    start = perf_counter()
    differences("x " + text, text.replace("by", "no") + " y")
    differences("x " + word * 60, "y " + word * 63 + " z")
    pairs([text + str(n) for n in range(100)], [f"{n}{text}" for n in range(100)], key=lambda _one: None, text=str)
    assert perf_counter() - start < 2
