SELECT report.id, report.slug, report.title, report.published_on, report.summary, stands.*
FROM inspections_inspection report LEFT JOIN (
    SELECT item.inspection_id, count(*), count(*) FILTER (WHERE $status = 6), count(*) FILTER (WHERE $status = 5),
        count(*) FILTER (WHERE $status = 4), count(*) FILTER (WHERE $status = 3), count(*) FILTER (WHERE $status = 2),
        count(*) FILTER (WHERE $status = 1), count(*) FILTER (WHERE $status = 0)
    FROM $owed o JOIN inspections_recommendation item ON item.id = o.recommendation_id WHERE $live GROUP BY 1
) stands ON stands.inspection_id = report.id
ORDER BY report.published_on DESC NULLS LAST, report.title, report.id
