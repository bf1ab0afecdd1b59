"""A document is opened in a process of its own, which may take no more than it is given."""

import hashlib
import logging

import pytest

from documents import opening
from documents.blocks import Unreadable
from documents.formats.document import read_document
from documents.formats.transport import packed, unpacked
from documents.opening import open_document
from tests.documents.making import docx, listed, p, pdf

TEXT = b"# Answer\n\n| a | b |\n|---|---|\n| **c** | [d](e) |\n\n1. one\n"


@pytest.mark.slow
@pytest.mark.parametrize("data", [TEXT, docx(p("one", listed(2))), pdf("= Answer\n#table[a][b]")])
def test_what_comes_back_is_what_was_read(data):
    document = open_document(data, "Our answer.md")

    assert document == read_document(data, "Our answer.md")
    assert document.name == "Our answer.md"
    assert document.sha256 == hashlib.sha256(data).hexdigest()


def test_why_there_is_none_comes_back_with_what_a_translation_needs():
    with pytest.raises(Unreadable) as caught:
        open_document(b"x" * 300_000, "answer")

    assert str(caught.value).startswith("Line 1 runs on for 300,000 characters")
    assert caught.value.message.startswith("Line %(line)s runs on")
    assert caught.value.params == {"line": "1", "length": "300,000"}


def test_what_is_packed_is_the_same_unpacked():
    document = read_document(TEXT, "answer")

    assert unpacked(packed(document)) == document
    with pytest.raises(Unreadable, match="it is 100% full"):
        unpacked(packed(Unreadable("it is 100% full")))


def test_reading_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(opening, "SECONDS", 0.001)

    with pytest.raises(Unreadable, match="longer than a minute"):
        open_document(TEXT, "answer")


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("import sys; sys.exit(3)", "more memory"),
        ("import os; os.kill(os.getpid(), 9)", "longer than a minute"),
        ("import os; os.abort()", "not as it should be"),
        ("raise ValueError('what nobody thought of')", "not as it should be"),
    ],
)
def test_a_process_that_ends_badly_harms_nobody(monkeypatch, caplog, program, said):
    monkeypatch.setattr(opening, "COMMAND", ("-c", program))

    with caplog.at_level(logging.CRITICAL), pytest.raises(Unreadable, match=said):
        open_document(TEXT, "answer")
