SELECT o.*, item.*, report.*, body.*, answer.* FROM inspections_obligation o
JOIN inspections_recommendation item ON item.id = o.recommendation_id
JOIN inspections_inspection report ON report.id = item.inspection_id
JOIN inspections_body body ON body.id = o.body_id
LEFT JOIN responses_response answer ON answer.obligation_id = o.id
WHERE o.id = %(obligation_id)s;
SELECT * FROM inspections_act WHERE obligation_id = %(obligation_id)s ORDER BY "on", id;
SELECT * FROM responses_progressupdate WHERE obligation_id = %(obligation_id)s ORDER BY "on", id;
SELECT * FROM responses_draft WHERE obligation_id = %(obligation_id)s
