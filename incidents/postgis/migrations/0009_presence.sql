-- Who is at work on what: see presence.go. It is written every few seconds and worth nothing after a crash.
CREATE UNLOGGED TABLE presence (
  story    text COLLATE "C" NOT NULL, -- slug
  who      text COLLATE "C" NOT NULL, -- id of a person, or of a token
  name     text NOT NULL,
  incident text NOT NULL,             -- id, or empty
  until    timestamptz NOT NULL,      -- on the clock of the database
  PRIMARY KEY (story, who)
);
