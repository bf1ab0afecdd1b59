"""The administrators' pages of the sheets of bodies, office-holders and items, and the commands."""

import io
import re
import time
from datetime import date

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from openpyxl import Workbook

from inspections.exchange import BODIES, ITEMS, OFFICES
from inspections.models import Body, Recommendation
from tests.factories import (
    make_administrator,
    make_force,
    make_inspection,
    make_obligation,
    make_recommendation,
    make_user,
)
from tests.sheets import rows_in, sheet

SHEETS = {"body": BODIES, "officeholder": OFFICES, "recommendation": ITEMS}
KIND = "territorial police force"


@pytest.fixture
def administrator(client, db):
    administrator = make_administrator(email="admin@tracker.example")
    client.force_login(administrator)
    return administrator


def address(model, page=""):
    return reverse(f"admin:inspections_{model}_sheet{page}")


def headings_of(one):
    return [str(column.heading) for column in one.columns.values()]


def bodies(*names, **said):
    return sheet(*({"Body": name, "Kind": KIND} | said for name in names), headings=headings_of(BODIES))


def look_at(client, data, model="body"):
    return client.post(address(model), {"file": SimpleUploadedFile("sheet.xlsx", data)})


def test_a_file_is_looked_at_and_then_brought_in_with_a_reason(client, administrator):
    preview = look_at(client, bodies("Northshire Police"))
    assert "1 row would be new." in preview.content.decode()
    assert not Body.objects.exists()
    form = {"token": preview.context["confirm_form"]["token"].value()}
    assert "This field is required." in client.post(address("body", "_confirm"), form).content.decode()
    done = client.post(address("body", "_confirm"), form | {"reason": "The list."}, follow=True)
    assert "1 row is new." in done.content.decode()
    version = Body.objects.get().history.get()
    assert (version.history_user, version.history_change_reason) == (administrator, "The list.")
    again = look_at(client, bodies("Northshire Police"))
    assert "Nothing to change: the register has all of this already." in again.content.decode()


def test_what_changed_since_it_was_shown_is_shown_again(client, administrator):
    force = make_force(name="Northshire Police", region="North East")
    preview = look_at(client, bodies("Northshire Police", **{"Region": "Wales"}))
    form = {"token": preview.context["confirm_form"]["token"].value(), "reason": "The list."}
    Body.objects.filter(pk=force.pk).update(region="London")
    again = client.post(address("body", "_confirm"), form)
    assert "The register changed since this was shown." in again.content.decode()
    force.refresh_from_db()
    assert force.region == "London"
    form["token"] = again.context["confirm_form"]["token"].value()
    client.post(address("body", "_confirm"), form)
    force.refresh_from_db()
    assert force.region == "Wales"
    assert force.history.filter(history_change_reason="The list.").count() == 1


@pytest.mark.parametrize("token", ["", "\0", " ", "x" * 1000, "[]"])
def test_a_token_that_is_none_says_to_choose_the_file_again(client, administrator, token):
    look_at(client, bodies("Northshire Police"))
    page = client.post(address("body", "_confirm"), {"token": token, "reason": "x"}, follow=True)
    assert "The file is no longer kept here. Choose it again." in page.content.decode()


def test_what_one_looked_at_another_does_not_bring_in(client, administrator):
    form = {"token": look_at(client, bodies("Northshire Police")).context["confirm_form"]["token"].value()}
    client.force_login(make_administrator(email="second@tracker.example"))
    page = client.post(address("body", "_confirm"), form | {"reason": "x"}, follow=True)
    assert "The file is no longer kept here. Choose it again." in page.content.decode()
    assert not Body.objects.exists()


def test_refused_rows_are_listed_with_their_number_and_column(client, administrator):
    page = look_at(client, bodies("Northshire Police", "<b>x</b>", **{"Region": "x" * 61}))
    text = page.content.decode()
    assert "2 rows are refused, so nothing was written." in text
    assert "Region: at most 60 characters; this has 61." in text
    assert page.context["confirm_form"] is None


def test_a_formula_is_refused(client, administrator):
    book, file = Workbook(), io.BytesIO()
    book.active.append(["Body", "Kind"])
    book.active.append(["Northshire Police", '=CONCATENATE("force")'])
    book.save(file)
    text = look_at(client, file.getvalue()).content.decode()
    assert "Kind: a formula is not taken. Paste its value instead." in text


@pytest.mark.slow
def test_a_hundred_thousand_rows_are_refused_soon(client, administrator):
    data = sheet(*[{"Body": "x"}] * 100_000, headings=["Body"], kind="ods")
    began = time.process_time()
    page = look_at(client, data)
    assert page.context["form"].errors["file"] == [
        "The file has more than 2,000 rows. Split it, by force for example, and bring in each part."
    ]
    assert time.process_time() - began < 30


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b"%PDF-1.7", "This is not a spreadsheet."),
        (sheet({"Colour": "red"}, headings=["Body", "Colour"]), "The column “Colour” is not one of the template’s."),
        (sheet({"Kind": "x"}, headings=["Kind"]), "These columns are missing in the first row: Body."),
        (sheet(headings=["Body"]), "There is nothing below the headings."),
    ],
    ids=["empty", "other", "wrong column", "missing column", "no rows"],
)
def test_what_is_no_such_sheet_is_said_beside_the_field(client, administrator, data, sentence):
    assert sentence in look_at(client, data).context["form"].errors["file"][0]


@pytest.mark.parametrize("model", SHEETS)
@pytest.mark.parametrize("kind", ["ods", "xlsx"])
def test_the_template_and_the_records_are_downloaded(client, administrator, model, kind):
    make_obligation()
    where = reverse(f"admin:inspections_{model}_sheet_download", args=[kind])
    assert client.get(where).headers["Content-Disposition"] == f'attachment; filename="{SHEETS[model].name}.{kind}"'
    template = client.get(where, {"empty": "on"})
    assert rows_in(template.getvalue()) == []
    assert f'{SHEETS[model].name}-template.{kind}"' in template.headers["Content-Disposition"]
    assert client.get(f"{address(model)}{SHEETS[model].name}.pdf").status_code == 404


def test_the_items_of_one_report_are_downloaded(client, administrator):
    report = make_inspection(slug="custody")
    make_recommendation(report)
    make_recommendation()
    where = reverse("admin:inspections_recommendation_sheet_download", args=["ods"])
    one = client.get(where, {"inspection": "custody"})
    assert (len(rows_in(one.getvalue())), len(rows_in(client.get(where).getvalue()))) == (1, 2)
    assert "items-custody.ods" in one.headers["Content-Disposition"]
    page = client.get(reverse("admin:inspections_inspection_change", args=[report.pk])).content.decode()
    assert f'{address("recommendation")}?inspection=custody"' in page
    chosen = client.get(address("recommendation"), {"inspection": "custody"}).content.decode()
    assert re.search(r'<option value="custody" selected', chosen)


@pytest.mark.parametrize("model", [*SHEETS, "inspection"])
def test_the_lists_lead_to_their_sheets(client, administrator, model):
    page = client.get(reverse(f"admin:inspections_{model}_changelist")).content.decode()
    assert address("recommendation" if model == "inspection" else model) in page


def test_the_pages_are_the_administrators_alone(client, db):
    for user in (make_user(make_force()), make_user(is_staff=True)):
        client.force_login(user)
        for model in SHEETS:
            assert client.get(address(model)).status_code in (302, 403)
            assert client.post(address(model, "_confirm")).status_code in (302, 403)
            download = reverse(f"admin:inspections_{model}_sheet_download", args=["ods"])
            assert client.get(download).status_code in (302, 403)


@pytest.mark.parametrize("model", SHEETS)
def test_the_page_asks_as_much_for_many_records_as_for_one(client, administrator, queries_of, model):
    make_obligation()
    client.get(address(model))
    few = queries_of(address(model))
    for _ in range(5):
        make_obligation()
    assert queries_of(address(model)) == few < 15


def test_the_commands_take_every_kind(administrator, tmp_path):
    make_obligation(make_force(name="Northshire Police"), make_recommendation(make_inspection(slug="custody")))
    make_recommendation()
    out = io.StringIO()
    for what in ("bodies", "office-holders", "items", "answers"):
        call_command("take_out", what, tmp_path / f"{what}.ods")
    for what in ("bodies", "items", "answers"):
        call_command("bring_in", what, tmp_path / f"{what}.ods", by=administrator.email, reason="Again.", stdout=out)
    assert out.getvalue().count("Nothing to change") == 3
    call_command("take_out", "items", tmp_path / "one.xlsx", inspection="custody")
    assert len(rows_in((tmp_path / "one.xlsx").read_bytes())) == 1


def test_the_documentation_names_every_column():
    text = (settings.BASE_DIR / "docs" / "sheets.md").read_text()
    for one in SHEETS.values():
        part = text.partition(f"## {one.title}\n")[2].partition("\n## ")[0]
        listed = re.findall(r"^\| (.+?) \|", part, re.MULTILINE)
        assert listed == ["Column", *headings_of(one)]


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 375])
def test_items_come_in_by_hand(page_for, transactional_db, axe, tmp_path, width):
    make_inspection([make_force(name="Northshire Police")], title="Safer in custody")
    rows = [
        {
            "Inspection": "Safer in custody",
            "Item kind": "Recommendation",
            "Number": str(number),
            "Text": f"By 31 December 2026, forces should count {number}.",
            "Addressed to": "all forces",
        }
        for number in (1, 2)
    ]
    (tmp_path / "items.ods").write_bytes(sheet(*rows, headings=headings_of(ITEMS), kind="ods"))
    page = page_for(make_administrator(), width, javascript=False) if width == 375 else page_for(make_administrator())
    page.goto(reverse("admin:inspections_recommendation_changelist"))
    with page.expect_navigation():
        page.get_by_role("link", name="On a spreadsheet").click()
    found = axe(page) if width == 1280 else []
    page.get_by_label("Filled sheet").set_input_files(tmp_path / "items.ods")
    page.get_by_role("button", name="See what would change").click()
    page.get_by_text("2 rows would be new.").wait_for()
    assert page.get_by_text("Row 3 · new · Recommendation 2").count() == 1
    found += axe(page) if width == 1280 else []
    page.get_by_label("Reason").fill("The report of June.")
    page.get_by_role("button", name="Bring it in").click()
    page.get_by_text("2 rows are new.").wait_for()
    assert Recommendation.objects.filter(due_on=date(2026, 12, 31)).count() == 2
    assert not found, "\n".join(found)
