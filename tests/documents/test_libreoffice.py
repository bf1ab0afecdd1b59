"""LibreOffice opens the written files and saves them in each other's format without loss: `pytest -m libreoffice`."""

import subprocess

import pytest

from documents.formats.document import read_document
from documents.reading import read
from documents.writing.content import Layout
from documents.writing.forms import Form, write
from tests.documents.bodies import BODIES
from tests.documents.responses import FULL
from tests.documents.test_round_trip import found_in, whole_of

SECONDS = 120


@pytest.mark.libreoffice
@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize(("form", "other"), [(Form.DOCX, Form.ODT), (Form.ODT, Form.DOCX)])
def test_libreoffice_converts_a_response_without_loss(tmp_path, layout, form, other):
    (tmp_path / f"response.{form}").write_bytes(write(FULL, layout, form))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", other, "--outdir", "converted", f"response.{form}"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=SECONDS)
    document = read_document((tmp_path / "converted" / f"response.{other}").read_bytes(), "response")
    assert document.language == "en-GB"
    assert found_in(read(document.blocks, BODIES)) == whole_of(FULL)
