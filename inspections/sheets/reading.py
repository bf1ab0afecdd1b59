"""A file's rows, one after another, whichever kind of spreadsheet it is."""

import re
import zipfile
from io import BytesIO

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.sheets import ods, xlsx
from inspections.sheets.cells import SheetRefused

MOST_ROWS = 20_000
"""Rows of one file: all forces with some hundred items each. A longer file is refused before all of it is read."""

MOST_BYTES = 10 * 1024 * 1024
"""Bytes of a file as it is sent."""

MOST_UNPACKED = 100 * 1024 * 1024
"""Bytes of a file's parts unpacked: what a file says of itself bounds what is ever read of it."""

MOST_TAGS = 500_000
"""Marks of XML from one row, or one of the texts that cells share, to the next: they are in memory together."""

MOST_PLACES = 1_200_000
"""Rows, or shared texts, of one part: what MOST_ROWS rows can name, and more rows than Excel has."""

PLACE = re.compile(rb"<(?:\w+:)?(?:row|si)\b")

PIECE = 64 * 1024

TOO_LARGE = gettext_lazy("The spreadsheet is too large. Split it, by force for example, and bring in each part.")

OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read(data, most_rows=MOST_ROWS):
    """Yield the rows of the first sheet that hold something, from the bytes of an ODS or XLSX file.

    Raises SheetRefused for what is none, and as soon as there are more than `most_rows` below the first.
    """
    rows = _reader(data)(BytesIO(data))
    read_so_far = 0
    while True:
        try:
            row = next(rows, None)
        except SheetRefused:
            raise
        except Exception as error:  # a damaged file fails wherever its damage is met, in whichever way
            raise SheetRefused(
                _("This spreadsheet is damaged or locked with a password: it cannot be read.")
            ) from error
        if row is None:
            return
        if all(cell is None for cell in row.cells):
            continue
        if read_so_far > most_rows:
            raise SheetRefused(
                _("The file has more than %(most)s rows. Split it, by force for example, and bring in each part.")
                % {"most": number_format(most_rows, force_grouping=True)}
            )
        read_so_far += 1
        yield row


def _reader(data):
    if not data:
        raise SheetRefused(_("The file is empty."))
    if len(data) > MOST_BYTES:
        raise SheetRefused(_("The file is larger than 10 MB. Split it, by force for example, and bring in each part."))
    if data.startswith(OLD_EXCEL):
        raise SheetRefused(
            _("This is a workbook of an old Excel, or one with a password. Save it as .xlsx without a password.")
        )
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            unpacked = {part.filename: part.file_size for part in archive.infolist()}
            kind = archive.read("mimetype")[:100] if unpacked.get("mimetype", 101) <= 100 else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise SheetRefused(_("This is not a spreadsheet. Choose a file that ends in .ods or .xlsx.")) from error
    if sum(unpacked.values()) > MOST_UNPACKED:
        raise SheetRefused(TOO_LARGE)
    if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return ods.rows_of
    if "xl/workbook.xml" in unpacked:
        _check_marks(data)
        return xlsx.rows_of
    raise SheetRefused(_("This is not a spreadsheet. Choose a file that ends in .ods or .xlsx."))


def _check_marks(data):
    """Refuse a workbook whose parts would fill the memory though they are short: openpyxl keeps every element of some.

    The marks are counted while the parts are unpacked piece by piece, which takes a second for the longest.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            with archive.open(name) as part:
                tags = places = 0
                while piece := part.read(PIECE):
                    *before, last = PLACE.split(piece)
                    places += len(before)
                    tags = last.count(b"<") if before else tags + last.count(b"<")
                    if max([tags, *(one.count(b"<") for one in before)]) > MOST_TAGS or places > MOST_PLACES:
                        raise SheetRefused(TOO_LARGE)
