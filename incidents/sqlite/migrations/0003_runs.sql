-- Which numbers imports gave out, from first to last, and what the imports are called.
CREATE TABLE run (
  first INTEGER PRIMARY KEY,
  last  INTEGER NOT NULL,
  name  TEXT    NOT NULL
) STRICT;

-- Receipts are forgotten by age, the oldest first.
CREATE INDEX receipt_by_first ON receipt (first);

-- What revisions say that was taken away: see incidents.Redaction.
CREATE TABLE redaction (
  seq  INTEGER PRIMARY KEY, -- of the revision
  form BLOB NOT NULL -- JSON
) STRICT;

-- How often something was erased, and the newest sample there was then: its number is not used again, and
-- programs that remember samples forget them.
CREATE TABLE erasure (
  id     INTEGER PRIMARY KEY CHECK (id = 1),
  times  INTEGER NOT NULL,
  sample INTEGER NOT NULL
) STRICT;

INSERT INTO erasure (id, times, sample) VALUES (1, 0, 0);
