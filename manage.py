#!/usr/bin/env python
"""Django's commands for this project: `./manage.py help` lists them."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

NEED_NO_INSTALLATION = {"read_document"}
"""Commands that only read files: where nothing is set up they run with the settings of `make run`."""

if __name__ == "__main__":
    set_up = "SECRET_KEY" in os.environ or Path(__file__).with_name(".env").exists()
    if not set_up and NEED_NO_INSTALLATION.intersection(sys.argv[1:2]):
        os.environ |= {"DEBUG": "on", "SECRET_KEY": "signs-nothing"}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    execute_from_command_line(sys.argv)
