"""Forces and reports that do not exist, in numbers that look like a year's work: for pictures and for full pages."""

from datetime import timedelta

from inspections.actions import address, close, record_answer, submit_claim
from inspections.models import Body
from tests.factories import make_force, make_inspection, make_level, make_liaison, make_recommendation

FORCES = (
    "Ashcombe Constabulary",
    "Barrowmere Police",
    "Brackenshire Police",
    "Calderwick Police",
    "Dunmere Constabulary",
    "Dyffryn Police",
    "Eastmoor Constabulary",
    "Fenmarsh Constabulary",
    "Greyshore Police",
    "Heathvale Police",
    "Marlshire Constabulary",
    "Northshire Police",
    "Penwold Police",
    "Traeth Police",
)
REPORTS = (
    ("Safer in custody: how forces manage risk in police detention", 500),
    ("Out of sight: the policing of rural and wildlife crime", 300),
    ("Ready for disorder: public order capability", 40),
)
SUBJECTS = (
    "Oversight of strip searches",
    "Appropriate adult within two hours for every child",
    "Healthcare assessments: waiting times published",
    "Custody officers’ handover to be recorded",
    "Cell cameras with sound in every suite",
    "A rural crime lead with time for the task",
    "Repeat rural victims found in force data",
    "Community impact assessed before operations",
)
DEADLINES = (-120, -21, 12, 130, None)
"""Days from today to the deadlines, by turns."""


def fill(day):
    """Fourteen forces, three reports of eight items, and answers by a fixed pattern: every status occurs."""
    liaison = make_liaison(name="Ines Calloway", email="ines.calloway@hmicfrs.example")
    forces = [
        make_force(name=name, slug=name.split()[0].lower(), nation=nation(name), region=region(name)) for name in FORCES
    ]
    level = make_level(name="Level 2", closed_by="evidence")
    rows = []
    for title, age in REPORTS:
        inspection = make_inspection(
            forces,
            title=title,
            slug=title.split(":")[0].lower().replace(" ", "-"),
            published_on=day - timedelta(days=age),
        )
        for number, subject in enumerate(SUBJECTS, 1):
            wait = DEADLINES[number % len(DEADLINES)]
            item = make_recommendation(
                inspection,
                sequence=number,
                number=str(number),
                subject=subject,
                level=level,
                due_on=None if wait is None else max(day + timedelta(days=wait), inspection.published_on),
            )
            rows += address(item, forces, by=liaison)
    answer(rows, liaison, day)
    return liaison


def answer(rows, liaison, day):
    """Of each eleven rows three closed, two reported complete, one refused, three answered, two without a word."""
    piles = {"closed": [], "complete": [], "no_action": [], "answered": [], "silent": []}
    pattern = [
        "closed",
        "answered",
        "complete",
        "silent",
        "closed",
        "answered",
        "no_action",
        "answered",
        "closed",
        "complete",
        "silent",
    ]
    for position, row in enumerate(rows):
        piles[pattern[(position * 7 + position // 13) % len(pattern)]].append(row)
    on = day - timedelta(days=30)
    submit_claim(piles["complete"] + piles["closed"], claim="complete", by=liaison, on=on)
    submit_claim(piles["no_action"], claim="no_action", by=liaison, on=on)
    record_answer(piles["answered"], by=liaison, on=on)
    close(piles["closed"], closure="verified", by=liaison, on=day - timedelta(days=3), reason="Evidence seen.")


def nation(name):
    return Body.Nation.WALES if name.startswith(("Dyffryn", "Traeth")) else Body.Nation.ENGLAND


def region(name):
    return "Wales" if nation(name) == Body.Nation.WALES else "North East" if name < "Fenmarsh" else "South West"
