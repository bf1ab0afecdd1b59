"""The LibreOffice that the machine has: whether it opens what is written, and what it makes of it."""

import os
import shutil
import subprocess

NAMES = ["soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice"]
MISSING = (
    "LibreOffice is not installed. Install it (Debian: apt-get install libreoffice-writer-nogui "
    "libreoffice-calc-nogui; macOS: brew install --cask libreoffice), or set SOFFICE to the path of its soffice."
)


class LibreOfficeError(Exception):
    """There is no LibreOffice to test with, or it cannot open a file; the message says what to do."""


def find_executable():
    """SOFFICE where it is set, else the first one found. Raises LibreOfficeError."""
    for name in [os.environ["SOFFICE"]] if os.environ.get("SOFFICE") else NAMES:
        if found := shutil.which(name):
            return found
    raise LibreOfficeError(MISSING)


def converted(file, ending, folder):
    """The path of `file` as LibreOffice saves it with another `ending`; its profile and its output are in `folder`."""
    profile = (folder / "profile").as_uri()
    command = [find_executable(), f"-env:UserInstallation={profile}", "--headless", "--convert-to", ending]
    done = subprocess.run(
        [*command, "--outdir", folder / "converted", file], capture_output=True, text=True, timeout=120, check=False
    )
    made = folder / "converted" / f"{file.stem}.{ending}"
    if not made.exists():
        raise LibreOfficeError(f"LibreOffice made nothing of {file.name}: {done.stdout} {done.stderr}")
    return made
