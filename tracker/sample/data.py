"""The sample's data files, read."""

import csv
import re
import tomllib
from datetime import timedelta
from pathlib import Path

FOLDER = Path(__file__).parent
RELATIVE_DAY = re.compile(r"\{day([+-]\d+)( in words| month)?\}")


def forces():
    """The 43 territorial forces of England and Wales, a dictionary each: name, ONS code, local policing body."""
    with (FOLDER / "forces.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tables(name, day=None):
    """The tables of a TOML file. `day` is the loading day, for a file whose days are counted from it."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    return tomllib.loads(RELATIVE_DAY.sub(lambda found: _written(day, int(found[1]), found[2]), text))


def _written(day, days, style):
    on = day + timedelta(days=days)
    return {None: on.isoformat(), " in words": f"{on.day} {on:%B %Y}", " month": f"{on:%B %Y}"}[style]
