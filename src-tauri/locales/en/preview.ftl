## The phone beside the posting page, and its cover. Sources stand in the data file of the guides.

# Guides to what TikTok’s player covers; mirrored for apps in right-to-left languages.
preview-guide-narrow = Narrow guide
    .mirrored = Narrow guide, right to left
preview-guide-wide = Wide guide
    .mirrored = Wide guide, right to left
preview-guide-note = A hint, not a rule: guides differ, and so do phones. { $confidence }, seen { $seen }: { $source }.
preview-guide-mirrored = Mirrored by us; we are not sure that TikTok does the same.
preview-fold-note = The caption folds after { $lines } lines. { $confidence }: { $source }.
preview-confidence-article = From an article

# The cover.
preview-crop-hint = A hint: we do not know how TikTok crops the cover on your profile. What matters is safe where both show it.
preview-cover-taken-back = The video is another one now, so the cover is its first frame again.
