SELECT o.body_id, $status AS status, o.closure, count(*), count(*) FILTER (WHERE o.answered_on IS NULL)
FROM $owed o WHERE $live AND $where GROUP BY 1, 2, 3;

SELECT id, slug, name, kind, region, nation, active_until FROM inspections_body ORDER BY name;

SELECT DISTINCT ON (force_id) force_id, phase, from_on FROM inspections_monitoringphase
WHERE from_on IS NULL OR from_on <= %(on)s ORDER BY force_id, from_on DESC NULLS LAST
