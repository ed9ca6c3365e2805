-- People who sign in, and where they are signed in: see people.go.
CREATE TABLE person (
  id       text   COLLATE "C" PRIMARY KEY,
  login    text   COLLATE "C" NOT NULL UNIQUE,
  version  integer NOT NULL,
  checksum bigint  NOT NULL,
  document bytea   NOT NULL -- the whole person, JSON
);

CREATE TABLE session (
  hash     bytea PRIMARY KEY,
  person   text  COLLATE "C" NOT NULL,
  ends     timestamptz NOT NULL, -- if it is not used any more
  checksum bigint      NOT NULL,
  document bytea       NOT NULL -- the whole session, JSON
);

CREATE INDEX session_by_person ON session (person);
CREATE INDEX session_by_end ON session (ends);
