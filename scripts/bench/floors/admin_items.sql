SELECT count(*) FROM inspections_recommendation;
SELECT item.id, item.kind, item.number, item.subject, item.due_on, report.title
FROM inspections_recommendation item JOIN inspections_inspection report ON report.id = item.inspection_id
ORDER BY report.published_on DESC, report.id, item.sequence LIMIT 100
