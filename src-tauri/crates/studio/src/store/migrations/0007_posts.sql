-- The frame of a post lies apart: SQLite writes a row as a whole, and each step of the post is a row.
CREATE TABLE post_frames (
  post_id TEXT PRIMARY KEY REFERENCES posts (id) ON DELETE CASCADE,
  jpeg    BLOB NOT NULL
) STRICT;
INSERT INTO post_frames (post_id, jpeg) SELECT id, frame FROM posts WHERE frame IS NOT NULL;
ALTER TABLE posts DROP COLUMN frame;

-- What is asked of a draft's or an account's posts must not take longer with every post ever made.
CREATE INDEX posts_by_draft ON posts (draft_id, id);
CREATE INDEX posts_by_account ON posts (account_id, id);
CREATE INDEX posts_by_place ON posts (place);

-- In order of writing, which a clock that is set back does not change.
DROP INDEX history_by_post;
CREATE INDEX history_by_post ON post_history (post_id);
