-- How many stand how.
SELECT $status AS status, count(*), count(*) FILTER (WHERE o.answered_on IS NULL)
FROM $owed o $joins WHERE $live AND $where GROUP BY 1
