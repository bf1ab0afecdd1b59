"""What `make bench` measures, and how it tells of it. Nothing is measured here."""

import pytest
from defusedxml import ElementTree
from django.urls import resolve

from scripts.bench import reporting
from scripts.bench.goals import missed
from scripts.bench.measuring import WrongPageError, check, percentile_95
from scripts.bench.pages import ON_AN_EARLIER_DAY, PAGES, UNMEASURED
from scripts.bench.pages.page import Page
from scripts.bench.picture import draw
from scripts.bench.visiting import Answer
from tests.pages import served

PLACES = {
    "force": "northshire",
    "other": "eastshire",
    "office": "northshires-office",
    "national": "home-office",
    "report": "report",
    "judging": "later",
    "writing": "begun",
    "past": "2025-01-17",
    **dict.fromkeys(("item_id", "obligation_id", "force_id", "office_id", "middle", "last"), 7),
    **dict.fromkeys(("writing_item_id", "others_item_id"), 7),
}


def test_every_address_is_measured_or_the_table_says_why_not():
    measured = {resolve(page.address.format(**PLACES).partition("?")[0]).view_name for page in PAGES}
    assert served() == {name for name in measured if not name.startswith("admin:")} | set(UNMEASURED)
    assert not measured & set(UNMEASURED)


def test_pages_have_names_of_their_own():
    names = [page.name for page in PAGES]
    assert len(names) == len(set(names))
    assert set(ON_AN_EARLIER_DAY) <= set(names)


def row(**kwargs):
    return {
        "page": "a list",
        "kind": "list",
        "main": True,
        "database": "postgresql",
        "obligations": 50_000,
        "floor_ms": 5.0,
        "server_ms": 20.0,
        "queries": 9,
        "bytes": 20_480,
        "bytes_unpacked": 90_000,
        "ratio": 2.0,
        "requests_per_second": 41.6,
        "whole_ms": 25.0,
        "more_mib": None,
    } | kwargs


LARGE = {"obligations": 1_000_000, "server_ms": 50.0, "ratio": 2.5, "requests_per_second": None}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, []),
        ({"ratio": 3.0, "server_ms": 60.0, "queries": 12, "bytes": 30_720}, []),
        ({"ratio": 3.1}, ["ratio over 3"]),
        ({"server_ms": 61.0, "queries": 13, "bytes": 30_721}, ["over 60 ms", "over 12 queries", "over 30 KB"]),
        ({"kind": "home", "server_ms": 75.0}, []),
        ({"obligations": 1_000_000, "ratio": 2.1, "server_ms": 401.0}, ["ratio over 2", "over 400 ms"]),
        ({"obligations": 1_000_000, "kind": "past", "ratio": 9.0, "server_ms": 400.0}, []),
        ({"database": "sqlite", "server_ms": 501.0, "ratio": 90.0}, ["over 500 ms"]),
    ],
)
def test_goals(changed, words):
    assert missed(row(**changed)) == words


def test_the_table_has_both_sizes_beside_one_another():
    told = reporting.table([row(), row(**LARGE), row(page="another", main=False, more_mib=3.0)])
    assert told.splitlines()[2] == (
        "| a list | 5.0 | 20.0 | 2.0 | 5.0 | 50.0 | 2.5 | 2.5× | 9 | 20.0 | 42 | ✗ ratio over 2 at 1,000,000 |"
    )
    assert told.splitlines()[3] == "| another | 5.0 | 20.0 | 2.0 |  |  |  |  | 9 | 20.0 | 42 | ✓ met |"
    assert "another" not in reporting.table([row(), row(page="another", main=False)], main=True)


def test_sqlite_and_memory_in_words():
    slow = row(database="sqlite", server_ms=612.0, page="slow")
    assert reporting.on_sqlite([row(), row(database="sqlite"), slow]) == (
        "1 of 2 pages within 500 ms on SQLite at 50,000; the longest is slow with 612 ms."
    )
    assert reporting.memory([row(), row(page="file: csv", more_mib=12.4, obligations=1_000_000, whole_ms=2_000)]) == (
        "- file: csv, 1,000,000 obligations: 12 MiB more than idle, 0.1 MB in 2.0 s"
    )


def test_only_what_stands_between_the_marks_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(reporting, "ROOT", tmp_path)
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- speed: make bench -->\nold\n<!-- end of speed -->\nafter\n")
    reporting.write_between(page, "speed", r"new \1")
    assert page.read_text() == ("before\n<!-- speed: make bench -->\n\nnew \\1\n\n<!-- end of speed -->\nafter\n")
    with pytest.raises(ValueError, match=r"page.md has no “<!-- other: make bench -->”"):
        reporting.write_between(page, "other", "words")


def test_the_picture_says_its_figures_to_those_who_do_not_see_it():
    svg = ElementTree.fromstring(
        draw([row(page="lists & <forces>"), row(page="lists & <forces>", **LARGE), row(main=False)])
    )
    names = {"s": "http://www.w3.org/2000/svg"}
    assert svg.find("s:title", names).text == "How near each page is to the database"
    said = svg.find("s:desc", names).text
    assert said.endswith("milliseconds. lists & <forces>: 2.0 at 50,000, 2.5 at 1,000,000.")
    assert "2.5 (50 ms)" in [text.text for text in svg.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("shown", ["of 1,234 results", "<b>1234</b>"])
def test_a_page_shows_what_its_floor_counts(shown):
    page = Page("a list", "/", "editor", shows=lambda found: [sum(found[0])])
    check(page, Answer(200, None, shown.encode(), 0, 0.0), [[1_000, 234]])
    with pytest.raises(WrongPageError, match="counts 1,233"):
        check(page, Answer(200, None, shown.encode(), 0, 0.0), [[1_000, 233]])


def test_the_95th_percentile():
    assert percentile_95(range(1, 101)) == 95
    assert percentile_95([3, 1, 2]) == 3
