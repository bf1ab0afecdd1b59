"""Which texts say the same, and where they differ. Pure, deterministic, and quick on any text."""

import re
from difflib import SequenceMatcher
from itertools import takewhile

WORD = re.compile(r"[^\W_]+")

COMPARED = 600
"""Words of a text whose likeness is measured: more tell no more."""

MARKED = 200
"""Words between the same beginning and the same end, within which differences are marked one by one."""

ALIKE = 0.6
"""From this likeness on, two texts are taken to be the same, changed a little."""


def words_of(text):
    """The different words of a text, whatever their case."""
    return frozenset(match.group().casefold() for match, _n in zip(WORD.finditer(text), range(COMPARED), strict=False))


def likeness(words, others):
    """How much two sets of words have in common: from 0, nothing, to 1, all."""
    return 2 * len(words & others) / (len(words) + len(others)) if words or others else 0.0


def pairs(items, others, *, key, text):
    """{item: the other that is most likely the same}, each other once: by its key, else by its text.

    `key(item)` is what names it, None where nothing does; a key that several share names none of them.
    """
    found = _by_key(items, others, key)
    left = [(place, item, words_of(text(item))) for place, item in enumerate(items) if item not in found]
    taken = set(found.values())
    free = [(place, other, words_of(text(other))) for place, other in enumerate(others) if other not in taken]
    scored = ((likeness(mine, theirs), i, j, item, other) for i, item, mine in left for j, other, theirs in free)
    alike = sorted((row for row in scored if row[0] >= ALIKE), key=lambda row: (-row[0], row[1], row[2]))
    for _score, _i, _j, item, other in alike:
        if item not in found and other not in taken:
            found[item] = other
            taken.add(other)
    return found


def _by_key(items, others, key):
    named, ours = {}, {}
    for group, names in ((others, named), (items, ours)):
        for one in group:
            if (name := key(one)) is not None:
                names.setdefault(name, []).append(one)
    return {mine[0]: named[name][0] for name, mine in ours.items() if len(mine) == 1 and len(named.get(name, ())) == 1}


def differences(before, after):
    """Two texts as [(what, words)] in order; what is "same", "gone" (only before) or "new" (only after)."""
    old, new = before.split(), after.split()
    first = _common(old, new)
    last = _common(old[first:][::-1], new[first:][::-1])
    parts = [("same", old[:first])]
    parts += _middle(old[first : len(old) - last], new[first : len(new) - last])
    parts.append(("same", old[len(old) - last :]))
    return [(what, " ".join(words)) for what, words in parts if words]


def _common(words, others):
    """How many words both begin with."""
    return sum(1 for _same in takewhile(lambda pair: pair[0] == pair[1], zip(words, others, strict=False)))


def _middle(old, new):
    if len(old) > MARKED or len(new) > MARKED:
        return [("gone", old), ("new", new)]
    parts = []
    for what, i, j, k, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        parts += [("same", old[i:j])] if what == "equal" else [("gone", old[i:j]), ("new", new[k:end])]
    return parts
