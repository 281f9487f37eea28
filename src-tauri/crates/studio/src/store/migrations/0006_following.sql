-- Public posts since TikTok named them: when it last did, and since when it does not.
CREATE TABLE sightings (
  post_id    TEXT PRIMARY KEY REFERENCES posts (id) ON DELETE CASCADE,
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  video_id   TEXT NOT NULL,
  since      INTEGER NOT NULL,        -- TikTok named it first
  seen_at    INTEGER NOT NULL,        -- and last
  missed_at  INTEGER,                 -- TikTok first left it out after that
  gone_at    INTEGER,                 -- it is certain that not everyone can see it
  looked_at  INTEGER NOT NULL         -- TikTok last answered whether they can
) STRICT;
CREATE INDEX sightings_by_video ON sightings (account_id, video_id);

INSERT INTO sightings (post_id, account_id, video_id, since, seen_at, looked_at)
SELECT id, account_id, video, at, at, at FROM (
  SELECT id, account_id, json_extract(state, '$.stage.live.id') AS video,
         coalesce(json_extract(state, '$.marks.live'), changed_at) AS at
  FROM posts WHERE stage = 'live')
WHERE video IS NOT NULL;

-- Which video of the profile a post without an id became, as far as the creator has said.
CREATE TABLE matches (
  post_id    TEXT NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
  video_id   TEXT NOT NULL,
  confirmed  INTEGER NOT NULL,        -- 0: it is another one
  at         INTEGER NOT NULL,
  PRIMARY KEY (post_id, video_id)
) STRICT;
CREATE UNIQUE INDEX one_match_of_a_post ON matches (post_id) WHERE confirmed = 1;
CREATE UNIQUE INDEX one_match_of_a_video ON matches (video_id) WHERE confirmed = 1;
