-- Revisions, story documents and features are added and never changed. The tables story,
-- incident and origin, and the search index, are derived from them and say what is in force.
-- Every table that is keyed by seq draws from the one sequence. Times are RFC 3339 in UTC.
-- A checksum is the CRC-32C of what stands in its row.
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
  time TEXT    PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE story_revision (
  seq      INTEGER PRIMARY KEY,
  story    TEXT    NOT NULL, -- slug
  time     TEXT    NOT NULL,
  document TEXT    NOT NULL, -- the whole story, JSON
  checksum INTEGER NOT NULL
) STRICT;

CREATE TABLE story (
  slug TEXT    PRIMARY KEY,
  seq  INTEGER NOT NULL UNIQUE REFERENCES story_revision (seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE revision (
  seq      INTEGER PRIMARY KEY,
  story    TEXT    NOT NULL, -- slug
  incident TEXT    NOT NULL, -- id
  number   INTEGER NOT NULL, -- 1 for the first of its incident
  time     TEXT    NOT NULL,
  kind     TEXT    NOT NULL,
  author   TEXT    NOT NULL,
  note     TEXT    NOT NULL, -- by language, JSON
  document BLOB    NOT NULL, -- the whole incident: see document.go
  checksum INTEGER NOT NULL,
  UNIQUE (incident, number)
) STRICT;

CREATE TABLE incident (
  story     TEXT    NOT NULL, -- slug
  id        TEXT    NOT NULL,
  revision  INTEGER NOT NULL, -- the newest one's seq
  -- What readers see was last written under this number: that of the newest revision, or
  -- a later one when the story has changed since.
  change    INTEGER NOT NULL,
  public    INTEGER NOT NULL, -- 1 if they see anything, else 0
  published TEXT    NOT NULL, -- when they first did; empty if they never have
  PRIMARY KEY (story, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX incident_by_change ON incident (change);

-- The record that an incident in force came from: the key of its Origin.
CREATE TABLE origin (
  story    TEXT NOT NULL,
  key      TEXT NOT NULL,
  incident TEXT NOT NULL, -- id
  PRIMARY KEY (story, key)
) STRICT, WITHOUT ROWID;

-- Public incidents as the encoder wrote them. A feature out of force stays, for those
-- who still hold its number.
CREATE TABLE feature (
  -- The change's number times 65536, and the place of the language in the order in which
  -- languages stand in for a missing one.
  id       INTEGER PRIMARY KEY,
  lang     TEXT    NOT NULL,
  incident TEXT    NOT NULL, -- id
  json     BLOB    NOT NULL,
  checksum INTEGER NOT NULL
) STRICT;

-- The words of public incidents in force, as fold leaves them; rowid is incident.change.
-- Nobody asks where in a text a word is, so detail=none.
CREATE VIRTUAL TABLE search USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);
