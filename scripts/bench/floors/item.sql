SELECT item.*, report.title, report.slug, report.published_on FROM inspections_recommendation item
JOIN inspections_inspection report ON report.id = item.inspection_id WHERE item.id = %(item_id)s;

SELECT o.id, o.due_on, o.claim, o.closed_on, o.closure, o.answered_on, $status AS status, body.name, body.slug, body.kind,
    answer.action, answer.comment, answer.position, answer.target_on, waits.name
FROM $owed o JOIN inspections_body body ON body.id = o.body_id
LEFT JOIN responses_response answer ON answer.obligation_id = o.id
LEFT JOIN inspections_body waits ON waits.id = o.waiting_on_id
WHERE o.recommendation_id = %(item_id)s AND $live ORDER BY body.name
