"""Which items of two reports are the same, on any text within a moment."""

from time import process_time

import pytest

from responses.pairing import pairs


def test_what_is_named_alike_is_paired_first_and_nothing_twice():
    items, others = ["1 x y z", "2 p q r", "x y z"], ["1 other words", "x y z w", "2 p q"]
    found = pairs(items, others, key=lambda one: one[0] if one[0].isdigit() else None, text=str)
    assert found == {"1 x y z": "1 other words", "2 p q r": "2 p q", "x y z": "x y z w"}


def test_a_name_that_several_share_names_none():
    assert pairs(["1 a b"], ["1 c d", "1 e f"], key=lambda one: one[0], text=lambda one: one[2:]) == {}


def test_the_likelier_one_is_taken_and_of_equals_the_first():
    found = pairs(["a b c x", "a b c d"], ["a b c d", "a b c e"], key=lambda _one: None, text=str)
    assert found == {"a b c d": "a b c d", "a b c x": "a b c e"}


@pytest.mark.parametrize("word", ["By ", "should should ", "[ ", "a b ", "Forces should by now "])
def test_any_text_is_paired_in_a_moment(word):
    text = word * (20_000 // len(word))
    start = process_time()
    pairs([f"{text}{n}" for n in range(20)], [f"{n}{text}" for n in range(20)], key=lambda _one: None, text=str)
    assert process_time() - start < 30
