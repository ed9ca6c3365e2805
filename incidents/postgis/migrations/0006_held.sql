-- Revisions that readers do not see yet, and those that once were so: see revisions.Held. No other table
-- knows of them, but for run and receipt by their numbers.
CREATE TABLE held (
  seq      bigint  PRIMARY KEY, -- of the revision
  incident uuid    NOT NULL,
  story    text    COLLATE "C" NOT NULL, -- slug
  pending  boolean NOT NULL, -- while it waits
  due      timestamptz,      -- until when it waits; null for no time
  form     bytea   NOT NULL  -- of revisions.EncodeHeld
);

CREATE INDEX held_by_incident ON held (incident, seq);
CREATE INDEX held_pending ON held (story) WHERE pending;
CREATE INDEX held_due ON held (due) WHERE due IS NOT NULL;
