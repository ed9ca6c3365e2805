-- The newest revision of each incident, by the stage of its workflow: see queue.go. A stage's rows are
-- written at its end, as numbers only grow.
CREATE TABLE queue (
  story       INTEGER NOT NULL,
  workflow    TEXT    NOT NULL,
  seq         INTEGER NOT NULL, -- of the revision
  kind        TEXT    NOT NULL,
  disposition TEXT    NOT NULL,
  PRIMARY KEY (story, workflow, seq)
) STRICT, WITHOUT ROWID;

-- Who wrote what: see audit.go. Rows are added, and only a name in one is ever taken away.
CREATE TABLE audit (
  story    INTEGER NOT NULL,
  seq      INTEGER NOT NULL,
  time     INTEGER NOT NULL,
  who      TEXT    NOT NULL,
  action   TEXT    NOT NULL,
  incident BLOB    NOT NULL, -- the 16 bytes of the ULID, or none
  revision  INTEGER NOT NULL, -- 0 for none
  incidents INTEGER NOT NULL, -- how many at once; 0 for one
  detail   TEXT    NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (story, seq)
) STRICT, WITHOUT ROWID;
