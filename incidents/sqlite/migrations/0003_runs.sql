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
