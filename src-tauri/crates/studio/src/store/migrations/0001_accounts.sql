-- Connected accounts. Tokens lie in the keyring, never here.
CREATE TABLE accounts (
  id                 TEXT PRIMARY KEY,
  kind               TEXT NOT NULL CHECK (kind IN ('tiktok', 'practice')),
  client_key         TEXT NOT NULL,
  open_id            TEXT NOT NULL,
  nickname           TEXT NOT NULL,
  handle             TEXT NOT NULL,
  gel                TEXT NOT NULL,
  scopes             TEXT NOT NULL,   -- TikTok's comma-separated list of what was granted
  standing           TEXT NOT NULL CHECK (standing IN ('fine', 'refused', 'lost', 'scope_refused')),
  standing_at        INTEGER NOT NULL,
  refresh_expires_at INTEGER NOT NULL,
  avatar             BLOB,            -- JPEG, re-encoded
  avatar_source      TEXT,            -- path of its address, to see when it changes
  connected_at       INTEGER NOT NULL,
  gone_at            INTEGER,         -- disconnected; the row stays for the history of its posts
  UNIQUE (client_key, open_id)
) STRICT;

-- A sign-in under way. Its verifier lies in the keyring, only the hash of its state here.
CREATE TABLE sign_ins (
  state_hash   TEXT PRIMARY KEY,
  kind         TEXT NOT NULL CHECK (kind IN ('tiktok', 'practice')),
  client_key   TEXT NOT NULL,
  way          TEXT NOT NULL CHECK (way IN ('loopback', 'deep_link')),
  redirect_uri TEXT NOT NULL,
  until        INTEGER NOT NULL,
  refused      INTEGER NOT NULL DEFAULT 0
) STRICT;
