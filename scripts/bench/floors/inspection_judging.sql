SELECT item.*, cause.number FROM inspections_recommendation item
LEFT JOIN inspections_recommendation cause ON cause.id = item.cause_id
WHERE item.inspection_id = %(judging_id)s AND item.in_error_on IS NULL ORDER BY item.sequence, item.id;

SELECT o.recommendation_id, o.body_id, $status AS status, o.closure, count(*), count(*) FILTER (WHERE o.answered_on IS NULL)
FROM $owed o JOIN inspections_recommendation item ON item.id = o.recommendation_id
WHERE item.inspection_id = %(judging_id)s AND $live GROUP BY 1, 2, 3, 4
