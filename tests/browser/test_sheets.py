"""An office's old tracker, as a browser brings it in, takes it out and brings it in again."""

import pytest
from playwright.sync_api import expect

from inspections.models import Act
from tests.factories import make_administrator
from tests.sheets import rows_in, sheet, three_hundred


@pytest.mark.on_one_database
def test_three_hundred_obligations_come_in_come_out_the_same_and_change_nothing_again(
    page_for, transactional_db, tmp_path
):
    rows = three_hundred()
    file = tmp_path / "old.xlsx"
    file.write_bytes(sheet(*rows, kind="xlsx"))
    page = page_for(make_administrator())
    look_at(page, file, "300 rows")
    page.get_by_label("Reason").fill("The old tracker.")
    page.get_by_role("button", name="Bring it in").click()
    expect(page.locator(".messagelist")).to_contain_text("300 rows changed the register.", timeout=60_000)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download XLSX").click()
    out = tmp_path / "out.xlsx"
    download.value.save_as(out)
    written = {(row["Force"], row["Number"]): row for row in rows_in(out.read_bytes())}
    assert all(row.items() <= written[row["Force"], row["Number"]].items() for row in rows)
    acts = Act.objects.count()
    look_at(page, out, "Nothing to change: the register has all of this already.")
    expect(page.get_by_role("button", name="Bring it in")).to_have_count(0)
    assert Act.objects.count() == acts


def look_at(page, file, said):
    page.goto("/admin/responses/response/sheet/")
    page.get_by_label("Filled sheet").set_input_files(file)
    page.get_by_role("button", name="See what would change").click()
    expect(page.locator("#content")).to_contain_text(said, timeout=60_000)
