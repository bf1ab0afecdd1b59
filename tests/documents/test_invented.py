"""Invented documents of every kind of layout, heading, deadline and addressee, each with the facts that it holds.

Beside each stands NAME.expected.json. What a person would read and the file leaves out is as in `DOCUMENT` and
`ITEM`. A longer text is given by how it begins and ends, with "…" between.
"""

import json
from pathlib import Path

import pytest

from documents.formats.document import read_document
from documents.reading import read
from tests.documents.bodies import BODIES

FOLDER = Path(__file__).parent / "invented"
DOCUMENTS = sorted(path for path in FOLDER.iterdir() if path.suffix != ".json")
TYPES = ("force_specific", "national", "follow_up", "thematic", "partner")
DOCUMENT = {
    "published_on": None,
    "published_month": None,
    "response_date": None,
    "type": None,
    "local_policing_body_comments": "",
    "chief_officer_comments": "",
    "warnings": [],
}
ITEM = {
    "kind": "recommendation",
    "number": "",
    "deadline": "none",
    "due": None,
    "precision": None,
    "period": None,
    "to": ["all forces"],
    "condition": "",
    "force_response": "",
    "local_policing_body_response": "",
}


class Text(str):
    """A text by how it begins and ends: "By 2 May … a year."."""

    __slots__ = ()

    def __eq__(self, other):
        begins, dots, ends = self.partition(" … ")
        folded = " ".join(other.replace("\n• ", "\n").split())
        return folded.startswith(begins) and folded.endswith(ends) and (bool(dots) or len(folded) == len(begins))

    __hash__ = str.__hash__


def expected_document(facts):
    facts = DOCUMENT | facts
    facts["inspection_type"] = None if facts["type"] is None else {name: name in facts["type"] for name in TYPES}
    for name in ("local_policing_body_comments", "chief_officer_comments"):
        facts[name] = Text(facts[name])
    return {name: value for name, value in facts.items() if name not in ("type", "items")}


def expected_item(facts):
    item = ITEM | facts
    if item["due"]:
        item |= {"deadline": "date", "precision": item["precision"] or "day"}
    for name in ("text", "force_response", "local_policing_body_response"):
        item[name] = Text(item[name])
    item["to"] = sorted(item["to"])
    return item


def found_item(item):
    deadline = item["deadline"]
    return {
        "deadline": deadline["kind"],
        "due": deadline["on"],
        "precision": deadline["precision"],
        "period": deadline["period"],
        "to": sorted(item["addressees"]),
    } | {name: item[name] for name in ITEM.keys() & item.keys() | {"text"} if name != "deadline"}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_fact_of(path):
    facts = json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))
    found = read(read_document(path.read_bytes(), path.name).blocks, BODIES).as_json()
    expected = expected_document(facts)
    assert {name: found[name] for name in expected} == expected
    items = [found_item(item) for item in found["items"]]
    assert [(item["kind"], item["number"]) for item in items] == [
        (item.get("kind", "recommendation"), item.get("number", "")) for item in facts["items"]
    ]
    for got, want in zip(items, map(expected_item, facts["items"]), strict=True):
        assert got == want
    assert all(item["where"].startswith(("line ", "paragraph ")) for item in found["items"])


def test_there_is_one_of_every_kind():
    assert len(DOCUMENTS) >= 25
    assert {path.stem for path in DOCUMENTS} == {
        path.name.removesuffix(".expected.json") for path in FOLDER.glob("*.json")
    }
