-- The newest revision of each incident, by the stage of its workflow: see queue.go.
CREATE TABLE queue (
  seq         bigint NOT NULL, -- of the revision
  story       text   COLLATE "C" NOT NULL, -- slug
  workflow    text   COLLATE "C" NOT NULL,
  kind        text   COLLATE "C" NOT NULL,
  disposition text   COLLATE "C" NOT NULL,
  PRIMARY KEY (story, workflow, seq)
);

-- Who wrote what: see audit.go. Rows are added, and only a name in one is ever taken away.
CREATE TABLE audit (
  seq      bigint NOT NULL,
  time     timestamptz NOT NULL,
  checksum bigint  NOT NULL,
  revision integer NOT NULL, -- 0 for none
  incidents integer NOT NULL, -- how many at once; 0 for one
  incident uuid,             -- null for none
  story    text    COLLATE "C" NOT NULL, -- slug
  action   text    COLLATE "C" NOT NULL,
  who      bytea   NOT NULL,
  detail   bytea   NOT NULL,
  PRIMARY KEY (story, seq)
);
