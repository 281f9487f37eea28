-- Videos on a creator's profile as last heard.
CREATE TABLE videos (
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id         TEXT NOT NULL,
  place      INTEGER NOT NULL,        -- in TikTok's order
  posted_at  INTEGER,
  card       TEXT NOT NULL,           -- JSON of the counters and texts
  cover      BLOB,                    -- JPEG, re-encoded
  PRIMARY KEY (account_id, id)
) STRICT;

-- When TikTok was last heard about an account's videos.
CREATE TABLE video_pages (
  account_id TEXT PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  asked_at   INTEGER NOT NULL,
  has_more   INTEGER NOT NULL
) STRICT;
