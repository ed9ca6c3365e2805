-- The number of another change that is made at the same time.
SELECT 1;
