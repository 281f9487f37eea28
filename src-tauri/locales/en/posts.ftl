## posts: where a post stands. `.detail` says why, or what to expect.

posts-group-needs-you = Needs you
posts-group-in-inbox = In your TikTok inbox
posts-group-on-the-way = On the way
posts-group-today = Today
posts-group-earlier = Earlier

posts-started = To { $name }, started { $time }

posts-fact-inbox = to the inbox
posts-fact-everyone = everyone
posts-fact-friends = friends
posts-fact-followers = followers
posts-fact-self = only you
posts-fact-branded = branded content
posts-fact-own-brand = your brand
posts-fact-ai = AI label

posts-step-checked = Checked
posts-step-uploading = Uploading
posts-step-processing = Processing
posts-step-live = Live
posts-step-inbox = In the inbox
posts-step-posted-by-you = Posted by you
posts-note-at-tiktok = at TikTok
posts-note-in-review = in review

posts-queued = Waiting for its turn
    .detail = One video at a time goes up for each account.
posts-ahead-own = Waits for “{ $title }” to finish. One video at a time goes up for each account.
posts-ahead-others = { $count ->
    [one] Waits for the video of { $names } to finish. Only one goes up at a time over all accounts.
   *[other] Waits for one of the videos of { $names } to finish. At most { $most } at a time go up over all accounts.
}
posts-names = { $first } and { $last }
posts-place = { $place } of { $count } that wait for { $name }
posts-place-first = It is the first that waits.
posts-place-last = It is the last that waits.
posts-late = At { $speed } MB/s, the speed of your latest uploads, it takes about { $minutes } min, longer than the hour TikTok gives an upload. Stop it and export the video smaller, or use a faster connection.
posts-late-limit = At your speed limit of { $speed } MB/s it takes about { $minutes } min, longer than the hour TikTok gives an upload. Raise the limit in the settings, or stop it and export the video smaller.
posts-speed-known = Your latest uploads to TikTok went at about { $speed } MB/s.
posts-speed-unknown = How fast your line is shows after the first larger upload to TikTok.
posts-cap = { $count ->
    [one] Greenroom sent one in the last 24 hours, which is a day old at { $time }; TikTok probably takes one more then. That is an estimate: what other apps posted counts, too.
   *[other] Greenroom sent { $count } in the last 24 hours. The first is a day old at { $time }; TikTok probably takes one more then. That is an estimate: what other apps posted counts, too.
}
posts-places = { $count ->
    [one] One place is held by a video from Greenroom, until { $time } at the latest as far as known.
   *[other] { $count } places are held by videos from Greenroom. The first is probably free by { $time }, or as soon as you post it.
}
posts-waiting = Waiting to try again
    .detail = It goes on by itself.
posts-checking = Checking
    .detail = TikTok is asked once more what this account may post.
posts-checking-file = Checking
    .detail = We look whether the video is still the same.
posts-initialising = Opening the upload
    .detail = Nothing is posted until TikTok has the last piece.
posts-uploading = Uploading, { $percent } %
    .detail = You can stop until the last piece.
posts-uploading-turn = Waiting for its turn, { $percent } % sent
    .detail = It goes on by itself.
posts-uploading-offline = Waiting for the network, { $percent } % sent
    .detail = It goes on by itself.
posts-uploading-waits = Waiting to try again, { $percent } % sent
    .detail = It goes on by itself.
posts-committing = Sending the last piece
    .detail = From here on TikTok decides; it can no longer be stopped.
posts-in-doubt = We cannot tell yet whether TikTok has the last piece
    .detail = We keep asking and send nothing again until TikTok says what is missing.
posts-processing = TikTok is processing it
    .detail = for { $count } s now, usually under a minute
posts-processing-minutes = TikTok is processing it
    .detail = for { $count } min now, longer than usual. We keep asking.
posts-processing-hours = TikTok is processing it
    .detail = for { $count } h now, much longer than usual. We keep asking.
posts-in-review = Posted, TikTok is reviewing it
    .detail = TikTok has not said yet that everyone can see it. Usually under a minute, sometimes hours.
posts-in-review-rested = Posted, TikTok is reviewing it
    .detail = TikTok has not said for two weeks that everyone can see it. Check now, or look in the TikTok app.
posts-in-review-days = Posted, TikTok is reviewing it
    .detail = { $count ->
        [one] TikTok has not said for a day that everyone can see it, which is unusual. Look in the TikTok app; it may tell why.
       *[other] TikTok has not said for { $count } days that everyone can see it, which is unusual. Look in the TikTok app; it may tell why.
    }
posts-in-inbox = In your TikTok inbox
    .detail = Not posted yet; finish it on your phone.
posts-posted-on-phone = Posted from your phone
    .detail = TikTok says you posted it. If everyone can see it, TikTok names its address soon; otherwise it never does.
posts-posted-by-you = Posted from your phone
    .detail = since { $time }, TikTok says you posted it
posts-live = Live
    .detail = since { $time }, TikTok says everyone can see it
posts-live-seen = Live
    .detail = since { $time }; TikTok last said so at { $seen }
posts-live-several-all = Live
    .detail = You posted this draft { $count } times from your phone; TikTok last said at { $seen } that everyone can see all of them
posts-live-several = Live
    .detail = You posted this draft { $count } times from your phone; TikTok last said at { $seen } that everyone can see { $public } of them
posts-live-old = Live when TikTok was last asked
    .detail = Everyone could see it then, at { $seen }. Check now to ask again.
posts-left-out = Perhaps no longer public
    .detail = Everyone could see it until { $seen } at least; TikTok left it out of its latest answer. To be sure we ask again at { $next }.
posts-left-out-old = Perhaps no longer public
    .detail = Everyone could see it until { $seen } at least; TikTok left it out of its latest answer. Check now to ask again.
posts-gone-public = No longer public
    .detail = Everyone could see it until { $seen } at least; since { $missed } TikTok leaves it out. TikTok does not say why: it may have been deleted, made private or taken down. The TikTok app shows which.
posts-look-not-allowed = This account does not let Greenroom read its videos, so TikTok cannot be asked whether everyone can see this one.
    .remedy = Sign in again under Accounts and leave the permission for videos switched on.
posts-posted = Posted
    .detail = since { $time }, TikTok says it is there for those you chose
posts-paused = Paused
    .detail = Nothing was sent. It goes on when you say so.
posts-paused-upload = Paused
    .detail = Nothing is posted.
posts-paused-too-long = Nothing is posted. The hour that TikTok gives an upload is over; it would begin again from the first byte.
posts-stopped = Stopped
    .detail = Nothing was posted.
posts-not-followed = No longer followed
    .detail = TikTok may still post it. The TikTok app shows what became of it.

posts-video-named = TikTok named this video for the post.
posts-video-confirmed = You said that this is the video. TikTok has not said so.
posts-video-suggested = This may be the video, because caption, length or time fit. TikTok has not said so.
posts-video-posted = posted { $time }
posts-video-views = { $count ->
    [one] { $shown } view
   *[other] { $shown } views
}
posts-match-gone = This video is no longer suggested for this post.
    .remedy = Look at the post again; it shows what is known now.

posts-held = TikTok takes only so many requests a minute. It goes on at { $time }.
posts-disk-full = Waiting: the disk is full
    .detail = Free some space and it goes on by itself. Until then nothing more is sent, and nothing can be posted twice.
posts-unsaved = Waiting: Greenroom cannot save
    .detail = Check that the disk is there, and close any program that has greenroom.db open. It goes on by itself; until then nothing more is sent.
posts-kept-until = TikTok keeps what it has until { $time }.
posts-trying = It is being tried now.
posts-next-look = We ask TikTok again at { $time }.
posts-next-try = Next try at { $time }.

posts-amount = { $sent } of { $total } { $unit }
posts-pace = { $speed } MB/s, { $left }
posts-left-seconds = about { $count } s left
posts-left-minutes = about { $count } min left
posts-hint-chunk = Chunk { $chunk } of { $chunks }. Nothing is posted until TikTok has the last one; you can pause or stop until then.
posts-hint-whole = The video goes in one piece. It is posted when TikTok has all of it.
posts-hint-last = This is the last piece. When TikTok has it, the video is posted.
posts-hint-late = At this speed it may not be done within the hour TikTok gives an upload.

posts-needs-review = TikTok’s settings for this account changed
    .detail = Look over the post and agree to it again.
posts-needs-file = The video is gone or was changed
    .detail = Nothing was posted. Put the same file back and try again, or open the draft and agree to the new one.
posts-needs-expired = The upload address has run out
    .detail = Nothing was posted. Starting again sends all { $size }.
posts-needs-expired-late = The upload address has run out
    .detail = TikTok says it does not have the whole video. Look in the TikTok app first; if it is not there, starting again sends all { $size }.
posts-needs-unclear = We cannot tell whether TikTok has the last piece
    .detail = Look in the TikTok app before you post it again, or it may be there twice. We keep asking and send nothing.
posts-needs-silent = TikTok does not say what became of it
    .detail = It has the whole video. Check now, or look in the TikTok app before you post it again.
posts-needs-put-back = This post may be on TikTok already
    .detail = Greenroom’s data is an older copy, so what was posted after it was made is not known here. Look in the TikTok app first; if it is not there, try again.
posts-keyring-closed = The keyring is locked. The post waits; nothing is lost.
    .remedy = Unlock the keyring, then continue.
posts-choices-lost = TikTok has to know who can see this post, and that choice is missing.
    .remedy = Open the draft, choose who can see it, then post.

posts-differs-privacy = TikTok no longer offers the visibility you chose
    .remedy = Look over the post, choose again and agree to it.
posts-differs-duration = This account may no longer post videos of this length
    .remedy = Look over the post and what TikTok allows now.
posts-differs-comment = Comments are now off at TikTok
    .remedy = You had allowed them. Look over the post and agree to it again.
posts-differs-duet = Duet is now off at TikTok
    .remedy = You had allowed it. Look over the post and agree to it again.
posts-differs-stitch = Stitch is now off at TikTok
    .remedy = You had allowed it. Look over the post and agree to it again.
posts-differs-other = TikTok’s settings for this account changed
    .remedy = Look over the post and agree to it again.

posts-nothing-posted = Nothing was posted.
posts-failed-format = TikTok cannot read this kind of video
    .detail = Nothing was posted. Save it as MP4 with H.264 and make a new draft of it.
posts-failed-duration = TikTok refused the length of the video
    .detail = Nothing was posted. Trim it, then make a new draft of it.
posts-failed-frame-rate = TikTok refused the frame rate
    .detail = Nothing was posted. TikTok takes 23 to 60 frames a second; make a copy with 30 or 60.
posts-failed-picture-size = TikTok refused the picture size
    .detail = Nothing was posted. Each side must have 360 to 4096 pixels; make a copy that fits.
posts-failed-internal = TikTok had trouble of its own with this video
    .detail = Nothing was posted. Try again in a few minutes.
posts-failed-cancelled = TikTok says the post was cancelled
    .detail = Nothing was posted. Open the draft to post it again.
posts-failed-access = Access was withdrawn in the TikTok app
    .detail = Nothing was posted. Sign in again, then post it from its draft.
posts-failed-too-many = TikTok takes no more posts from this account for now
    .detail = Nothing was posted. The limit counts 24 hours. Try again tomorrow, or post from the TikTok app on your phone.
posts-failed-banned = TikTok does not let this account post at the moment
    .detail = Nothing was posted. The TikTok app tells the reason in its messages.
posts-failed-caption = TikTok found the caption risky
    .detail = Nothing was posted. Change the caption before you post it again.
posts-failed-risk = TikTok found this post risky and refused it
    .detail = Nothing was posted. Sent again unchanged it would be refused again.
posts-failed-silent = TikTok refused this and gave no reason
    .detail = Nothing was posted. The report names what TikTok answered.
posts-failed-other = TikTok refused this
    .detail = Nothing was posted. TikTok’s reason: { $reason }.

posts-already-open = A post of this draft is already on its way to this account.
    .remedy = Follow it under Posts. You can post the draft again when that one is done or stopped.
posts-gone = This post is no longer here.
    .remedy = It went away together with its account.

## The history of a post

posts-line-agreed = You agreed to post as shown, to { $name }
posts-line-agreed-inbox = You agreed to send it to the TikTok inbox of { $name }
posts-line-checked-file = The video is the one you agreed to
posts-line-checked = TikTok confirmed the account and its settings
posts-line-initiated = TikTok opened an upload for { $bytes } bytes
posts-line-resumed = TikTok has { $chunks } of { $of } chunks; we go on from there
posts-line-resumed-unsaid = TikTok did not say how much it has; the part that was due goes again
posts-line-last-again = We send the last part again, because TikTok says it has { $chunks } of { $of } chunks
posts-line-disagree = TikTok counts other bytes than we do, so we ask again
posts-line-stored = TikTok has every byte
posts-line-in-review = TikTok says it is posted, and has not named a public address yet
posts-line-in-inbox = TikTok put it into your inbox. It is not posted; you finish it on your phone.
posts-line-posted-on-phone = TikTok says you posted it from your phone
posts-line-live = TikTok says everyone can see it
posts-line-matched = You said which video of the profile it is
posts-line-not-matched = You said that this video is another one
posts-line-posted-again = You posted the draft again from your phone; TikTok says everyone can see that video, too
posts-line-left-out = TikTok left it out of the videos everyone can see; we ask again to be sure
posts-line-gone = TikTok says that not everyone can see it any more, and does not say why
posts-line-back = TikTok says everyone can see it again
posts-line-posted = TikTok says it is posted
posts-line-failed = TikTok refused it. Nothing was posted.
posts-line-restarted = Greenroom was started again and went on here
posts-line-restarted-following = Greenroom was started again and keeps asking
posts-line-next-try = We wait { $time } and go on by ourselves
posts-line-waited-init = Waited { $time }: TikTok takes { $limit } new posts a minute
posts-line-waited-creator-info = Waited { $time }: TikTok takes { $limit } questions a minute about what an account may post
posts-line-waited-turn = Waited { $time } for its turn: so many uploads as you allow at a time, one for each account
posts-line-waited-saving = Waited { $time }: Greenroom could not save
posts-line-waited-reach = Waited { $time }: TikTok could not be reached
posts-line-again-and-again = { $line } ({ $count } times, the last at { $until })
posts-span-seconds = { $count } s
posts-span-minutes = { $count } min
posts-span-hours = { $count } h
posts-line-new-upload = The upload was lost before anything could be posted; we begin it again
posts-line-expired = The upload address ran out. Nothing more was sent.
posts-line-file-changed = The video is not the one you agreed to. Nothing more was sent.
posts-line-unclear = An hour went by without a word about the last piece. Nothing was sent again.
posts-line-put-back = Greenroom’s data is an older copy. Nothing was sent.
posts-line-silent = A day went by without a word from TikTok
posts-line-paused = You paused it
posts-line-continued = You let it go on
posts-line-check-now = You asked to check now
posts-line-stopped = You stopped it. Nothing was posted.
posts-line-not-followed = You no longer follow it
posts-line-again = You started it again from the first byte
posts-line-replaced = You agreed anew; another post took its place. Nothing was posted by this one.
