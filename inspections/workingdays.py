"""Which days offices work in England and Wales. No deadline of the law moves with them: they only tell when to act."""

from datetime import date, timedelta

import holidays

BANK_HOLIDAYS = holidays.country_holidays("GB", subdiv="ENG")
"""Those of England are those of Wales. Banking and Financial Dealings Act 1971, sch. 1, and royal proclamations."""


def is_working_day(day: date) -> bool:
    """Whether it is neither a Saturday or Sunday nor a bank holiday."""
    return day.weekday() < 5 and day not in BANK_HOLIDAYS


def last_working_day(day: date) -> date:
    """The day itself where offices work on it, else the last one before it on which they do."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day
