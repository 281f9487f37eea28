-- When TikTok last let an account do what a permission is for.
CREATE TABLE permission_uses (
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  scope      TEXT NOT NULL,           -- TikTok's name
  used_at    INTEGER NOT NULL,
  PRIMARY KEY (account_id, scope)
) STRICT;

-- The account that a sign-in is meant to bring back; none for a new one.
ALTER TABLE sign_ins ADD COLUMN account_id TEXT REFERENCES accounts (id) ON DELETE SET NULL;
