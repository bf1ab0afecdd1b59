"""Opens a document that somebody has chosen, whatever its format, or says why it cannot be read."""

import logging
import os
import subprocess
import sys
from pathlib import Path

from documents.blocks import Unreadable, gettext_noop
from documents.formats.document import Document
from documents.formats.transport import unpacked

__all__ = ["Document", "open_document"]

logger = logging.getLogger(__name__)

COMMAND = ("-m", "documents.formats")
SECONDS = 60
OUT_OF_MEMORY = 3
ROOT = Path(__file__).resolve().parent.parent
TOO_SLOW = gettext_noop("Reading this file takes longer than a minute, so it was given up. Choose a part of it.")
TOO_MUCH = gettext_noop("Reading this file takes more memory than any document should. Choose a part of it.")
FAILED = gettext_noop(
    "This file cannot be read: something in it is not as it should be. Save it anew and try once more."
)


def open_document(data: bytes, name: str) -> Document:
    """Read a file that was called `name`. Raises Unreadable. Its type is found by content and not by name.

    Whoever made the file is a stranger, and a PDF is read by a library in C. So a process of its own reads it, which
    has a minute, bounded memory, no settings and no secrets, and may crash.
    """
    environment = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT") if key in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, *COMMAND, name],
            input=data,
            capture_output=True,
            cwd=ROOT,
            env={**environment, "PYTHONUTF8": "1"},
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(TOO_SLOW) from error
    if done.returncode == 0:
        return unpacked(done.stdout)
    logger.error("Reading %r ended with %s: %s", name, done.returncode, done.stderr.decode("utf-8", "replace")[-4000:])
    raise Unreadable(REASONS.get(done.returncode, FAILED))


REASONS = {OUT_OF_MEMORY: TOO_MUCH, -9: TOO_SLOW, -24: TOO_SLOW}
"""By exit code. The system ends a process that works too long with the signals 9 and 24."""
