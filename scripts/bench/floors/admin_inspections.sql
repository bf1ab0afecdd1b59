SELECT count(*) FROM inspections_inspection;
SELECT * FROM inspections_inspection ORDER BY published_on DESC NULLS FIRST, title LIMIT 100
