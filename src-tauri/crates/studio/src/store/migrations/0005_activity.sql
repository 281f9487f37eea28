-- What TikTok was asked in a creator's name; equal questions in a row are one row. Kept for ever.
-- Nothing secret and nothing the creator wrote stands here.
CREATE TABLE activity (
  id         INTEGER PRIMARY KEY,
  account_id TEXT REFERENCES accounts (id) ON DELETE CASCADE,  -- none: a sign-in that came to nothing
  since      INTEGER NOT NULL,
  until      INTEGER NOT NULL,
  count      INTEGER NOT NULL,
  endpoint   TEXT NOT NULL,
  scopes     TEXT NOT NULL,             -- TikTok's comma-separated list
  starter    TEXT NOT NULL,
  post_id    TEXT,
  draft_id   TEXT,
  status     TEXT,                      -- TikTok's word for how far a post is
  answer     TEXT,                      -- why it came to nothing, in words
  code       TEXT,                      -- TikTok's word for that
  log_id     TEXT
) STRICT;
CREATE INDEX activity_by_time ON activity (until, id);
CREATE INDEX activity_by_account ON activity (account_id, until, id);
CREATE INDEX activity_by_subject ON activity (post_id, account_id, id);

-- The same line again and again is one line.
ALTER TABLE post_history ADD COLUMN until INTEGER;
ALTER TABLE post_history ADD COLUMN count INTEGER NOT NULL DEFAULT 1;
