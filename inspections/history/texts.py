"""How a changed text is shown: the words that went and came, with a few around them. Pure."""

import re

from inspections.comparing import Mark, Run, differences

AROUND = 12
"""Words that are shown before and after a difference."""

WORD = re.compile(r"\S+")
LEFT_OUT = " […] "


def differing(before, after):
    """How one text became the other, as a list of Run: what stayed as it was is cut to the words near a difference."""
    runs = _without_gaps(differences(before, after))
    last = len(runs) - 1
    return [
        Run(run.mark, _cut(run.text, before=place > 0, after=place < last)) if run.mark is Mark.SAME else run
        for place, run in enumerate(runs)
    ]


def _without_gaps(runs):
    """A blank alone between two differences is nothing that they have in common: they read as one."""
    joined = [[Mark.REMOVED, ""], [Mark.ADDED, ""]]
    for place, run in enumerate(runs):
        is_gap = run.mark is Mark.SAME and not run.text.strip() and 0 < place < len(runs) - 1
        if is_gap and "\n" not in run.text:
            joined[-2][1] += run.text
            joined[-1][1] += run.text
        elif run.mark is Mark.SAME:
            joined += [[Mark.SAME, run.text], [Mark.REMOVED, ""], [Mark.ADDED, ""]]
        else:
            joined[-2 if run.mark is Mark.REMOVED else -1][1] += run.text
    return [Run(mark, text) for mark, text in joined if text]


def _cut(text, *, before, after):
    """The words near a difference: the beginning of what follows one, the end of what comes before one."""
    words = list(WORD.finditer(text))
    if len(words) <= AROUND * (before + after + 1):
        return text
    beginning = text[: words[AROUND - 1].end()] if before else ""
    end = text[words[-AROUND].start() :] if after else ""
    return f"{beginning}{LEFT_OUT}{end}"
