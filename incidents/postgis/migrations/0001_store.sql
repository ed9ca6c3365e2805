-- Revisions, documents of stories, features and shapes are added and never changed; of a
-- change, only until is set, once. Every table that is keyed by seq draws from the one
-- sequence. A checksum is the CRC-32C of what stands in its row.
--
-- Texts that somebody wrote freely are bytea: a text of PostgreSQL cannot hold a zero byte.
-- Other texts compare by their bytes (COLLATE "C"), as in every other store. An incident's id
-- is the 16 bytes of its ULID, which PostgreSQL knows as a uuid.
--
-- An import writes each of these trees once for every incident, so there is no index that
-- a key can stand in for, and no constraint that Check holds the tables to as well.

-- Whoever writes holds the lock of this one row until its transaction is kept: so numbers have
-- no gaps, and become visible in their order.
CREATE TABLE sequence (
  one  boolean PRIMARY KEY CHECK (one),
  last bigint  NOT NULL -- the newest number given out; it never goes back
) WITH (fillfactor = 10);

INSERT INTO sequence (one, last) VALUES (true, 0);

-- When numbers were given out: last is the newest one of those given out at time or before.
-- A clock that goes back is held still, so both only grow.
CREATE TABLE moment (
  time timestamptz PRIMARY KEY,
  last bigint      NOT NULL
);

CREATE TABLE story_revision (
  seq      bigint PRIMARY KEY,
  time     timestamptz NOT NULL,
  checksum bigint      NOT NULL,
  story    text        COLLATE "C" NOT NULL, -- slug
  document bytea       NOT NULL -- the whole story, JSON
);

CREATE INDEX story_revision_by_story ON story_revision (story, seq);

CREATE TABLE story (
  slug text   COLLATE "C" PRIMARY KEY,
  seq  bigint NOT NULL -- of story_revision
);

CREATE TABLE revision (
  seq      bigint PRIMARY KEY,
  time     timestamptz NOT NULL,
  checksum bigint      NOT NULL,
  number   integer     NOT NULL, -- 1 for the first of its incident
  incident uuid        NOT NULL,
  story    text        COLLATE "C" NOT NULL, -- slug
  kind     text        COLLATE "C" NOT NULL,
  author   bytea       NOT NULL,
  note     bytea       NOT NULL, -- by language, as texts of incidents/document
  document bytea       NOT NULL  -- the rest of the incident: see incidents/document
);

-- What readers see of an incident, or that a story was written, from seq on until another
-- change takes its place. What was in force at any number can be read at any time after.
CREATE TABLE change (
  seq       bigint PRIMARY KEY,
  until     bigint,      -- the change that took its place; null while it is in force
  revision  bigint,      -- the incident's newest one then; null when the story was written
  published timestamptz, -- when readers first saw the incident; null if they had not
  checksum  bigint NOT NULL, -- not of until
  incident  uuid,        -- null when the story was written
  shape     uuid,        -- of the table shape, where its place is no point
  story     text COLLATE "C" NOT NULL, -- slug
  entry     bytea,       -- see incidents.Entry; null when readers see nothing
  hidden    bytea,       -- ids of others that the incident names and readers do not see; null for none
  point     geometry(Geometry, 4326)   -- the public place, where it is a point; of this type for the view
);

CREATE INDEX change_by_incident ON change (incident, seq) WHERE incident IS NOT NULL;
CREATE INDEX change_by_story ON change (story, seq);
CREATE INDEX change_by_until ON change (until) WHERE until IS NOT NULL;

-- Public places that are not points, each once, by a hash of its content.
CREATE TABLE shape (
  id   uuid PRIMARY KEY, -- see incidents.ShapeID
  geom geometry(Geometry, 4326) NOT NULL
);

CREATE INDEX shape_by_geom ON shape USING gist (geom);

-- Which other incidents those that are public and in force name: they are shown anew when one
-- of these becomes public or hidden.
CREATE TABLE pointer (
  target uuid NOT NULL,
  source uuid NOT NULL,
  PRIMARY KEY (target, source)
);

-- Public incidents as the encoder wrote them. A feature out of force stays, for those
-- who still hold its number.
CREATE TABLE feature (
  seq      bigint  NOT NULL,
  rank     integer NOT NULL, -- the language's place in the order in which they stand in for a missing one
  checksum bigint  NOT NULL,
  incident uuid    NOT NULL,
  lang     text    COLLATE "C" NOT NULL,
  json     bytea   NOT NULL,
  PRIMARY KEY (seq, rank)
);

-- The record that an incident in force came from: the key of its Origin.
CREATE TABLE origin (
  story    text  COLLATE "C" NOT NULL,
  key      bytea NOT NULL,
  incident uuid  NOT NULL,
  PRIMARY KEY (story, key)
);

-- What public incidents in force are found by: their words, as incidents.SearchWords gives them,
-- and once more their place where it is a point. Its indexes cost as much as all else, so
-- what is written in bulk comes here later: indexed says up to which number all of it is here.
CREATE TABLE search (
  seq   bigint   PRIMARY KEY, -- of the change
  words tsvector NOT NULL,
  point geometry(Geometry, 4326)
);

CREATE INDEX search_by_words ON search USING gin (words) WITH (fastupdate = on, gin_pending_list_limit = 8192);
CREATE INDEX search_by_point ON search USING gist (point) WHERE point IS NOT NULL;

CREATE TABLE indexed (
  one  boolean PRIMARY KEY CHECK (one),
  upto bigint  NOT NULL
) WITH (fillfactor = 10);

INSERT INTO indexed (one, upto) VALUES (true, 0);

-- Writes that may be asked for again: the revisions they gave are count numbers from first on.
CREATE TABLE receipt (
  key      bytea   PRIMARY KEY,
  checksum bigint  NOT NULL,
  first    bigint  NOT NULL,
  count    integer NOT NULL,
  request  bytea   NOT NULL
);

CREATE TABLE token (
  hash     bytea PRIMARY KEY,
  created  timestamptz NOT NULL,
  checksum bigint      NOT NULL,
  document bytea       NOT NULL -- the whole token, JSON
);

-- What readers see now, for those who bring their own tools: one row for each incident, in the
-- story's first language, with its public place.
CREATE VIEW public_incidents AS
  SELECT j->>'id' AS id, story, seq, j->'properties' AS properties, geom
  FROM (
    SELECT c.story, c.seq, convert_from(f.json, 'UTF8')::jsonb AS j, s.point AS geom
      FROM search s JOIN change c ON c.seq = s.seq JOIN feature f ON f.seq = s.seq AND f.rank = 0
      WHERE c.shape IS NULL
    UNION ALL
    SELECT c.story, c.seq, convert_from(f.json, 'UTF8')::jsonb, c.point
      FROM change c JOIN feature f ON f.seq = c.seq AND f.rank = 0
      WHERE c.seq > (SELECT upto FROM indexed) AND c.until IS NULL AND c.shape IS NULL
    UNION ALL
    SELECT c.story, c.seq, convert_from(f.json, 'UTF8')::jsonb, s.geom
      FROM change c JOIN feature f ON f.seq = c.seq AND f.rank = 0 JOIN shape s ON s.id = c.shape
      WHERE c.until IS NULL
  ) shown;
