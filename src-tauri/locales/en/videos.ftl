## videos

videos-post-named = Sent from here { $time }
videos-post-confirmed = Sent from here { $time }, as you said
videos-post-suggested = Perhaps sent from here { $time }
