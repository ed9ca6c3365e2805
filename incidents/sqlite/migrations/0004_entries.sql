-- Entries hold figures by source: see entries.go, which makes them anew.
SELECT 1;
