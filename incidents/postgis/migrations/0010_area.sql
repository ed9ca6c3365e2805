-- Features say in which area they lie, so that tables can be joined to them: see upgrade_features.go. The schema stays.
SELECT 1;
