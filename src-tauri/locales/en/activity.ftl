## activity: the record of what TikTok was asked in a creator's name.

activity-call-exchange-code = Finished a sign-in
activity-call-refresh = Renewed the sign-in
activity-call-revoke = Gave the permission back
activity-call-user-info = Read the profile
activity-call-creator-info = Asked what this account may post
activity-call-init-video = Asked to open an upload for a post
activity-call-init-inbox-video = Asked to open an upload to the inbox
activity-call-init-photos = Asked to open a post of photos
activity-call-put-chunk = { $count ->
    [one] Sent a part of the video
   *[other] Sent { $count } parts of the video
  }
activity-call-publish-status = Asked how the post is doing
activity-call-cancel = Asked to cancel the post
activity-call-video-list = Read the list of videos
activity-call-video-query = Asked which videos everyone can see

activity-starter-you = You
activity-starter-following = Greenroom, for a post
activity-starter-renewing = Greenroom, to stay signed in
activity-starter-restart = Greenroom, after a restart

activity-by-you = started by you
activity-by-following = started by Greenroom, for a post
activity-by-renewing = started by Greenroom, to stay signed in
activity-by-restart = started by Greenroom, after a restart

activity-answer-done = OK
activity-answer-processing = TikTok is still at it
activity-answer-in-inbox = it waits in the inbox
activity-answer-posted = TikTok says it is posted
activity-answer-refused = TikTok refused the post
activity-answer-other = TikTok said “{ $status }”
activity-given-up = Nobody waited for the answer

activity-times = { $count } times, { $since } to { $until }
activity-span = { $since } to { $until }
activity-sentence = { $asked }: { $answer }
activity-count = { $count ->
    [one] { $shown } entry
   *[other] { $shown } entries
  }
activity-saved = { $count ->
    [one] Saved { $shown } entry.
   *[other] Saved { $shown } entries.
  }
activity-not-saved = The file could not be written.
    .remedy = Choose another place, or free some space, then save it again.
activity-file-name = Greenroom activity
activity-save-title = Save the activity
activity-size = They take about { $size } now.

## The screen

activity-text = Everything Greenroom asked TikTok in your name, with who started it and what TikTok answered. It stays on this computer.
activity-search = Search
activity-account = Account
activity-account-all = All accounts
activity-starter = Started by
activity-starter-all = Anyone
activity-export-csv = Save as CSV
activity-export-json = Save as JSON
activity-list = Activity, newest first
activity-older = Show older entries
activity-news = Show new entries
activity-open-post = Open the post
activity-open-draft = Open the draft
activity-nobody = No account
activity-scope = with { $scopes }
activity-none = Nothing asked yet
activity-none-text = When you sign in or post, every question to TikTok is listed here, with its answer.
activity-none-found = Nothing fits
activity-none-found-text = No entry has all of these words and filters.
activity-clear = Clear search and filters
