"""What the reader says of an invented document, for tests of what is done with it."""

from tests.factories import PUBLISHED_ON

TEXT = "By 31 October 2025, the chief constable should make sure that every cell is checked on time."


def an_item(**facts):
    return {
        "kind": "recommendation",
        "number": "1",
        "text": TEXT,
        "deadline": {
            "kind": "date",
            "on": "2025-10-31",
            "precision": "day",
            "period": None,
            "text": "By 31 October 2025",
        },
        "addressees": ["Northshire Police"],
        "condition": "",
        "force_response": "Every cell is checked by the custody sergeant.",
        "local_policing_body_response": "",
        "where": "page 2",
    } | facts


def a_document(*items, **facts):
    return {
        "title": "Safer in custody: how forces manage risk",
        "force": "Northshire Police",
        "published_on": PUBLISHED_ON.isoformat(),
        "published_month": None,
        "response_date": "2025-08-01",
        "inspection_type": {
            "national": True,
            "thematic": False,
            "force_specific": False,
            "follow_up": False,
            "partner": False,
        },
        "local_policing_body_comments": "I welcome this report.",
        "chief_officer_comments": "The force accepts it.",
        "items": list(items) or [an_item()],
        "warnings": [],
        "miscounts": [],
    } | facts
