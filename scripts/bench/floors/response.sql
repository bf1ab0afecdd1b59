SELECT duty.*, report.*, response.* FROM inspections_relatedforce duty
JOIN inspections_inspection report ON report.id = duty.inspection_id
LEFT JOIN responses_statutoryresponse response ON response.duty_id = duty.id
WHERE duty.force_id = %(force_id)s AND duty.inspection_id = $report;

SELECT item.*, o.id, o.due_on, o.claim, o.closed_on, answer.action, answer.comment, draft.id, remark.text
FROM inspections_recommendation item
LEFT JOIN inspections_obligation o ON o.recommendation_id = item.id AND o.body_id = %(force_id)s AND o.removed_on IS NULL
LEFT JOIN responses_response answer ON answer.obligation_id = o.id
LEFT JOIN responses_draft draft ON draft.obligation_id = o.id
LEFT JOIN inspections_relatedforce duty ON duty.inspection_id = item.inspection_id AND duty.force_id = %(force_id)s
LEFT JOIN responses_statutoryresponse response ON response.duty_id = duty.id
LEFT JOIN responses_remark remark ON remark.response_id = response.id AND remark.item_id = item.id
WHERE item.inspection_id = $report AND item.in_error_on IS NULL ORDER BY item.sequence, item.id
