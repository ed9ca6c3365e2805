-- The feed reads what readers see or once saw, and the stories. Drafts that nobody saw are in
-- neither index, so that a hundred thousand of them cost those who follow the feed nothing.
CREATE INDEX change_seen ON change (seq) WHERE published IS NOT NULL OR incident IS NULL;
DROP INDEX change_by_until;
CREATE INDEX change_by_until ON change (until) WHERE until IS NOT NULL AND published IS NOT NULL;

-- When a token was last used, to the minute. It is not under the checksum.
ALTER TABLE token ADD COLUMN used timestamptz;
