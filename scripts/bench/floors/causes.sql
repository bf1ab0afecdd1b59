SELECT item.id, item.number, item.subject, left(item.text, 200), report.title
FROM inspections_obligation o JOIN inspections_recommendation item ON item.id = o.recommendation_id
JOIN inspections_inspection report ON report.id = item.inspection_id
WHERE o.body_id = %(force_id)s AND NOT o.in_totals AND o.removal <> 'error'
