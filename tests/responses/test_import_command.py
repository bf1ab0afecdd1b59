"""`manage.py import_document` over invented documents."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from inspections.models import Inspection
from responses.models import Response, SourceDocument, StatutoryResponse
from tracker.sample.register import load_bodies

PUBLISHED = Path(__file__).resolve().parents[1] / "documents" / "published"
CLEVELAND, CAMBRIDGESHIRE = PUBLISHED / "cleveland.md", PUBLISHED / "cambridgeshire.md"

LETTER = """# Cleveland Police: response to HMICFRS

HMICFRS report: How police look after lost dogs

Report published on 3 September 2025

Date of response: 20 October 2025

## Recommendation 1

By 31 March 2026, Cleveland Police should make sure that every kennel has water.

### Force response

Water has been laid to all of the nine kennels.
"""


@pytest.fixture(autouse=True)
def bodies(db):
    load_bodies()


def run(*args):
    out, errors = io.StringIO(), io.StringIO()
    try:
        call_command("import_document", *map(str, args), stdout=out, stderr=errors)
    except CommandError as error:
        errors.write(str(error))
    return out.getvalue(), errors.getvalue()


def test_without_accept_it_only_says_what_would_be():
    out, _errors = run(CLEVELAND)
    assert "Out of sight" in out
    assert "4 items" in out
    assert "The text counts 3 recommendations for forces; 4 are addressed to forces." in out
    assert "Nothing was written. Repeat it with --accept." in out
    assert not Inspection.objects.exists()


def test_it_is_taken_over_once():
    run("--accept", CLEVELAND)
    report = Inspection.objects.get()
    assert report.items.count() == 4
    assert not report.is_proposed
    response = StatutoryResponse.objects.get()
    assert response.published_basis == "entry"
    assert response.comments.startswith("The Commissioner is content")
    out, _errors = run("--accept", CLEVELAND)
    assert "Nothing new: the register has all of it already." in out
    assert SourceDocument.objects.count() == 1


def test_what_cannot_be_taken_over_does_not_stop_the_rest(tmp_path):
    scan = tmp_path / "empty.pdf"
    scan.write_bytes(b"")
    out, errors = run("--accept", scan, CAMBRIDGESHIRE, CLEVELAND)
    assert "This file is empty." in errors
    assert "Enter the day the report was published." in errors
    assert "2 files were left." in errors
    assert "Cleveland Police" in out
    assert [response.duty.force.slug for response in StatutoryResponse.objects.all()] == ["cleveland"]
    assert not Response.objects.exists()


def test_an_unknown_force_is_refused():
    assert "The register has no force “atlantis”." in run("--force", "atlantis", CLEVELAND)[1]


def test_answers_are_dated_by_the_document(tmp_path):
    letter = tmp_path / "dogs.md"
    letter.write_text(LETTER)
    assert "Taken over: the report, 1 item, 1 answer" in run("--force", "cleveland", "--accept", letter)[0]
    assert Response.objects.get().action == "Water has been laid to all of the nine kennels."
    assert StatutoryResponse.objects.get().published_on.isoformat() == "2025-10-20"
