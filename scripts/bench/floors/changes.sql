-- What was done in the last thirty days, by item and kind; what was noted; what became overdue.
SELECT act.kind, act.became, count(DISTINCT o.id) FROM inspections_act act
JOIN inspections_obligation o ON o.id = act.obligation_id
WHERE act."on" BETWEEN %(month)s::date + 1 AND %(on)s AND o.in_totals AND o.addressed_on <= %(on)s AND $where GROUP BY 1, 2;

SELECT count(DISTINCT o.id) FROM responses_progressupdate note JOIN inspections_obligation o ON o.id = note.obligation_id
WHERE note."on" BETWEEN %(month)s::date + 1 AND %(on)s AND o.in_totals AND $where;

SELECT count(*) FROM $owed o
WHERE $live AND $where AND o.closed_on IS NULL AND o.claim = '' AND o.due_on >= %(month)s AND o.due_on < %(on)s;

-- The first page of them, by report, with all that happened to each.
SELECT o.*, body.name, item.kind, item.number, item.subject, left(item.text, 200), report.title,
    (SELECT json_agg(act) FROM inspections_act act
        WHERE act.obligation_id = o.id AND act."on" BETWEEN %(month)s::date + 1 AND %(on)s)
FROM (
    SELECT o.id, o.body_id, o.recommendation_id, o.due_on, o.claim, o.closed_on, o.closure
    FROM inspections_obligation o
    JOIN inspections_recommendation item ON item.id = o.recommendation_id
    JOIN inspections_inspection report ON report.id = item.inspection_id
    JOIN inspections_body body ON body.id = o.body_id
    WHERE o.in_totals AND o.addressed_on <= %(on)s AND $where AND o.id IN (
        SELECT obligation_id FROM inspections_act WHERE "on" BETWEEN %(month)s::date + 1 AND %(on)s
        UNION SELECT obligation_id FROM responses_progressupdate WHERE "on" BETWEEN %(month)s::date + 1 AND %(on)s
        UNION SELECT id FROM inspections_obligation WHERE removed_on IS NULL AND closed_on IS NULL AND claim = ''
            AND in_totals AND due_on >= %(month)s AND due_on < %(on)s
    )
    ORDER BY report.published_on > %(month)s, report.published_on DESC, report.id, item.sequence, body.name, o.id LIMIT 50
) o
JOIN inspections_body body ON body.id = o.body_id
JOIN inspections_recommendation item ON item.id = o.recommendation_id
JOIN inspections_inspection report ON report.id = item.inspection_id
