-- The creator's order of an account's posts that wait; larger is later.
ALTER TABLE posts ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
UPDATE posts SET place = rowid;

-- How fast the latest uploads went, for the forecast of the next.
CREATE TABLE upload_speeds (
  id   INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('tiktok', 'practice')),
  at   INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  took INTEGER NOT NULL               -- milliseconds in which bytes were on their way
) STRICT;
