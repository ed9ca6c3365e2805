-- Features say in which area they lie, so that tables can be joined to them, and pictures of incidents whose places are
-- coarsened are shown by an editor's word alone: see upgrade_features.go. The schema stays.
SELECT 1;
