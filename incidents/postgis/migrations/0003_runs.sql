-- Which numbers imports gave out, from first to last, and what the imports are called.
CREATE TABLE run (
  first bigint PRIMARY KEY,
  last  bigint NOT NULL,
  name  bytea  NOT NULL
);

-- Receipts are forgotten by age, the oldest first.
CREATE INDEX receipt_by_first ON receipt (first);

-- What revisions say that was taken away: see incidents.Redaction.
CREATE TABLE redaction (
  seq  bigint PRIMARY KEY, -- of the revision
  form bytea NOT NULL -- JSON
);
