-- Of incidents that were written after readers were told that nothing of them is public any more, and are not
-- public again: the change that told it. See withdrawn.go.
CREATE TABLE withdrawn (
  incident BLOB    PRIMARY KEY,
  told     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
