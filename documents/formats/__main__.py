"""The process that opens one document: its bytes come in, JSON goes out. Started by `documents.opening`."""

import contextlib
import sys

from documents.blocks import Unreadable
from documents.formats.document import read_document
from documents.formats.transport import packed

MEMORY = 2 * 1024**3
"""Bytes of address space. 500 pages of PDF take a quarter of it."""
SECONDS = 60
"""Of work; the process that waits counts the time that passes."""


def limit() -> None:
    """Bound memory and work, and forbid to write files, as far as the system can."""
    with contextlib.suppress(ImportError):
        import resource  # noqa: PLC0415 - Windows has none

        for kind, amount in (
            (resource.RLIMIT_AS, MEMORY),
            (resource.RLIMIT_CPU, SECONDS),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(kind, (amount, amount))


def main() -> None:
    """Open what comes in by standard input. Exits with 3 where memory does not suffice."""
    limit()
    try:
        result = packed(read_document(sys.stdin.buffer.read(), sys.argv[1]))
    except Unreadable as reason:
        result = packed(reason)
    except MemoryError:
        sys.exit(3)
    sys.stdout.buffer.write(result)


if __name__ == "__main__":
    main()
