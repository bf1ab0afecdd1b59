-- The figures of the force and of each report.
SELECT item.inspection_id, $status AS status, o.closure, count(*), count(*) FILTER (WHERE o.answered_on IS NULL)
FROM $owed o JOIN inspections_recommendation item ON item.id = o.recommendation_id
WHERE $live AND o.body_id = %(force_id)s GROUP BY 1, 2, 3;

-- The items that are shown, with what was said.
SELECT o.*, item.kind, item.number, item.subject, left(item.text, 200), report.title, report.slug,
    answer.action, answer.position, answer.target_on,
    (SELECT array_agg(ended_due_on ORDER BY "on") FROM inspections_act
        WHERE obligation_id = o.id AND kind = 'moved' AND "on" <= %(on)s)
FROM (
    SELECT o.id, o.recommendation_id, o.due_on, o.claim, o.closed_on, o.answered_on, $status AS status
    FROM $owed o JOIN inspections_recommendation item ON item.id = o.recommendation_id
    JOIN inspections_inspection report ON report.id = item.inspection_id
    WHERE $live AND o.body_id = %(force_id)s AND $only
    ORDER BY report.published_on, report.id, o.due_on NULLS LAST, item.sequence, o.id LIMIT 50
) o
JOIN inspections_recommendation item ON item.id = o.recommendation_id
JOIN inspections_inspection report ON report.id = item.inspection_id
LEFT JOIN responses_response answer ON answer.obligation_id = o.id;

-- Its local policing body, its phase, its causes of concern, its month ends, its statutory responses.
SELECT body.* FROM inspections_governance g JOIN inspections_body body ON body.id = g.local_policing_body_id
WHERE g.force_id = %(force_id)s AND (g.from_on IS NULL OR g.from_on <= %(on)s)
ORDER BY g.from_on DESC NULLS LAST LIMIT 1;

SELECT * FROM inspections_monitoringphase WHERE force_id = %(force_id)s AND (from_on IS NULL OR from_on <= %(on)s)
ORDER BY from_on DESC NULLS LAST LIMIT 1;

SELECT item.id, item.number, item.subject, o.id, o.closed_on FROM inspections_obligation o
JOIN inspections_recommendation item ON item.id = o.recommendation_id
WHERE o.body_id = %(force_id)s AND NOT o.in_totals AND o.removed_on IS NULL AND o.addressed_on <= %(on)s;

SELECT * FROM inspections_dayend WHERE body_id = %(force_id)s ORDER BY "on" DESC LIMIT 36;

SELECT report.title, report.slug, report.published_on, response.signed_on, response.published_on, response.id
FROM inspections_relatedforce duty JOIN inspections_inspection report ON report.id = duty.inspection_id
LEFT JOIN responses_statutoryresponse response ON response.duty_id = duty.id
WHERE duty.force_id = %(force_id)s AND duty.ended_on IS NULL AND report.published_on <= %(on)s
    AND (report.proposed_by_id IS NULL OR report.accepted_on IS NOT NULL)
ORDER BY report.published_on DESC, report.title LIMIT 50
