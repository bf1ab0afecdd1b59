"""Published responses that an operator takes over by command."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from inspections.models import Inspection
from responses.models import Response, StatutoryResponse

LETTER = """# {force}: response to HMICFRS

HMICFRS report: How police look after lost dogs

Report published on 3 September 2025

Date of response: 20 October 2025

## Recommendation 1

By 31 March 2026, {force} should make sure that every kennel has water.

### Force response

Water has been laid to all of the nine kennels.
"""


@pytest.fixture
def file(tmp_path, force, office):
    path = tmp_path / "dogs.md"
    path.write_text(LETTER.format(force=force.name))
    return path


def said(*words, **options):
    out = StringIO()
    call_command("import_document", *words, stdout=out, stderr=out, **options)
    return out.getvalue()


@pytest.mark.slow
def test_nothing_is_written_before_it_is_accepted(file, force):
    assert "Taken over: the report, 1 item, 1 answer" in said(file, force=force.slug)
    assert not Inspection.objects.exists()
    said(file, force=force.slug, accept=True)
    assert Response.objects.get().action == "Water has been laid to all of the nine kennels."
    assert StatutoryResponse.objects.get().published_on.isoformat() == "2025-10-20"
    assert "Nothing new" in said(file, force=force.slug, accept=True)


def test_a_file_that_is_not_there_and_a_force_that_is_unknown(tmp_path, force):
    with pytest.raises(CommandError, match="1 file was left"):
        said(tmp_path / "none.md")
    with pytest.raises(CommandError, match="no force “nowhere”"):
        said(tmp_path / "none.md", force="nowhere")
