"""Words of the invented reports and answers: put together from pieces, as varied as they are long."""

import re
import tomllib
from pathlib import Path

SLOT = re.compile(r"\{([Ra-z]\w*)\}")
VARIETY = 40
"""How often each piece with slots is filled in anew."""


class Words:
    """Everything that can be said, filled in once: a row of the register only puts sentences together."""

    def __init__(self, chance):
        self.chance = chance
        self.pieces = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
        self.themes = self.pieces["themes"]
        self.openings, self.details, self.progress = map(self._varied, ("openings", "details", "progress"))
        self.about = {theme: self._varied("middles", theme) for theme in self.themes}
        names = [f"{first} {last}" for first in self.pieces["first_names"] for last in self.pieces["last_names"]]
        self.leads = [f"{rank} {name}" for rank in self.pieces["ranks"] for name in names]
        self.names = chance.sample(names, len(names))

    def _varied(self, name, theme=""):
        return [self.fill(piece, theme) for piece in self.pieces[name] for _time in range(VARIETY)]

    def fill(self, piece, theme=""):
        """The piece with each of its slots filled in by chance."""
        said = SLOT.sub(lambda found: self._slot(found[1], theme), piece)
        return said[0].upper() + said[1:]

    def _slot(self, name, theme):
        if name == "theme":
            return theme
        word = self.chance.choice(self.pieces[name.lower()])
        return word[0].upper() + word[1:] if name[0].isupper() else word

    def say(self, name, theme=""):
        """One of the pieces of this name, filled in."""
        return self.fill(self.chance.choice(self.pieces[name]), theme)

    def answer(self, theme, last):
        """What a force says it does, in four or five sentences that end with one of the list `last`."""
        chance, about, details = self.chance.random, self.about[theme], self.details
        said = [
            self.openings[int(chance() * len(self.openings))],
            about[int(chance() * len(about))],
            details[int(chance() * len(details))],
        ]
        if chance() < 0.5:
            said.append(about[int(chance() * len(about))])
        said.append(last[int(chance() * len(last))])
        return " ".join(said)
