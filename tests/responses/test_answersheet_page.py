"""The administrators' page and the commands of the sheet of answers."""

import io
import re
from datetime import date

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from inspections.actions import close
from responses.models import Response
from tests.factories import make_administrator, make_force, make_obligation, make_user
from tests.sheets import HEADINGS, rows_in, sheet

PAGE = "/admin/responses/response/sheet/"


@pytest.fixture
def administrator(client, db):
    administrator = make_administrator(email="admin@tracker.example")
    client.force_login(administrator)
    return administrator


@pytest.fixture
def owed(db):
    return make_obligation(make_force(name="Northshire Police", slug="northshire"), due_on=date(2025, 12, 31))


@pytest.fixture
def filled(owed):
    return sheet(row_of(owed))


def row_of(owed, **said):
    return {
        "Force": "Northshire Police",
        "Inspection": owed.recommendation.inspection.title,
        "Item kind": "recommendation",
        "Number": owed.recommendation.number,
        "Position": "In progress",
        "Action": "Under way.",
    } | said


def look_at(client, data):
    return client.post(PAGE, {"file": SimpleUploadedFile("old.xlsx", data)})


def confirm(client, preview, reason="The old tracker."):
    form = preview.context["confirm_form"]
    return client.post(f"{PAGE}confirm/", {"token": form["token"].value(), "reason": reason}, follow=True)


def test_a_file_is_looked_at_and_then_brought_in(client, administrator, owed, filled):
    preview = look_at(client, filled)
    text = preview.content.decode()
    assert "1 row would change the register." in text
    assert "Under way." in text
    assert not Response.objects.exists()
    unsaid = confirm(client, preview, reason="")
    assert "This field is required." in unsaid.content.decode()
    assert not Response.objects.exists()
    done = confirm(client, unsaid)
    assert "1 row changed the register." in done.content.decode()
    assert Response.objects.get().shared_by == administrator
    assert owed.acts.get(kind="answered").reason == "The old tracker."
    again = look_at(client, filled)
    assert "Nothing to change: the register has all of this already." in again.content.decode()
    assert not again.context["confirm_form"]
    gone = confirm(client, preview)
    assert "The file is no longer kept here." in gone.content.decode()


def test_refused_rows_are_listed_and_cannot_be_brought_in(client, administrator, owed):
    page = look_at(client, sheet(row_of(owed, Force="<b>Nowhere</b>")))
    text = page.content.decode()
    assert "1 row is refused, so nothing was written." in text
    assert "no body called “&lt;b&gt;Nowhere&lt;/b&gt;”" in text
    assert not page.context["confirm_form"]


def test_what_became_impossible_meanwhile_is_refused_whole(client, administrator, owed, filled):
    preview = look_at(client, filled)
    close([owed], closure="withdrawn", by=administrator, on=date(2026, 1, 1), reason="Withdrawn.")
    page = confirm(client, preview)
    assert "This item is closed already." in page.content.decode()
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"", "The file is empty."), (b"%PDF", "This is not a spreadsheet."), (b"x" * (10 * 2**20 + 1), "larger than 10")],
    ids=["empty", "other", "large"],
)
def test_what_cannot_be_read_is_said_beside_the_field(client, administrator, data, sentence):
    assert sentence in look_at(client, data).context["form"].errors["file"][0]


def test_a_file_is_needed(client, administrator):
    assert set(client.post(PAGE, {}).context["form"].errors) == {"file"}


@pytest.mark.parametrize("kind", ["ods", "xlsx"])
def test_answers_and_the_template_are_downloaded(client, administrator, owed, kind):
    make_obligation()
    address = f"{PAGE}answers.{kind}"
    assert len(rows_in(client.get(address).getvalue())) == 2
    one = client.get(address, {"body": "northshire"})
    assert one.headers["Content-Disposition"] == f'attachment; filename="answers-northshire.{kind}"'
    [row] = rows_in(one.getvalue())
    assert (row["Force"], row["Deadline"]) == ("Northshire Police", date(2025, 12, 31))
    assert rows_in(client.get(address, {"empty": "on"}).getvalue()) == []
    assert client.get(address, {"body": "nowhere"}).status_code == 404
    assert client.get(f"{PAGE}answers.pdf").status_code == 404


def test_words_too_long_for_excel_are_said_so(client, administrator, owed):
    take = look_at(client, sheet(row_of(owed)))
    confirm(client, take)
    Response.objects.update(action="x" * 40_000)
    page = client.get(f"{PAGE}answers.xlsx", follow=True)
    assert "Choose ODS, which holds it whole." in page.content.decode()
    assert len(rows_in(client.get(f"{PAGE}answers.ods").getvalue())[0]["Action"]) == 40_000


def test_it_is_the_administrators_alone(client, owed):
    client.force_login(make_user(owed.body))
    for name in ("", "confirm/", "answers.ods"):
        assert client.get(f"{PAGE}{name}").status_code in (302, 403, 405)
    assert client.post(PAGE).status_code in (302, 403)
    client.force_login(make_user(is_staff=True))
    assert client.get(PAGE).status_code == 403
    assert client.get(f"{PAGE}answers.ods").status_code == 403


def test_the_list_of_answers_leads_to_it(client, administrator):
    assert PAGE in client.get(reverse("admin:responses_response_changelist")).content.decode()


@pytest.mark.browser
@pytest.mark.slow
def test_the_page_is_accessible_and_takes_a_file(page_for, axe, owed, filled, tmp_path):
    page = page_for(make_administrator())
    page.goto(PAGE)
    assert not axe(page)
    (tmp_path / "old.xlsx").write_bytes(filled)
    page.get_by_label("Filled sheet").set_input_files(tmp_path / "old.xlsx")
    with page.expect_navigation():
        page.get_by_role("button", name="See what would change").click()
    assert not axe(page)
    page.get_by_label("Reason").fill("The old tracker.")
    page.get_by_role("button", name="Bring it in").click()
    page.get_by_text("1 row changed the register.").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download ODS").click()
    assert rows_in(download.value.path().read_bytes())[0]["Action"] == "Under way."


# The commands --------------------------------------------------------------------------------------------------------


def said_by(name, *args, **options):
    out = io.StringIO()
    call_command(name, *args, stdout=out, stderr=out, **options)
    return out.getvalue()


def test_the_commands_do_the_same(administrator, owed, filled, tmp_path):
    old = tmp_path / "old.xlsx"
    old.write_bytes(filled)
    by = {"by": "ADMIN@tracker.example", "reason": "The old tracker."}
    assert "1 row would change the register." in said_by("bring_in", "answers", old, preview=True, by=by["by"])
    assert not Response.objects.exists()
    assert "1 row changed the register." in said_by("bring_in", "answers", old, **by)
    out = tmp_path / "out.ods"
    said_by("take_out", "answers", out, body="northshire")
    assert "Nothing to change" in said_by("bring_in", "answers", out, **by)
    said_by("take_out", "answers", out, template=True)
    assert rows_in(out.read_bytes()) == []


def test_the_command_names_the_refused_rows(administrator, owed, tmp_path):
    old = tmp_path / "old.ods"
    old.write_bytes(sheet(row_of(owed), row_of(owed, Number="77"), kind="ods"))
    errors = io.StringIO()
    with pytest.raises(CommandError, match=r"1 reason in all\. Nothing was written\."):
        call_command("bring_in", "answers", old, by=administrator.email, reason="Old.", stderr=errors, stdout=errors)
    assert "Row 3: Recommendation 77 of this inspection is not addressed to Northshire Police." in errors.getvalue()
    assert not Response.objects.exists()


def test_the_commands_say_what_they_cannot_do(administrator, tmp_path):
    by = {"by": administrator.email, "reason": "Old."}
    wrong = [
        (("bring_in", "answers", tmp_path / "none.ods"), by, "cannot be opened: No such file or directory."),
        (("bring_in", "answers", tmp_path), by, "cannot be opened: Is a directory."),
        (("bring_in", "answers", tmp_path), by | {"by": "nobody@tracker.example"}, "No administrator has the address"),
        (("bring_in", "answers", tmp_path), by | {"reason": ""}, "Say with --reason"),
        (("take_out", "answers", tmp_path / "out.pdf"), {}, "must end in .ods or .xlsx"),
        (("take_out", "answers", tmp_path / "out.ods"), {"body": "nowhere"}, "no body called “nowhere”"),
        (("take_out", "answers", tmp_path / "no" / "out.ods"), {}, "cannot be written: No such file or directory."),
    ]
    for args, options, sentence in wrong:
        with pytest.raises(CommandError) as refused:
            call_command(*args, **options)
        assert sentence in str(refused.value)
    empty = tmp_path / "empty.ods"
    empty.write_bytes(b"")
    with pytest.raises(CommandError, match=r"The file is empty\."):
        call_command("bring_in", "answers", empty, **by)


def test_the_documentation_names_every_column():
    text = (settings.BASE_DIR / "docs" / "answers-on-a-sheet.md").read_text()
    listed = re.findall(r"^\| (.+?) \|", text.partition("## The columns")[2], re.MULTILINE)
    assert listed == ["Column", *HEADINGS]
