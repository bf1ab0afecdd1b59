-- A cell for each body and report.
SELECT o.body_id, item.inspection_id, $status AS status, o.closure, count(*), count(*) FILTER (WHERE o.answered_on IS NULL)
FROM $owed o JOIN inspections_recommendation item ON item.id = o.recommendation_id $joins
WHERE $live AND $where AND $only GROUP BY 1, 2, 3, 4;

SELECT id, slug, name, kind FROM inspections_body ORDER BY name;
SELECT id, slug, title, short_title FROM inspections_inspection
WHERE published_on <= %(on)s ORDER BY published_on DESC LIMIT 60
