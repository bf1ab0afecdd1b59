-- Who has how many overdue, and how many stand how.
SELECT o.body_id, $status AS status, count(*), count(*) FILTER (WHERE o.answered_on IS NULL)
FROM $owed o WHERE $live AND $where GROUP BY 1, 2;

-- How long what is open has been so, and how long what is overdue.
SELECT $status AS status, width_bucket(%(on)s::date - o.addressed_on, ARRAY[30, 90, 180, 365]),
    width_bucket(%(on)s::date - o.due_on, ARRAY[30, 90, 180, 365]), count(*)
FROM $owed o WHERE $live AND $where AND o.closed_on IS NULL AND o.claim = '' GROUP BY 1, 2, 3;

SELECT id, slug, name, kind FROM inspections_body;

-- Month ends, which are kept.
SELECT o."on", o.* FROM inspections_dayend o
WHERE $where AND o."on" IN (SELECT DISTINCT "on" FROM inspections_dayend WHERE "on" <= %(on)s ORDER BY "on" DESC LIMIT 36);

-- The statutory responses of these months, each a dot.
SELECT force.name, report.published_on, response.published_on, duty.exemption
FROM inspections_relatedforce duty JOIN inspections_inspection report ON report.id = duty.inspection_id
JOIN inspections_body force ON force.id = duty.force_id
LEFT JOIN responses_statutoryresponse response ON response.duty_id = duty.id
CROSS JOIN LATERAL (SELECT duty.force_id AS body_id) o
WHERE duty.ended_on IS NULL AND report.published_on BETWEEN %(on)s::date - 1096 AND %(on)s AND $where
ORDER BY force.name, duty.id
