-- How many stand how: overdue, outstanding, late, in time, not owed, day not known.
SELECT CASE WHEN duty.exemption <> '' THEN 5
    WHEN response.published_on IS NULL OR response.published_on > %(on)s
        THEN CASE WHEN report.published_on + 55 < %(on)s THEN 0 ELSE 1 END
    WHEN response.published_basis = 'entry' THEN 4
    WHEN response.published_on > report.published_on + 55 THEN 2 ELSE 3 END, count(*), count(response.id)
FROM inspections_relatedforce duty JOIN inspections_inspection report ON report.id = duty.inspection_id
LEFT JOIN responses_statutoryresponse own ON own.duty_id = duty.id
LEFT JOIN responses_statutoryresponse response ON response.id = coalesce(own.answered_by_id, own.id)
WHERE (duty.ended_on IS NULL OR duty.ended_on > %(on)s) AND report.published_on <= %(on)s
    AND (report.proposed_by_id IS NULL OR report.accepted_on IS NOT NULL) AND $where
GROUP BY 1;

SELECT duty.id, duty.exemption, report.title, report.published_on, report.slug, force.name, force.slug,
    response.signed_on, response.published_on, response.ready_on, response.comments_asked_on, office.name
FROM (
    SELECT duty.*, report.published_on, report.title FROM inspections_relatedforce duty
    JOIN inspections_inspection report ON report.id = duty.inspection_id
    JOIN inspections_body force ON force.id = duty.force_id
    WHERE (duty.ended_on IS NULL OR duty.ended_on > %(on)s) AND report.published_on <= %(on)s
        AND (report.proposed_by_id IS NULL OR report.accepted_on IS NOT NULL) AND $where
    ORDER BY report.published_on DESC, report.title, report.id, force.name, duty.id LIMIT 50
) duty
JOIN inspections_inspection report ON report.id = duty.inspection_id
JOIN inspections_body force ON force.id = duty.force_id
LEFT JOIN responses_statutoryresponse own ON own.duty_id = duty.id
LEFT JOIN responses_statutoryresponse response ON response.id = coalesce(own.answered_by_id, own.id)
LEFT JOIN LATERAL (
    SELECT body.name FROM inspections_governance g JOIN inspections_body body ON body.id = g.local_policing_body_id
    WHERE g.force_id = duty.force_id AND (g.from_on IS NULL OR g.from_on <= %(on)s) ORDER BY g.from_on DESC NULLS LAST LIMIT 1
) office ON TRUE
