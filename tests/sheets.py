"""Sheets as an office fills them, in both kinds of file."""

from datetime import date, timedelta

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
