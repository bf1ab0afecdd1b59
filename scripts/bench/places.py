"""Where in the loaded register the pages are looked at: the ids, slugs and days that addresses and floors name."""

from datetime import timedelta

import psycopg
from psycopg.rows import dict_row

FORCE, ITS_OFFICE = "cleveland", "police-and-crime-commissioner-for-cleveland"
OTHER_FORCE = "cheshire"
ROWS = 50
"""Rows of a page of a list."""

FACTS = """
SELECT
    force.id AS force_id, force.slug AS force, office.id AS office_id, office.slug AS office,
    other.id AS other_id, other.slug AS other,
    report.id AS report_id, report.slug AS report,
    (SELECT min(item.id) FROM inspections_recommendation item
        JOIN inspections_obligation o ON o.recommendation_id = item.id
        WHERE item.inspection_id = report.id AND item.kind <> 'cause_of_concern' AND item.in_error_on IS NULL
            AND o.body_id = force.id AND o.removed_on IS NULL) AS item_id,
    (SELECT duty.inspection_id FROM inspections_relatedforce duty
        JOIN responses_statutoryresponse begun ON begun.duty_id = duty.id
        JOIN inspections_inspection known ON known.id = duty.inspection_id
        WHERE duty.force_id = force.id AND duty.exemption = '' AND duty.ended_on IS NULL
            AND begun.signed_on IS NULL AND begun.published_on IS NULL AND begun.answered_by_id IS NULL
            AND known.published_on <= %(day)s AND known.proposed_by_id IS NULL
        ORDER BY begun.id LIMIT 1) AS writing_id,
    (SELECT body.id FROM inspections_body body JOIN inspections_obligation o ON o.body_id = body.id
        WHERE body.kind = 'national_body' GROUP BY body.id ORDER BY count(*) DESC LIMIT 1) AS national_id,
    (SELECT later.id FROM inspections_inspection later WHERE later.follows_up_id IS NOT NULL
        AND later.published_on <= %(day)s AND later.proposed_by_id IS NULL ORDER BY later.id LIMIT 1) AS judging_id,
    (SELECT o.id FROM inspections_obligation o JOIN responses_response a ON a.obligation_id = o.id
        WHERE o.body_id = force.id AND o.removed_on IS NULL AND o.in_totals AND o.closed_on IS NULL
            AND o.addressed_on <= %(day)s
        ORDER BY o.id DESC LIMIT 1) AS obligation_id,
    (SELECT min(published_on) FROM inspections_inspection
        WHERE (proposed_by_id IS NULL OR accepted_on IS NOT NULL) AND published_on <= %(day)s) AS records_begin
FROM inspections_body force, inspections_body office, inspections_body other, LATERAL (
    SELECT i.id, i.slug FROM inspections_inspection i
    JOIN inspections_relatedforce duty ON duty.inspection_id = i.id AND duty.force_id = force.id
    JOIN inspections_recommendation item ON item.inspection_id = i.id
    WHERE i.proposed_by_id IS NULL AND i.published_on <= %(day)s
    GROUP BY i.id ORDER BY count(*) DESC, i.id LIMIT 1
) report
WHERE force.slug = %(force)s AND office.slug = %(office)s AND other.slug = %(other)s
"""

SLUGS = """
SELECT (SELECT slug FROM inspections_body WHERE id = %(national_id)s) AS national,
    (SELECT slug FROM inspections_inspection WHERE id = %(judging_id)s) AS judging,
    (SELECT slug FROM inspections_inspection WHERE id = %(writing_id)s) AS writing
"""
ITEMS = """
SELECT min(item.id) FILTER (WHERE o.id IS NOT NULL) AS writing_item_id,
    min(item.id) FILTER (WHERE o.id IS NULL) AS others_item_id
FROM inspections_recommendation item
LEFT JOIN inspections_obligation o ON o.recommendation_id = item.id AND o.body_id = %(force_id)s
WHERE item.inspection_id = %(writing_id)s
"""
"""Of the report to which the force's response is being written: an item of the force's, and one for others only."""

COUNTED = """
SELECT count(*) AS n FROM inspections_obligation WHERE removed_on IS NULL AND in_totals AND addressed_on <= %(day)s
"""


def connect(parameters):
    """A connection of our own to the database of Django's `parameters`, without Django."""
    named = {name: parameters[name] for name in ("dbname", "user", "password", "host", "port") if name in parameters}
    return psycopg.connect(**named, autocommit=True)


def places(connection, day):
    """{name: value} for addresses and floors, of the register as at `day`."""
    with connection.cursor(row_factory=dict_row) as cursor:
        known = {"day": day, "force": FORCE, "office": ITS_OFFICE, "other": OTHER_FORCE}
        found = known | cursor.execute(FACTS, known).fetchone()
        found |= cursor.execute(SLUGS, found).fetchone() | cursor.execute(ITEMS, found).fetchone()
        counted = cursor.execute(COUNTED, known).fetchone()["n"]
        found |= {
            "obligations": counted,
            "last": max(1, -(-counted // ROWS)),
            "middle": max(1, counted // ROWS // 2),
            "soon": day + timedelta(days=30),
            "past": _an_earlier_day(day, found["records_begin"]),
            "month": day - timedelta(days=30),
        }
        return found


def _an_earlier_day(day, begin):
    """In the middle of a month about a year ago, of which no figures are kept; never before records begin."""
    return max(begin, (day - timedelta(days=390)).replace(day=17))
