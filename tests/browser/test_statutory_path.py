"""A published letter, from the document to the signed response in every form, and how late it was."""

import io
import re
from datetime import date

import pypdfium2
import pytest
from playwright.sync_api import expect

from accounts.models import Membership
from documents.formats.document import read_document
from documents.reading import read
from inspections.models import Body, OfficeHolder, Recommendation
from responses.imports.reading import known_bodies
from responses.models import StatutoryResponse, Version
from tests.browser.test_import import document
from tests.browser.test_import import read as read_in
from tests.factories import make_user
from tests.services.libreoffice import converted
from tests.services.pages import PHONE
from tracker.sample import data
from tracker.sample.register import load_bodies, load_inspection

LETTER_OF = date(2024, 2, 2)
PAGE = "/inspections/group-based-child-sexual-exploitation-2023/response/cambridgeshire/"


@pytest.fixture
def approver(transactional_db):
    """An approver of the office, in a register that has the two reports and no answer."""
    load_bodies()
    for row in data.tables("published.toml")["inspections"]:
        load_inspection(row)
    office = Body.objects.get(governs__force__slug="cambridgeshire")
    assert OfficeHolder.objects.in_force_on(LETTER_OF).filter(body=office).exists()
    return make_user(office, Membership.Role.APPROVER, from_on=date(2024, 1, 1))


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def fill_day(page, group, day):
    for part in ("Day", "Month", "Year"):
        page.get_by_role("group", name=group).get_by_label(part).fill(str(getattr(day, part.lower())))


def write(page, section, **words):
    page.goto(f"{PAGE}{section}/")
    for label, text in words.items():
        page.get_by_label(label.replace("_", " ")).fill(text)
    press(page, "Save and go back to the response")


def test_a_letter_becomes_a_signed_response_that_was_a_day_late(page_for, approver, axe, tmp_path):
    page = page_for(approver)
    read_in(page, document("cambridgeshire.pdf"))
    page.get_by_label(re.compile("drafts", re.IGNORECASE)).check()
    press(page, "Accept")
    missing = page.locator("#missing")
    expect(missing).to_contain_text("The chief officer’s comments")
    expect(missing).to_contain_text("Share the answer to recommendation 2")
    assert axe(page) == []

    with page.expect_navigation():
        page.get_by_role("link", name=re.compile("Share all .* drafts")).click()
    press(page, re.compile("^Share"))
    write(page, "chief-officer", If_none_came="Asked for on 12 December 2023; none came.")
    write(page, "monitoring", How_progress_will_be_monitored="At each quarter’s board.")
    page.goto(f"{PAGE}signature/")
    page.get_by_role("radio").first.check()
    press(page, "Save and go back to the response")
    expect(
        page.get_by_text(re.compile("nothing .* is missing|Nothing is missing", re.IGNORECASE)).first
    ).to_be_visible()

    page.goto(f"{PAGE}steps/sign-off/")
    fill_day(page, re.compile("On|Signed off"), LETTER_OF)
    press(page, "Sign off")
    expect(page.get_by_text("The response is signed off.")).to_be_visible()
    version = Version.objects.get()
    assert version.content.dated_on == LETTER_OF
    assert not version.gaps
    files = {(row.layout, row.form): bytes(row.data) for row in version.documents.all()}
    assert len(files) == 8
    items = [(item.kind, item.number) for item in Recommendation.objects.filter(inspection__slug=PAGE.split("/")[2])]
    known = known_bodies()
    for (layout, form), written in files.items():
        found = read(read_document(written, f"response.{form}").blocks, known)
        assert sorted((str(item.kind), item.number) for item in found.items) == sorted(items), (layout, form)
        assert found.response_date == LETTER_OF
    with pypdfium2.PdfDocument(io.BytesIO(files["letter", "pdf"])) as pdf:
        assert pypdfium2.raw.FPDFCatalog_IsTagged(pdf)
        assert pdf.get_metadata_value("Title")
    word = tmp_path / "response.docx"
    word.write_bytes(files["letter", "docx"])
    again = converted(word, "odt", tmp_path)
    assert len(read(read_document(again.read_bytes(), again.name).blocks, known).items) == len(items)
    published = page_for()
    for layout in ("letter", "form"):
        published.set_content(files[layout, "html"].decode())  # the server lets nothing run in it, axe neither
        assert axe(published) == []

    page.goto(f"{PAGE}steps/published/")
    fill_day(page, re.compile("On|Published"), LETTER_OF)
    press(page, "Record the publication")
    assert StatutoryResponse.objects.get().published_on == LETTER_OF
    narrow = page_for(approver, PHONE)
    for here in (page, narrow):
        here.goto(PAGE)
        expect(here.locator("main")).to_contain_text("day 57")
        expect(here.locator("main")).to_contain_text(re.compile("(1|one) day late", re.IGNORECASE))
        assert axe(here) == []
    page.goto("/statutory/")
    row = page.get_by_role("row").filter(has_text="Cambridgeshire").filter(has_text="day 57")
    expect(row).to_contain_text("1 day late")
