"""Files that an operator names in a command."""

from django.utils.translation import gettext as _


class CannotOpen(ValueError):
    """The file is not there, or may not be read; its words say why."""


def bytes_of(file, most):
    """What is in a file of at most `most` bytes; of a larger one a byte more, so that it is known for one.

    Raises CannotOpen.
    """
    try:
        with file.open("rb") as opened:
            return opened.read(most + 1)
    except OSError as error:
        raise CannotOpen(_("The file cannot be opened: %(why)s.") % {"why": error.strerror}) from error
