## Files that cannot become a draft

media-unreadable = This file cannot be read.
    .remedy = Check that the disk is connected and that you may open the file, then add it again.
media-not-a-file = This is not a file.
    .remedy = Choose a single video file instead of a folder.
media-empty = This file is empty.
    .remedy = Export the video again, then add it.
media-not-a-video = This is not a video TikTok takes.
    .remedy = TikTok takes MP4, MOV and WebM. Export the video as MP4 and add that.
media-damaged = This video is cut off or damaged.
    .remedy = If it is still being copied or exported, wait until that is done. Otherwise export it again.

## Checks before a post

media-container-fits = { $container } file.
    .remedy = TikTok takes MP4, MOV and WebM.

media-codec-fits = Coded as { $codec }.
    .remedy = TikTok takes H.264, H.265, VP8 and VP9.
media-codec-not-taken = This video is coded as { $codec }, which TikTok does not take.
    .remedy = Export it again as H.264. TikTok also takes H.265, VP8 and VP9.

media-frame-rate-fits = { $rate } frames a second.
    .remedy = TikTok takes 23 to 60.
media-frame-rate-one-too-many = { $rate } frames a second is one too many.
    .remedy = TikTok takes 23 to 60. Export it again at 60 or fewer frames a second.
media-frame-rate-high = { $rate } frames a second is too many.
    .remedy = TikTok takes 23 to 60. Export it again at 60 or fewer frames a second.
media-frame-rate-low = { $rate } frames a second is too few.
    .remedy = TikTok takes 23 to 60. Export it again at 23 or more frames a second.
media-frame-rate-unknown = The file does not say how many frames a second it has.
    .remedy = TikTok takes 23 to 60 and counts them after the upload.

media-width-fits = { $pixels } pixels wide.
    .remedy = TikTok takes 360 to 4096 pixels on each side.
media-width-low = { $pixels } pixels wide is too narrow.
    .remedy = TikTok takes 360 to 4096 pixels on each side. Export it again with at least 360.
media-width-high = { $pixels } pixels wide is too wide.
    .remedy = TikTok takes 360 to 4096 pixels on each side. Export it again with 4096 or fewer.
media-height-fits = { $pixels } pixels high.
    .remedy = TikTok takes 360 to 4096 pixels on each side.
media-height-low = { $pixels } pixels high is too small.
    .remedy = TikTok takes 360 to 4096 pixels on each side. Export it again with at least 360.
media-height-high = { $pixels } pixels high is too tall.
    .remedy = TikTok takes 360 to 4096 pixels on each side. Export it again with 4096 or fewer.

media-duration-fits = { $duration } long.
    .remedy = That is short enough for this account.
media-duration-fits-all = { $duration } long.
    .remedy = Every account may post up to 3 minutes.
media-duration-over = { $duration } is { $over } too long for this account.
    .remedy = TikTok lets it post up to { $max }. Shorten the video in your editor, then choose the new file.
media-duration-a-moment-over = The video is less than a second too long for this account.
    .remedy = TikTok lets it post up to { $max }. Cut one second in your editor, then choose the new file.
media-duration-over-api = { $duration } is longer than 10 minutes.
    .remedy = TikTok lets this account post up to { $max }, but may take only 10 minutes from an app like this one.
media-duration-over-inbox = { $duration } is { $over } too long for the TikTok inbox.
    .remedy = It takes up to { $max } from an app. Shorten the video in your editor, then choose the new file.
media-duration-fits-inbox = { $duration } long.
    .remedy = That is short enough for the TikTok inbox. You can still trim it on your phone.
media-duration-long = { $duration } is longer than 10 minutes.
    .remedy = Most accounts cannot post that much. TikTok says how much an account may post once one is chosen.
media-duration-not-for-all = { $duration } is longer than 3 minutes.
    .remedy = Every account may post 3 minutes, some 5 or 10. TikTok says how much once an account is chosen.

media-size-fits = { $size }.
    .remedy = TikTok takes up to 4 GB.
media-size-over = The file is larger than 4 GB.
    .remedy = TikTok takes up to 4 GB. Export it again with a lower bit rate, or shorten it.
media-upload-late = At { $speed } MB/s, the speed of your latest uploads, sending { $size } takes about { $minutes } min.
    .remedy = TikTok gives an upload one hour; then everything sent is lost. Use a faster connection, send it when nobody else needs the line, or export it with a lower bit rate.
media-upload-late-limit = At your speed limit of { $speed } MB/s, sending { $size } takes about { $minutes } min.
    .remedy = TikTok gives an upload one hour; then everything sent is lost. Raise the limit in the settings under Uploads, or export it with a lower bit rate.

media-photo-count-none = There is no photo yet.
    .remedy = TikTok takes up to { $max } photos in one post.
media-photo-count-fits =
    { $count ->
        [one] 1 photo.
       *[other] { $count } photos.
    }
    .remedy = TikTok takes up to { $max } in one post.
media-photo-count-over = { $count } photos are more than TikTok takes in one post.
    .remedy = It takes up to { $max }. Leave some out, or make two posts.

media-photo-format-fits = JPEG and WebP only.
    .remedy = TikTok takes no other kind of photo.
media-photo-format-over =
    { $count ->
        [one] Photo { $which } is neither JPEG nor WebP.
       *[other] Photos { $which } are neither JPEG nor WebP.
    }
    .remedy = TikTok takes no other kind. Save it as JPEG.

media-photo-sides-fits = No photo larger than { $short } × { $long } pixels.
    .remedy = That is as much as TikTok takes, either way round.
media-photo-sides-over =
    { $count ->
        [one] Photo { $which } is larger than { $short } × { $long } pixels.
       *[other] Photos { $which } are larger than { $short } × { $long } pixels.
    }
    .remedy = That is as much as TikTok takes, either way round. Make it smaller.

media-photo-size-fits = No photo over { $max }.
    .remedy = TikTok takes up to { $max } for each.
media-photo-size-over =
    { $count ->
        [one] Photo { $which } is over { $max }.
       *[other] Photos { $which } are over { $max }.
    }
    .remedy = TikTok takes up to { $max } for each. Save it with a lower quality.
