-- Texts the creator keeps to put into captions: sets of hashtags, sentences.
CREATE TABLE saved_texts (
  id       TEXT PRIMARY KEY,
  name     TEXT NOT NULL,
  text     TEXT NOT NULL,
  saved_at INTEGER NOT NULL
) STRICT;

-- What the creator has ticked off for a post that is finished on the phone.
CREATE TABLE phone_ticks (
  post_id TEXT NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
  task    TEXT NOT NULL,
  PRIMARY KEY (post_id, task)
) STRICT;
