SELECT count(*) FROM inspections_inspection WHERE merged_into_id IS NULL;

SELECT report.id, report.slug, report.title, report.published_on, report.national, report.thematic,
    (SELECT count(*) FROM inspections_recommendation
        WHERE inspection_id = report.id AND in_error_on IS NULL AND kind <> 'cause_of_concern'),
    stands.*
FROM (
    SELECT * FROM inspections_inspection WHERE merged_into_id IS NULL
    ORDER BY published_on DESC NULLS LAST, title, id LIMIT 50
) report
LEFT JOIN LATERAL (
    SELECT count(*), count(*) FILTER (WHERE o.closed_on IS NOT NULL), count(*) FILTER (WHERE $status = 0),
        count(*) FILTER (WHERE $status = 5), count(*) FILTER (WHERE o.closure IN ('superseded', 'withdrawn', 'no_action_agreed'))
    FROM $owed o JOIN inspections_recommendation item ON item.id = o.recommendation_id
    WHERE item.inspection_id = report.id AND $live
) stands ON TRUE;

SELECT DISTINCT extract(year FROM published_on) FROM inspections_inspection
