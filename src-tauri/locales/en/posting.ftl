## The posting page. The texts TikTok prescribes are not here; they are constants of the studio.

posting-processing-notice =
    { $media ->
        [photos] After you post, it may take a few minutes until TikTok has processed the photos and shows them on your profile.
        [photo] After you post, it may take a few minutes until TikTok has processed the photo and shows it on your profile.
       *[video] After you post, it may take a few minutes until TikTok has processed the video and shows it on your profile.
    }

# To the inbox.
posting-inbox-notice = Open the notification in the inbox of the TikTok app to finish and post { $media ->
        [photos] the photos
        [photo] the photo
       *[video] the video
    }.
posting-inbox-advice = TikTok has not audited your app yet, and then takes direct posts from private accounts only. The inbox works now: you post { $media ->
        [photos] the photos
        [photo] the photo
       *[video] the video
    } yourself, on your phone.
posting-inbox-not-asked = Who can view it, and the rest, you choose on your phone.
posting-inbox-open = Open TikTok’s notification in the inbox of the TikTok app.
posting-inbox-edit =
    { $media ->
        [photos] Add a sound and who can view them. Title and description are there already.
        [photo] Add a sound and who can view it. Title and description are there already.
       *[video] Add the caption, a sound, and who can view it.
    }
posting-inbox-post = Post it. Greenroom sees when TikTok says it is posted.
posting-inbox-left-behind =
    { $media ->
       *[video] TikTok’s inbox takes the video and nothing else. The caption stays with the draft, for you to copy when the video has arrived.
        [photos] TikTok’s inbox takes the photos with title, description and the AI label. Everything else you choose there.
        [photo] TikTok’s inbox takes the photo with title, description and the AI label. Everything else you choose there.
    }
posting-inbox-places = { $taken } of { $of } places taken
posting-inbox-places-note = TikTok holds { $of } unfinished { $media ->
       *[video] videos
        [photo] posts
        [photos] posts
    } for you. A place is free again when you post one, or after 24 hours. Other apps count too, so this is an estimate.
posting-inbox-places-full = As far as we know all { $of } places are taken. Post or delete one in the TikTok app; until then { $media ->
       *[video] the video waits here and goes
        [photo] the photo waits here and goes
        [photos] the photos wait here and go
    } on by { $media ->
        [photos] themselves
       *[other] itself
    }.
posting-send-to-inbox = Send to { $nickname }’s TikTok inbox
posting-send-nobody = Send to a TikTok inbox
posting-send-then = You finish it on your phone

# What TikTok says about the creator.
posting-creator-fresh = TikTok answered for this account at { $time }.
posting-asking-first = TikTok has to say first what this account allows.

# The video's file. The fact is a sentence of drafts.ftl.
posting-file-line = { $name }, { $label }
posting-file-remedy = Put it back where it was, or find it from the list of drafts. You can also add the file as a new draft.

# The caption.
posting-caption-counter = { $used } of { $limit }
posting-caption-over =
    { $over ->
        [one] 1 character too many. TikTok takes up to { $limit }.
       *[other] { $over } characters too many. TikTok takes up to { $limit }.
    }
posting-caption-lines = TikTok does not say whether line breaks stay. Look at the caption there once it is posted.

# Who can view it, in TikTok's words; as a sentence; and after the handle.
posting-privacy-placeholder =
    Choose who can view { $media ->
       *[video] this video
        [photo] this photo
        [photos] these photos
    }
posting-privacy-everyone = Everyone
    .sentence = Everyone can view it
    .clause = everyone can view it
posting-privacy-friends = Friends
    .sentence = Friends can view it
    .clause = friends can view it
posting-privacy-followers = Followers
    .sentence = Followers can view it
    .clause = followers can view it
posting-privacy-only-me = Only me
    .sentence = Only you can view it
    .clause = only you can view it
posting-privacy-unknown = visibility { $level }
posting-privacy-taken-back = TikTok no longer offers “{ $level }” for this account. Choose again.
posting-only-me-off = “Only me” is off. { $reason }

# What others may do with the video.
posting-comment = Comment
    .off = Comments are off in your TikTok settings.
posting-duet = Duet
    .off = Duet is off in your TikTok settings.
posting-stitch = Stitch
    .off = Stitch is off in your TikTok settings.

# The disclosure and the AI label.
posting-disclosure =
    { $media ->
       *[video] Disclose video content
        [photo] Disclose photo content
        [photos] Disclose photo content
    }
    .hint = Turn on if { $media ->
       *[video] this video promotes
        [photo] this photo promotes
        [photos] these photos promote
    } yourself, a brand, a product or a service in exchange for something of value.
posting-your-brand = Your brand
    .hint = You are promoting yourself or your own business.
posting-branded-content = Branded content
    .hint = You are promoting another brand or a third party.
    .off = Branded content is off because only you can view { $media ->
       *[video] this video
        [photo] this photo
        [photos] these photos
    }. Choose another visibility first.
posting-ai = AI-generated content
    .hint = Turn on if AI made or changed what people see.

# Photos only.
posting-music = Add music
    .hint = TikTok picks music it recommends.

# What TikTok changed since the creator looked.
posting-changed-nickname = The account is called { $nickname } now.
posting-changed-handle = Its handle is @{ $handle } now.
posting-changed-level-gone = “{ $level }” is no longer offered.
posting-changed-level-new = “{ $level }” is offered now.
posting-changed-comment = Comments
    .off = Comments are off now.
    .on = Comments can be allowed now.
posting-changed-duet = Duet
    .off = Duet is off now.
    .on = Duet can be allowed now.
posting-changed-stitch = Stitch
    .off = Stitch is off now.
    .on = Stitch can be allowed now.
posting-changed-duration = Videos may be up to { $most } long now.

# The button.
posting-post-now = Post to { $nickname } now
posting-post-nobody = Post to TikTok

# What is missing, and what is settled.
posting-things-first =
    { $count ->
        [one] 1 thing first
       *[other] { $count } things first
    }
posting-ready = Ready to go
posting-todo-account = Connect an account
posting-todo-asking = Wait for TikTok’s answer about this account
posting-todo-unavailable = Wait until TikTok lets this account post
posting-todo-unreached = Wait until TikTok can be reached
posting-todo-nameless = Wait until TikTok names this account
posting-todo-inbox-scope = Allow “Send to inbox” for this account
posting-todo-file = Bring { $media ->
        [photos] the photos
        [photo] the photo
       *[video] the video
    } back
posting-todo-codec = Export the video as H.264
posting-todo-shorten = Shorten the video
posting-todo-frame-rate = Bring the video to { $min } to { $max } frames a second
posting-todo-sides = Bring the video to { $min } to { $max } pixels on each side
posting-todo-size = Make the file smaller
posting-todo-video = Bring { $media ->
        [photos] the photos
        [photo] the photo
       *[video] the video
    } within TikTok’s rules
posting-todo-video-fits =
    { $media ->
       *[video] The video fits
        [photo] The photo fits
        [photos] The photos fit
    } TikTok’s rules
posting-todo-duration-fits = { $duration }, this account may post up to { $max }
posting-todo-caption =
    { $media ->
       *[video] Shorten the caption
        [photo] Shorten the description
        [photos] Shorten the description
    }
posting-todo-photo-title = Shorten the title
posting-todo-photo-count = Choose { $min } to { $max } photos
posting-todo-photo-format = Save every photo as JPEG or WebP
posting-todo-photo-sides = Bring every photo within { $min } × { $max } pixels
posting-todo-photo-size = Bring every photo to { $max } or less
posting-todo-privacy = Choose who can view it
posting-todo-disclosure =
    Say what { $media ->
       *[video] the video promotes
        [photo] the photo promotes
        [photos] the photos promote
    }
posting-todo-disclosed-own = Disclosed as your brand
posting-todo-disclosed-branded = Disclosed as branded content
posting-todo-disclosed-both = Disclosed as your brand and branded content
posting-todo-open-post = Wait until the post of this draft is through
posting-todo-no-post = No post of this draft is under way

# What can go wrong: what happened, and as remedy what to do.
posting-stale = Something on this page changed before you pressed the button. Nothing was posted.
    .remedy = Look at the page once more, then press again.
posting-not-ready = Something is still missing. Nothing was posted.
    .remedy = Look at what stands above the button.
posting-file-changed = The video is not the one you saw any more. Nothing was posted.
    .remedy = Find the right file from the list of drafts, then look at this page once more.
posting-account-gone = This account is not connected any more.
    .remedy = Choose another account, or sign in again under Accounts.
posting-caption-too-long = This text is far too long for a caption, so it was not taken.
    .remedy = Paste a part of it. TikTok takes up to 2,200 characters.

## What is estimated of TikTok's quotas

posting-quota-daily-sent = { $count ->
    [one] Greenroom sent 1 post with this account in the last 24 hours.
   *[other] Greenroom sent { $count } posts with this account in the last 24 hours.
}
posting-quota-daily-of = { $count ->
    [one] Greenroom sent 1 post with this account in the last 24 hours, of about { $of } that TikTok took before it took no more at { $time }. That is an estimate: what other apps post counts, too.
   *[other] Greenroom sent { $count } posts with this account in the last 24 hours, of about { $of } that TikTok took before it took no more at { $time }. That is an estimate: what other apps post counts, too.
}
posting-quota-daily-at-cap = { $count ->
    [one] Greenroom sent 1 post with this account in the last 24 hours, about as many as TikTok took before it took no more at { $time }. The next may be refused. That is an estimate: what other apps post counts, too.
   *[other] Greenroom sent { $count } posts with this account in the last 24 hours, about as many as TikTok took before it took no more at { $time }. The next may be refused. That is an estimate: what other apps post counts, too.
}
posting-quota-daily-refused = TikTok took no more at { $time }, after { $count } from Greenroom in 24 hours. It will probably take one more from { $free }. That is an estimate: what other apps post counts, too.
posting-quota-daily-refused-by-others = TikTok took no more at { $time }, although Greenroom sent none in 24 hours. It will probably take one more from { $free }. That is an estimate: what other apps post counts, too.
posting-quota-places-free = The first place is probably free again by { $time }, or as soon as you post or delete that video in the TikTok app.
posting-quota-places-refused = The inbox took no more at { $time }, with { $count } from Greenroom in it. One place is probably free by { $free }, or as soon as you post or delete one in the TikTok app. That is an estimate: drafts of other apps count, too.
posting-quota-places-refused-by-others = The inbox took no more at { $time }, although nothing from Greenroom waits there: drafts of other apps count, too. Post or delete one in the TikTok app.
