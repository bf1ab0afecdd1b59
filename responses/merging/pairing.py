"""Which items of two reports are the same: by what names them, else by what they say. Deterministic, and soon done."""

from inspections.comparing import likeness

COMPARED = 2_000
"""Characters of a text whose likeness is measured: more tell no more."""

ALIKE = 0.6
"""From this likeness on (0 to 1), two texts are taken to be the same, changed a little."""


def pairs(items, others, *, key, text):
    """{item: the other that is most likely the same}, each other once: by its key, else by its text.

    `key(item)` is what names it, None where nothing does; a key that several share names none of them.
    """
    found = _by_key(items, others, key)
    taken = set(found.values())
    left = [(place, item, text(item)[:COMPARED]) for place, item in enumerate(items) if item not in found]
    free = [(place, other, text(other)[:COMPARED]) for place, other in enumerate(others) if other not in taken]
    scored = ((likeness(mine, theirs), i, j, item, other) for i, item, mine in left for j, other, theirs in free)
    alike = sorted((row for row in scored if row[0] >= ALIKE), key=lambda row: (-row[0], row[1], row[2]))
    for _score, _i, _j, item, other in alike:
        if item not in found and other not in taken:
            found[item] = other
            taken.add(other)
    return found


def _by_key(items, others, key):
    ours, theirs = _grouped(items, key), _grouped(others, key)
    alone = [name for name in ours if len(ours[name]) == 1 == len(theirs.get(name, ()))]
    return {ours[name][0]: theirs[name][0] for name in alone}


def _grouped(items, key):
    groups = {}
    for item in items:
        if (name := key(item)) is not None:
            groups.setdefault(name, []).append(item)
    return groups
