## Labels of the Help menu, the audit screen and the walkthrough's bar.

help-title = Help
help-audit = Audit walkthrough
help-about = About Greenroom

audit-ui-play = Play the posting page, rule by rule
audit-ui-play-text = TikTok’s audit looks at the posting page. The walkthrough brings it to every rule in TikTok’s order and says what to look at. You press Next and record the screen, or learn what to show with your own app.
audit-ui-play-practice = It plays with practice accounts. Nothing reaches TikTok, and its drafts and posts are gone afterwards. TikTok wants the videos for a first review recorded in a sandbox of your own app.
audit-ui-start = Start the walkthrough
audit-ui-starting = Getting it ready
audit-ui-copy = Copy checklist
audit-ui-copied = The checklist is copied, with your ticks.
audit-ui-list = Checklist

walk-ui-back = Back
walk-ui-next = Next
walk-ui-finish = Finish
walk-ui-stop = Stop
walk-ui-first = This is the first step.
walk-ui-progress = How far the walkthrough is
walk-ui-over = The walkthrough is over. Its practice accounts, drafts and posts are gone.
