"""What is typed after the name of a command."""

from argparse import ArgumentTypeError
from datetime import date

from django.utils.translation import gettext as _


def day(text):
    """A day as 2026-11-22."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(_("“%s” is not a day such as 2026-11-22.") % text) from error


def count(text):
    """A number of things, at least one."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(_("“%s” is not a number such as 116.") % text)
    return int(text)
