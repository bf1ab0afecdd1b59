"""The line of the 56 days: where its marks stand, and that its words never run into one another."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from inspections.models import Inspection, RelatedForce
from responses.models import StatutoryResponse
from responses.statutory import Clock
from tracker.components.clock import clock_bar

PUBLISHED_ON = date(2026, 10, 13)


@dataclass
class Text:
    left: float
    right: float
    row: int
    words: str


def clock_on(number, published=None):
    duty = RelatedForce(inspection=Inspection(title="Out of sight", published_on=PUBLISHED_ON))
    if published:
        StatutoryResponse(pk=1, duty=duty, published_on=PUBLISHED_ON + timedelta(days=published - 1))
    return Clock(duty, PUBLISHED_ON + timedelta(days=number - 1))


def texts(svg):
    """The words as they stand on a line of 1,200 pixels, 8 pixels a character."""
    found = []
    for x, y, anchor, words in re.findall(r'<text[^>]* x="([\d.]+)%" y="(\d+)" text-anchor="(\w+)"[^>]*>([^<]*)<', svg):
        width = 8 * len(words)
        left = float(x) * 12 - {"start": 0, "middle": width / 2, "end": width}[anchor]
        found.append(Text(left, left + width, int(y), words))
    return found


def test_days_stand_where_they_are_in_the_56():
    svg = clock_bar(clock_on(40), [(30, "Day 30: own target")])
    assert 'x1="52.7%"' in svg
    assert 'x1="70.5%"' in svg
    assert 'width="70.5%"' in svg
    assert "Today, day 40" in svg
    assert "url(#tracker-fill-overdue)" not in svg


def test_days_after_the_last_one_are_drawn_apart():
    svg = clock_bar(clock_on(60))
    assert "Today, 4 days late" in svg
    assert "url(#tracker-fill-overdue)" in svg


def test_a_published_response_ends_the_line_at_its_day():
    svg = clock_bar(clock_on(400, published=57))
    assert "Published, day 57" in svg
    assert "Today" not in svg


@pytest.mark.parametrize("number", [1, 2, 8, 20, 28, 40, 50, 55, 56, 57, 60, 80, 112, 400, 3000])
@pytest.mark.parametrize("marks", [(), (1, 2), (30, 32), (30, 30), (55, 56), (2, 56)])
def test_words_do_not_run_into_one_another_and_stay_on_the_line(number, marks):
    marks = [
        (day, f"Day {day}: {words}")
        for day, words in zip(marks, ("own target", "chief officer’s comments"), strict=False)
    ]
    found = texts(clock_bar(clock_on(number), marks))
    assert len(found) == 3 + len(marks)
    for text in found:
        assert text.left >= -1, text
        assert text.right <= 1201, text
        for other in found:
            if other is not text and other.row == text.row:
                assert text.right <= other.left or other.right <= text.left, (text, other)


def test_it_says_itself_in_words():
    svg = clock_bar(clock_on(40), [(30, "Day 30: own <target>")])
    label = re.search(r'aria-label="([^"]*)"', svg)[1]
    assert label == "Report published 13 October. Last day, 7 December. Today, day 40. Day 30: own &lt;target&gt;"
