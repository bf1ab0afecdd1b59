"""Deadlines read from whatever text: never an exception but the named one, and always the words as they stand."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspections.deadlines import (
    LONGEST_PERIOD,
    MONTHS,
    STATUTORY_DAYS,
    DeadlineKind,
    Period,
    PeriodUnit,
    UnreadableDeadline,
    last_of_month,
    read_deadline,
    read_deadline_field,
    statutory_day,
    statutory_response_due,
)

unhurried = settings(deadline=None)  # a busy machine is no failure

PIECES = [
    *[
        "By",
        "by",
        "before",
        "no later than",
        "on or before",
        "the end of",
        "within",
        "in the next",
        "with immediate effect",
    ],
    *[
        "immediately",
        "immediate",
        "should",
        "must",
        "recommends that",
        "recommend that",
        "the force",
        "forces",
        "they",
        "who",
    ],
    *[
        "31",
        "30th",
        "29",
        "0",
        "February",
        "Sept.",
        "March",
        "May",
        "2024",
        "2025/26",
        "24",
        "31/12/2024",
        "2024-02-30",
    ],
    *[
        "three",
        "a",
        "3",
        "(3)",
        "days",
        "working days",
        "weeks",
        "months",
        "years",
        "of publication",
        "of this report",
        "being",
    ],
    *[
        ",",
        ".",
        ":",
        "\n\n",
        "\u00a0",
        " ",
        "Recommendation 1",
        "no deadline set by HMICFRS",
        "and",
        "or",
        "had",
        "Monday",
        "None",
    ],
]
PHRASES = st.lists(st.sampled_from(PIECES), max_size=25).flatmap(
    lambda pieces: st.sampled_from([" ", "\u00a0", "  ", ""]).map(lambda gap: gap.join(pieces))
)
TEXTS = st.text() | PHRASES
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
PERIODS = st.builds(Period, st.integers(1, LONGEST_PERIOD), st.sampled_from(PeriodUnit))


@pytest.mark.slow
@pytest.mark.parametrize("reader", [read_deadline, read_deadline_field])
@unhurried
@given(text=TEXTS, issued_on=DAYS)
def test_any_text_gives_a_deadline_or_the_named_exception(reader, text, issued_on):
    try:
        deadline = reader(text)
    except UnreadableDeadline:
        return
    assert deadline.text in text
    assert len(deadline.text) <= 300
    assert (deadline.on is not None) == (deadline.kind in (DeadlineKind.DATE, DeadlineKind.MONTH))
    assert (deadline.period is not None) == (deadline.kind is DeadlineKind.RELATIVE)
    assert (deadline.due_on(issued_on) is None) == (deadline.kind is DeadlineKind.NONE)
    if deadline.kind is DeadlineKind.MONTH:
        assert deadline.on == last_of_month(deadline.on)


@unhurried
@given(text=TEXTS)
def test_what_was_read_reads_the_same_when_typed(text):
    """The words found in a report, put into the administrator's field, give the same deadline."""
    try:
        found = read_deadline(text)
    except UnreadableDeadline:
        return
    if found.text:
        assert read_deadline_field(found.text) == found


@unhurried
@given(text=st.text(max_size=200), more=st.text(max_size=200))
def test_only_the_opening_counts(text, more):
    opening = "By 31 March 2025, forces should oil their gates. " + text
    assert read_deadline(opening + more).on == date(2025, 3, 31)


@unhurried
@given(day=DAYS, gap=st.sampled_from([" ", "\u00a0", "\n", "  "]))
def test_every_day_is_read_as_written(day, gap):
    words = gap.join([str(day.day), MONTHS[day.month - 1].capitalize(), str(day.year)])
    if day.year < 2100:
        assert read_deadline(f"By {words}, forces should oil.").on == day
        assert read_deadline_field(words).on == day
        assert read_deadline_field(day.isoformat()).on == day
        assert read_deadline_field(f"{day:%d/%m/%Y}").on == day


@unhurried
@given(period=PERIODS)
def test_a_period_survives_its_iso_text(period):
    assert Period.parse(str(period)) == period


@unhurried
@given(period=PERIODS, day=DAYS, later=st.integers(0, 400))
def test_a_period_ends_after_its_start_and_in_order(period, day, later):
    end = period.after(day)
    assert end > day
    assert end <= period.after(day + timedelta(days=later))
    if period.unit is PeriodUnit.MONTH:
        assert end.day == min(day.day, last_of_month(end).day)


@unhurried
@given(published_on=DAYS, offset=st.integers(-100, 400))
def test_the_statutory_day_and_the_last_day_agree(published_on, offset):
    day = published_on + timedelta(days=offset)
    number = statutory_day(published_on, day)
    assert number == max(0, offset + 1)
    assert (number > STATUTORY_DAYS) == (day > statutory_response_due(published_on))
