-- Which numbers imports gave out, from first to last, and what the imports are called.
CREATE TABLE run (
  first INTEGER PRIMARY KEY,
  last  INTEGER NOT NULL,
  name  TEXT    NOT NULL
) STRICT;
