SELECT o.body_id, $status AS status, o.closure, count(*), count(*) FILTER (WHERE o.answered_on IS NULL)
FROM $owed o WHERE $live GROUP BY 1, 2, 3;

SELECT id, slug, name, kind FROM inspections_body;

-- The statutory responses by what became of them.
SELECT response.id IS NULL, response.published_on IS NULL, response.published_on > report.published_on + 55,
    report.published_on + 55 < %(on)s, duty.exemption <> '', count(*)
FROM inspections_relatedforce duty JOIN inspections_inspection report ON report.id = duty.inspection_id
LEFT JOIN responses_statutoryresponse response ON response.duty_id = duty.id
WHERE duty.ended_on IS NULL AND report.published_on <= %(on)s
    AND (report.proposed_by_id IS NULL OR report.accepted_on IS NOT NULL)
GROUP BY 1, 2, 3, 4, 5;

-- The latest answers, and what changed last.
SELECT answer.id, answer.shared_on, answer.position, body.name, item.kind, item.number, report.title
FROM (SELECT * FROM responses_response ORDER BY shared_on DESC, id DESC LIMIT 30) answer
JOIN inspections_obligation o ON o.id = answer.obligation_id AND o.addressed_on <= %(on)s AND o.removal <> 'error'
JOIN inspections_body body ON body.id = o.body_id
JOIN inspections_recommendation item ON item.id = o.recommendation_id
JOIN inspections_inspection report ON report.id = item.inspection_id
ORDER BY answer.shared_on DESC, answer.id DESC LIMIT 10;

SELECT act.id, act.kind, act."on", act.reason, body.name, item.kind, item.number, report.title
FROM inspections_act act
JOIN inspections_obligation o ON o.id = act.obligation_id AND o.removed_on IS NULL AND o.addressed_on <= %(on)s
JOIN inspections_body body ON body.id = o.body_id
JOIN inspections_recommendation item ON item.id = o.recommendation_id
JOIN inspections_inspection report ON report.id = item.inspection_id
WHERE act.kind NOT IN ('addressed', 'corrected') ORDER BY act.id DESC LIMIT 10;

SELECT * FROM inspections_monitoringphase WHERE phase = 'engage';
SELECT id, slug, title FROM inspections_inspection
WHERE proposed_by_id IS NOT NULL AND accepted_on IS NULL AND merged_into_id IS NULL OR published_on > %(on)s
