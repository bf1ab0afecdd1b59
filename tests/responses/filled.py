"""An office's open items on a sheet, filled in as a person would."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.seats import seat_of
from inspections.sheets import CONTENT_TYPES, Page, read, write
from responses.actions import draft_for, save_draft
from responses.roundtrip.columns import COLUMNS, FIELDS
from tests.factories import (
    make_force,
    make_inspection,
    make_local_policing_body,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.sheets import rows_in

HEADINGS = [str(column.heading) for column in COLUMNS.values()]


class Office:
    """A local policing body with one force, its editor who has signed in, and three open items."""

    def __init__(self, client):
        self.client = client
        self.force = make_force(name="Northshire Police")
        self.body = make_local_policing_body(self.force)
        self.editor = make_user(self.body)
        self.report = make_inspection([self.force], title="Safer in custody")
        self.items = []
        self.add(3)
        client.force_login(self.editor)

    @property
    def count(self):
        return sum(item.claim == "" for item in self.refreshed())

    def refreshed(self):
        for item in self.items:
            item.refresh_from_db()
        return self.items

    def add(self, count):
        """So many items more, in the order of their deadlines."""
        made = [make_obligation(self.force, make_recommendation(self.report)) for _number in range(count)]
        self.items += made

    def download(self, kind="xlsx", **filters):
        answer = self.client.get(reverse("responses:sheet_download"), {"as": kind, **filters})
        assert answer.status_code == 200, answer.url
        return b"".join(answer.streaming_content)

    def seat_of(self, user):
        return seat_of(user, timezone.localdate())

    def save(self, obligation, **words):
        """A colleague saves the office's draft of an item."""
        colleague = make_user(self.body)
        side = self.seat_of(colleague).side_for(obligation)
        draft = draft_for(obligation, side, by=colleague)
        return save_draft(obligation, side, {"position": "in_progress"} | words, by=colleague, revision=draft.revision)


rows_of = rows_in


def heading_of(name):
    return str(COLUMNS[name].heading)


def filled(data, kind, rows, without=(), formulas=False):
    """The bytes of a sheet with these cells filled in, {row: {heading: value}}, and without these rows."""
    if kind == "ods":
        return _filled_ods(data, rows)
    book = load_workbook(BytesIO(data))
    sheet = book.worksheets[0]
    for row, cells in rows.items():
        for heading, value in cells.items():
            cell = sheet.cell(row, HEADINGS.index(heading) + 1)
            cell.value = value
            if isinstance(value, str) and not formulas:
                cell.data_type = "s"
    for row in sorted(without, reverse=True):
        sheet.delete_rows(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _filled_ods(data, rows):
    first, *others = read(data)
    cells = [[*row.cells, *[None] * len(HEADINGS)][: len(HEADINGS)] for row in others]
    for row, said in rows.items():
        for heading, value in said.items():
            cells[row - 2][HEADINGS.index(heading)] = value
    return b"".join(write("ods", [Page("Our items", first.cells, cells, [10] * len(HEADINGS), FIELDS)]))


def a_file(data, kind):
    return SimpleUploadedFile(f"filled.{kind}", data, CONTENT_TYPES[kind])


def upload(client, data, kind="xlsx"):
    """The page that shows what a filled sheet would change."""
    page = client.post(reverse("responses:sheet_upload"), {"file": a_file(data, kind)}, follow=True)
    assert page.redirect_chain, page.context["form"].errors
    return page


upload.file = a_file
