## The screens Drafts, Posting and Videos, in the window's own words.

drafts-ui-title = Drafts
drafts-ui-empty = Nothing on the desk yet
drafts-ui-empty-text = Drop a video here, or choose one. Greenroom leaves the file where it is and checks whether TikTok will take it.
drafts-ui-choose = Choose a video
drafts-ui-search = Search captions and files
drafts-ui-show = Which drafts
drafts-ui-all = All
drafts-ui-count = { $count ->
    [one] { $count } draft
   *[other] { $count } drafts
}
drafts-ui-none-like = No draft has “{ $words }” in its caption or file name.
drafts-ui-clear-search = Clear search
drafts-ui-bin = Move to the bin
drafts-ui-bin-one = Move to the bin: { $title }
drafts-ui-binned = Draft moved to the bin.
drafts-ui-undo = Undo
drafts-ui-moved = The video is not where it was.
drafts-ui-find = Find it
drafts-ui-find-one = Find it: { $title }
drafts-ui-found = The video is found. The draft is as you left it.
drafts-ui-for = For { $name }
drafts-ui-length = Length { $time }
drafts-ui-loading = Getting your drafts

posting-ui-back = Back to drafts
posting-ui-loading = Getting the draft
posting-ui-preview = Preview
posting-ui-play = Play the preview
posting-ui-pause = Pause the preview
posting-ui-mute = Sound off
posting-ui-unmute = Sound on
posting-ui-view = What the preview shows
posting-ui-view-video = Video
posting-ui-view-cover = Cover
posting-ui-position = Place in the video
posting-ui-frame-of = { $time }, frame { $frame } of { $last }
posting-ui-unplayable = This computer cannot play this kind of video, so there is no preview and the cover cannot be chosen. That alone does not stop a post.
posting-ui-no-nickname = Your nickname
posting-ui-more = See more
posting-ui-less = See less
posting-ui-cover-at = Cover at { $time }
posting-ui-cover-first = Cover: first frame
posting-ui-cover-frame = Cover frame
posting-ui-cover-use = Use this frame as cover
posting-ui-cover-keep = Keep the first frame
posting-ui-cover-reset = Use the first frame
posting-ui-zones-show = Show safe zones
posting-ui-zones-hide = Hide safe zones
posting-ui-zones-guide = Guide to what TikTok covers
posting-ui-zone-clear = Keep what matters in here
posting-ui-findings = What the check found
posting-ui-settings = Post settings
posting-ui-way = Where it goes
posting-ui-way-direct = Post directly
posting-ui-way-inbox = Send to inbox
posting-ui-to-inbox = Send to inbox instead
posting-ui-inbox-heading = You finish it on your phone
posting-ui-caption-along = Caption, to take along
posting-ui-caption = Caption
posting-ui-hashtag = Hashtag
posting-ui-mention = Mention
posting-ui-saving = Saving…
posting-ui-saved = Saved
posting-ui-privacy = Who can view this video
posting-ui-allow = Allow users to
posting-ui-account = Account
posting-ui-change = Change
posting-ui-change-to = Post to another account
posting-ui-asking = Asking TikTok what this account may do.
posting-ui-asking-long = TikTok has not answered yet. Your draft is saved; nothing is sent.
posting-ui-ask-again = Ask again
posting-ui-again-from = It may work again from { $time }.
posting-ui-no-account = No account yet
posting-ui-no-account-text = Connect your TikTok account to post this, or try everything with a practice account first. The draft is kept.
posting-ui-connect = Connect TikTok
posting-ui-practise = Practise
posting-ui-before = Before it goes out
posting-ui-undisclosed = The disclosure is off and its boxes are cleared.
posting-ui-follow = Follow the post that is under way
posting-ui-sending = Sending…
posting-ui-opens-browser = Opens in your browser

videos-ui-title = Videos
videos-ui-accounts = Whose videos
videos-ui-refresh = Ask TikTok again
videos-ui-asking = Asking TikTok
videos-ui-asked = As TikTok told it at { $time }
videos-ui-loading = Getting the videos
videos-ui-none = No public videos yet
videos-ui-none-text = When TikTok shows a video on this profile, it stands here with its views, likes and comments.
videos-ui-no-account = No account yet
videos-ui-no-account-text = Connect an account to see its videos here.
videos-ui-open-accounts = Open accounts
videos-ui-open = Open on TikTok: { $title }
videos-ui-untitled = Without a caption
videos-ui-views = { $count ->
    [one] { $count } view
   *[other] { $count } views
}
videos-ui-likes = { $count ->
    [one] { $count } like
   *[other] { $count } likes
}
videos-ui-comments = { $count ->
    [one] { $count } comment
   *[other] { $count } comments
}
videos-ui-shares = { $count ->
    [one] { $count } share
   *[other] { $count } shares
}
videos-ui-only-newest = TikTok has more videos than these; here stand the newest.
