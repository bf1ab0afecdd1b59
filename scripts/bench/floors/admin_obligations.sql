SELECT count(*) FROM inspections_obligation;
SELECT o.id, body.name, item.kind, item.number, report.title, o.due_on, $status, o.removed_on
FROM (SELECT * FROM inspections_obligation ORDER BY changed_at DESC, id DESC LIMIT 100) o
JOIN inspections_body body ON body.id = o.body_id
JOIN inspections_recommendation item ON item.id = o.recommendation_id
JOIN inspections_inspection report ON report.id = item.inspection_id
