## Accounts: connection, permissions, signing in, the keyring.

# What an account may do, in the creator's words. One line for each group of TikTok's scopes.
# The purpose says what Greenroom does with it.
accounts-permission-profile = Profile and counts
    .purpose = Shows your name, picture, handle and counts in Greenroom.
accounts-permission-videos = Read your videos
    .purpose = Lists the videos on your profile that everyone can see, with their views and likes.
accounts-permission-inbox = Send to inbox
    .purpose = Sends a video to your TikTok inbox when you press the button. You finish it on your phone.
accounts-permission-post = Post directly
    .purpose = Asks what your account may post, posts a video when you press the button, and follows it until it is live.
accounts-used-today = Used today at { $time }
accounts-used = Last used { $time }
accounts-not-used = Not used yet

# How an account stands: a label and a note under it.
accounts-state-connected = Connected
accounts-state-practice = Practice account
accounts-state-expiring =
    { $days ->
        [0] Sign-in ends today
        [one] Sign-in ends in 1 day
       *[other] Sign-in ends in { $days } days
    }
accounts-state-signed-out = Signed out by TikTok
accounts-state-lost = Sign-in lost
accounts-state-ended = Sign-in has ended
accounts-state-missing-scope =
    { $count ->
        [one] One permission missing
       *[other] { $count } permissions missing
    }
accounts-state-unknown = Keyring locked or empty

accounts-note-practice = Lives on this computer. Nothing you post here reaches TikTok.
accounts-note-expiring = TikTok asks for a fresh sign-in from time to time. Sign in before { $day } and nothing stops.
accounts-note-signed-out = TikTok has not taken this sign-in since { $day }. Your drafts and posts are kept; what is on its way waits until you sign in.
accounts-note-lost = The connection broke on { $day } while TikTok renewed the sign-in, so the old one no longer works. Your drafts and posts are kept; what is on its way waits until you sign in.
accounts-note-ended = TikTok gave this sign-in until { $day }, and that is over. Your drafts and posts are kept; what is on its way waits until you sign in.
accounts-note-no-profile = Without it Greenroom cannot show the name and the counts of this account. Posting works.
accounts-note-no-videos = Without it Greenroom cannot show videos or insights for this account. Posting works.
accounts-note-no-inbox = Without it Greenroom cannot send videos to the TikTok inbox of this account. Posting directly works.
accounts-note-no-post = Without it Greenroom cannot post for this account. It can still check videos and keep drafts.
accounts-note-no-several = Without them parts of Greenroom do not work for this account. Allow them at TikTok to use everything.
accounts-note-scope-refused = TikTok refused a request for want of a permission, although it was granted. Sign in again; if it stays, check the products and scopes of your TikTok app.
accounts-note-unknown = The keyring does not give out the sign-in of this account. Unlock the keyring and try again, or sign in again.

# The name of an account whose profile TikTok has not told yet.
accounts-nameless = TikTok account

# The end of a sign-in that left something out.
accounts-left-out =
    { $count ->
        [one] One permission was left out: { $list }. You can allow it later by signing in again.
       *[other] { $count } permissions were left out: { $list }. You can allow them later by signing in again.
    }

accounts-other-known = This is { $found }, who was connected already. { $wanted } still has to sign in.

# TikTok's error page names one of these instead of asking: what to compare, and the name of the value to copy.
accounts-check-redirect-uri = The address to come back to is not registered. Add this one to Login Kit under { $platform }, exactly as it stands here, the slash at the end included. A sandbox has a list of its own.
    .value = Redirect address
accounts-check-client-key = TikTok does not let this key sign anyone in. Compare it with the one on your app’s page. Until the app is approved only the key of its sandbox works, and Login Kit must be added.
    .value = Client key
accounts-check-scope = One of these permissions is not added to your app. The last two appear there once the Content Posting API is added and Direct Post is switched on in it.
    .value = Scopes
accounts-check-sandbox = Whoever is signed in at TikTok is not a target user of your app’s sandbox. Add the account there; it can take up to an hour until TikTok knows it.
accounts-check-code-challenge = Greenroom always sends this. Start again; if the page comes back, compare the platform of Login Kit on your app’s page with the one chosen here, { $platform }.

# The page the browser ends on.
accounts-page-taken = Back to Greenroom
    .text = Greenroom has what it needs. You can close this tab.
accounts-page-declined = Not connected
    .text = TikTok did not connect the account. Greenroom tells you what you can do. You can close this tab.
accounts-page-not-taken = Nothing to do here
    .text = Greenroom is not waiting for this page. If you are signing in, go back to Greenroom and start again.

# Standing conditions of the keyring.
accounts-banner-keyring-locked = The keyring is locked or does not answer. Posts wait; nothing is lost.
    .action = Unlock and try again
accounts-banner-keyring-missing = This computer has no keyring, so sign-ins end when you close Greenroom. Everything else works.
    .action = Look again

# What can go wrong: what happened, and as remedy what to do.
accounts-keyring-closed = The keyring is locked or does not answer.
    .remedy = Unlock it, then try again. Nothing is lost.
accounts-keyring-missing = Greenroom finds no keyring on this computer.
    .remedy = Install one that offers the Secret Service, for example GNOME Keyring or KWallet, then look again. Until then sign-ins end when you close Greenroom.
accounts-no-entry = The keyring holds no sign-in for this account.
    .remedy = Unlock the keyring and try again. If it stays so, sign in again under Accounts. Your drafts and posts are kept.
accounts-sign-in-lost = The connection broke while TikTok renewed the sign-in, so the old one no longer works.
    .remedy = Sign in again under Accounts. Your drafts and posts are kept.
accounts-gone = This account is not connected any more.
    .remedy = Sign in again under Accounts. Your drafts and posts are kept.
accounts-unknown = Greenroom does not know this account.
    .remedy = Go back and choose an account again.
accounts-internal = Greenroom made a mistake of its own.
    .remedy = Try again. If it happens again, close Greenroom and open it anew.

accounts-no-app = There is no TikTok app to sign in with yet.
    .remedy = Enter your app’s key and secret under TikTok app, or practise first.
accounts-no-app-secret = The keyring holds no secret for your TikTok app.
    .remedy = Enter the secret again under TikTok app.
accounts-no-page = The redirect page for signing in is missing.
    .remedy = Enter its https address under TikTok app, or choose the desktop platform there.
accounts-no-port = This computer gave Greenroom no port to listen on.
    .remedy = Close other programs or start the computer anew, then try again.
accounts-no-practice = Practice is not part of this start of Greenroom.
    .remedy = Start Greenroom without extra options to practise.
accounts-practice-not-running = The practice TikTok did not start.
    .remedy = Try again. If it stays so, close Greenroom and open it anew.
accounts-practice-refused = The practice TikTok did not let this persona in.
    .remedy = Choose another persona, then try again.

accounts-late = The browser did not come back within five minutes.
    .remedy = Open the page again. If TikTok showed an error page, look below for what it named.
accounts-disturbed = Something kept sending foreign answers, so Greenroom ended this sign-in.
    .remedy = Close other tabs in the browser, then start the sign-in again.
accounts-restarted-without-keyring = Greenroom was closed during the sign-in and could not keep it without a keyring.
    .remedy = Start the sign-in again and leave Greenroom open until the browser is back.
accounts-code-refused = TikTok’s permission came too late or was used before.
    .remedy = Start the sign-in again.
accounts-declined = TikTok did not connect the account.
    .remedy = Start the sign-in again. If TikTok shows an error page, check your app’s settings there.
accounts-declined-because = TikTok did not connect the account.
    .remedy = The reason it gives is “{ $reason }”, which Greenroom does not know. Start the sign-in again; if it stays so, look for that word on your app’s page at TikTok.
accounts-no-challenge = TikTok misses a part of the sign-in that Greenroom always sends.
    .remedy = Start the sign-in again. If it stays so, choose the same platform under TikTok app as on your app’s page at TikTok.
accounts-verifier-refused = TikTok says this answer belongs to another start of the sign-in.
    .remedy = Close the other tabs with TikTok’s page, then start the sign-in again. Nothing has to be changed at TikTok.
accounts-redirect-refused = TikTok says the browser came back to another address than the one that is registered.
    .remedy = Compare the redirect address registered at TikTok with this one, then start the sign-in again.
accounts-not-a-sandbox-target = The account signed in at TikTok is not a target user of your app’s sandbox.
    .remedy = Add it under Target users on your app’s page at TikTok. It can take up to an hour until TikTok knows it.
accounts-paste-unreadable = This is not an address that TikTok sends back.
    .remedy = Copy the whole address from the browser’s address bar after you allowed access, then paste it here.
accounts-paste-foreign = This address belongs to another sign-in.
    .remedy = Copy the address of the page that opened last, or start the sign-in again.

accounts-app-key-invalid = This is not a client key.
    .remedy = Copy the client key from your app’s page at TikTok. It holds letters and digits, no blanks.
accounts-app-secret-invalid = This is not a client secret.
    .remedy = Copy the client secret from your app’s page at TikTok. It holds letters and digits, no blanks.
accounts-app-secret-missing = The secret for this client key is missing.
    .remedy = Copy the client secret from your app’s page at TikTok and enter it together with the key.
accounts-app-page-missing = The web platform needs the https address of your redirect page.
    .remedy = Enter the address of the page, or choose the desktop platform.
accounts-app-page-invalid = TikTok does not take this address as a redirect page.
    .remedy = Enter a full https address without question mark, without # and shorter than 512 characters.
