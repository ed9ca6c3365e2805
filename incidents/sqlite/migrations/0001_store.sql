-- What is written under a number, stories' documents, samples and shapes are added and never
-- changed. The tables story, incident, origin, pointer, feed and gone, and the search index, are derived
-- from them and say what is in force. Every table that is keyed by a sequence number draws
-- from the one sequence. Times are milliseconds since 1970. A checksum is the CRC-32C of
-- what stands in its row; a column called data ends with its own.
--
-- An import writes each of these trees once for every incident, so there is no index that
-- a key can stand in for, and no constraint that Check holds the tables to as well.

CREATE TABLE sequence (
  id   INTEGER PRIMARY KEY CHECK (id = 1),
  last INTEGER NOT NULL -- the newest number given out; it never goes back
) STRICT;

INSERT INTO sequence (id, last) VALUES (1, 0);

-- When numbers were given out: last is the newest one of those given out at time or before.
-- A clock that goes back is held still, so both only grow.
CREATE TABLE moment (
  time INTEGER PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT;

CREATE TABLE story_revision (
  seq      INTEGER PRIMARY KEY,
  story    INTEGER NOT NULL,
  time     INTEGER NOT NULL,
  document TEXT    NOT NULL, -- the whole story, JSON
  checksum INTEGER NOT NULL
) STRICT;

CREATE TABLE story (
  number INTEGER PRIMARY KEY,
  slug   TEXT    NOT NULL UNIQUE,
  seq    INTEGER NOT NULL REFERENCES story_revision (seq)
) STRICT;

-- A revision of an incident, or an incident that is shown anew without one, with its
-- features: see written.go.
CREATE TABLE written (
  seq  INTEGER PRIMARY KEY,
  data BLOB    NOT NULL
) STRICT;

-- What texts in written are told by their difference to: see splice.go.
CREATE TABLE sample (
  id       INTEGER PRIMARY KEY,
  story    INTEGER NOT NULL,
  -- Empty for documents, else the features' language; then, if they hold a large geometry, "/" and its shape's id.
  what     TEXT    NOT NULL,
  content  BLOB    NOT NULL,
  checksum INTEGER NOT NULL
) STRICT;

CREATE TABLE incident (
  id     BLOB    PRIMARY KEY, -- the 16 bytes of the ULID
  change INTEGER NOT NULL     -- the number in written under which it stands
) STRICT, WITHOUT ROWID;

-- The record that an incident in force came from: the key of its Origin, see origin.go.
CREATE TABLE origin (
  story    INTEGER NOT NULL,
  key      BLOB    NOT NULL,
  incident BLOB    NOT NULL,
  PRIMARY KEY (story, key)
) STRICT, WITHOUT ROWID;

-- The entries of the changes in force, many to a row: see feed.go.
CREATE TABLE feed (
  first INTEGER PRIMARY KEY, -- no number in the row is less
  data  BLOB    NOT NULL
) STRICT;

-- The changes that are no more in force, and by which one each ended.
CREATE TABLE gone (
  until    INTEGER NOT NULL,
  seq      INTEGER NOT NULL,
  story    INTEGER NOT NULL,
  incident BLOB    NOT NULL,
  PRIMARY KEY (until, seq)
) STRICT, WITHOUT ROWID;

-- Which public incidents in force name which others, whether these are there or not.
CREATE TABLE pointer (
  target BLOB NOT NULL,
  source BLOB NOT NULL,
  PRIMARY KEY (target, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE shape (
  id  BLOB PRIMARY KEY, -- a hash of wkb
  wkb BLOB NOT NULL
) STRICT;

-- The words of public incidents in force, as fold leaves them; rowid is the change's number.
-- Words come later than what they are of: indexed says up to which number they are in.
-- Nobody asks where in a text a word is, so detail=none.
CREATE VIRTUAL TABLE search USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);

CREATE TABLE indexed (
  id   INTEGER PRIMARY KEY CHECK (id = 1),
  upto INTEGER NOT NULL
) STRICT;

INSERT INTO indexed (id, upto) VALUES (1, 0);

-- What was written under a writer's key: the revisions first to first + number - 1.
CREATE TABLE receipt (
  key      TEXT    PRIMARY KEY,
  request  BLOB    NOT NULL,
  first    INTEGER NOT NULL,
  number   INTEGER NOT NULL,
  checksum INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE token (
  hash BLOB PRIMARY KEY,
  data BLOB NOT NULL -- see tokens.go
) STRICT, WITHOUT ROWID;
