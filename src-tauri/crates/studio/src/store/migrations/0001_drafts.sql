CREATE TABLE drafts (
  id          TEXT PRIMARY KEY,
  account_id  TEXT REFERENCES accounts (id) ON DELETE SET NULL,
  choices     TEXT NOT NULL,          -- JSON: caption, privacy, interactions, disclosure, cover
  path        TEXT NOT NULL,
  file_name   TEXT NOT NULL,
  fingerprint TEXT NOT NULL,          -- JSON: size, modification time, hash of both ends
  facts       TEXT NOT NULL,          -- JSON: what the container says
  frame       BLOB,                   -- JPEG
  created_at  INTEGER NOT NULL,
  edited_at   INTEGER NOT NULL,
  binned_at   INTEGER
) STRICT;
CREATE INDEX drafts_by_edit ON drafts (binned_at, edited_at);
