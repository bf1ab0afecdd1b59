SELECT count(*) FROM inspections_inspection WHERE merged_into_id IS NULL;

SELECT report.id, report.slug, report.title, report.published_on, late.n
FROM inspections_inspection report LEFT JOIN (
    SELECT item.inspection_id, count(*) AS n FROM $owed o
    JOIN inspections_recommendation item ON item.id = o.recommendation_id
    WHERE $live AND o.closed_on IS NULL AND o.claim = '' AND o.due_on < %(on)s GROUP BY 1
) late ON late.inspection_id = report.id
WHERE report.merged_into_id IS NULL ORDER BY late.n DESC NULLS LAST, report.title, report.id LIMIT 50
