"""Production's settings for a server of the tests, whose static files are gathered in a folder of their own."""

import os

from tracker.settings import *  # noqa: F403 - all of them, and one other

STATIC_ROOT = os.environ["STATIC_ROOT"]
