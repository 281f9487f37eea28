-- A draft in the inbox can be posted more than once: one post may have become several videos.
ALTER TABLE sightings RENAME TO one_sighting;
CREATE TABLE sightings (
  post_id    TEXT NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  video_id   TEXT NOT NULL,
  since      INTEGER NOT NULL,        -- TikTok named it first
  seen_at    INTEGER NOT NULL,        -- and last
  missed_at  INTEGER,                 -- TikTok first left it out after that
  gone_at    INTEGER,                 -- it is certain that not everyone can see it
  looked_at  INTEGER NOT NULL,        -- TikTok last answered whether they can
  PRIMARY KEY (post_id, video_id)
) STRICT;
INSERT INTO sightings (post_id, account_id, video_id, since, seen_at, missed_at, gone_at, looked_at)
SELECT post_id, account_id, video_id, since, seen_at, missed_at, gone_at, looked_at FROM one_sighting;
DROP TABLE one_sighting;
CREATE INDEX sightings_by_video ON sightings (account_id, video_id);

UPDATE posts SET state = json_set(state, '$.stage', json_object('live', json_object('ids', json(
  CASE WHEN json_extract(state, '$.stage.live.id') IS NULL THEN '[]'
       ELSE json_array(json_extract(state, '$.stage.live.id')) END))))
WHERE stage = 'live';
