SELECT count(*) FROM inspections_recommendation item JOIN inspections_inspection report ON report.id = item.inspection_id
WHERE item.in_error_on IS NULL AND item.merged_into_id IS NULL AND report.merged_into_id IS NULL AND $where;

SELECT item.id, item.kind, item.number, item.subject, left(item.text, 200), item.due_on, item.deadline_kind,
    report.title, report.slug, stands.*
FROM (
    SELECT item.* FROM inspections_recommendation item JOIN inspections_inspection report ON report.id = item.inspection_id
    WHERE item.in_error_on IS NULL AND item.merged_into_id IS NULL AND report.merged_into_id IS NULL AND $where
    ORDER BY report.published_on DESC NULLS LAST, report.id, item.sequence, item.id LIMIT 50
) item JOIN inspections_inspection report ON report.id = item.inspection_id
LEFT JOIN LATERAL (
    SELECT count(*), count(*) FILTER (WHERE o.closed_on IS NOT NULL), count(*) FILTER (WHERE $status = 0),
        count(*) FILTER (WHERE $status = 5), count(*) FILTER (WHERE o.closure IN ('superseded', 'withdrawn', 'no_action_agreed'))
    FROM $owed o WHERE o.recommendation_id = item.id AND $live
) stands ON TRUE
