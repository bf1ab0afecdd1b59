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
    """The words of both texts in order, each run the same, removed or added; words in a row that changed are one run.

    Joining what is not added gives `before`, joining what is not removed gives `after`.
    """
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    if len(old) + len(new) > MOST_TOKENS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    runs, removed, added = list[Run](), "", ""
    for same, old_text, new_text in _steps(old, new):
        if not same or ((removed or added) and old_text.isspace()):
            removed, added = removed + old_text, added + new_text
            continue
        runs += [*_changed(removed, added), Run(Mark.SAME, old_text)]
        removed = added = ""
    return runs + _changed(removed, added)


def _changed(removed: str, added: str) -> list[Run]:
    """Words that changed as runs; the blanks that both end with stay as they are."""
    kept = len(removed) - len(removed.rstrip()) if removed.rstrip() and added.rstrip() else 0
    blanks = removed[-kept:] if kept and added.endswith(removed[-kept:]) else ""
    removed, added = removed.removesuffix(blanks), added.removesuffix(blanks)
    runs = Run(Mark.REMOVED, removed), Run(Mark.ADDED, added), Run(Mark.SAME, blanks)
    return [run for run in runs if run.text]


def _steps(old: list[str], new: list[str]) -> Iterator[tuple[bool, str, str]]:
    """Whether the next words are the same, as they were and as they are."""
    for step, start, end, new_start, new_end in _matcher(old, new).get_opcodes():
        yield step == "equal", "".join(old[start:end]), "".join(new[new_start:new_end])


def _matcher(old: list[str], new: list[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, old, new, autojunk=len(old) + len(new) > WORD_BY_WORD)


def same_words(one: str, other: str) -> bool:
    """Whether two texts have the same words in the same order: capitals, white space, marks and quotes aside."""
    return list(_words(one)) == list(_words(other))


def _words(text: str) -> Iterator[str]:
    return (match[0].casefold() for match in WORD.finditer(text))
