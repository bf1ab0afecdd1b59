"""Files that an operator names in a command."""

from django.utils.translation import gettext as _

from documents.blocks import Unreadable
from documents.formats.document import LARGEST_FILE


def bytes_of(file):
    """What is in a document; of one that is too large a byte more than is taken, so that it is known for one.

    Raises Unreadable.
    """
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST_FILE + 1)
    except OSError as error:
        raise Unreadable(_("The file cannot be opened: %(why)s.") % {"why": error.strerror}) from error
