"""Whether a hyphen at the end of a line belongs to its word ("group-based") or only divides it ("recommen-dation")."""

import re

WORD = re.compile(r"[^\W\d_]{2,40}")
COMPOUND = re.compile(r"[^\W\d_]{1,40}-[^\W\d_]{2,40}")
LAST = re.compile(r"([^\W\d_]{1,40})-\s{0,3}\Z")
FIRST = re.compile(r"\s{0,3}([^\W\d_]{1,40})")
PREFIXES = frozenset(
    ["anti", "co", "cross", "ex", "half", "inter", "mid", "multi", "non", "post", "pre", "pro", "re", "self", "sub"]
)


class Vocabulary:
    """The words of a document, which tell how its divided words are written where they are whole."""

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._compounds: set[str] = set()

    def add(self, text: str) -> None:
        """Learn the words of a line, without the one that its end divides."""
        whole = LAST.sub("", text).casefold()
        self._words.update(WORD.findall(whole))
        self._compounds.update(COMPOUND.findall(whole))

    def ending(self, line: str, following: str) -> str | None:
        """What joins a line to the next in place of its hyphen: "-" or "". None where no word is divided."""
        first, second = LAST.search(line[-45:]), FIRST.match(following)
        if first is None or second is None:
            return None
        left, right = first[1].casefold(), second[1].casefold()
        if left + right in self._words:
            return ""
        compound = f"{left}-{right}" in self._compounds or left in PREFIXES or second[1][0].isupper()
        return "-" if compound or left in self._words else ""
