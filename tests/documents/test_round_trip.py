"""What is written is read back: the reader finds in every file format and layout what the response said.

Texts in Markdown are compared by their letters and digits, in order: the words that `markdown.plain` finds in what
was written, and those that the reader found. So no word may be lost, moved or come from elsewhere, while marks, the
ends of lines and the bullets of a list may differ from one file format to the other.
"""

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from documents.formats.document import read_document
from documents.reading import read
from documents.recognition.items import squeezed
from documents.writing.content import Layout
from documents.writing.forms import Form, write
from documents.writing.markdown import plain
from tests.documents.bodies import BODIES
from tests.documents.responses import EMPTY, FULL, contents

BOTH = pytest.mark.parametrize("form", Form)
EACH_LAYOUT = pytest.mark.parametrize("layout", Layout)
EXAMPLES = 20


def read_back(content, layout, form):
    return read(read_document(write(content, layout, form), f"response.{form}").blocks, BODIES)


def words(*texts):
    return squeezed("\n".join(plain(text) for text in texts if text))


def said_to(item, *, draft):
    """The words under the force's response to an item."""
    if item.answer is None:
        return words(item.remark)
    with_another = f"Answered with {item.answer.answered_with}." if item.answer.answered_with else ""
    nothing = "" if item.answer.action or with_another else ("Not answered yet." if draft else "No answer is recorded.")
    return words(with_another, item.answer.action, nothing)


def whole_of(content):
    """What the reader must find, as `found_in` gives it."""
    chief = content.chief_officer
    nothing = "Not written yet." if content.draft else "None."
    none_came = "" if chief.comments else "There are none." if chief.absence else nothing.replace("written", "received")
    reply = (content.reply or nothing) if content.reply or chief.comments else ""
    return {
        "title": content.report.title,
        "force": content.force,
        "published_on": content.report.published_on,
        "response_date": content.dated_on,
        "ticked": {name for name, ticked in content.report.types.items() if ticked},
        "body": words(content.comments or nothing, reply),
        "chief": words(none_came, chief.comments or chief.absence),
        "items": [
            {
                "kind": item.kind,
                "number": item.number,
                "text": squeezed(item.text),
                "deadline": (item.deadline.kind, item.deadline.on, item.deadline.period),
                "addressees": set(item.addressees),
                "condition": item.condition,
                "force": said_to(item, draft=content.draft),
                "body": words(item.answer.comment) if item.answer else "",
            }
            for item in content.items
        ],
    }


def found_in(document):
    return {
        "title": document.title,
        "force": document.force,
        "published_on": document.published_on,
        "response_date": document.response_date,
        "ticked": {name for name, ticked in (document.inspection_type or {}).items() if ticked},
        "body": squeezed(document.local_policing_body_comments),
        "chief": squeezed(document.chief_officer_comments),
        "items": [
            {
                "kind": item.kind,
                "number": item.number,
                "text": squeezed(item.text),
                "deadline": (item.deadline.kind, item.deadline.on, item.deadline.period),
                "addressees": set(item.addressees),
                "condition": item.condition,
                "force": squeezed(item.force_response),
                "body": squeezed(item.local_policing_body_response),
            }
            for item in document.items
        ],
    }


@BOTH
@EACH_LAYOUT
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(content=contents())
def test_any_response_is_read_back(layout, form, content):
    assert found_in(read_back(content, layout, form)) == whole_of(content)


@BOTH
@EACH_LAYOUT
@pytest.mark.parametrize("content", [FULL, EMPTY], ids=["full", "empty"])
def test_fixed_response_is_read_back(layout, form, content):
    assert found_in(read_back(content, layout, form)) == whole_of(content)
