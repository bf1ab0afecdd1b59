"""Deadlines: every rule at its edges. The sentences are invented; their shapes are those of published reports."""

from datetime import date

import pytest

from inspections.deadlines import (
    STATUTORY_DAYS,
    Deadline,
    DeadlineKind,
    Period,
    PeriodUnit,
    UnreadableDeadline,
    read_deadline,
    read_deadline_field,
    statutory_day,
    statutory_response_due,
)

ISSUED_ON = date(2025, 1, 31)


def read(text):
    """Kind, day or ISO period, and words."""
    found = read_deadline(text)
    return found.kind.value, str(found.on or found.period or ""), found.text


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
    ("deadline", "precision", "due_on", "due_on_unissued"),
    [
        (Deadline(DeadlineKind.DATE, on=date(2024, 12, 31)), "day", date(2024, 12, 31), date(2024, 12, 31)),
        (Deadline(DeadlineKind.MONTH, on=date(2023, 3, 31)), "month", date(2023, 3, 31), date(2023, 3, 31)),
        (Deadline(DeadlineKind.IMMEDIATE), None, ISSUED_ON, None),
        (Deadline(DeadlineKind.RELATIVE, period=Period.parse("P1M")), None, date(2025, 2, 28), None),
        (Deadline(DeadlineKind.NONE), None, None, None),
    ],
)
def test_each_kind_is_due(deadline, precision, due_on, due_on_unissued):
    assert deadline.precision == precision
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


# --- the words of a report


@pytest.mark.parametrize(
    ("words", "on"),
    [
        ("By 31 December 2024", "2024-12-31"),
        ("By 29 February 2024", "2024-02-29"),
        ("By 1 May 2025", "2025-05-01"),
        ("BY 30 JUNE 2024", "2024-06-30"),
        ("By 31\u00a0December\u00a02024", "2024-12-31"),
        ("By 31\nDecember  2024", "2024-12-31"),
        ("By 8th December 2023", "2023-12-08"),
        ("By 1 st April 2025", "2025-04-01"),
        ("By the 31st of March 2025", "2025-03-31"),
        ("By 3 Sept 2025", "2025-09-03"),
        ("By 3 Sep. 2025", "2025-09-03"),
        ("By 5 Jan 2025", "2025-01-05"),
        ("By 5-Jan-2025", "2025-01-05"),
        ("By December 31, 2024", "2024-12-31"),
        ("By Friday 31 January 2025", "2025-01-31"),
        ("By 2024-12-31", "2024-12-31"),
        ("By 31/12/2024", "2024-12-31"),
        ("By 01/02/2024", "2024-02-01"),
        ("By 31.12.24", "2024-12-31"),
        ("By no later than 31 March 2025", "2025-03-31"),
        ("No later than 31 March 2025", "2025-03-31"),
        ("Not later than 31 March 2015", "2015-03-31"),
        ("On or before 31 March 2025", "2025-03-31"),
        ("Before 1 April 2025", "2025-03-31"),
        ("By the end of 2025", "2025-12-31"),
        ("By the end of the calendar year 2025", "2025-12-31"),
    ],
)
@pytest.mark.parametrize(
    "shape",
    [
        "{}, all forces should count their horses.",
        "{} all forces should count their horses.",
        "- {}, all forces should count their horses.",
        "Recommendation 4 – {}, all forces should count their horses.",
        "(a) {}, all forces should count their horses.",
        "The stables are full. {}, all forces should count their horses.",
        "The inspectorate recommends that, {}, all forces count their horses.",
        "All forces, {}, should count their horses.",
        "All forces should, {}, count their horses.",
        "All forces should {} count their horses.",
        "If horses remain, {} they should be counted.",
    ],
)
def test_a_day(shape, words, on):
    assert read(shape.format(words)) == ("date", on, words)


@pytest.mark.parametrize(
    ("words", "on"),
    [
        ("By March 2023", "2023-03-31"),
        ("By the end of March 2023", "2023-03-31"),
        ("By end of February 2024", "2024-02-29"),
        ("By Feb 2023", "2023-02-28"),
        ("No later than April 2025", "2025-04-30"),
        ("Before the end of April 2025", "2025-04-30"),
        ("Before April 2025", "2025-03-31"),
        ("By December, 2024", "2024-12-31"),
        ("By end of December of 2024", "2024-12-31"),
    ],
)
def test_a_month_is_kept_as_a_month(words, on):
    assert read(f"{words}, the force should oil its gates.") == ("month", on, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("With immediate effect, all chief constables should oil their gates.", "With immediate effect"),
        ("The force should immediately:\n- oil its gates; and\n- count its horses.", "immediately"),
        ("The force should, with immediate effect, oil its gates.", "with immediate effect"),
        ("The force must immediately oil its gates.", "immediately"),
        ("Immediately, the force should oil its gates.", "Immediately"),
        ("HMIC recommends that the force should immediately: oil its gates.", "immediately"),
        ("We recommend that Midshire Police immediately oils its gates.", "immediately"),
        ("We recommend that, with immediate effect, Midshire Police oils its gates.", "with immediate effect"),
    ],
)
def test_immediate(text, words):
    assert read(text) == ("immediate", "", words)


@pytest.mark.parametrize(
    ("text", "period", "words"),
    [
        ("The force should, within three months: oil its gates.", "P3M", "within three months"),
        ("The force should within 6 months oil its gates.", "P6M", "within 6 months"),
        ("Within six months the force should: oil its gates.", "P6M", "Within six months"),
        ("HMIC recommends that within six months the force should: oil.", "P6M", "within six months"),
        ("Within 3 months of publication, forces should oil.", "P3M", "Within 3 months of publication"),
        ("Within 28 days of this report, forces should oil.", "P28D", "Within 28 days of this report"),
        (
            "Within two weeks of the date of publication of this report, forces should oil.",
            "P2W",
            "Within two weeks of the date of publication of this report",
        ),
        (
            "Within a month of this report being published, forces should oil.",
            "P1M",
            "Within a month of this report being published",
        ),
        ("Within the next twelve months, forces should oil.", "P12M", "Within the next twelve months"),
        ("In the next eighteen months, forces should oil.", "P18M", "In the next eighteen months"),
        ("Within a year, forces should oil.", "P12M", "Within a year"),
        ("Within a period of two years, forces should oil.", "P24M", "Within a period of two years"),
        ("Within three (3) months, forces should oil.", "P3M", "Within three (3) months"),
    ],
)
def test_a_period_counts_from_the_issue(text, period, words):
    assert read(text) == ("relative", period, words)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "Forces should prepare their 2025/26 plans.",
        "By 2025/26, forces should plan.",
        "By March 2025/26, forces should plan.",
        "Forces should record the result as ADR149.",
        "Forces should go on from our recommendation 1 (3).",
        "PEEL 2023–25 found too little. The force should improve.",
        "By the end of the year, forces should plan.",
        "From 1 April 2025, forces should plan.",
        "Forces should use the definition adopted in March 2022.",
        "Forces should use the definition adopted by March 2022.",
        "Forces that had not done so by March 2022 should do so.",
        "Forces that, by March 2022, the inspectorate had criticised should improve.",
        "Forces that, by March 2022, had adopted the definition should use it.",
        "Forces which have had a system since 31 December 2020 should test it.",
        "By March 2022, most forces had a plan. The force should make one.",
        "The force should make sure victims hear from it within three months of a report being made to them.",
        "Within three months of a report being made to them, officers should call.",
        "Within three months of the report being made to them, officers should call.",
        "Within six months of an arrest, officers should call.",
        "Within 24 hours, officers should call.",
        "Where a child is missing, within three months the force should call.",
        "The force should make sure that officers immediately tell a supervisor.",
        "Officers should immediately after an arrest tell a supervisor.",
        "Immediately after an arrest, officers should tell a supervisor.",
        "The force should not immediately close the case.",
        "We will be ready by the end of 2025.",
        "The force should make sure that its plan lists work due by 31 March 2025.",
        "The force should improve. It was told so by 31 March 2025.",
    ],
)
def test_false_friends_are_no_deadline(text):
    assert read_deadline(text) == Deadline(DeadlineKind.NONE)


def test_no_deadline_in_so_many_words():
    assert read("The force should oil its gates (no deadline set by HMICFRS).") == (
        "none",
        "",
        "no deadline set by HMICFRS",
    )


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("By 31 March 2025, the force should, within three months, oil its gates by May 2025.", "2025-03-31"),
        ("By March 2022 most forces had plans. By 31 March 2025, the rest should follow.", "2025-03-31"),
        (
            "Doors must be shut. By 31 March 2025, the force should shut them. It should, by May 2026, paint them.",
            "2025-03-31",
        ),
        ("By 31 March 2025, forces (e.g. Kent) and the St. John Ambulance should meet.", "2025-03-31"),
        ("By 31 March 2025, His Grace's Insp. Smith and all forces should meet.", "2025-03-31"),
        ("By 31 March 2025:\n- oil the gates\n- count the horses", "2025-03-31"),
        ("By 31 March 2025 and no later than 31 March 2025, forces should oil.", "2025-03-31"),
        ("By 31 March 2025, " + "the Home Office, " * 40 + "should meet.", "2025-03-31"),
    ],
)
def test_the_sentence_that_asks_sets_the_deadline(text, on):
    assert read_deadline(text).on == date.fromisoformat(on)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("By 31 February 2025, forces should oil.", "“By 31 February 2025” is not a day in the calendar"),
        ("By 29 February 2025, forces should oil.", "not a day in the calendar"),
        ("By 31 April 2025, forces should oil.", "not a day in the calendar"),
        ("By 0 May 2025, forces should oil.", "not a day in the calendar"),
        ("By 12/31/2024, forces should oil.", "not a day in the calendar"),
        ("By 2024-13-01, forces should oil.", "not a day in the calendar"),
        ("The force should, by 31 June 2025, oil.", "not a day in the calendar"),
        ("By 31 March, forces should oil.", "“By 31 March” leaves the day open"),
        ("By the end of March, forces should oil.", "leaves the day open"),
        ("By 2025, forces should oil.", "leaves the day open"),
        ("By Monday 31 January 2025, forces should oil.", "that day is a Friday"),
        ("Within ten working days, forces should oil.", "counts working days"),
        ("Within three (4) months, forces should oil.", "gives two numbers"),
        ("Within 0 days, forces should oil.", "not a usable number of days"),
        ("Within 999 years, forces should oil.", "not a usable number of months"),
        ("By 31 March 2025 or within three months, forces should oil.", "two deadlines"),
        ("With immediate effect, and by 31 March 2025, forces should oil.", "two deadlines"),
    ],
)
def test_what_cannot_be_a_deadline_is_said_in_a_sentence(text, sentence):
    with pytest.raises(UnreadableDeadline) as caught:
        read_deadline(text)
    assert sentence in str(caught.value)
    assert str(caught.value) == caught.value.message % caught.value.params


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


# --- size


@pytest.mark.parametrize(
    "piece",
    [
        "By ",
        "should ",
        "(",
        "by 31 ",
        "within three ",
        "recommends that ",
        "1",
        " ",
        "\n",
        "a, ",
        "A. A",
        "by the end of ",
    ],
)
def test_a_megabyte_of_one_piece_is_read_in_a_bounded_window(piece):
    """Only the opening is looked at: what follows it, however much, changes neither the answer nor what is examined."""
    text = "x" + piece * (1_000_000 // len(piece)) + "x"
    assert read_deadline(text) == read_deadline(text[:5000]) == Deadline(DeadlineKind.NONE)
    with pytest.raises(UnreadableDeadline):
        read_deadline_field(text)


def test_a_deadline_beyond_the_window_is_not_looked_for():
    assert read_deadline("y" * 2000 + "\n\nBy 31 March 2025, forces should oil.").kind is DeadlineKind.NONE
    assert read_deadline(" " * 5000 + "By 31 March 2025, forces should oil.").on == date(2025, 3, 31)
