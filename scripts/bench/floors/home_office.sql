-- How the force stands.
SELECT $status AS status, o.closure, count(*), count(*) FILTER (WHERE o.answered_on IS NULL)
FROM $owed o WHERE $live AND o.body_id = %(force_id)s GROUP BY 1, 2;

-- The first tasks of each heap: late, soon, later, without a day.
SELECT o.*, item.kind, item.number, item.subject, left(item.text, 200), report.title, report.short_title,
    answer.target_on, draft.id, draft.sent_at
FROM (
    SELECT * FROM (
        SELECT o.id, o.recommendation_id, o.due_on, o.answered_on,
            row_number() OVER (PARTITION BY $status ORDER BY o.due_on, o.id) AS place
        FROM $owed o WHERE $live AND o.body_id = %(force_id)s AND o.closed_on IS NULL AND o.claim = ''
    ) o WHERE place <= 20
) o
JOIN inspections_recommendation item ON item.id = o.recommendation_id
JOIN inspections_inspection report ON report.id = item.inspection_id
LEFT JOIN responses_response answer ON answer.obligation_id = o.id
LEFT JOIN responses_draft draft ON draft.obligation_id = o.id AND draft.side_id IN (%(office_id)s, %(force_id)s)
ORDER BY o.due_on, o.id;

-- Its statutory responses that are not published.
SELECT duty.id, report.title, report.published_on, response.*
FROM inspections_relatedforce duty JOIN inspections_inspection report ON report.id = duty.inspection_id
LEFT JOIN responses_statutoryresponse response ON response.duty_id = duty.id
WHERE duty.force_id = %(force_id)s AND duty.ended_on IS NULL AND report.published_on <= %(on)s
    AND (report.proposed_by_id IS NULL OR report.accepted_on IS NOT NULL) AND response.published_on IS NULL
ORDER BY report.published_on LIMIT 50;

SELECT act.id, act.kind, act."on", item.kind, item.number, report.title
FROM inspections_act act
JOIN inspections_obligation o ON o.id = act.obligation_id
JOIN inspections_recommendation item ON item.id = o.recommendation_id
JOIN inspections_inspection report ON report.id = item.inspection_id
WHERE act.id IN (
    SELECT newest.id FROM (
        SELECT o.id FROM inspections_obligation o WHERE o.body_id = %(force_id)s AND o.removed_on IS NULL
            AND o.addressed_on <= %(on)s ORDER BY o.changed_at DESC LIMIT 50
    ) changed, LATERAL (
        SELECT id FROM inspections_act WHERE obligation_id = changed.id AND kind NOT IN ('addressed', 'corrected')
        ORDER BY id DESC LIMIT 5
    ) newest ORDER BY newest.id DESC LIMIT 5
)
