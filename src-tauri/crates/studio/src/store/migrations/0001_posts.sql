-- One attempt to publish a draft. What was agreed to is kept with it.
CREATE TABLE posts (
  id             TEXT PRIMARY KEY,
  draft_id       TEXT,
  account_id     TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  title          TEXT NOT NULL,
  agreed         TEXT NOT NULL,       -- JSON: caption, options, hashes, path, fingerprint
  frame          BLOB,                -- JPEG
  stage          TEXT NOT NULL,
  state          TEXT NOT NULL,       -- JSON of the machine's state
  is_open        INTEGER NOT NULL,    -- up to and including processing
  publish_id     TEXT,
  not_before     INTEGER NOT NULL,    -- when the next step is due
  created_at     INTEGER NOT NULL,
  changed_at     INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX one_open_post ON posts (draft_id, account_id) WHERE is_open = 1;
CREATE INDEX posts_by_stage ON posts (stage);

-- Everything that happened to a post, in order. Never deleted.
CREATE TABLE post_history (
  post_id   TEXT NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
  at        INTEGER NOT NULL,
  text      TEXT NOT NULL,
  reference TEXT
) STRICT;
CREATE INDEX history_by_post ON post_history (post_id, at);
