"""`make bench`: both registers loaded, every page measured, and everything written down that was found."""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from datetime import date

from scripts.bench import databases, startup
from scripts.bench.goals import MOST_MIB_OF_EXPORT, MOST_SECONDS_TO_START
from scripts.bench.picture import draw
from scripts.bench.reporting import machine, memory, on_sqlite, table, write_between
from scripts.bench.serving import ROOT

RESULT = ROOT / "bench.json"


def main():
    asked = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that servers of ours are stopped in order
    if not asked.only:
        try:
            startup.check()
        except startup.NotSetUpError as missing:
            sys.exit(str(missing))
    began = time.monotonic()
    found = whole_run(asked.only)
    found["minutes"] = round((time.monotonic() - began) / 60, 1)
    RESULT.write_text(json.dumps(found, indent=1) + "\n")
    print(summary(found))
    if not asked.only:
        write_down(found)


def arguments():
    parser = argparse.ArgumentParser(prog="python -m scripts.bench", description=__doc__.partition("\n")[0])
    parser.add_argument("--only", action="append", default=[], help="kinds or names of pages; then no file is changed")
    return parser.parse_args()


def whole_run(only):
    """Everything that is measured, as bench.json holds it."""
    day = date.today()  # noqa: DTZ011 - only says which month's registers are meant
    with databases.server() as cluster:
        small, large = (databases.postgresql(cluster, size, day) for size in ("50k", "1m"))
        with databases.connect(cluster) as connection:
            version = connection.execute("SHOW server_version").fetchone()[0].split()[0]
        parts = [measured(small, "small", only), measured(large, "large", only)]
    lite = databases.sqlite("50k", day)
    parts.append(measured(lite, "sqlite", only, places=databases.FOLDER / "small.json"))
    return {
        "machine": machine(version),
        "measured_on": day.isoformat(),
        "start_seconds": None if only else round(startup.seconds(lite), 2),
        "rows": [row for part in parts for row in part["rows"]],
        "wrong": [wrong for part in parts for wrong in part["wrong"]],
    }


def measured(database_url, effort, only, places=None):
    """What a process of its own measures: Django knows one database."""
    result = databases.FOLDER / f"{effort}.json"
    arguments = ["--full", effort, "--json", str(result), *(word for name in only for word in ("--only", name))]
    arguments += ["--places", str(places)] if places else []
    environment = os.environ | {"DATABASE_URL": database_url}
    subprocess.run([sys.executable, "-m", "scripts.bench.one", *arguments], cwd=ROOT, env=environment, check=True)
    return json.loads(result.read_text())


def summary(found):
    """What is printed at the end."""
    missed = [line for line in table(found["rows"]).splitlines() if "✗" in line]
    return "\n".join(
        [
            table(found["rows"]),
            "",
            on_sqlite(found["rows"]),
            memory(found["rows"]),
            f"make run: {found['start_seconds'] or 'not measured'} s (at most {MOST_SECONDS_TO_START} s)",
            f"{len(missed)} pages miss a goal. {found['machine']}; {found['minutes']} minutes.",
        ]
    )


def write_down(found):
    """README.md, docs/SPEED.md and the picture say what was measured."""
    rows, about = (
        found["rows"],
        f"Measured on {found['measured_on']}: {found['machine']}, in {found['minutes']} minutes.",
    )
    write_between(ROOT / "README.md", "speed", f"{table(rows, main=True)}\n\n{about}")
    others = [
        about,
        table(rows),
        f"**SQLite.** {on_sqlite(rows)}",
        f"**Memory of files** (at most {MOST_MIB_OF_EXPORT} MiB more than idle):\n\n{memory(rows)}",
        f"**`make run`** on a database that is there: {found['start_seconds']} s (at most {MOST_SECONDS_TO_START} s).",
    ]
    write_between(ROOT / "docs" / "SPEED.md", "speed", "\n\n".join(others))
    (ROOT / "docs" / "bench.svg").write_text(draw(rows) + "\n")


if __name__ == "__main__":
    main()
