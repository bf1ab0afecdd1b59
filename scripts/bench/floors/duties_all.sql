SELECT duty.id, duty.exemption, duty.exemption_reason, report.title, report.published_on, force.name,
    response.comments_asked_on, response.ready_on, response.signed_on, response.published_on
FROM inspections_relatedforce duty JOIN inspections_inspection report ON report.id = duty.inspection_id
JOIN inspections_body force ON force.id = duty.force_id
LEFT JOIN responses_statutoryresponse own ON own.duty_id = duty.id
LEFT JOIN responses_statutoryresponse response ON response.id = coalesce(own.answered_by_id, own.id)
WHERE duty.ended_on IS NULL AND report.published_on <= %(on)s AND $where
ORDER BY report.published_on DESC, report.title, force.name
