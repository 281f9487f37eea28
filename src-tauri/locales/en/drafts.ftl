## Drafts.

draft-condition-new = New
draft-condition-in-work = In work
draft-condition-on-the-way = On the way
draft-condition-posted = Posted
draft-condition-does-not-fit = Does not fit
draft-condition-video-moved = Video moved

draft-edited = Edited { $when }
draft-moved-note = The video is not where it was, or it was changed.

draft-gone = The video is not where it was.
draft-changed = The video was changed since it was added.

draft-unknown = This draft is no longer there.
    .remedy = Go back to your drafts; deleted ones can be undone for a moment.
draft-caption-too-long = This text is far too long for a caption.
    .remedy = Paste a part of it. TikTok takes 2,200 characters.
draft-other-video = This is another video.
    .remedy = Choose the file that was moved, or make a new draft of this one.

draft-refused-many = Only 50 files at once. Add the rest afterwards.
draft-refused-unreadable = The file cannot be read. Look at its permissions, or copy it to this computer.
draft-refused-not-a-file = This is not a file. Choose the video itself.
draft-refused-empty = The file is empty. It may still be copying; try again when it is done.
draft-refused-not-a-video = TikTok takes MP4, MOV and WebM. Export the video in one of these.
draft-refused-damaged = The video is cut off or damaged. Export or copy it again.
