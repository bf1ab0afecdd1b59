-- The figures of the force and of each report.
SELECT item.inspection_id, $status AS status, o.closure, count(*), count(*) FILTER (WHERE o.answered_on IS NULL)
FROM $owed o JOIN inspections_recommendation item ON item.id = o.recommendation_id
WHERE $live AND o.body_id = %(national_id)s GROUP BY 1, 2, 3;

-- The items that are shown, with what was said.
SELECT o.*, item.kind, item.number, item.subject, left(item.text, 200), report.title, report.slug,
    answer.action, answer.position, answer.target_on,
    (SELECT array_agg(ended_due_on ORDER BY "on") FROM inspections_act
        WHERE obligation_id = o.id AND kind = 'moved' AND "on" <= %(on)s)
FROM (
    SELECT o.id, o.recommendation_id, o.due_on, o.claim, o.closed_on, o.answered_on, $status AS status
    FROM $owed o JOIN inspections_recommendation item ON item.id = o.recommendation_id
    JOIN inspections_inspection report ON report.id = item.inspection_id
    WHERE $live AND o.body_id = %(national_id)s AND $only
    ORDER BY report.published_on, report.id, o.due_on NULLS LAST, item.sequence, o.id LIMIT 50
) o
JOIN inspections_recommendation item ON item.id = o.recommendation_id
JOIN inspections_inspection report ON report.id = item.inspection_id
LEFT JOIN responses_response answer ON answer.obligation_id = o.id

