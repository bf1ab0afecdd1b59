SELECT item.*, report.title, stands.*
FROM inspections_recommendation item JOIN inspections_inspection report ON report.id = item.inspection_id
LEFT JOIN (
    SELECT o.recommendation_id, count(*), count(*) FILTER (WHERE $status = 6), count(*) FILTER (WHERE $status = 5),
        count(*) FILTER (WHERE $status = 4), count(*) FILTER (WHERE $status = 3), count(*) FILTER (WHERE $status = 2),
        count(*) FILTER (WHERE $status = 1), count(*) FILTER (WHERE $status = 0)
    FROM $owed o WHERE $live GROUP BY 1
) stands ON stands.recommendation_id = item.id
ORDER BY report.published_on DESC NULLS LAST, report.id, item.sequence, item.id
