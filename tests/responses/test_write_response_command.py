"""`manage.py write_response`: what was signed off, byte for byte, else a draft."""

import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from documents.formats.document import read_document
from documents.writing.forms import Form
from responses.models import OfficeSettings
from tests.statutory import Acts, make_duty, office_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def act(today):
    return Acts(make_duty(published_on=today - timedelta(days=20), slug="custody"), today)


@pytest.fixture
def write(tmp_path):
    """`write(*more, form="pdf")`: the bytes of the file that the command writes."""

    def run(*more, form="pdf"):
        output = tmp_path / f"response.{form}"
        call_command("write_response", "custody", "northshire", "--form", form, "--output", str(output), *more)
        return output.read_bytes()

    return run


@pytest.mark.parametrize("form", Form)
def test_before_sign_off_it_is_a_draft(act, write, form, capsys):
    act.write()
    words = " ".join(block.text for block in read_document(write(form=form), f"response.{form}").blocks)
    assert "We welcome the report." in words
    assert "draft" in words.casefold()
    assert "a draft, as it stands today" in capsys.readouterr().err


def test_the_stored_document_is_written_and_none_is_made_anew(act, write, capsys):
    act.write()
    version = act.sign()
    OfficeSettings.objects.create(body=office_of(act.duty), logo="Changed since")
    for layout in ("letter", "form"):
        assert write("--layout", layout) == bytes(version.documents.get(layout=layout, form="pdf").data)
    assert "version 1, as it was signed off" in capsys.readouterr().err


def test_the_layout_is_the_response_s_own_where_none_is_asked_for(act, write):
    OfficeSettings.objects.create(body=office_of(act.duty), layout="form")
    assert write() == write("--layout", "form")
    act.write("signature", layout="letter")
    assert write() == write("--layout", "letter")
    version = act.sign()
    assert write() == bytes(version.documents.get(layout="letter", form="pdf").data)


def test_an_earlier_version_is_asked_for_by_its_number(act, write):
    act.write()
    first = act.sign()
    act.publish()
    act.correct()
    act.write(comments="Put right.")
    assert b"Put right." in write(form="html")  # a draft again
    second = act.sign()
    assert write() == bytes(second.documents.get(layout="letter", form="pdf").data)
    assert write("--version", "1") == bytes(first.documents.get(layout="letter", form="pdf").data)
    with pytest.raises(CommandError, match="There are: 1, 2"):
        write("--version", "3")


@pytest.mark.parametrize(
    ("inspection", "force", "sentence"),
    [
        ("nothing", "northshire", "no inspection called “nothing”"),
        ("custody", "nowhere", "no force called “nowhere”"),
        ("custody", "commissioner", "no force called “commissioner”"),
    ],
)
def test_what_is_not_in_the_register_is_said(act, tmp_path, inspection, force, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("write_response", inspection, force, "--form", "pdf", "--output", str(tmp_path / "a.pdf"))


def test_a_file_that_cannot_be_written_is_said(act, tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("write_response", "custody", "northshire", "--form", "pdf", "--output", str(tmp_path / "no" / "a"))
    with pytest.raises(CommandError, match="no versions"):
        call_command("write_response", "custody", "northshire", "--form", "pdf", "--output", "-", "--version", "1")


def test_it_is_written_to_where_the_command_is_called(act, capfdbinary):
    act.write()
    call_command("write_response", "custody", "northshire", "--form", "html", "--output", "-")
    assert capfdbinary.readouterr().out.startswith(b"<!DOCTYPE html>")


@pytest.mark.on_one_database
def test_the_command_says_what_it_takes():
    asked = subprocess.run([sys.executable, "manage.py", "write_response", "--help"], capture_output=True, check=True)
    assert b"--output FILE" in asked.stdout
    assert b"--version N" in asked.stdout
