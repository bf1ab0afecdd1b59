"""The Chromium that the machine has, driven by Playwright; none is downloaded."""

import os
import shutil
from pathlib import Path

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
APPLICATIONS = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
]
MISSING = (
    "Chromium is not installed. Install it (Debian: apt-get install chromium; macOS: brew install --cask chromium), "
    "or set CHROMIUM to the path of a Chromium or Google Chrome."
)
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    # Nobody types into its address bar, whose pages would otherwise be built for every window: most of what one costs.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxFullPopup,WebUIOmniboxAimPopup",
]


class ChromiumError(Exception):
    """There is no browser to test with; the message says what to install."""


def find_executable() -> str:
    """CHROMIUM where it is set, else the first browser found. Raises ChromiumError."""
    if named := os.environ.get("CHROMIUM"):
        if found := shutil.which(named):
            return found
        raise ChromiumError(f"CHROMIUM is set to {named!r}, but there is no such program.")
    for name in NAMES + APPLICATIONS:
        if found := shutil.which(name):
            return found
    raise ChromiumError(MISSING)


def launch(playwright):
    """A headless browser. Its sandbox stays on, except for root, for whom Chromium has none."""
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=find_executable(), headless=True, args=QUIET + root)


def axe_source(root: Path) -> str:
    """axe-core's script from node_modules. Raises ChromiumError where `make setup` has not fetched it."""
    script = root / "node_modules" / "axe-core" / "axe.min.js"
    if not script.is_file():
        raise ChromiumError("node_modules/axe-core is missing: run make setup.")
    return script.read_text()
