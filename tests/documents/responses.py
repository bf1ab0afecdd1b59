"""Invented responses: a handful that are always tried, and a strategy for as many others as one likes.

Bodies are those that come with the program; nothing else in them is true. Texts are made of sentences in which the
reader could stumble: numbers and days that are none of an item's, words that elsewhere head a part of a document, and
letters of other languages.
"""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from documents.writing.content import Answer, ChiefOfficer, Content, Item, Office, Report, Signatory
from inspections.deadlines import Deadline, DeadlineKind, Period, PeriodUnit, statutory_response_due
from inspections.pasting import ItemKind

FORCES = {
    "Cheshire Constabulary": "Police and Crime Commissioner for Cheshire",
    "Norfolk Constabulary": "Police and Crime Commissioner for Norfolk",
    "South Wales Police": "Police and Crime Commissioner for South Wales",
    "Cumbria Constabulary": "Police, Fire and Crime Commissioner for Cumbria",
    "West Yorkshire Police": "Mayor of West Yorkshire",
    "Metropolitan Police Service": "Mayor’s Office for Policing and Crime",
    "City of London Police": "Common Council of the City of London",
}
OTHERS = ["Home Office", "College of Policing", "National Crime Agency", "Welsh Government", "Department for Education"]
TITLES = [
    "The police response to burglary: finding time for crime",
    "An inspection of how forces look after lost umbrellas and other found property",
    "PEEL 2023–25: an inspection of the force’s stables",
    "Safer in custody",
    "Café crime: a joint inspection of 24-hour policing, parts 1 and 2",
    "Rhoi’r gorau iddi: llyfrau, ceffylau a’r heddlu yng Nghymru",
    "Race and policing: a review of the police service’s leadership and governance arrangements",
]
SENTENCES = [
    "Every horse is seen by a vet twice a year.",
    "Recommendation 4 was met in May, as was most of recommendation 2.",
    "We will have finished by the end of 2026, and report to the board on 3 March 2026.",
    "The inspectors counted 340 umbrellas; 12% of them were labelled “lost”.",
    "Mae’r ceffylau’n iach, ac mae Ŵyn yn fodlon iawn.",
    "Our café-style drop-in costs £1.50 (3.5 × less than before) – a multi-agency success.",
    "They should be looked at again, and must not be forgotten, said one officer: “never again”.",
    "Officers in three of the force’s basic command units have been trained since then, and a refresher course for all "
    "supervisors, control room staff and front-counter teams follows in the autumn.",
    "Is that enough? We think so!",
    "No action is proposed, because the force has neither stables nor horses.",
]
HEADINGS = [
    "Background",
    "Training",
    "Progress",
    "What comes next",
    "Next steps",
    "Summary",
    "Action taken",
    "Über uns",
]
THINGS = ["horses", "umbrellas", "ledgers", "cells", "sirens", "lanterns", "bicycles", "kettles", "maps", "whistles"]
VERBS = ["count", "label", "look after", "write down what becomes of", "find a place for", "publish a list of"]


def sentences(most=4):
    return st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=most).map(" ".join)


def _heading(drawn):
    level, name, text = drawn
    return f"{'#' * level} {name}\n\n{text}"


BLOCKS = st.one_of(
    sentences(),
    st.lists(sentences(2), min_size=2, max_size=3).map(lambda lines: "\n".join(f"- {line}" for line in lines)),
    st.lists(sentences(1), min_size=2, max_size=3).map(
        lambda lines: "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
    ),
    st.tuples(st.integers(2, 4), st.sampled_from(HEADINGS), sentences(2)).map(_heading),
    st.lists(st.tuples(st.sampled_from(THINGS), st.integers(1, 99)), min_size=1, max_size=3).map(
        lambda rows: "\n".join(["| What | How many |", "|---|---|", *(f"| {what} | {count} |" for what, count in rows)])
    ),
    sentences(1).map(lambda text: f"> {text}"),
    sentences(1).map(lambda text: f"**All of it**, *at once* and [in full](https://www.example.org/a/b): {text}"),
    st.tuples(sentences(1), sentences(1)).map("\n".join),
)
PROSE = st.tuples(sentences(), st.lists(BLOCKS, max_size=4)).map(lambda drawn: "\n\n".join([drawn[0], *drawn[1]]))


# Items ---------------------------------------------------------------------------------------------------------------

DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
NO_DEADLINE = Deadline(DeadlineKind.NONE)


def _month(day):
    last = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return Deadline(DeadlineKind.MONTH, last, text=f"By the end of {day:%B %Y}")


DEADLINES = st.one_of(
    DAYS.map(lambda day: Deadline(DeadlineKind.DATE, day, text=f"By {day.day} {day:%B %Y}")),
    DAYS.map(_month),
    st.just(Deadline(DeadlineKind.IMMEDIATE, text="With immediate effect")),
    st.just(Deadline(DeadlineKind.RELATIVE, period=Period(3, PeriodUnit.MONTH), text="Within three months")),
    st.just(Deadline(DeadlineKind.RELATIVE, period=Period(28, PeriodUnit.DAY), text="Within 28 days")),
    st.just(NO_DEADLINE),
)
"""One of each kind, in the words of a report."""

CONDITIONS = ["that are yet to receive new stables", "that have not yet done so"]
POSITIONS = ["Not started", "In progress", "Reported complete", "No action"]


def listed(names):
    """ "one, two and three"."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


@st.composite
def items(draw, number, force):
    """One item, in words that say by when and by whom as reports do, or in a column of the report's own."""
    kind = draw(st.sampled_from([ItemKind.RECOMMENDATION] * 3 + list(ItemKind)))
    name = kind.value.replace("_", " ").capitalize()
    deadline = draw(DEADLINES)
    to = draw(st.sampled_from(["own", "all", "condition", "others"]))
    condition = draw(st.sampled_from(CONDITIONS)) if to == "condition" else ""
    others = draw(st.lists(st.sampled_from(OTHERS), min_size=1, max_size=4, unique=True))
    addressees = {"own": [force], "others": others}.get(to, ["all forces"])
    who = {"own": force, "all": "all chief constables", "condition": f"chief constables of forces {condition}"}.get(
        to, listed([f"the {name}" for name in others])
    )
    asked = f"should {draw(st.sampled_from(VERBS))} the {draw(st.sampled_from(THINGS))} of district {number}"
    who = f"{deadline.text}, {who}" if deadline.text and draw(st.booleans()) else f"{who[0].upper()}{who[1:]}"
    ending = draw(
        st.sampled_from(
            [
                ".",
                ".\n\nThose that are old should be seen first.",
                ", and:\n• keep them dry;\n• keep them clean, in a room that nobody else has the key to; and\n• say so.",
            ]
        )
    )
    answer = None
    if to != "others":
        answer = Answer(
            position=draw(st.sampled_from(["", *POSITIONS])),
            action=draw(st.one_of(PROSE, PROSE, st.just(""))),
            comment=draw(st.one_of(st.just(""), PROSE)),
            answered_with=draw(st.sampled_from(["", "", "Recommendation 1"])),
        )
    moved_on = draw(st.one_of(st.none(), DAYS))
    return Item(
        kind,
        str(number),
        f"{name} {number}",
        f"{who} {asked}{ending}",
        tuple(addressees),
        condition,
        deadline,
        (moved_on or deadline.due_on(date(2025, 3, 4))) if deadline.text else None,
        answer,
        f"For the {listed(others)}." if answer is None else "",
    )


# Whole responses -----------------------------------------------------------------------------------------------------


@st.composite
def contents(draw, most_items=4):
    """A response with up to so many items, draft or signed off."""
    force = draw(st.sampled_from(sorted(FORCES)))
    office = FORCES[force]
    published_on = draw(st.dates(date(2024, 6, 1), date(2026, 12, 31)))
    numbers = sorted(draw(st.sets(st.integers(1, 12), max_size=most_items)))
    heard = draw(st.booleans())
    named = draw(st.booleans())
    types = ("force_specific", "national", "follow_up", "thematic", "partner")
    ticked = draw(st.sets(st.sampled_from(types), min_size=1))
    return Content(
        office=Office(office, ("1 High Street", "Winsford", "CW7 2UA"), draw(st.sampled_from(["", "Safer streets"]))),
        force=force,
        report=Report(
            draw(st.sampled_from(TITLES)),
            published_on,
            {name: name in ticked for name in types},
            statutory_response_due(published_on),
            tuple(draw(st.lists(st.just("Lanterns: a second report on the same findings"), max_size=1))),
        ),
        dated_on=draw(st.one_of(st.none(), st.dates(published_on, published_on + timedelta(days=80)))),
        recipients=draw(st.sampled_from([(), ("The Rt Hon Ann Example MP", "Home Secretary", "2 Marsham Street")])),
        comments=draw(PROSE),
        chief_officer=ChiefOfficer(
            draw(PROSE) if heard else "",
            "Élise O’Neil-Ŵyn" if heard and named else "",
            draw(st.sampled_from(["", "Temporary Chief Constable"])) if heard else "",
            "" if heard else draw(sentences(2)),
        ),
        reply=draw(PROSE) if heard else "",
        monitoring=draw(st.one_of(st.just(""), PROSE)),
        items=tuple(draw(items(number, force)) for number in numbers),
        signatory=draw(
            st.sampled_from(
                [None, Signatory("Jo Invented", office), Signatory("Sam Ŵyn-Example", office, "Deputy")],
            )
        ),
        version=draw(st.integers(1, 2)),
        correction="the day in the response to recommendation 2",
        draft=draw(st.booleans()),
    )


EMPTY = Content(
    office=Office("Police and Crime Commissioner for Cheshire"),
    force="Cheshire Constabulary",
    report=Report(TITLES[0], date(2025, 3, 4), {}, date(2025, 4, 28)),
    dated_on=None,
    recipients=(),
    comments="",
    chief_officer=ChiefOfficer(),
    reply="",
    monitoring="",
    items=(),
    signatory=None,
)
"""A response of which nothing is written yet."""

DEADLINES_OF_EVERY_KIND = (
    Deadline(DeadlineKind.DATE, date(2025, 12, 31), text="By 31 December 2025"),
    Deadline(DeadlineKind.MONTH, date(2025, 3, 31), text="By March 2025"),
    Deadline(DeadlineKind.IMMEDIATE, text="With immediate effect"),
    Deadline(DeadlineKind.RELATIVE, period=Period(6, PeriodUnit.MONTH), text="Within six months"),
    NO_DEADLINE,
)


def an_answered_item(number, /, words=40, deadline=NO_DEADLINE, **facts):
    """A recommendation to all forces with an answer of about so many words."""
    when = f"{deadline.text}, all" if deadline.text else "All"
    answer = "\n\n".join([" ".join(SENTENCES[:8])] * max(1, words // 120))
    return replace(
        Item(
            ItemKind.RECOMMENDATION,
            str(number),
            f"Recommendation {number}",
            f"{when} chief constables should {VERBS[number % 6]} the {THINGS[number % 10]} of district {number}.",
            ("all forces",),
            "",
            deadline,
            deadline.due_on(date(2025, 3, 4)),
            Answer("In progress", answer, ""),
        ),
        **facts,
    )


FULL = replace(
    EMPTY,
    office=Office("Police and Crime Commissioner for Cheshire", ("1 High Street", "Winsford"), "Safer Cheshire"),
    report=replace(EMPTY.report, types={"national": True, "thematic": True}, also_answers=("Lanterns: once more",)),
    dated_on=date(2025, 4, 11),
    recipients=("The Rt Hon Ann Example MP", "Home Secretary", "Home Office", "2 Marsham Street"),
    comments="I welcome this report.\n\n- It is short.\n- It is right.\n\n## What residents say\n\nThey like **horses**.",
    chief_officer=ChiefOfficer("We accept it all.", "Élise O’Neil", "Deputy Chief Constable"),
    reply="I thank the force for its answer.",
    monitoring="My board asks each quarter.",
    items=(
        *(an_answered_item(number, deadline=each) for number, each in enumerate(DEADLINES_OF_EVERY_KIND, 1)),
        Item(
            ItemKind.RECOMMENDATION,
            "6",
            "Recommendation 6",
            "By March 2025, the Home Office and the College of Policing should write a book on umbrellas.",
            ("Home Office", "College of Policing"),
            "",
            DEADLINES_OF_EVERY_KIND[1],
            date(2025, 3, 31),
            None,
            "For the Home Office and the College of Policing.",
        ),
        an_answered_item(7, answer=Answer("", "", "", "Recommendation 1")),
        an_answered_item(8, answer=Answer("", "Done.", "I will ask for proof.")),
        an_answered_item(
            1,
            kind=ItemKind.AREA_FOR_IMPROVEMENT,
            number="",
            label="Area for improvement",
            text="The force should feed its horses on time.\n\nIt should write down when it does.",
            addressees=("Cheshire Constabulary",),
        ),
    ),
    signatory=Signatory("Jo Invented", "Police and Crime Commissioner for Cheshire", "Acting"),
    version=2,
    correction="the day in the response to recommendation 2",
    draft=False,
)
"""A response that holds one of everything."""

LONG = replace(FULL, items=tuple(an_answered_item(number, words=1500) for number in range(1, 31)))
"""Thirty items of 1,500 words each."""
