SELECT o.*, report.title, item.kind, item.number, item.text, answer.*, draft.*
FROM inspections_obligation o
JOIN inspections_recommendation item ON item.id = o.recommendation_id
JOIN inspections_inspection report ON report.id = item.inspection_id
LEFT JOIN responses_response answer ON answer.obligation_id = o.id
LEFT JOIN responses_draft draft ON draft.obligation_id = o.id AND draft.side_id = %(office_id)s
WHERE $live AND o.body_id = %(force_id)s AND o.closed_on IS NULL AND o.claim = '' AND o.due_on < %(on)s
ORDER BY o.due_on, o.id
