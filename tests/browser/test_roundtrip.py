"""An office's open items go out on a spreadsheet, are filled in offline, and come in after a look."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.seats import seat_of
from inspections.models import Obligation
from responses.actions import draft_for, save_draft
from responses.models import Draft
from tests.responses.filled import filled, rows_of


def colleague_writes(person, obligation):
    """Somebody else of the office changes the lead while the sheet is away."""
    user = person("approver@cleveland.example")
    side = seat_of(user, timezone.localdate()).side_for(obligation)
    draft = draft_for(obligation, side, by=user)
    save_draft(obligation, side, {"lead": "Supt. Meyer"}, by=user, revision=draft.revision)


@pytest.mark.slow
@pytest.mark.on_one_database
def test_open_items_are_downloaded_filled_in_uploaded_and_accepted(page_for, person, axe, tmp_path):
    page = page_for(person("editor@cleveland.example"))
    page.goto("/")
    page.get_by_role("link", name="Work offline in a spreadsheet").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()
    out = tmp_path / "ours.xlsx"
    download.value.save_as(out)
    rows = rows_of(out.read_bytes())
    first = Obligation.objects.get(recommendation__text=rows[0]["Text"], body__name=rows[0]["Force"])
    said = {2: {"Lead": "Ch. Insp. Bell"}, 3: {"Position": "Complete", "Action": "All of it is done."}}
    out.write_bytes(filled(out.read_bytes(), "xlsx", said))
    colleague_writes(person, first)
    page.locator("input[type=file]").set_input_files(out)
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_role("heading", name="Check what the sheet changes")).to_be_visible()
    expect(page.get_by_text("2 items change.")).to_be_visible()
    expect(page.get_by_text("Supt. Meyer")).to_be_visible()
    assert not axe(page)
    page.get_by_role("button", name="Save as drafts").click()
    page.get_by_role("link", name="I2 (Lead): choose whose words shall stand.").click()
    page.get_by_label("Mine, from the sheet").check()
    page.get_by_role("button", name="Save as drafts").click()
    expect(page.get_by_text("2 drafts saved.")).to_be_visible()
    assert Draft.objects.get(obligation=first).lead == "Ch. Insp. Bell"
    assert Draft.objects.filter(action="All of it is done.", position="complete").exists()
