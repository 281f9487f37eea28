## The posting page. TikTok's prescribed texts are not here; they are constants in the studio.

posting-processing-notice = After you post, it may take a few minutes until TikTok has processed the video and shows it on your profile.
posting-file-remedy = Find the video in the drafts list, or choose it again.
posting-caption-counter = { $used } of { $limit }
posting-caption-over = { $over ->
    [one] One character too many. TikTok takes 2,200.
   *[other] { $over } characters too many. TikTok takes 2,200.
}

posting-privacy-placeholder = Choose who can view this video
posting-privacy-everyone = Everyone
posting-privacy-friends = Friends
posting-privacy-followers = Followers
posting-privacy-only-me = Only me
posting-privacy-taken-back = TikTok no longer offers what you had chosen. Choose again.
posting-only-me-off = “Only me” is off. { $reason }
posting-visible-everyone = everyone can view it
posting-visible-friends = friends can view it
posting-visible-followers = followers can view it
posting-visible-only-me = only you can view it

posting-comment = Comment
posting-comment-off = Comments are off in your TikTok settings.
posting-duet = Duet
posting-duet-off = Duet is off in your TikTok settings.
posting-stitch = Stitch
posting-stitch-off = Stitch is off in your TikTok settings.
posting-asking-first = TikTok says first what this account allows.

posting-disclosure = Disclose video content
    .hint = Turn on if this video promotes yourself, a brand, a product or a service in exchange for something of value.
posting-your-brand = Your brand
    .hint = You are promoting yourself or your own business.
posting-branded-content = Branded content
    .hint = You are promoting another brand or a third party.
posting-branded-off = Branded content is off while only you can view the video. Choose another visibility first.
posting-ai = AI-generated content
    .hint = Turn on if AI made or changed what people see.

posting-post = Post
posting-post-now = Post to { $nickname } now
posting-things-first = { $count ->
    [one] One thing first
   *[other] { $count } things first
}
posting-ready = Ready to go

posting-todo-account = Connect an account
posting-todo-creator = Wait for TikTok’s answer about this account
posting-todo-creator-unavailable = TikTok must let this account post
posting-todo-creator-done = TikTok answered for this account
posting-todo-video = Bring the video within TikTok’s rules
posting-todo-video-done = The video fits TikTok’s rules
posting-todo-caption = Shorten the caption
posting-todo-privacy = Choose who can view it
posting-todo-privacy-done = Chosen: { $visible }
posting-todo-disclosure = Say what the video promotes
posting-todo-disclosed-own = Disclosed as your brand
posting-todo-disclosed-branded = Disclosed as branded content
posting-todo-open-post = Wait until the post under way is through
posting-todo-single = No post of this draft is under way

posting-creator-fresh = TikTok answered for this account at { $time }.
posting-creator-no-nickname = TikTok did not say whose account this is.
    .remedy = Ask again. Without the name nothing can be posted.

posting-stale = What you saw has changed since.
    .remedy = Look at the page again, then press the button.
posting-not-ready = Something is still missing.
    .remedy = Look at what stands above the button.
