"""LibreOffice opens the Word and the OpenDocument files that are written, and saves them again without a loss."""

import pytest

from documents.formats.document import read_document
from documents.reading import read
from documents.writing.content import Layout
from documents.writing.forms import Form, write
from tests.documents.bodies import BODIES
from tests.documents.responses import FULL
from tests.documents.test_round_trip import found_in, whole_of
from tests.services.libreoffice import converted

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize(("form", "into"), [(Form.DOCX, "odt"), (Form.ODT, "docx")])
def test_what_libreoffice_saves_again_still_says_the_same(tmp_path, layout, form, into):
    written = tmp_path / f"response.{form}"
    written.write_bytes(write(FULL, layout, form))
    saved = converted(written, into, tmp_path)
    assert found_in(read(read_document(saved.read_bytes(), saved.name).blocks, BODIES)) == whole_of(FULL)
