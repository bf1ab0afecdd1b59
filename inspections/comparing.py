"""How alike two texts are, and which words differ between them. Pure, and in time that grows with the texts."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

WORD = re.compile(r"\w+")
TOKEN = re.compile(r"\s+|\w+|[^\w\s]")

WORD_BY_WORD = 3_000
"""Words and blanks of two texts of which every one is looked at: beyond that, frequent ones only beside others."""

MOST_TOKENS = 20_000
"""Words and blanks of two texts that are compared one by one. Longer ones are compared line by line."""


class Mark(StrEnum):
    """What became of some words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Run:
    """Some words in a row, and what became of them."""

    mark: Mark
    text: str


def likeness(one: str, other: str) -> float:
    """The share of words that two texts have in common, from 0 (none) to 1 (the same words, in whatever order)."""
    words, others = Counter(_words(one)), Counter(_words(other))
    count = words.total() + others.total()
    return 2 * (words & others).total() / count if count else 1.0


def differences(before: str, after: str) -> list[Run]:
    """The words of both texts in order, each run the same, added or removed.

    Joining what is not added gives `before`, joining what is not removed gives `after`.
    """
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    if len(old) + len(new) > MOST_TOKENS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    runs: list[Run] = []
    for mark, tokens in _steps(old, new):
        text = "".join(tokens)
        if text and runs and runs[-1].mark is mark:
            runs[-1] = Run(mark, runs[-1].text + text)
        elif text:
            runs.append(Run(mark, text))
    return runs


def _steps(old: list[str], new: list[str]) -> Iterator[tuple[Mark, list[str]]]:
    for step, start, end, new_start, new_end in _matcher(old, new).get_opcodes():
        if step == "equal":
            yield Mark.SAME, old[start:end]
        else:
            yield Mark.REMOVED, old[start:end]
            yield Mark.ADDED, new[new_start:new_end]


def _matcher(old: list[str], new: list[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, old, new, autojunk=len(old) + len(new) > WORD_BY_WORD)


def same_words(one: str, other: str) -> bool:
    """Whether two texts have the same words in the same order: capitals, white space, marks and quotes aside."""
    return list(_words(one)) == list(_words(other))


def _words(text: str) -> Iterator[str]:
    return (match[0].casefold() for match in WORD.finditer(text))
