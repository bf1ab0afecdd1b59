SELECT count(*) FROM inspections_act;
SELECT act.*, body.name, item.kind, item.number
FROM (SELECT * FROM inspections_act ORDER BY id DESC LIMIT 100) act
JOIN inspections_obligation o ON o.id = act.obligation_id
JOIN inspections_body body ON body.id = o.body_id
JOIN inspections_recommendation item ON item.id = o.recommendation_id
