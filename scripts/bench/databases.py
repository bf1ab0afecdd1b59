"""What is measured on: registers of two sizes in PostgreSQL, and the smaller one in SQLite, kept between runs.

They are made with the program's own commands, and made anew when a migration or the code of the sample has changed, or
a month has begun: they are loaded as at the first day of the month and looked at today, so that the program's clock is
never turned. That is the same for both sizes, and the figures of the month ends, which are counted when a register is
loaded, stay right until the next month.
"""

import contextlib
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import psycopg
from psycopg import sql

from scripts.bench.serving import ROOT, manage
from tests.services.postgresql import QUICK, Cluster

FOLDER = Path(os.environ.get("BENCH_DIR", ROOT / ".bench"))
SCALES = {"50k": 116, "1m": 2326}
"""How many invented inspections make a register of about so many obligations: each asks ten things of 43 forces."""

MADE_OF = (
    "*/migrations/*.py",
    "tracker/sample/**/*",
    "tracker/management/commands/load_sample.py",
    "inspections/dayends.py",
)
SETTINGS = QUICK | {
    "shared_buffers": "1GB",
    "effective_cache_size": "3GB",
    "work_mem": "16MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_wal_size": "4GB",
}
"""Of a small server with SSDs, but for durability, which reading does not feel and loading need not wait for.

`jit` compiles a query that is thought to be long, which takes longer than these take altogether.
"""


def key(day):
    """What the registers are made of, in a few letters."""
    told = hashlib.sha256(f"{day:%Y-%m}".encode())
    for path in sorted(path for pattern in MADE_OF for path in ROOT.glob(pattern) if path.is_file()):
        if "__pycache__" not in path.parts:
            told.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return told.hexdigest()[:10]


@contextlib.contextmanager
def server():
    """Our own PostgreSQL, whose data stays in FOLDER."""
    FOLDER.mkdir(exist_ok=True)
    cluster = Cluster(FOLDER / "postgresql", SETTINGS)
    cluster.start()
    try:
        yield cluster
    finally:
        cluster.stop()


def connect(cluster, database="postgres"):
    """A connection of our own to a database of that server."""
    return psycopg.connect(host=str(cluster.folder), user="postgres", dbname=database, autocommit=True)


def postgresql(cluster, size, day):
    """The DATABASE_URL of the register of this size, which is made where it is not there yet."""
    name = f"register_{size}_{key(day)}"
    with connect(cluster) as connection:
        there = [row[0] for row in connection.execute("SELECT datname FROM pg_database")]
        if name not in there:
            for old in (other for other in there if other.startswith((f"register_{size}_", "making_"))):
                connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(old)))
            making = sql.Identifier(f"making_{size}")
            connection.execute(sql.SQL("CREATE DATABASE {}").format(making))
            _load(cluster.url_of(f"making_{size}"), size, day)
            manage(cluster.url_of(f"making_{size}"), "month_ends", stdout=subprocess.DEVNULL)  # as every night does
            with connect(cluster, f"making_{size}") as made:
                made.execute("VACUUM (ANALYZE)")
            connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(making, sql.Identifier(name)))
    return cluster.url_of(name)


def sqlite(size, day):
    """The DATABASE_URL of that register in a file of SQLite, which is made where it is not there yet."""
    path = FOLDER / f"register_{size}_{key(day)}.sqlite3"
    if not path.exists():
        for old in FOLDER.glob("*.sqlite3*"):
            old.unlink()
        making = FOLDER / "making.sqlite3"
        _load(f"sqlite:///{making}", size, day)
        making.rename(path)
    return f"sqlite:///{path}"


def _load(database_url, size, day):
    print(f"Loading a register of {size}: it is kept for the next run.", file=sys.stderr)
    manage(database_url, "migrate", "--verbosity", "0")
    arguments = ["--day", day.replace(day=1).isoformat(), "--scale", str(SCALES[size])]
    manage(database_url, "load_sample", *arguments, stdout=subprocess.DEVNULL)
