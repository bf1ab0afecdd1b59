SELECT act.*, body.name FROM (SELECT * FROM inspections_act ORDER BY recorded_at DESC LIMIT 50) act
JOIN inspections_obligation o ON o.id = act.obligation_id JOIN inspections_body body ON body.id = o.body_id;
SELECT * FROM inspections_historicalrecommendation ORDER BY history_date DESC LIMIT 50;
SELECT * FROM inspections_historicalinspection ORDER BY history_date DESC LIMIT 50;
SELECT * FROM responses_historicalresponse ORDER BY history_date DESC LIMIT 50
