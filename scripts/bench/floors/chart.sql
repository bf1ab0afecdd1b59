SELECT $status AS status, count(*), count(*) FILTER (WHERE o.answered_on IS NULL) FROM $owed o WHERE $live AND $where GROUP BY 1;
SELECT * FROM inspections_dayend
WHERE "on" IN (SELECT DISTINCT "on" FROM inspections_dayend WHERE "on" <= %(on)s ORDER BY "on" DESC LIMIT 36)
