"""Rows of an ODS file (OpenDocument 1.2, part 1, section 9), read and written one at a time."""

import re
import zipfile
from datetime import date
from functools import lru_cache
from itertools import islice
from xml.sax.saxutils import escape, quoteattr

from defusedxml.ElementTree import iterparse

from inspections.sheets.cells import AT_A_TIME, FORMULA, KEPT, MOST_COLUMNS, SHORT, Row, check_length, printable, tidy

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")

DEEPEST = 256
"""Elements within one another: more than any spreadsheet has, and fewer than fill the memory."""


def rows_of(file):
    """The rows of the document's first sheet."""
    with zipfile.ZipFile(file) as archive, archive.open("content.xml") as content:
        yield from _rows(iterparse(content, events=("start", "end"), forbid_dtd=True))


def _rows(events):
    number, cells = 0, []
    for element in _ended(events):
        if element.tag == f"{TABLE}table":
            return
        if element.tag in CELLS:
            repeated = min(_repeated(element, "columns"), MOST_COLUMNS - len(cells))
            cells += [_value(element)] * repeated
        elif element.tag == f"{TABLE}table-row":
            repeated = _repeated(element, "rows")
            if any(cell is not None for cell in cells):
                yield from (Row(number + again, cells) for again in range(1, repeated + 1))
            number, cells = number + repeated, []


def _ended(events):
    """Cells with what is in them, and the elements around cells: each where it ends. Then it is let go."""
    above, cell, length = [], None, 0
    for event, element in events:
        if event == "start":
            _go_into(element, above)
            if cell is None and element.tag in CELLS:
                cell, length = element, 0
            continue
        above.pop()
        length += _length(element)
        check_length(length if cell is not None else 0)
        if cell in (None, element):
            cell = None
            yield element
            if above:
                above[-1].remove(element)


def _go_into(element, above):
    above.append(element)
    if len(above) > DEEPEST:
        raise ValueError("Elements within elements, without end.")


def _repeated(element, what):
    return max(1, int(element.get(f"{TABLE}number-{what}-repeated", "1")))


def _value(cell):
    if cell.get(f"{TABLE}formula") is not None:
        return FORMULA
    kind = cell.get(f"{OFFICE}value-type")
    if kind == "date":
        return date.fromisoformat(cell.get(f"{OFFICE}date-value")[:10])
    if kind == "float":
        return float(cell.get(f"{OFFICE}value"))
    return tidy("\n".join(_text(part) for part in cell if part.tag == f"{TEXT}p"))


def _length(element):
    """How much an element adds to its cell: its characters, and something for an empty one too."""
    blanks = _blanks(element) if element.tag == f"{TEXT}s" else 1
    return len(element.text or "") + len(element.tail or "") + blanks


def _blanks(element):
    return min(int(element.get(f"{TEXT}c", "1")), 1000)


def _text(element):
    """The words of a paragraph. Several blanks, a tab and a new line are elements of their own; notes are left out."""
    words = [_collapsed(element.text)]
    for part in element:
        if part.tag == f"{TEXT}s":
            words.append(" " * _blanks(part))
        elif part.tag in (f"{TEXT}tab", f"{TEXT}line-break"):
            words.append("\t" if part.tag == f"{TEXT}tab" else "\n")
        elif not part.tag.startswith(OFFICE):
            words.append(_text(part))
        words.append(_collapsed(part.tail))
    return "".join(words)


def _collapsed(text):
    """Text whose line ends are none. Blanks stay: LibreOffice writes those of a cell with several lines as they are."""
    return re.sub(r"[ \t]*[\r\n][ \t\r\n]*", " ", text or "")


# Writing: only what the reader above reads ----------------------------------------------------------------------------

MIME_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" '
    'xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" '
    'xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0"'
)
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
WRAPPED = '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>'
OPEN = (
    '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top" style:cell-protect="none" '
    'fo:background-color="#fff8dc"/>'
)
STYLES = (
    '<number:date-style style:name="day"><number:day/><number:text> </number:text><number:month number:textual="true"/>'
    '<number:text> </number:text><number:year number:style="long"/></number:date-style>'
    '<style:style style:name="heading" style:family="table-cell"><style:text-properties fo:font-weight="bold"/>'
    '</style:style><style:style style:name="date" style:family="table-cell" style:data-style-name="day">'
    '<style:table-cell-properties style:vertical-align="top"/></style:style>'
    f'<style:style style:name="words" style:family="table-cell">{WRAPPED}</style:style>'
    '<style:style style:name="hidden" style:family="table-cell"/>'
    f'<style:style style:name="open-words" style:family="table-cell">{OPEN}</style:style>'
    f'<style:style style:name="open-date" style:family="table-cell" style:data-style-name="day">{OPEN}</style:style>'
)
END = "</table:table-cell>"
WIDTH_OF_A_CHARACTER = 0.2  # centimetres


def write(pages, file):
    """Write a document of Pages to a file."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIME_TYPE, zipfile.ZIP_STORED)  # first and not packed, by part 3 of the standard
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("settings.xml", _settings(pages))
        with archive.open("content.xml", "w") as content:
            pieces = _document(pages)
            while few := list(islice(pieces, AT_A_TIME)):
                content.write("".join(few).encode())


def _document(pages):
    yield f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES} office:version="1.2">'
    yield f"<office:automatic-styles>{STYLES}"
    for width in sorted({width for page in pages for width in page.widths}):
        yield (
            f'<style:style style:name="w{width}" style:family="table-column"><style:table-column-properties '
            f'style:column-width="{width * WIDTH_OF_A_CHARACTER:.1f}cm"/></style:style>'
        )
    yield "</office:automatic-styles><office:body><office:spreadsheet>"
    if any(page.fields for page in pages):
        yield f"<table:content-validations>{''.join(_checks(pages))}</table:content-validations>"
    for page in pages:
        yield from _page(page)
    yield "</office:spreadsheet></office:body></office:document-content>"


def _page(page):
    fields = page.fields or [None] * len(page.widths)
    protected = ' table:protected="true"' if page.fields else ""
    yield f"<table:table table:name={quoteattr(page.name)}{protected}>"
    for width, field in zip(page.widths, fields, strict=True):
        hidden = ' table:visibility="collapse"' if field and field.is_hidden else ""
        yield f'<table:table-column table:style-name="w{width}"{hidden}/>'
    yield f"<table:table-row>{''.join(_cell(heading, style='heading') for heading in page.headings)}</table:table-row>"
    looks = [_look(field, index) for index, field in enumerate(fields)]
    for row in page.rows:
        yield f"<table:table-row>{''.join(map(_cell, row, looks))}</table:table-row>"
    yield "</table:table>"


def _look(field, index):
    """The attributes of an open column's cells; "" for others. What is hidden makes no row taller."""
    if field is not None and field.is_hidden:
        return ' table:style-name="hidden"'
    if field is None or not field.is_open:
        return ""
    check = f' table:content-validation-name="check{index}"' if field.is_checked else ""
    return f' table:style-name="open-{"date" if field.is_day else "words"}"{check}'


def _cell(value, look="", style="words"):
    if value is None or value == "":
        return f"<table:table-cell{look}/>"
    if isinstance(value, str):
        look = look or f' table:style-name="{style}"'
        return _short_words(value, look) if len(value) < SHORT else _words(value, look)
    if isinstance(value, date):
        look = look or ' table:style-name="date"'
        return (
            f'<table:table-cell{look} office:value-type="date" office:date-value="{value}">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    return f'<table:table-cell{look} office:value-type="float" office:value="{value}"><text:p>{value}</text:p>{END}'


def _words(text, look):
    paragraphs = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in printable(text).split("\n"))
    return f'<table:table-cell{look} office:value-type="string">{paragraphs}{END}'


_short_words = lru_cache(maxsize=KEPT)(_words)


def _spaced(line):
    """Blanks at an end and runs of them as elements: plain ones collapse into one."""
    line = escape(line).replace("\t", "<text:tab/>")
    return BLANKS.sub(lambda blanks: f'<text:s text:c="{len(blanks[0])}"/>', line)


BLANKS = re.compile(r"^ +|  +| +$")


def _checks(pages):
    """What a spreadsheet lets its user type into open cells (OpenDocument 1.2, part 1, 9.4.5)."""
    for page in pages:
        for index, field in enumerate(page.fields):
            if field.is_checked:
                quoted = ";".join('"{}"'.format(str(word).replace('"', '""')) for word in field.choices)
                what = (
                    "of:cell-content-is-date() and cell-content()>1"
                    if field.is_day
                    else f"of:cell-content-is-in-list({quoted})"
                )
                base = "'{}'.A2".format(page.name.replace("'", "''"))
                yield (
                    f'<table:content-validation table:name="check{index}" table:condition={quoteattr(what)} '
                    f'table:allow-empty-cell="true" table:display-list="unsorted" '
                    f"table:base-cell-address={quoteattr(base)}>"
                    '<table:error-message table:message-type="stop" table:display="true"/></table:content-validation>'
                )


def _settings(pages):
    """The headings of every page stay in sight, by the settings in which LibreOffice keeps a view."""
    settings = (
        ("VerticalSplitMode", "short", 2),
        ("VerticalSplitPosition", "int", 1),
        ("ActiveSplitRange", "short", 2),
        ("PositionBottom", "int", 1),
    )
    items = "".join(
        f'<config:config-item config:name="{name}" config:type="{kind}">{number}</config:config-item>'
        for name, kind, number in settings
    )
    views = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(page.name)}>{items}</config:config-item-map-entry>"
        for page in pages
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-settings {NAMESPACES} office:version="1.2">'
        '<office:settings><config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        '<config:config-item config:name="ViewId" config:type="string">view1</config:config-item>'
        f'<config:config-item-map-named config:name="Tables">{views}</config:config-item-map-named>'
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>"
        "</office:settings></office:document-settings>"
    )
