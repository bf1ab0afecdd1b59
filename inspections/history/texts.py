"""How a changed text is shown: the words that went and came, with a few around them. Pure."""

import re

from inspections.comparing import Mark, Run, differences

AROUND = 12
"""Words that are shown before and after a difference."""

WORD = re.compile(r"\S+")
LEFT_OUT = " […] "


def differing(before, after):
    """How one text became the other, as a list of Run: what stayed as it was is cut to the words near a difference."""
    runs = differences(before, after)
    last = len(runs) - 1
    return [
        Run(run.mark, _cut(run.text, before=place > 0, after=place < last)) if run.mark is Mark.SAME else run
        for place, run in enumerate(runs)
    ]


def _cut(text, *, before, after):
    """The words near a difference: the beginning of what follows one, the end of what comes before one."""
    words = list(WORD.finditer(text))
    if len(words) <= AROUND * (before + after + 1):
        return text
    beginning = text[: words[AROUND - 1].end()] if before else ""
    end = text[words[-AROUND].start() :] if after else ""
    return f"{beginning}{LEFT_OUT}{end}"
