SELECT o.*, $status AS status, body.name, body.region, body.nation, report.title, report.published_on, item.kind, item.number,
    item.text, level.name, item.deadline_text, waits.name, answer.position, answer.action, answer.comment, answer.lead,
    answer.target_on, moved.n
FROM $owed o
JOIN inspections_body body ON body.id = o.body_id
JOIN inspections_recommendation item ON item.id = o.recommendation_id
JOIN inspections_inspection report ON report.id = item.inspection_id
LEFT JOIN inspections_closurelevel level ON level.id = item.level_id
LEFT JOIN inspections_body waits ON waits.id = o.waiting_on_id
LEFT JOIN responses_response answer ON answer.obligation_id = o.id
LEFT JOIN (SELECT obligation_id, count(*) AS n FROM inspections_act WHERE kind = 'moved' GROUP BY 1) moved
    ON moved.obligation_id = o.id
WHERE $live AND $where ORDER BY o.due_on NULLS LAST, o.id
