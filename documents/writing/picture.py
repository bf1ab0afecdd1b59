"""An SVG picture as PNG, set by Typst: nothing has to be installed for it. Fonts are the machine's, or Typst's own."""

from functools import cache

import typst

SHEET = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg")
"""
SHARPNESS = 192
"""Dots an inch, of which a picture has 96 units: every unit is two dots."""


def as_png(svg: str) -> bytes:
    """The bytes of the file, twice as many dots each way as the picture has units."""
    return typst.compile(SHEET, sys_inputs={"svg": svg}, format="png", ppi=SHARPNESS, font_paths=_fonts())


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts()
