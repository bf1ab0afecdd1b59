"""`python -m scripts.bench.one`: chosen pages on the database of DATABASE_URL, quickly; for before and after.

    DATABASE_URL=postgres://… python -m scripts.bench.one --only list --only force

prints each page's floor, server time, queries and bytes, the worst ratio first. It adds sessions to that database and
takes them away again, and makes the table of the cache; else it only reads.
"""

import argparse
import json
import os
from pathlib import Path

import django
import psycopg
from tqdm import tqdm

from scripts.bench.goals import ALLOWANCE, missed
from scripts.bench.measuring import Effort, Measurer, WrongPageError
from scripts.bench.pages import PAGES
from scripts.bench.places import connect, places
from scripts.bench.serving import PRODUCTION, Gunicorn

QUICK = Effort(repetitions=7, seconds=2)


def main():
    asked = arguments()
    os.environ |= PRODUCTION
    django.setup()
    found = measured(chosen(asked.only), QUICK if not asked.repetitions else Effort(asked.repetitions, 20))
    for row in sorted(map(least, found), key=lambda row: -row["ratio"]):
        print(line(row))
    if asked.json:
        asked.json.write_text(json.dumps({"rows": found}, indent=1))


def arguments():
    parser = argparse.ArgumentParser(prog="python -m scripts.bench.one", description=__doc__.partition("\n")[0])
    parser.add_argument("--only", action="append", default=[], help="a kind of page, or words of its name; repeatable")
    parser.add_argument("--repetitions", type=int, help=f"of each page; {QUICK.repetitions} if left out")
    parser.add_argument("--json", type=Path, help="a file for all figures")
    return parser.parse_args()


def chosen(words):
    """The pages of these kinds, or with these words in their names; all where there are none."""
    return [page for page in PAGES if not words or any(word == page.kind or word in page.name for word in words)]


def measured(pages, effort):
    """The rows of these pages on Django's database. What is no page is said and left out."""
    # Django is set up only now: what asks it cannot be imported before.
    from django.db import connection  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from scripts.bench.people import sign_out, signed_in  # noqa: PLC0415

    sessions = signed_in()
    ours = connect(connection.get_connection_params())
    found = []
    try:
        with Gunicorn(os.environ["DATABASE_URL"]) as port:
            there = places(ours, timezone.localdate())
            measurer = Measurer(port=port, sessions=sessions, connection=ours, places=there, database=connection.vendor)
            for page in tqdm(pages, unit=" pages", disable=None):
                try:
                    found.append(measurer.measure(page, effort).as_dict)
                except (WrongPageError, psycopg.Error) as wrong:
                    tqdm.write(f"✗ {page.name}: {wrong}")
    finally:
        sign_out(sessions)
        ours.close()
    return found


def least(row):
    """The row as the least of its times tell it, which other work on the machine disturbs least."""
    floor, server = row["floor_least_ms"], row["server_least_ms"]
    return row | {"floor_ms": floor, "server_ms": server, "ratio": server / (floor + ALLOWANCE)}


def line(row):
    """A row in words and figures."""
    said = ", ".join(missed(row)) or "✓"
    return (
        f"{row['ratio']:6.1f}×  floor {row['floor_ms']:6.1f}  server {row['server_ms']:6.1f}  python {row['cpu_ms']:6.1f} ms  "
        f"{row['queries']:3} queries {row['bytes'] / 1024:6.1f} KB  {row['page']}: {said}"
    )


if __name__ == "__main__":
    main()
