-- Which numbers imports gave out, from first to last, and what the imports are called.
CREATE TABLE run (
  first INTEGER PRIMARY KEY,
  last  INTEGER NOT NULL,
  name  TEXT    NOT NULL
) STRICT;

-- Receipts are forgotten by age, the oldest first.
CREATE INDEX receipt_by_first ON receipt (first);
