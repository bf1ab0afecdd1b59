"""Deadlines in the words of reports. The sentences are invented; their shapes are those of published reports."""

from datetime import date

import pytest

from inspections.deadlines import Deadline, DeadlineKind, UnreadableDeadline, read_deadline, read_deadline_field


def read(text):
    """Kind, day or ISO period, and words."""
    found = read_deadline(text)
    return found.kind.value, str(found.on or found.period or ""), found.text


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
