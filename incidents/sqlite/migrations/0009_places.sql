-- Pictures of incidents whose places are coarsened are shown by an editor's word alone: what readers see of them is
-- encoded anew, see upgrade_hidden.go. No table changes.
SELECT 1;
