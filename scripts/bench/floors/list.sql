-- How many stand how, whatever statuses are chosen, and how many of each have nothing recorded.
SELECT $status AS status, count(*), count(*) FILTER (WHERE o.answered_on IS NULL)
FROM $owed o $joins WHERE $live AND $where GROUP BY 1;

-- The rows of the page: chosen first, told afterwards.
SELECT o.id, o.status, o.due_on, o.has_own_due_on, o.answered_on, o.claim, o.closed_on, o.closure, body.name, body.slug,
    item.kind, item.number, item.subject, left(item.text, 200), item.deadline_kind, report.title, report.short_title,
    report.slug, waits.name, answer.target_on, answer.position,
    (SELECT count(*) FROM inspections_act WHERE obligation_id = o.id AND kind = 'moved')
FROM (
    SELECT o.*, $status AS status FROM $owed o $joins WHERE $live AND $where AND $only
    ORDER BY $order LIMIT 50 OFFSET $offset
) o
JOIN inspections_body body ON body.id = o.body_id
JOIN inspections_recommendation item ON item.id = o.recommendation_id
JOIN inspections_inspection report ON report.id = item.inspection_id
LEFT JOIN inspections_body waits ON waits.id = o.waiting_on_id
LEFT JOIN responses_response answer ON answer.obligation_id = o.id;

-- The bodies to choose from.
SELECT slug, name, kind, region FROM inspections_body ORDER BY name
