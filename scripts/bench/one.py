"""`python -m scripts.bench.one`: chosen pages on the database of DATABASE_URL, quickly; for before and after.

    DATABASE_URL=postgres://… python -m scripts.bench.one --only list --only force

prints each page's floor, server time, queries and bytes, the worst ratio first. It adds sessions to that database and
takes them away again, and makes the table of the cache; else it only reads.
"""

import argparse
import json
import os
import sys
from pathlib import Path

import django
import psycopg
from tqdm import tqdm

from scripts.bench.goals import ALLOWANCE, missed
from scripts.bench.measuring import Effort, Measurer, WrongPageError
from scripts.bench.pages import PAGES
from scripts.bench.places import connect, places
from scripts.bench.serving import PRODUCTION, Gunicorn, prepare

QUICK = Effort(repetitions=7, seconds=2, main_seconds=2)
FULL = {
    "small": Effort(load_seconds=10),
    "large": Effort(),
    "sqlite": Effort(repetitions=3),
}
"""What `make bench` does on each of its databases: together it is to take a quarter of an hour at most."""


def main():
    asked = arguments()
    os.environ |= PRODUCTION
    django.setup()
    effort = FULL[asked.full] if asked.full else Effort(asked.repetitions, 20, 20) if asked.repetitions else QUICK
    known = json.loads(asked.places.read_text()) if asked.places else None
    found = measured(chosen(asked.only), effort, known)
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1, default=str))
    else:
        for row in sorted(map(least, found["rows"]), key=lambda row: -row["ratio"]):
            print(line(row))


def arguments():
    parser = argparse.ArgumentParser(prog="python -m scripts.bench.one", description=__doc__.partition("\n")[0])
    parser.add_argument("--only", action="append", default=[], help="a kind of page, or words of its name; repeatable")
    parser.add_argument("--repetitions", type=int, help=f"of each page; {QUICK.repetitions} if left out")
    parser.add_argument("--full", choices=list(FULL), help="as thoroughly as make bench does it")
    parser.add_argument(
        "--places", type=Path, help="where the pages are, as --json has written it for another database"
    )
    parser.add_argument("--json", type=Path, help="a file for all figures, which are then not printed")
    return parser.parse_args()


def chosen(words):
    """The pages of these kinds, or with these words in their names; all where there are none."""
    return [page for page in PAGES if not words or any(word == page.kind or word in page.name for word in words)]


def measured(pages, effort, known=None):
    """{"rows": of these pages on Django's database, "places", "wrong": what is no page, and why}."""
    # Django is set up only now: what asks it cannot be imported before.
    from django.db import connection  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from scripts.bench.people import sign_out, signed_in  # noqa: PLC0415

    ours = connect(connection.get_connection_params()) if connection.vendor == "postgresql" else None
    there = known["places"] if known else places(ours, timezone.localdate())
    sessions = signed_in()
    found = {"rows": [], "places": there, "wrong": []}
    about = {"sessions": sessions, "connection": ours, "places": there, "database": connection.vendor}
    alone = [page for page in pages if page.alone and ours]  # of SQLite no memory is told
    try:
        prepare(os.environ["DATABASE_URL"])
        with Gunicorn(os.environ["DATABASE_URL"]) as port:
            _measure([page for page in pages if page not in alone], Measurer(port=port, **about), effort, found)
        for page in alone:
            with Gunicorn(os.environ["DATABASE_URL"], workers=1) as port:
                _measure([page], Measurer(port=port, **about), effort, found)
    finally:
        sign_out(sessions)
        if ours:
            ours.close()
    return found


def _measure(pages, measurer, effort, found):
    for page in tqdm(pages, desc=measurer.database, unit=" pages", disable=None):
        try:
            found["rows"].append(measurer.measure(page, effort).as_dict)
        except (WrongPageError, psycopg.Error) as wrong:
            tqdm.write(f"✗ {page.name}: {wrong}", file=sys.stderr)
            found["wrong"].append({"page": page.name, "why": str(wrong)})


def least(row):
    """The row as the least of its times tell it, which other work on the machine disturbs least."""
    floor, server = row["floor_least_ms"], row["server_least_ms"]
    return row | {"floor_ms": floor, "server_ms": server, "ratio": server / (floor + ALLOWANCE)}


def line(row):
    """A row in words and figures."""
    said = ", ".join(missed(row)) or "✓"
    sent = f"{row['bytes'] / 1024:6.1f} KB"
    return (
        f"{row['ratio']:6.1f}×  floor {row['floor_ms']:6.1f}  server {row['server_ms']:6.1f}  "
        f"python {row['cpu_ms']:6.1f} ms  {row['queries']:3} queries {sent}  {row['page']}: {said}"
    )


if __name__ == "__main__":
    main()
