## Drafts: where they stand, and what can go wrong with their files.

drafts-condition-new = New
drafts-condition-in-work = In work
drafts-condition-on-the-way = On the way
drafts-condition-posted = Posted
drafts-condition-does-not-fit = Does not fit
drafts-condition-video-moved = Video moved

drafts-note-added = Added { $time }
drafts-note-edited = Edited { $time }
drafts-note-on-the-way = You can follow it under Posts
drafts-note-posted = Posted { $time }
drafts-note-last-seen = Last seen in “{ $folder }”

drafts-file-label = { $size }, { $facts }
drafts-file-gone = The video is not where it was.
drafts-file-changed = The video was changed since it was added.

# What can go wrong: what happened, and as remedy what to do.
drafts-gone = This draft does not exist any more.
    .remedy = Go back to the drafts.
drafts-no-picture = This frame could not be read as a picture.
    .remedy = The draft works without one.
drafts-too-many-at-once = These are more than 50 files at once.
    .remedy = Add this one and the rest afterwards.
drafts-full = There are 500 drafts, which is as many as fit on the desk.
    .remedy = Move some to the bin, then add this one and the rest again.
drafts-unreadable-name = The name of this file, or of a folder it is in, has characters that cannot be read.
    .remedy = Rename it, then add the file again.
