-- People who sign in, and where they are signed in: see people.go.
CREATE TABLE person (
  id    TEXT PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  data  BLOB NOT NULL -- the whole person, JSON
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  hash   BLOB    PRIMARY KEY,
  person TEXT    NOT NULL,
  ends   INTEGER NOT NULL, -- if it is not used any more
  data   BLOB    NOT NULL  -- the whole session, JSON
) STRICT, WITHOUT ROWID;

CREATE INDEX session_by_person ON session (person);
CREATE INDEX session_by_end ON session (ends);
