import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.comparing import Mark, Run, differences, likeness, same_words

TEXTS = st.text(st.sampled_from("a b\nforce. should’“é"), max_size=200) | st.text(max_size=60)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("By March.", "By March.", [Run(Mark.SAME, "By March.")]),
        ("By March", "By April", [Run(Mark.SAME, "By "), Run(Mark.REMOVED, "March"), Run(Mark.ADDED, "April")]),
        ("By March", "", [Run(Mark.REMOVED, "By March")]),
        ("", "By March", [Run(Mark.ADDED, "By March")]),
        (
            "The force should count its keys.",
            "The force must also count its keys.",
            [
                Run(Mark.SAME, "The force "),
                Run(Mark.REMOVED, "should"),
                Run(Mark.ADDED, "must also"),
                Run(Mark.SAME, " count its keys."),
            ],
        ),
        ("one two", "three four", [Run(Mark.REMOVED, "one two"), Run(Mark.ADDED, "three four")]),
    ],
)
def test_what_was_changed(before, after, expected):
    assert differences(before, after) == expected


@given(TEXTS, TEXTS)
def test_no_word_is_lost_on_either_side(before, after):
    runs = differences(before, after)
    assert "".join(run.text for run in runs if run.mark is not Mark.ADDED) == before
    assert "".join(run.text for run in runs if run.mark is not Mark.REMOVED) == after


@pytest.mark.parametrize("text", ["by " * 100_000, ". , " * 100_000, "x" * 500_000, "a\n" * 100_000])
def test_long_texts_are_compared_in_the_end(text):
    assert differences(text, text + "y")[0] == Run(Mark.SAME, text) or len(differences(text, text + "y")) <= 3


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [("", "", 1), ("By March", "", 0), ("By March", "march, BY", 1), ("By the end of March", "By March", 4 / 7)],
)
def test_likeness_is_the_share_of_common_words(one, other, share):
    assert likeness(one, other) == pytest.approx(share)


def test_the_same_words_in_other_clothes():
    assert same_words("The force’s “plan”,\nby March", 'the force\'s "plan" by  March.')
    assert not same_words("by March", "by April")
