(
    -- What counted at the end of the earlier day, with the facts of then: what ended since is told by the log.
    SELECT o.id, o.body_id, o.recommendation_id, o.addressed_on, o.changed_at, o.in_totals,
        CASE WHEN x.moved_as = 'item' THEN item.due_on WHEN x.moved THEN x.moved_due_on ELSE o.due_on END AS due_on,
        CASE WHEN x.moved_as = 'item' THEN FALSE ELSE o.has_own_due_on END AS has_own_due_on,
        CASE WHEN o.answered_on <= %(on)s THEN o.answered_on WHEN x.said THEN %(on)s::date END AS answered_on,
        CASE WHEN x.claim IS NOT NULL THEN x.claim WHEN o.reported_on <= %(on)s THEN o.claim ELSE '' END AS claim,
        CASE WHEN x.reopened THEN x.closed_on WHEN o.closed_on <= %(on)s THEN o.closed_on END AS closed_on,
        CASE WHEN x.reopened THEN x.closure WHEN o.closed_on <= %(on)s THEN o.closure ELSE '' END AS closure,
        o.waiting_on_id, o.superseded_by_id
    FROM inspections_obligation o
    JOIN inspections_recommendation item ON item.id = o.recommendation_id
    LEFT JOIN (
        SELECT obligation_id,
            bool_or(kind = 'moved') AS moved,
            max(ended_as) FILTER (WHERE kind = 'moved') AS moved_as,
            max(ended_due_on) FILTER (WHERE kind = 'moved') AS moved_due_on,
            max(ended_as) FILTER (WHERE kind IN ('withdrawn', 'returned')) AS claim,
            bool_or(kind = 'retracted') AS said,
            bool_or(kind = 'reopened') AS reopened,
            max(ended_from_on) FILTER (WHERE kind = 'reopened') AS closed_on,
            max(ended_as) FILTER (WHERE kind = 'reopened') AS closure
        FROM inspections_act
        WHERE kind IN ('moved', 'withdrawn', 'returned', 'retracted', 'reopened') AND "on" > %(on)s
            AND (ended_from_on IS NULL OR ended_from_on <= %(on)s)
        GROUP BY obligation_id
    ) x ON x.obligation_id = o.id
    WHERE o.in_totals AND o.addressed_on <= %(on)s AND o.removal <> 'error'
        AND (o.removed_on IS NULL OR o.removed_on > %(on)s)
)
