from datetime import date, timedelta

import pytest

from inspections.statuses import Status
from tracker.components.dates import due, due_words, long_date

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("days", "status", "words"),
    [
        (-14, Status.OVERDUE, "14 days late"),
        (-1, Status.OVERDUE, "1 day late"),
        (0, Status.DUE_SOON, "today"),
        (1, Status.DUE_SOON, "in 1 day"),
        (5, Status.DUE_SOON, "in 5 days"),
        (405, Status.NOT_DUE, "in 405 days"),
        (-4001, Status.OVERDUE, "4,001 days late"),
        (-14, Status.CLOSED, ""),
        (-14, Status.REPORTED_COMPLETE, ""),
        (-14, Status.NO_ACTION, ""),
    ],
)
def test_due_words(days, status, words):
    assert due_words(DAY, DAY + timedelta(days), status) == words


def test_an_immediate_item_has_no_number_of_days():
    assert due_words(DAY, date(2024, 1, 1), Status.OVERDUE, immediate=True) == "immediate, not reported complete"
    assert due_words(DAY, DAY, Status.DUE_SOON, immediate=True) == "immediate"


def test_due_says_late_in_words_and_marks_it():
    html = due(DAY, date(2026, 10, 31), "overdue")
    assert '<time datetime="2026-10-31" class="tracker-nowrap">31 October 2026</time>' in html
    assert '<span class="tracker-table__sub tracker-late">21 days late</span>' in html
    assert "tracker-late" not in due(DAY, date(2026, 12, 18), "due_soon")


def test_due_without_a_deadline_says_so():
    assert due(DAY, None, "no_deadline") == "No deadline"


def test_due_fails_on_what_is_no_status():
    with pytest.raises(ValueError, match="late"):
        due(DAY, DAY, "late")


def test_dates_in_words():
    assert long_date(date(2024, 12, 31)) == "31 December 2024"
    assert long_date(None) == ""
