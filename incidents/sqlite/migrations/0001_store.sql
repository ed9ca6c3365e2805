-- Revisions, story documents and features are added and never changed. The tables story
-- and incident, and the search index, are derived from them and say what is in force.
-- Every table that is keyed by seq draws from the one sequence. Times are RFC 3339 in UTC.
-- A checksum is the CRC-32C of what stands in its row.

CREATE TABLE sequence (
  id   INTEGER PRIMARY KEY CHECK (id = 1),
  last INTEGER NOT NULL -- the newest number given out; it never goes back
) STRICT;

INSERT INTO sequence (id, last) VALUES (1, 0);

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
  incident TEXT    NOT NULL, -- id
  number   INTEGER NOT NULL CHECK (number > 0),
  time     TEXT    NOT NULL,
  kind     TEXT    NOT NULL,
  author   TEXT    NOT NULL,
  note     TEXT    NOT NULL, -- by language, JSON
  document TEXT    NOT NULL, -- the whole incident, JSON
  checksum INTEGER NOT NULL,
  UNIQUE (incident, number)
) STRICT;

CREATE TABLE incident (
  id        TEXT    PRIMARY KEY,
  story     TEXT    NOT NULL REFERENCES story (slug),
  revision  INTEGER NOT NULL UNIQUE REFERENCES revision (seq), -- the newest
  -- What readers see was last written under this number: that of the newest revision, or
  -- a later one when the story has changed since.
  change    INTEGER NOT NULL UNIQUE,
  public    INTEGER NOT NULL CHECK (public IN (0, 1)), -- whether they see anything
  published TEXT -- when they first did
) STRICT;

CREATE INDEX incident_by_story ON incident (story, id);

-- Public incidents as the encoder wrote them. A feature out of force stays, for those
-- who still hold its number.
CREATE TABLE feature (
  id       INTEGER PRIMARY KEY,
  seq      INTEGER NOT NULL,
  rank     INTEGER NOT NULL, -- the order in which languages stand in for a missing one
  lang     TEXT    NOT NULL,
  incident TEXT    NOT NULL, -- id
  json     BLOB    NOT NULL,
  checksum INTEGER NOT NULL,
  UNIQUE (seq, rank, lang)
) STRICT;

-- The words of public incidents in force; rowid is incident.change.
CREATE VIRTUAL TABLE search USING fts5 (
  words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
