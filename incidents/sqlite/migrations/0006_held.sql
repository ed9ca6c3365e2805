-- Revisions that readers do not see yet, and those that once were so: see revisions.Held. No other table
-- knows of them, but for run and receipt by their numbers.
CREATE TABLE held (
  seq      INTEGER PRIMARY KEY, -- of the revision
  incident BLOB    NOT NULL,
  story    TEXT    NOT NULL, -- slug
  pending  INTEGER NOT NULL, -- 1 while it waits
  due      INTEGER,          -- milliseconds; until when it waits, null for no time
  form     BLOB    NOT NULL  -- of revisions.EncodeHeld
) STRICT;

CREATE INDEX held_by_incident ON held (incident);
CREATE INDEX held_pending ON held (incident) WHERE pending;
CREATE INDEX held_due ON held (due) WHERE due IS NOT NULL;
