## The window around the desk: places, account switch, banners, sign-in, first run, settings, posts.

shell-main = Main
shell-new-draft = New draft
shell-new-draft-hint = Choose a video for a new draft
shell-drafts = Drafts
shell-posts = Posts
shell-videos = Videos
shell-settings = Settings
shell-accounts = Accounts
shell-shortcuts = Keyboard shortcuts
shell-draft-count =
    { $count ->
        [one] 1 draft
       *[other] { $count } drafts
    }
shell-needs-you =
    { $count ->
        [one] 1 needs you
       *[other] { $count } need you
    }
shell-change-account = Change account
shell-no-account = No account
shell-connect-account = Connect an account
shell-practice-account = Practice account
shell-practice-word = Practice
shell-practice-banner = Practice: nothing here reaches TikTok

shell-back = Back
shell-close = Close
shell-all-right = All right
shell-try-again = Try again
shell-retry-at = It may work again from { $time }.
shell-log-id = TikTok’s number for this answer:
shell-open-accounts = Open accounts
shell-open-app = Open TikTok app
shell-copy = Copy { $what }
shell-copied = Copied: { $what }.
shell-copy-failed = The clipboard did not take it. Select the text and copy it by hand.

shell-internal-problem = Something went wrong inside Greenroom.
shell-internal-remedy = Try it once more. If it happens again, restart Greenroom; your drafts and posts are kept.

shell-drop-title = Let go to make a draft
shell-drop-text = MP4, MOV or WebM. The video stays where it is.
shell-refused-title =
    { $count ->
        [one] This file did not become a draft
       *[other] { $count } files did not become drafts
    }
shell-choose-another = Choose another

shell-keys-everywhere = Everywhere
shell-keys-note = Publishing has no key on purpose. Letters act only outside text fields.
shell-key-new = New draft
shell-key-drafts = Drafts
shell-key-posts = Posts
shell-key-videos = Videos
shell-key-settings = Settings
shell-key-undo = Undo what the message at the bottom offers
shell-key-escape = Close, clear, go back
shell-key-region = Next region of the page
shell-key-zoom = Larger, smaller, usual size
shell-key-help = This list
shell-key-help-menu = Help
shell-keys-posting = Posting page
shell-key-grid = Move among the pictures
shell-key-search = Search
shell-key-bin = To the bin
shell-key-play = Play or stop the preview
shell-key-frame-back = One frame back
shell-key-frame-on = One frame on
shell-key-second = One second back, one second on
shell-key-zones = Safe zones
shell-key-ask = Ask TikTok again
shell-key-walk = Move in the list
shell-key-reorder = Earlier or later in the line
shell-key-open = Open
shell-key-pause = Pause or go on
shell-key-check = Check now

shell-sign-in-waiting-tiktok = Sign in at TikTok, in your browser
shell-sign-in-waiting-practice = Sign in at the practice TikTok, in your browser
shell-sign-in-waiting-text-tiktok = Your browser shows TikTok’s page. Leave every permission switched on and press Continue; then it comes back here by itself.
shell-sign-in-waiting-text-practice = Your browser shows a page that stands in for TikTok’s. Choose who you want to be and press Continue; then it comes back here by itself.
shell-sign-in-listening = Waiting for your browser
shell-sign-in-left = { $time } left
shell-sign-in-open-again = Open the page again
shell-sign-in-stop = Stop
shell-sign-in-stuck = The browser is done, but nothing happens here?
shell-sign-in-paste = Paste its address
shell-sign-in-address = Address the browser ended on
shell-sign-in-address-hint = Copy everything in the browser’s address bar and paste it here.
shell-sign-in-finish = Finish
shell-sign-in-checks = TikTok shows an error page? It names one of these
shell-sign-in-check-shows = TikTok’s page names
shell-sign-in-check-compare = What to compare on your app’s page
shell-sign-in-another = TikTok goes on with the wrong account? Sign out of TikTok in the browser first, or
shell-sign-in-another-go = let it ask which account
shell-sign-in-other = This is { $found }, not { $wanted }
shell-sign-in-other-found = Signed in at TikTok
shell-sign-in-other-wanted = Meant to sign in
shell-sign-in-other-text = Nothing is connected yet. The drafts and posts of { $wanted } stay where they are. To sign in as { $wanted }, sign out of TikTok in the browser first.
shell-sign-in-other-add = Add { $found }
shell-sign-in-other-again = Sign in as { $wanted }
shell-sign-in-finishing = Finishing the sign-in
shell-sign-in-finishing-text = The browser came back. Greenroom is asking TikTok for the account.
shell-sign-in-done = { $name } is connected
shell-sign-in-done-tiktok = TikTok confirmed this account.
shell-sign-in-done-practice = A practice account. Nothing you post with it reaches TikTok.
shell-sign-in-go-on = Go on

## The first run.

first-run-title = Ready when you are.
first-run-lead = Greenroom is where your TikTok videos wait before they go on: write, check and preview, post, then follow each one until TikTok itself says it is live.
first-run-drop = Drop a video here to check it
first-run-drop-text = Length, size, frame rate, safe zones. No account needed, nothing leaves this computer.
first-run-choose = Choose a video
first-run-practice = Try it with a practice account
first-run-practice-text = A make-believe TikTok on this computer. Post as much as you like.
first-run-practise = Practise
first-run-connect = Connect my TikTok app
first-run-connect-text = You have a key and a secret from TikTok, or want to get them.
first-run-connect-go = Connect
first-run-local = Drafts and history stay on this computer
first-run-official = TikTok’s official API only
first-run-keyring = Sign-in kept in your system’s keyring
first-run-skip = Look around first

## Settings.

settings-title = Settings
settings-accounts = Accounts
settings-accounts-text = Each account keeps its own colour. You meet it again on the button that posts.
settings-no-accounts = No account yet
settings-no-accounts-text = Connect your TikTok account, or practise with a made-up one on this computer.
settings-permissions = Permissions
settings-permissions-more = What they are for and when they were used
settings-not-granted = not granted
settings-session-only = Kept for this session only, because there is no keyring. Sign in again after you restart Greenroom.
settings-colour = Colour
settings-colour-of = Colour of { $name }
settings-gel-plum = Plum
settings-gel-raspberry = Raspberry
settings-gel-persimmon = Persimmon
settings-gel-straw = Straw
settings-gel-moss = Moss
settings-gel-lagoon = Lagoon
settings-gel-cobalt = Cobalt
settings-gel-slate = Slate
settings-sign-in-again = Sign in again
settings-allow = Allow at TikTok
settings-disconnect = Disconnect
settings-remove = Remove
settings-disconnect-title-tiktok = Disconnect { $name }?
settings-disconnect-text-tiktok = Greenroom gives its access back to TikTok and forgets the sign-in. Your videos on TikTok stay. You can connect again whenever you like.
settings-disconnect-title-practice = Remove { $name }?
settings-disconnect-text-practice = The practice account goes from this list. You can practise as the same creator again.
settings-disconnect-stays = What stays on this computer
settings-disconnect-keep-work = Keep drafts and the history of posts
settings-disconnect-keep-work-text = They are here again when you sign in as the same creator.
settings-disconnect-keep-nothing = Keep nothing
settings-disconnect-keep-nothing-text = Drafts, posts and their history go for good. The video files on your disk stay.
settings-disconnect-anyway = Forget it here all the same
settings-disconnect-anyway-text = Then TikTok still lists Greenroom’s access among your connected apps. You can take it away in the TikTok app.
settings-disconnect-keep = Keep connected

settings-connect = Connect
settings-connect-tiktok = Your TikTok account
settings-connect-tiktok-ready = Your browser opens TikTok’s page. You never type your password here.
settings-connect-tiktok-another = It asks which account; if it shows only the wrong one, sign out of TikTok in the browser first.
settings-connect-tiktok-first = First tell Greenroom the key of your own TikTok app. It takes a few minutes.
settings-connect-set-up = Set it up
settings-connect-practice = A practice account
settings-connect-practice-text = A made-up creator on a make-believe TikTok that runs on this computer.
settings-sign-in-at-tiktok = Sign in at TikTok
settings-connect-as = Connect { $name }

settings-tiktok-app = TikTok app
settings-app-text = TikTok lets a program in only by way of an app that is registered there. Greenroom uses your own, so no company stands between you and TikTok.
settings-app-portal = TikTok for Developers
settings-app-register = Register an app at TikTok
settings-app-register-text = Add the products Login Kit and Content Posting API, and switch on Direct Post inside the second. Then choose the platform of Login Kit and copy these values.
settings-app-platform = Platform of Login Kit
settings-app-desktop = Desktop
settings-app-web = Web
settings-app-way-loopback = The simple way. After you agree, the browser comes back to an address on this computer.
settings-app-way-deep_link = For an app on TikTok’s web platform, which takes https addresses only. You host Greenroom’s small hand-on page; it passes you on to Greenroom.
settings-app-redirect = Redirect address
settings-app-page = Address of your hand-on page
settings-app-page-hint = Starts with https:// and is registered at TikTok exactly like this. The page lies in Greenroom’s source, ready to host.
settings-app-scopes = Scopes to add to the app
settings-scope-user-info-basic = Who you are
settings-scope-user-info-profile = Your handle and profile
settings-scope-user-info-stats = Your counts
settings-scope-video-list = Read your videos
settings-scope-video-upload = Send to the inbox
settings-scope-video-publish = Post directly
settings-app-enter = Enter its key and secret
settings-app-enter-text = Both stand on your app’s page at TikTok. A sandbox has a key and a secret of its own. The secret goes straight to your system’s keyring and is never shown again.
settings-app-key = Client key
settings-app-key-spaces = A key has no spaces. Copy it again from your app’s page at TikTok.
settings-app-secret = Client secret
settings-app-secret-kept = One is kept. Leave this empty to go on using it.
settings-app-audited = TikTok has audited this app for direct posts
settings-app-audited-hint = The audit of the Content Posting API is a second step after the review of the app.
settings-app-unaudited = Before the audit TikTok limits what the app may post
settings-app-unaudited-text = Your TikTok account must be private at the moment you post, only you can view the post, and five users may post through the app in 24 hours. The posts stay private afterwards.
settings-app-save = Save
settings-app-saved = Your TikTok app is saved.
settings-app-unchanged = Nothing to save.
settings-app-wants-key = Enter the client key first.
settings-app-wants-secret = Enter the client secret too.
settings-app-wants-page = Enter the address of your hand-on page.
settings-app-sign-in = Sign in
settings-app-sign-in-text = TikTok opens in your browser and asks whether this app may act for your account. In a sandbox the account must be one of its target users.
settings-app-sign-in-wants = Save the key and the secret first.

settings-practice = Practice
settings-practice-text = A make-believe TikTok runs inside Greenroom. Sign in, post, and watch what happens, as often as you like. Nothing reaches TikTok.
settings-practice-off = The practice TikTok is not available in this session.
settings-practice-personas = Creators you can be
settings-practice-sign-in = Practise signing in
settings-practice-sign-in-text = Goes through your browser the way a real sign-in does, with a page that stands in for TikTok’s.
settings-practice-sign-in-go = Open the sign-in page

settings-appearance = Appearance
settings-appearance-text = Green room by day, or by night.
settings-theme = Colours
settings-theme-system = As the system
settings-theme-light = Light
settings-theme-dark = Dark
settings-motion = Movement and contrast follow your system’s settings.

settings-uploads = Uploads
settings-uploads-text = How much of your line the videos on their way may take.
settings-at-once = Videos that go up at a time
settings-at-once-hint = Over all accounts; each account sends one at a time. More at a time does not make the line faster: each one takes longer, and TikTok gives every upload one hour.
settings-speed-limit = Speed limit
settings-speed-limit-hint = For all uploads together, also those under way. Leaves room for a call.
settings-speed-limit-none = No limit
settings-speed-limit-at = { $speed } MB/s

settings-shortcuts = Shortcuts
settings-letters = Single letters act as shortcuts
settings-letters-hint = Switch this off if you speak to your computer or often press keys by accident.

settings-activity = Activity
settings-data = Data
settings-data-text = What is where. Greenroom has no servers of its own.
settings-data-folder = Data folder
settings-data-drafts = Drafts and history
settings-data-drafts-text = In one file, greenroom.db, in the data folder. It holds no password and no sign-in.
settings-data-record = Activity and histories
settings-data-record-text = What Greenroom asked TikTok in your name, and what happened to each post. Kept for ever, in the same file, without captions and file names.
settings-data-videos = Your videos
settings-data-videos-text = They stay where they are. Greenroom remembers the place and keeps one small picture of each.
settings-data-secrets = Sign-ins and your app’s secret
settings-data-secrets-text = In your system’s keyring. Without a keyring they are kept in memory until you close Greenroom, never in a file.
settings-data-tiktok = What goes to TikTok
settings-data-tiktok-text = Only what you agree to with the button that posts, and questions about your account and your videos.
settings-erase = Delete all my data
settings-erase-hint = Everything Greenroom knows on this computer. Then it starts like new.
settings-erase-title = Delete everything Greenroom knows?
settings-erase-text = This cannot be undone. Posts on their way are no longer followed, and Greenroom starts again like new.
settings-erase-goes-work = Drafts, posts and their history, pictures, settings and the practice TikTok
settings-erase-goes-accounts = All sign-ins and your app’s secret, out of the keyring; the access is given back to TikTok
settings-erase-goes-files = The database, its copies and the log in the data folder
settings-erase-stays = Your video files stay where they are, and so does everything on TikTok
settings-erase-sure = Yes, delete all of it
settings-erase-wants = Tick the box first.
settings-erase-working = Giving back the access and deleting. Greenroom starts again in a moment.
settings-erase-go = Delete everything
settings-erase-anyway = Delete all the same
settings-erase-keep = Keep everything
settings-version = Greenroom { $version }

## The posts screen.

posts-ui-none = Nothing on its way
posts-ui-none-text = When you post a draft you can follow it here until it is live.
posts-ui-open-drafts = Open drafts
posts-ui-loading = Looking up your posts
posts-ui-back = Back to all posts
posts-ui-history = History
posts-ui-copy-report = Copy report
posts-ui-report = Report
posts-ui-report-copied = The report is copied. It holds no password and no sign-in.
posts-ui-report-by-hand = The clipboard did not take it. Select the text and copy it by hand.
posts-ui-upload = Upload
posts-ui-chunks = { $stored } of { $chunks } chunks stored
posts-ui-step-done = done
posts-ui-step-now = now
posts-ui-step-coming = still to come
posts-ui-step-inbox = waits for you
posts-ui-step-live = confirmed by TikTok
posts-ui-step-bad = failed
posts-ui-on-profile = On the profile
posts-ui-show-video = Show in Videos
posts-ui-this-video = Yes, this one
posts-ui-another-video = No, another one
posts-ui-not-this-video = It is another one
posts-ui-line = Order of the posts that wait
posts-ui-act-earlier = Earlier
posts-ui-act-later = Later
posts-ui-act-pause = Pause
posts-ui-act-continue = Go on
posts-ui-act-check-now = Check now
posts-ui-act-stop = Stop this post
posts-ui-act-stop-following = Stop following
posts-ui-act-open-on-tiktok = Open on TikTok
posts-ui-act-open-phone = Open the practice phone
posts-ui-act-to-inbox = Send to inbox instead
posts-ui-hand-over = Finish on your phone
posts-ui-copy-caption = Copy caption
posts-ui-caption-copied = The caption is copied.
handover-ui-tasks = Left to do on your phone
handover-ui-before = Code before
handover-ui-next = Next code
handover-ui-first = This is the first code.
handover-ui-last = This is the last code.
posts-ui-act-try-again = Try again
posts-ui-act-review = Review and post
posts-ui-act-sign-in-again = Sign in again
posts-ui-stop-title = Stop this post?
posts-ui-stop-text = Nothing of “{ $title }” has been posted. What TikTok already has of it is dropped; your draft stays.
posts-ui-stop-keep = Keep going
posts-ui-stop-following-title = Stop following this post?
posts-ui-stop-following-text = TikTok may still post “{ $title }”. Greenroom just no longer asks what became of it, so look in the TikTok app before you post it again.
posts-ui-stop-following-keep = Keep following
