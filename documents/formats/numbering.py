"""The numbers that a word processor puts in front of paragraphs, and that stand nowhere in the text itself."""

from dataclasses import dataclass, field

LETTERS = "abcdefghijklmnopqrstuvwxyz"
ROMAN = {
    1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v", 4: "iv",
    1: "i",
}  # fmt: skip


def written(number: int, kind: str) -> str:
    """A number as a list shows it. `kind` is a word of WordprocessingML ("lowerRoman") or of OpenDocument ("i")."""
    if kind in ("lowerLetter", "a"):
        return LETTERS[(number - 1) % 26] * min(9, (number - 1) // 26 + 1)
    if kind in ("lowerRoman", "i"):
        return _roman(number)
    if kind in ("upperLetter", "A"):
        return written(number, "a").upper()
    if kind in ("upperRoman", "I"):
        return _roman(number).upper()
    return f"{number:02}" if kind == "decimalZero" else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    result = ""
    for value, letters in ROMAN.items():
        result += letters * (number // value)
        number %= value
    return result


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is marked. `pattern` holds %1 for the number of the first level, %2 for the second…"""

    kind: str = "bullet"
    pattern: str = "•"
    start: int = 1


MOST_LEVELS = 9


@dataclass(slots=True)
class Numbering:
    """A list as it is numbered while a document is read: its levels, and the last number of each."""

    levels: dict[int, Level]
    last: dict[int, int] = field(default_factory=dict)

    def next(self, level: int) -> str:
        """The marker of the next paragraph on this level, from 0: "•", "3.", "b)", "2.1"; "" where none is shown."""
        here = self.levels.get(level, Level())
        if here.kind == "bullet":
            return here.pattern.strip()
        self.last[level] = self.last.get(level, here.start - 1) + 1
        for deeper in [other for other in self.last if other > level]:
            del self.last[deeper]
        if here.kind == "none":
            return ""
        marker = here.pattern
        for above in range(level + 1):
            if f"%{above + 1}" in marker:
                outer = self.levels.get(above, Level("decimal"))
                number = self.last.setdefault(above, outer.start)
                marker = marker.replace(f"%{above + 1}", written(number, outer.kind))
        return marker.strip()
