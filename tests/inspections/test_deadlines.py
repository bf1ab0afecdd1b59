"""The duty to respond, periods, deadlines and the field to type them in: every rule at its edges."""

from datetime import date

import pytest

from inspections.deadlines import (
    STATUTORY_DAYS,
    Deadline,
    DeadlineKind,
    Period,
    PeriodUnit,
    UnreadableDeadline,
    read_deadline_field,
    statutory_day,
    statutory_response_due,
)

ISSUED_ON = date(2025, 1, 31)


# --- the duty to respond


@pytest.mark.parametrize(
    ("published_on", "due_on"),
    [
        (date(2023, 12, 8), date(2024, 2, 1)),  # over the end of a year
        (date(2025, 10, 24), date(2025, 12, 18)),  # over the end of summer time
        (date(2024, 1, 6), date(2024, 3, 1)),  # over 29 February
        (date(2023, 1, 6), date(2023, 3, 2)),
        (date(2024, 11, 1), date(2024, 12, 26)),  # a bank holiday does not extend it
    ],
)
def test_response_is_due_on_the_56th_day_counting_publication(published_on, due_on):
    assert statutory_response_due(published_on) == due_on
    assert statutory_day(published_on, due_on) == STATUTORY_DAYS == 56


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2023, 12, 1), 0),
        (date(2023, 12, 7), 0),
        (date(2023, 12, 8), 1),
        (date(2023, 12, 9), 2),
        (date(2024, 1, 31), 55),
        (date(2024, 2, 1), 56),
        (date(2024, 2, 2), 57),
    ],
)
def test_statutory_day_counts_publication_as_the_first(day, number):
    assert statutory_day(date(2023, 12, 8), day) == number


# --- periods


@pytest.mark.parametrize(
    ("iso", "issued_on", "due_on"),
    [
        ("P1M", date(2025, 1, 31), date(2025, 2, 28)),
        ("P1M", date(2024, 1, 31), date(2024, 2, 29)),
        ("P1M", date(2024, 1, 28), date(2024, 2, 28)),
        ("P1M", date(2025, 2, 28), date(2025, 3, 28)),
        ("P3M", date(2023, 11, 30), date(2024, 2, 29)),
        ("P3M", date(2023, 12, 8), date(2024, 3, 8)),
        ("P6M", date(2025, 8, 31), date(2026, 2, 28)),
        ("P11M", date(2025, 1, 1), date(2025, 12, 1)),
        ("P12M", date(2024, 2, 29), date(2025, 2, 28)),
        ("P48M", date(2024, 2, 29), date(2028, 2, 29)),
        ("P2W", date(2024, 2, 20), date(2024, 3, 5)),
        ("P28D", date(2023, 12, 8), date(2024, 1, 5)),
        ("P1D", date(2023, 12, 31), date(2024, 1, 1)),
    ],
)
def test_a_period_keeps_the_number_of_the_day_clipped_to_the_month(iso, issued_on, due_on):
    period = Period.parse(iso)
    assert period.after(issued_on) == due_on
    assert str(period) == iso


def test_a_year_is_twelve_months():
    assert Period.parse("P1Y") == Period.of(1, "year") == Period(12, PeriodUnit.MONTH)


@pytest.mark.parametrize(
    "text", ["", "P", "3M", "P3", "p3m", "P3M ", "P3M\n", "P-3M", "P1Y2M", "PT3M", "P٣M", "P0M", "P1201M"]
)
def test_period_refuses(text):
    with pytest.raises(UnreadableDeadline, match="not a "):
        Period.parse(text)


@pytest.mark.parametrize("iso", ["P1D", "P1W", "P1M"])
def test_a_period_does_not_leave_the_calendar(iso):
    with pytest.raises(UnreadableDeadline, match="beyond the year 9999"):
        Period.parse(iso).after(date.max)


# --- deadlines


@pytest.mark.parametrize(
    ("deadline", "due_on", "due_on_unissued"),
    [
        (Deadline(DeadlineKind.DATE, on=date(2024, 12, 31)), date(2024, 12, 31), date(2024, 12, 31)),
        (Deadline(DeadlineKind.MONTH, on=date(2023, 3, 31)), date(2023, 3, 31), date(2023, 3, 31)),
        (Deadline(DeadlineKind.IMMEDIATE), ISSUED_ON, None),
        (Deadline(DeadlineKind.RELATIVE, period=Period.parse("P1M")), date(2025, 2, 28), None),
        (Deadline(DeadlineKind.NONE), None, None),
    ],
)
def test_each_kind_is_due(deadline, due_on, due_on_unissued):
    assert deadline.due_on(ISSUED_ON) == due_on
    assert deadline.due_on(None) == due_on_unissued


@pytest.mark.parametrize(
    ("kind", "on", "period"),
    [
        (DeadlineKind.DATE, None, None),
        (DeadlineKind.MONTH, None, None),
        (DeadlineKind.NONE, date(2024, 12, 31), None),
        (DeadlineKind.RELATIVE, None, None),
        (DeadlineKind.RELATIVE, date(2024, 12, 31), Period.parse("P1M")),
        (DeadlineKind.IMMEDIATE, None, Period.parse("P1M")),
    ],
)
def test_kind_day_and_period_belong_together(kind, on, period):
    with pytest.raises(ValueError, match="cannot have"):
        Deadline(kind, on=on, period=period)


# --- what an administrator types


@pytest.mark.parametrize(
    ("words", "kind", "value"),
    [
        ("", "none", ""),
        ("  ", "none", ""),
        ("none", "none", ""),
        ("None.", "none", ""),
        ("n/a", "none", ""),
        ("No deadline set by HMICFRS", "none", ""),
        ("31 December 2024", "date", "2024-12-31"),
        ("Tuesday 31 December 2024", "date", "2024-12-31"),
        ("the 31st of December 2024.", "date", "2024-12-31"),
        ("2024-12-31", "date", "2024-12-31"),
        ("31/12/2024", "date", "2024-12-31"),
        (" By 31 December 2024, ", "date", "2024-12-31"),
        ("Not later than 31 March 2015", "date", "2015-03-31"),
        ("the end of 2025", "date", "2025-12-31"),
        ("March 2023", "month", "2023-03-31"),
        ("By the end of March 2023,", "month", "2023-03-31"),
        ("immediate", "immediate", ""),
        ("Immediately", "immediate", ""),
        ("With immediate effect,", "immediate", ""),
        ("should immediately:", "immediate", ""),
        ("3 months", "relative", "P3M"),
        ("three months", "relative", "P3M"),
        ("1 year", "relative", "P12M"),
        ("should, within three months:", "relative", "P3M"),
        ("Within 28 days of publication", "relative", "P28D"),
    ],
)
def test_the_field_takes(words, kind, value):
    deadline = read_deadline_field(words)
    assert (deadline.kind, str(deadline.on or deadline.period or "")) == (kind, value)


@pytest.mark.parametrize(
    "words",
    [
        "soon",
        "not",
        "spring 2025",
        "2025/26",
        "within 24 hours",
        "3 months of an arrest",
        "By 31 December 2024, all forces should oil their gates",
        "31 December 2024 31 December 2024",
        "31 December 2024\x00",
        "March 2023" + "." * 5000,
        "none" + " " * 2000 + "x",
    ],
)
def test_the_field_refuses_with_examples(words):
    with pytest.raises(
        UnreadableDeadline, match=r"Write it like “31 December 2024”, “March 2023”, “3 months”"
    ) as caught:
        read_deadline_field(words)
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("31 February 2025", "not a day in the calendar"),
        ("31 March", "leaves the day open"),
        ("2025", "leaves the day open"),
        ("5 working days", "counts working days"),
        ("Sunday 31 December 2024", "that day is a Tuesday"),
    ],
)
def test_the_field_says_what_is_wrong(words, sentence):
    with pytest.raises(UnreadableDeadline, match=sentence):
        read_deadline_field(words)
