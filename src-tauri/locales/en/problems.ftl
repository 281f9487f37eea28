## What can go wrong anywhere: what happened, and as remedy what to do.

problem-store = Greenroom could not save to its data folder.
    .remedy = Check that the disk is there and may be written to, then try again.
problem-store-locked = Another program holds Greenroom’s database, so this could not be saved.
    .remedy = Close the program that has greenroom.db open, a backup perhaps, then try again.
problem-disk-full = The disk is full, so Greenroom could not save this.
    .remedy = Free some space, then try again. Nothing that was saved before is lost.

problem-offline = TikTok cannot be reached.
    .remedy = Check the internet connection. What waits goes on by itself.
problem-no-answer = The connection broke before TikTok answered.
    .remedy = Check the internet connection. What waits goes on by itself.
problem-insecure = No secure connection to TikTok could be made.
    .remedy = Check the date and time of this computer, and whether a virus scanner or the network looks into connections. What waits goes on by itself.
problem-proxy = The proxy of this computer let nothing through to TikTok.
    .remedy = Check the proxy in the computer’s network settings, its name and password too. What waits goes on by itself.
problem-not-tiktok = Something other than TikTok answered, perhaps the sign-in page of a Wi-Fi network.
    .remedy = Open any web page in your browser, sign in to the network if it asks, then try again. What waits goes on by itself.
problem-tiktok-trouble = TikTok has trouble of its own at the moment.
    .remedy = Wait a few minutes, then try again. What waits goes on by itself.
problem-too-fast = TikTok asks for a pause because there were many requests in a short time.
    .remedy = Try again when the time shown is over.

problem-sign-in-again = TikTok no longer takes the sign-in of this account.
    .remedy = Sign in again under Accounts. Your drafts and posts are kept.
problem-missing-permission = TikTok says this account has not given the permission for this.
    .remedy = Sign in again under Accounts and leave every permission switched on. If it happens again, check the products and scopes of your TikTok app.
problem-access-denied = TikTok did not allow it.
    .remedy = Start the sign-in again and choose Continue on TikTok’s page.

problem-wrong-app-keys = TikTok does not know this client key, or the secret does not fit it.
    .remedy = Copy key and secret again from your app’s page at TikTok and save them under TikTok app.
problem-sign-in-refused = TikTok refused the sign-in request.
    .remedy = Check that the redirect address shown under TikTok app is registered at TikTok exactly as it stands there, then start again.
problem-app-not-allowed = TikTok does not allow this app to sign anyone in yet.
    .remedy = Add Login Kit to your app at TikTok, or use the keys of its sandbox, then start again.
problem-unknown-permission = One of the permissions Greenroom asks for is not added to your TikTok app.
    .remedy = Add every scope listed under TikTok app to your app at TikTok, then start again.
problem-address-not-verified = TikTok does not know that this web address belongs to your TikTok app.
    .remedy = Verify the domain on your app’s page at TikTok, then try again.
problem-not-audited = This app is not audited yet, so TikTok only lets it post while the account is private.
    .remedy = Set the account to private in the TikTok app, or send the video to the TikTok inbox instead.

problem-too-many-posts = TikTok takes no more posts from this account for now: the limit of the last 24 hours is reached.
    .remedy = Try again tomorrow, or post from the TikTok app on your phone.
problem-inbox-full = The TikTok inbox takes no more: too many videos wait there unfinished.
    .remedy = Post or delete one in the TikTok app on your phone, then try again.
problem-app-cap = Your TikTok app has reached the number of creators that may post with it in a day.
    .remedy = Try again tomorrow. The limit can be raised on your app’s page at TikTok.
problem-banned = TikTok does not let this account post at the moment.
    .remedy = Open the TikTok app and look into its messages for the reason.
problem-phone-app-too-old = The TikTok app on the phone of this account is too old for this.
    .remedy = Update the TikTok app on the phone, then try again.

problem-privacy-not-offered = TikTok no longer offers the visibility you chose.
    .remedy = Open the draft, choose again who can see it, then post.
problem-value-refused = TikTok refused something in this request.
    .remedy = Look over the draft, change what stands out, then try again.
problem-file-refused = TikTok refused the video file.
    .remedy = Open the draft and look at what the check says about the file.
problem-file-unreadable = The video could not be read to its end.
    .remedy = Check that the file is where it was and did not change, then try again.

problem-post-unknown = TikTok does not know this post for this account.
    .remedy = Look in the TikTok app whether it is there before you post it again.
problem-not-cancellable = It is too late to cancel: TikTok is already done with it.
    .remedy = Delete it in the TikTok app if you do not want it there.
problem-upload-expired = The upload took longer than the hour TikTok gives it.
    .remedy = Start the upload again. It begins with the first byte.
problem-upload-unknown = TikTok no longer knows this upload.
    .remedy = Start the upload again. It begins with the first byte.
problem-upload-out-of-step = TikTok and Greenroom disagree about how much of the video has arrived.
    .remedy = Greenroom asks TikTok and goes on from there.
problem-upload-refused = TikTok refused a part of the video.
    .remedy = Start the upload again. If it happens again, make a new copy of the video and use that.
problem-forbidden-address = TikTok named an address that Greenroom does not send anything to.
    .remedy = Try again. If it happens again, copy the report and send it to us.
problem-refused = TikTok refused this without giving a reason Greenroom knows.
    .remedy = Try again later. If it happens again, copy the report and send it to us.
