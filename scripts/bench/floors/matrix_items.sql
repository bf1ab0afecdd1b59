-- A letter for each body and item; the totals at the edges are sums of these.
SELECT o.id, o.body_id, o.recommendation_id, $status AS status, o.answered_on IS NULL
FROM $owed o JOIN inspections_recommendation item ON item.id = o.recommendation_id $joins
WHERE $live AND $where AND $only;

SELECT item.id, item.kind, item.number, item.subject, left(item.text, 200), item.due_on, item.deadline_kind, cause.number
FROM inspections_recommendation item
LEFT JOIN inspections_recommendation cause ON cause.id = item.cause_id
WHERE item.inspection_id = %(report_id)s AND item.kind <> 'cause_of_concern' ORDER BY item.sequence, item.id;

SELECT id, slug, name, kind FROM inspections_body ORDER BY name
