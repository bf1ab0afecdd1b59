"""Two wordings of a text, and in which words they differ. Pure."""

import re
from difflib import SequenceMatcher
from itertools import takewhile

MOST_WORDS = 3_000
"""Words between the first and the last difference that are compared; longer passages count as written anew."""

AROUND = 12
"""Words that are shown before and after a difference."""

TOKEN = re.compile(r"\s+|\S+")
LEFT_OUT = " […] "


def differing(before, after):
    """How `before` became `after`: a list of (kind, words), kind "same", "removed" or "added"; long same parts cut."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    old_middle, new_middle = old[start : len(old) - end], new[start : len(new) - end]
    parts = [("same", old[:start]), *_compared(old_middle, new_middle), ("same", old[len(old) - end :])]
    parts = [(kind, words) for kind, words in parts if words]
    last = len(parts) - 1
    return [
        (kind, _cut(words, before=place > 0, after=place < last) if kind == "same" else "".join(words))
        for place, (kind, words) in enumerate(parts)
    ]


def _alike(old, new):
    """How many of the first words are the same."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))))


def _compared(old, new):
    if max(len(old), len(new)) > MOST_WORDS:
        return [("removed", old), ("added", new)]
    parts = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            parts.append(("same", old[a:b]))
        else:
            parts += [("removed", old[a:b]), ("added", new[c:d])]
    return _without_gaps(parts)


def _without_gaps(parts):
    """A space alone between two differences is no common word: they read as one."""
    joined = [["removed", []], ["added", []]]
    for kind, words in parts:
        if kind == "same" and not "".join(words).strip():
            joined[-2][1].extend(words)
            joined[-1][1].extend(words)
        elif kind == "same":
            joined += [["same", words], ["removed", []], ["added", []]]
        else:
            joined[-2 if kind == "removed" else -1][1].extend(words)
    return joined


def _cut(words, *, before, after):
    """The words near a difference: the beginning of what follows one, the end of what comes before one."""
    kept = AROUND * 2  # with the spaces between them
    if len(words) <= kept * (before + after) + kept:
        return "".join(words)
    return "".join([*(words[:kept] if before else ()), LEFT_OUT, *(words[-kept:] if after else ())])
