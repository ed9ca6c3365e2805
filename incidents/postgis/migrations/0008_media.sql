-- The files of pictures, each for the incident that it was uploaded for: see media.go.
CREATE TABLE media (
  story    text    COLLATE "C" NOT NULL, -- slug
  incident uuid    NOT NULL,             -- which need not be there yet
  hash     bytea   NOT NULL,             -- SHA-256 of the widest file
  width    integer NOT NULL,             -- pixels
  widest   boolean NOT NULL,
  uploaded timestamptz NOT NULL,
  checksum bigint  NOT NULL,
  data     bytea   NOT NULL,             -- JPEG
  PRIMARY KEY (incident, hash, width)
);
ALTER TABLE media ALTER COLUMN data SET STORAGE EXTERNAL;
CREATE INDEX media_story ON media (story);
