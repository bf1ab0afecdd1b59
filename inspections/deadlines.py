"""When something is due: the statutory response to a report, and the deadlines that reports write into their items.

Reading takes the words of an item and finds the deadline that governs the whole of it. Such a deadline opens the
sentence that says what somebody should do ("By March 2023, …"), follows "recommends that", or stands right beside
"should". A date or a period anywhere else is part of what is asked ("within three months of a report being made") or
of the story, and is left alone.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

STATUTORY_DAYS = 56


def statutory_response_due(published_on: date) -> date:
    """Last day for the local policing body's response to a report.

    Police Act 1996 s.55(5A): 56 days *beginning with* the day of publication, so day 56 is publication + 55.
    Weekends and bank holidays do not extend it.
    """
    return published_on + timedelta(days=STATUTORY_DAYS - 1)


def statutory_day(published_on: date, day: date) -> int:
    """Which of the 56 days of Police Act 1996 s.55(5A) `day` is: publication is day 1, and 57 is a day late.

    0 while the report is still under embargo, when no day has begun to count.
    """
    return max(0, (day - published_on).days + 1)


def gettext_noop(message: str) -> str:
    """Mark a sentence for translation by whoever shows it."""
    return message


class UnreadableDeadline(ValueError):
    """The words name a deadline that is impossible, incomplete or contradictory. `str()` says which, in a sentence.

    `message` (with %-placeholders) and `params` are kept apart, so that a form can translate before it fills in.
    """

    def __init__(self, message: str, **params: str) -> None:
        super().__init__(message % params)
        self.message = message
        self.params = params


class DeadlineKind(StrEnum):
    """How a report writes a deadline. A month is kept as a month, and due on its last day."""

    DATE = "date"
    MONTH = "month"
    IMMEDIATE = "immediate"
    RELATIVE = "relative"
    NONE = "none"


class PeriodUnit(StrEnum):
    """What a period counts. Years are counted as twelve months each."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


LONGEST_PERIOD = 1200
"""Most days, weeks or months that a period may count: a hundred years of months."""


@dataclass(frozen=True)
class Period:
    """A length of time given to act, such as three months. `str()` writes it in ISO 8601: "P3M", "P2W", "P28D"."""

    count: int
    unit: PeriodUnit

    def __post_init__(self) -> None:
        if not 1 <= self.count <= LONGEST_PERIOD:
            raise UnreadableDeadline(
                gettext_noop("“%(count)s” is not a usable number of %(unit)ss."), count=str(self.count), unit=self.unit
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ISO 8601 of one unit: "P28D", "P2W", "P3M", and "P1Y" as twelve months.

        Raises UnreadableDeadline for anything else.
        """
        if not (match := re.fullmatch(r"P([0-9]{1,4})([DWMY])", text)):
            raise UnreadableDeadline(gettext_noop("“%(words)s” is not a period such as P3M."), words=text[:40])
        return cls.of(int(match[1]), {"D": "day", "W": "week", "M": "month", "Y": "year"}[match[2]])

    @classmethod
    def of(cls, count: int, unit: str) -> Self:
        """A period of `count` days, weeks, months or years (`unit` in the singular)."""
        return cls(count * 12, PeriodUnit.MONTH) if unit == "year" else cls(count, PeriodUnit(unit))

    def __str__(self) -> str:
        return f"P{self.count}{self.unit[0].upper()}"

    def after(self, day: date) -> date:
        """The last day in time when counting starts on `day`.

        Months keep the number of the day, clipped to the month's end: 31 January + 1 month is 28 or 29 February.
        Raises UnreadableDeadline beyond the year 9999.
        """
        try:
            if self.unit is not PeriodUnit.MONTH:
                return day + timedelta(days=self.count * (7 if self.unit is PeriodUnit.WEEK else 1))
            years, month = divmod(day.month - 1 + self.count, 12)
            first = date(day.year + years, month + 1, 1)
            return first.replace(day=min(day.day, last_of_month(first).day))
        except (ValueError, OverflowError) as error:
            raise UnreadableDeadline(gettext_noop("This deadline lies beyond the year 9999.")) from error


def last_of_month(day: date) -> date:
    """The last day of the month that `day` lies in."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


@dataclass(frozen=True)
class Deadline:
    """A deadline as a report writes it, and as it is read.

    `on` is the last day in time of a DATE or MONTH (a month's last day), `period` the time given by a RELATIVE one;
    both are None otherwise. `text` holds the words that carry the deadline, exactly as written, "" where none do.
    Raises ValueError where kind, day and period do not belong together.
    """

    kind: DeadlineKind
    on: date | None = None
    period: Period | None = None
    text: str = ""

    def __post_init__(self) -> None:
        dated = self.kind in (DeadlineKind.DATE, DeadlineKind.MONTH)
        if dated is (self.on is None) or (self.kind is DeadlineKind.RELATIVE) is (self.period is None):
            raise ValueError(f"A deadline of kind {self.kind} cannot have day {self.on} and period {self.period}.")

    def due_on(self, issued_on: date | None) -> date | None:
        """The last day in time for an item issued on `issued_on`.

        None without a deadline, and where counting needs a day of issue that is not known yet. Immediate is due on
        the day of issue. A period that runs beyond the year 9999 raises UnreadableDeadline.
        """
        if self.kind is DeadlineKind.IMMEDIATE:
            return issued_on
        if self.period:
            return self.period.after(issued_on) if issued_on else None
        return self.on


# What may be written. Every gap and number is bounded, so that no attempt to match looks further than a few dozen
# characters; and only the first WINDOW characters are looked at: deadlines open an item, the longest lists of
# addressees seen stay far below.
WINDOW = 1500
SPACES = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u200a\u200b\u202f"), " ")

MONTHS = ["january", "february", "march", "april", "may", "june", "july"]
MONTHS += ["august", "september", "october", "november", "december"]
MONTH_NUMBERS = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
NUMBERS = "a one two three four five six seven eight nine ten eleven twelve"
NUMBER_WORDS = {word: max(value, 1) for value, word in enumerate(NUMBERS.split())}
NUMBER_WORDS |= {"an": 1, "fifteen": 15, "eighteen": 18, "twenty-four": 24, "thirty": 30, "thirty-six": 36}

G = r"\s{1,6}"
MONTH = r"(?:" + "|".join([f"{name[:3]}(?:{name[3:]})?" for name in MONTHS] + ["sept"]) + r")\b\.?"
YEAR = r"(?:19|20)[0-9]{2}(?!\w|[/–-][0-9])"  # never the 2025 of "2025/26"
NTH = r"[0-9]{1,2}(?:\s?(?:st|nd|rd|th)\b)?"
DATE = rf"""(?:
    (?:(?P<weekday>{"|".join(WEEKDAYS)}),?{G})? (?:the{G})?
        (?:(?P<day>{NTH}) (?:{G}|-) (?:of{G})? (?P<month>{MONTH}) ,?(?:{G}|-) (?P<year>{YEAR})
        |(?P<month_us>{MONTH}){G} (?P<day_us>{NTH}),?{G} (?P<year_us>{YEAR}))
  | (?P<iso>(?:19|20)[0-9]{{2}}-[0-9]{{2}}-[0-9]{{2}})(?![\w-])
  | (?P<slashed>[0-9]{{1,2}}[/.][0-9]{{1,2}}[/.](?:(?:19|20)[0-9]{{2}}|[0-9]{{2}}))(?![\w/]|\.[0-9])
  | (?P<only_month>{MONTH}),?{G}(?:of{G})?(?P<month_year>{YEAR})
  | (?P<incomplete>(?:{NTH}{G}(?:of{G})?)?{MONTH}|{YEAR})(?=\s{{0,6}}(?:[,:]|\Z))
)"""
YEAR_END = rf"the{G}end{G}of{G}(?:the{G})?(?:calendar{G})?(?:year{G})?(?P<year_end>{YEAR})"
END_OF = rf"(?:(?:the{G})?end{G}of{G})?"
NO_LATER = rf"(?:no|not){G}later{G}than{G}"
BY = rf"(?:(?:by|at{G}the{G}latest{G}by){G}(?:{NO_LATER})?|{NO_LATER}|on{G}or{G}before{G})"
BEFORE = rf"(?P<before>before{G}(?!the{G}end\b|end\b))|before{G}"
REPORT = r"(?:report|letter|inspection\sreport)"
COUNTED_FROM = rf"""{G}(?:of|from|after|following){G}(?:the{G}(?:date|day){G}of{G})?(?:
    (?:the{G}|its{G})?publication\b(?:{G}of{G}(?:this|the|our){G}{REPORT}\b)?
  | (?:this|our|the){G}{REPORT}(?:['’]s{G}publication|{G}being{G}(?:published|issued))\b
  | (?:this|our){G}{REPORT}\b
)"""
PERIOD = rf"""(?P<count>[0-9]{{1,4}}|{"|".join(sorted(NUMBER_WORDS, key=len, reverse=True))})
    (?:{G}\((?P<count_again>[0-9]{{1,4}})\))?
    {G}(?P<working>(?:working|business){G})?(?:calendar{G})?(?P<unit>day|week|month|year)s?\b
    (?:{COUNTED_FROM})?(?!{G}(?:of|from|after|following|before|prior|since|being)\b)"""
WITHIN = rf"(?:(?:with)?in{G}the{G}next{G}|within{G}(?:a{G}period{G}of{G})?)"
AT_ONCE = rf"(?:with{G}immediate{G}effect|immediately)\b"
CONDITION = rf"(?!{G}(?:after|following|on|upon|before|prior|when|where|once|as|if|available)\b)"
FLAGS = re.VERBOSE | re.IGNORECASE | re.ASCII

WRITTEN = re.compile(
    rf"""\b(?:(?:{BY}|{BEFORE})(?:{YEAR_END}|{END_OF}{DATE}) | {WITHIN}{PERIOD} | (?P<now>{AT_ONCE}{CONDITION}))""",
    FLAGS,
)
TYPED = re.compile(
    rf"""(?:should,?{G})?(?:
        (?:{BY}|{BEFORE})?(?:{YEAR_END}|{END_OF}{DATE})
      | (?:{WITHIN})?{PERIOD}
      | (?P<now>{AT_ONCE}|immediate)
    )\s{{0,6}}[,.:;]?""",
    FLAGS,
)
TYPED_NONE = re.compile(r"(?:none|no deadline|not set|n/a)(?: set| given)?(?: by \w{1,30})?\.?", re.IGNORECASE)
NO_DEADLINE = re.compile(
    rf"\bno{G}deadline(?:{G}(?:was|is|has{G}been))?(?:{G}(?:set|given))?(?:{G}by{G}hmicfrs)?\b", FLAGS
)
AND_ALSO = re.compile(rf"\s{{0,6}},?\s{{0,6}}(?:and|or|but|then){G}", FLAGS)

# Where it may stand.
SHOULD = re.compile(r"\bshould\b", FLAGS)
MUST = re.compile(r"\bmust\b", FLAGS)
SENTENCE_END = re.compile(r"(?<=[\w)]{3})[.!?][\"”’')]?\s{1,6}(?=[\"“‘'(]?[A-Z])|\n[ \t\r]{0,6}\n", re.ASCII)
NARRATIVE = re.compile(r"\b(?:had|has|have|was|were)\b", FLAGS)
LABEL = re.compile(
    r"\W{0,20}(?:(?:recommendations?|areas?\sfor\simprovement|afi|(?:accelerated\s)?causes?\sof\sconcern|deadline)\b)?"
    r"\W{0,10}(?:[0-9]{1,3}[a-z]?\b|[a-z]\b)?\W{0,10}",
    re.IGNORECASE | re.ASCII,
)
RECOMMENDS = re.compile(r"\brecommend(?:s|ed)?\sthat,?\s{1,6}\Z", FLAGS)
RECOMMENDS_SOMEBODY = re.compile(r"\brecommend(?:s|ed)?\sthat(?:\s{1,6}[\w’'-]{1,30}){1,6}\s{1,6}\Z", FLAGS)
AFTER_SHOULD = re.compile(r"\b(?:should|must)(?:\s(?:also|all|now|therefore|each))?[,\s(]{1,6}\Z", FLAGS)
COMMA_BEFORE = re.compile(r"(?<!\bthat)(?<!\bwhich)(?<!\bwho),\s{1,6}\Z", FLAGS)
SHOULD_AFTER = re.compile(r",\s{1,6}(?:should|must)\b", FLAGS)
SUBJECT_AFTER = re.compile(
    r",?\s{1,6}(?:they|it|the|all|these|those|this|each|every|any|forces|police|chief)\b[^,.:;]{0,100}?\b(?:should|must)\b",
    FLAGS,
)

NEAR = 150
"""How many characters around a deadline are looked at to judge where it stands."""


def read_deadline(text: str) -> Deadline:
    """Find the deadline in the words of a report's item.

    Kind NONE with text "" where the item has none (or with the words, where it says "no deadline set by HMICFRS").
    Raises UnreadableDeadline for a deadline that stands in its place but cannot exist ("By 31 February 2025"), gives no
    year or only a year, falls on another weekday than it says, counts working days, or names two different days.
    """
    text = text.strip()
    window = text[:WINDOW].translate(SPACES)
    if match := _find(window):
        deadline = _meaning(match, text)
        if (joint := AND_ALSO.match(window, match.end())) and (other := WRITTEN.match(window, joint.end())):
            _refuse_two(deadline, _meaning(other, text))
        return deadline
    if match := NO_DEADLINE.search(window):
        return Deadline(DeadlineKind.NONE, text=text[match.start() : match.end()])
    return Deadline(DeadlineKind.NONE)


def read_deadline_field(words: str) -> Deadline:
    """Read what an administrator types as the deadline: all of it must be one deadline, empty for none.

    Takes the words of a report ("By the end of March 2023,") and short forms ("31 December 2024", "3 months",
    "immediate", "none"). Raises UnreadableDeadline for anything else.
    """
    words = words.strip()
    plain = words[:WINDOW].translate(SPACES)
    if not words or (len(words) < WINDOW and TYPED_NONE.fullmatch(plain)):
        return Deadline(DeadlineKind.NONE, text=words)
    match = TYPED.fullmatch(plain)
    if not match or len(words) > len(plain):
        raise UnreadableDeadline(
            gettext_noop(
                "“%(words)s” cannot be read as a deadline. Write it like “31 December 2024”, “March 2023”, “3 months”,"
                " “immediate” or “none”."
            ),
            words=words if len(words) <= 60 else f"{words[:59]}…",
        )
    return _meaning(match, words)


def _find(window: str) -> re.Match[str] | None:
    """The deadline of the sentence that holds the first "should", else one that the item opens with."""
    should = SHOULD.search(window) or MUST.search(window)
    sentence = 0
    for end in SENTENCE_END.finditer(window, 0, should.start() if should else 0):
        sentence = end.end()
    reach = should.end() + NEAR if should else len(window)
    for match in WRITTEN.finditer(window, sentence, reach):
        if _governs(match, window, sentence):
            return match
    label = LABEL.match(window)
    opening = WRITTEN.match(window, label.end()) if label else None
    return opening if opening and not NARRATIVE.search(window, opening.end(), sentence) else None


def _governs(match: re.Match[str], window: str, sentence: int) -> bool:
    """Whether the deadline found governs the whole item, by its place in the sentence that begins at `sentence`."""
    before = window[max(sentence, match.start() - NEAR) : match.start()]
    if match.start() - sentence <= NEAR and LABEL.fullmatch(before):
        return True
    if RECOMMENDS.search(before) or AFTER_SHOULD.search(before):
        return True
    if match["now"] and RECOMMENDS_SOMEBODY.search(before):
        return True
    if not COMMA_BEFORE.search(before):
        return False
    dated = not (match["now"] or match["count"])
    return bool(SHOULD_AFTER.match(window, match.end()) or (dated and SUBJECT_AFTER.match(window, match.end())))


def _meaning(match: re.Match[str], text: str) -> Deadline:
    """What a matched deadline says. Spaces were replaced one for one, so positions hold in `text` as well."""
    words = text[match.start() : match.end()].rstrip().rstrip(",.:;").rstrip()
    if match["now"]:
        return Deadline(DeadlineKind.IMMEDIATE, text=words)
    if match["count"]:
        return Deadline(DeadlineKind.RELATIVE, period=_period(match, words), text=words)
    if match["incomplete"]:
        raise UnreadableDeadline(
            gettext_noop("“%(words)s” leaves the day open. A deadline needs a month and a year, or a full date."),
            words=words,
        )
    if match["only_month"]:
        month = _day(words, match["month_year"], MONTH_NUMBERS[match["only_month"][:3].lower()], 1)
        on = month - timedelta(days=1) if match["before"] else last_of_month(month)
        return Deadline(DeadlineKind.MONTH, on=on, text=words)
    on = _written_day(match, words)
    if match["weekday"] and match["weekday"].lower() != WEEKDAYS[on.weekday()]:
        raise UnreadableDeadline(
            gettext_noop("“%(words)s” contradicts itself: that day is a %(weekday)s."),
            words=words,
            weekday=WEEKDAYS[on.weekday()].capitalize(),
        )
    return Deadline(DeadlineKind.DATE, on=on - timedelta(days=1) if match["before"] else on, text=words)


def _period(match: re.Match[str], words: str) -> Period:
    if match["working"]:
        raise UnreadableDeadline(
            gettext_noop("“%(words)s” counts working days, which are not known here. Write the last day itself."),
            words=words,
        )
    count = NUMBER_WORDS.get(match["count"].lower()) or int(match["count"])
    if match["count_again"] and int(match["count_again"]) != count:
        raise UnreadableDeadline(gettext_noop("“%(words)s” contradicts itself: it gives two numbers."), words=words)
    return Period.of(count, match["unit"].lower())


def _written_day(match: re.Match[str], words: str) -> date:
    if match["year_end"]:
        return _day(words, match["year_end"], 12, 31)
    if match["iso"]:
        return _day(words, *match["iso"].split("-"))
    if match["slashed"]:
        day, month, year = re.split("[/.]", match["slashed"])
        return _day(words, year if len(year) == 4 else f"20{year}", month, day)
    name = match["month"] or match["month_us"]
    day = (match["day"] or match["day_us"]).lower().rstrip("stndrh \t\r\n\f\v")
    return _day(words, match["year"] or match["year_us"], MONTH_NUMBERS[name[:3].lower()], day)


def _day(words: str, year: str, month: str | int, day: str | int) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise UnreadableDeadline(
            gettext_noop("“%(words)s” is not a day in the calendar. Check the day and the month."), words=words
        ) from error


def _refuse_two(one: Deadline, other: Deadline) -> None:
    if (one.kind, one.on, one.period) != (other.kind, other.on, other.period):
        raise UnreadableDeadline(
            gettext_noop("The item gives two deadlines, “%(one)s” and “%(other)s”. Enter the one that counts."),
            one=one.text,
            other=other.text,
        )
