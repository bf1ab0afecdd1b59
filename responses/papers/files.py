"""The forms in which a paper is handed out: documents, and spreadsheets with the list behind them."""

from django.utils.translation import gettext_lazy as _

from documents.writing.forms import WRITERS, Form
from inspections import sheets, tables
from inspections.tables import Table
from responses.workspace.progress import FORMS

NAMES = {
    **{form.value: FORMS[form] for form in (Form.PDF, Form.DOCX, Form.ODT, Form.HTML)},
    "xlsx": _("Excel"),
    "ods": _("OpenDocument spreadsheet"),
    "csv": "CSV",
}
"""What each is called, by the ending of its files' names."""


def written(paper, ending, about):
    """The bytes of the paper in pieces. A spreadsheet has a sheet for each table, and one with the whole list.

    CSV has no sheets: it is the list. `about` are (name, value) pairs.
    """
    if ending in WRITERS:
        return iter([WRITERS[Form(ending)](paper.page())])
    columns, rows = paper.listed
    listed = Table(str(_("List")), columns, rows, about)
    if ending == "csv":
        return tables.write(ending, listed)
    figures = [[str(name), value if isinstance(value, int) else str(value)] for name, value in paper.facts]
    summary = (str(_("Figures")), [paper.title, ""], figures, [40, 20])
    return sheets.write(ending, [summary, *map(_sheet, paper.sections), tables.sheet(listed), tables.about(listed)])


def _sheet(section):
    listed = Table(str(section.name), section.columns, section.rows, [])
    return tables.sheet(listed)


def media_type(ending):
    """What a server says it is."""
    return Form(ending).media_type if ending in WRITERS else tables.CONTENT_TYPES[ending]
