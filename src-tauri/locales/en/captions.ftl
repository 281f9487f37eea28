## captions: writing one, and taking it to the phone.

# Hashtags used before.
captions-tag-uses =
    { $count ->
        [one] used once
       *[other] used { $count } times
    }
captions-tags-spoken =
    { $count ->
        [one] 1 hashtag you used before. Arrow down to choose it.
       *[other] { $count } hashtags you used before. Arrow down to choose one.
    }

# Pasted text.
captions-left-out =
    { $count ->
        [one] 1 invisible character of the pasted text was left out.
       *[other] { $count } invisible characters of the pasted text were left out.
    }
captions-blanks =
    { $count ->
        [one] 1 unusual blank became an ordinary one.
       *[other] { $count } unusual blanks became ordinary ones.
    }

# Texts that are kept.
captions-nameless = A saved text needs a name.
    .remedy = Give it one that you recognise, such as “Ramen tags”.
captions-textless = There is nothing to save yet.
    .remedy = Write the hashtags or the sentence that you use often.
captions-name-long = This name is too long.
    .remedy = Use up to { $limit } characters.
captions-text-long = This text is longer than a caption may be.
    .remedy = Use up to { $limit } characters.

# Spelling.
captions-no-dictionary = Spelling is not checked: this computer has no dictionary for your language.

# Finished on the phone: the codes.
handover-code = QR code with the caption
handover-code-of = Code { $number } of { $count }
handover-scan = Scan it with your phone’s camera and copy the text. The code holds the caption itself; no network is needed.
handover-scan-many = The caption is too long for one code, so it takes { $count } codes. Scan them in order and paste each text behind the one before.

# Finished on the phone: the tick list.
handover-sound = Choose a sound
    .hint = Only the TikTok app has TikTok’s sounds.
handover-cover = Choose the cover
    .hint = You had not chosen one here.
handover-cover-at = Cover: the frame at { $value }
    .hint = You chose it here; it does not travel with the video.
handover-caption = Paste the caption
    .hint = TikTok’s inbox does not take it from us.
handover-privacy = Choose who can view it
    .hint = You had not chosen it here.
handover-privacy-as = Who can view it: { $value }
    .hint = You had chosen this for a direct post.
handover-disclosure = Disclose it if it promotes something
    .hint = Yourself, a brand, a product or a service.
handover-disclosure-as = Disclose it: { $value }
    .hint = You had chosen this for a direct post.
handover-both-brands = Your brand and branded content
handover-ai = Label it if AI made it
    .hint = If AI made or changed what people see.
handover-ai-on = Label it as AI-generated
    .hint = You had chosen this for a direct post.
