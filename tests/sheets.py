"""Sheets as an office fills them, in both kinds of file."""

from datetime import date, timedelta

from inspections.models import Inspection, Obligation, Recommendation, RelatedForce
from inspections.sheets import read, write
from responses.answersheet.columns import COLUMNS
from tests.factories import make_force, make_inspection, make_national_body, make_obligation, make_recommendation

REPORTED_ON = date(2025, 9, 1)
CLOSED_ON = date(2026, 3, 3)
HEADINGS = [str(column.heading) for column in COLUMNS.values()]


def sheet(*rows, kind="xlsx", headings=HEADINGS):
    """The bytes of a file: rows as {heading: value}, in the columns of the sheet of answers unless others are given."""
    cells = [[row.get(heading) for heading in headings] for row in rows]
    return b"".join(write(kind, [("Items", headings, cells, [12] * len(headings))]))


def rows_in(data):
    """What a file holds, as {heading: value} for each row, empty cells left out."""
    first, *rows = read(data)
    return [
        {heading: value for heading, value in zip(first.cells, row.cells, strict=False) if value is not None}
        for row in rows
    ]


def names_of(obligation, **said):
    """A row that names the item, with whatever else it says."""
    item = obligation.recommendation
    return {
        "Force": obligation.body.name,
        "Inspection": item.inspection.title,
        "Item kind": "Recommendation",
        "Number": item.number,
    } | said


def three_hundred():
    """Rows of 300 items of three forces, in every position, with words that are hard on spreadsheets."""
    forces = [make_force(name=f"Northshire {part}") for part in ("North", "South", "West")]
    college = make_national_body(name="College of Policing")
    inspection = make_inspection()
    rows = []
    for number in range(100):
        item = make_recommendation(inspection, number=f"{number // 10}.{number}", due_on=date(2025, 12, 31))
        for force in forces:
            rows.append(_filled(make_obligation(force, item), len(rows), college))
    return rows


def _filled(obligation, n, college):
    words = {
        "Action": f"=Plan {n}\nsecond  line & <more>",
        "Lead": f"Insp. {n}",
        "Own target": date(2026, 1, 1 + n % 28),
    }
    reported = {"Reported on": REPORTED_ON + timedelta(days=n % 50)}
    return (
        names_of(obligation)
        | [
            {"Position": "In progress", "Waiting on": college.name} | words | reported,
            {"Position": "Complete"} | words | reported,
            {"Position": "No action is proposed"} | words | reported,
            {"Position": "Complete", "Closed on": CLOSED_ON, "How": "confirmed in writing", "Letter": f"Letter {n}"}
            | words
            | reported,
        ][n % 4]
    )


def fill_register(forces, level):
    """Two reports with every kind of item, addressee and deadline."""
    custody = make_inspection(forces, short_title="Custody", thematic=True, national=True)
    cause = make_recommendation(custody, kind="cause_of_concern", number="", text="=Cells are\r\ndark.", sequence=1)
    make_obligation(forces[0], cause)
    items = [
        {"number": "1", "cause": cause, "deadline_text": "By March 2026", "due_on": date(2026, 3, 31)},
        {"number": "1", "deadline_text": "within three months", "due_on": date(2025, 9, 18), "level": level},
        {"number": "2", "deadline_text": "when it snows", "due_on": date(2025, 12, 1), "condition": "@that"},
        {"kind": "area_for_improvement", "number": "", "addressed_to": "all forces", "section": "-Dogs"},
        {"kind": "area_for_improvement", "number": "", "subject": ""},
    ]
    kinds = ["month", "relative", "date", "none", "none"]
    for item, read_as in zip(items, kinds, strict=True):
        period = {"deadline_period": "P3M"} if read_as == "relative" else {}
        made = make_recommendation(custody, deadline_kind=read_as, **item, **period)
        make_obligation(forces[1], made)
    for force in (forces[0], forces[2]):
        make_obligation(force, made)
    dogs = make_inspection(forces[:1], title="=Dogs", force_specific=True, published_on=date(2024, 1, 2))
    make_obligation(forces[0], make_recommendation(dogs))
    early = make_recommendation(dogs, kind="cause_of_concern", issued_on=date(2023, 12, 1))
    make_obligation(make_national_body(), early)


def register_in_words():
    """Reports and items with what they relate to and whom they are addressed to, in words."""
    report = ("title", "slug", "short_title", "published_on", *Inspection.TYPES)
    names = ("inspection__slug", "kind", "number", "sequence", "section", "subject", "addressed_to", "condition")
    days = ("issued_on", "deadline_text", "deadline_kind", "deadline_period", "due_on", "level__name", "cause__text")
    words = {
        (
            *item[:2],
            " ".join(item[1].split()),
            *[" ".join(one.split()) if isinstance(one, str) else one for one in item],
        )
        for item in Recommendation.objects.values_list(*names, *days, "text")
    }
    owed = Obligation.objects.values_list("recommendation__sequence", "body__name", "addressed_on", "due_on")
    related = RelatedForce.objects.values_list("inspection__slug", "force__name")
    return set(Inspection.objects.values_list(*report)), words, set(owed), set(related)
