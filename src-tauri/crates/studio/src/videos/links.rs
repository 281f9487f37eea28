//! Which post each video came from: by the id TikTok named, by the creator's word, or as a
//! suggestion.

use std::collections::HashSet;

use crate::core::Core;
use crate::ids::{AccountId, PostId};
use crate::matching::{Sent, Shown, suggest};
use crate::problem::Problem;
use crate::store::StoreError;
use crate::store::matches::Match;
use crate::store::posts::PostRow;
use crate::store::videos::VideoRow;
use crate::view::LinkKind;

/// A post and the video it became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    pub post: PostId,
    /// TikTok's id.
    pub video: String,
    pub kind: LinkKind,
    /// When the post was sent, UTC milliseconds.
    pub sent_at: i64,
}

impl Core {
    /// Address of a video's cover at the media server.
    pub(crate) fn cover(&self, account: &AccountId, video: &VideoRow) -> Option<String> {
        let key = format!("video/{account}/{}", video.id);
        let jpeg = video.cover.as_ref()?;
        Some(self.media.picture(&key, jpeg))
    }

    /// The links between an account's posts and its videos, of which these are shown.
    pub(crate) async fn links(&self, account: &AccountId, videos: &[VideoRow]) -> Result<Vec<Link>, Problem> {
        let links = self.find_links(account, videos).await;
        links.map_err(|error| self.store_problem(error))
    }

    async fn find_links(&self, account: &AccountId, videos: &[VideoRow]) -> Result<Vec<Link>, StoreError> {
        let named = self.store.named_posts(account).await?;
        let posts = self.store.unnamed_posts(account).await?;
        let said = self.store.matches(account).await?;
        let mut links: Vec<Link> = named
            .into_iter()
            .map(|(post, video, sent_at)| Link {
                post,
                video,
                kind: LinkKind::Named,
                sent_at,
            })
            .collect();
        // TikTok's word wins over the creator's.
        links.extend(confirmed(&links, &posts, &said));
        links.extend(suggested(&links, &posts, videos, &said));
        Ok(links)
    }
}

fn confirmed(links: &[Link], posts: &[PostRow], said: &[Match]) -> Vec<Link> {
    let is_free = |video: &str| links.iter().all(|link| link.video != video);
    said.iter()
        .filter(|said| said.confirmed && is_free(&said.video))
        .filter_map(|said| {
            let post = posts.iter().find(|post| post.id == said.post)?;
            Some(Link {
                post: said.post.clone(),
                video: said.video.clone(),
                kind: LinkKind::Confirmed,
                sent_at: sent_at(post),
            })
        })
        .collect()
}

fn suggested(links: &[Link], posts: &[PostRow], videos: &[VideoRow], said: &[Match]) -> Vec<Link> {
    let linked: HashSet<&str> = links.iter().map(|link| link.video.as_str()).collect();
    let matched: HashSet<&PostId> = links.iter().map(|link| &link.post).collect();
    let posts: Vec<&PostRow> = posts.iter().filter(|post| !matched.contains(&post.id)).collect();
    let videos: Vec<&VideoRow> = videos
        .iter()
        .filter(|video| !linked.contains(video.id.as_str()))
        .collect();
    let sent: Vec<Sent> = posts.iter().map(|post| sent(post)).collect();
    let shown: Vec<Shown> = videos.iter().map(|video| shown(video)).collect();
    let declined = |post: usize, video: usize| {
        let (post, video) = (&posts[post].id, &videos[video].id);
        said.iter()
            .any(|said| !said.confirmed && said.post == *post && said.video == *video)
    };
    let pairs = suggest(&sent, &shown, declined).into_iter();
    pairs
        .map(|(post, video)| Link {
            post: posts[post].id.clone(),
            video: videos[video].id.clone(),
            kind: LinkKind::Suggested,
            sent_at: sent_at(posts[post]),
        })
        .collect()
}

fn sent(post: &PostRow) -> Sent {
    Sent {
        caption: post.agreed.choices.caption.clone(),
        duration_ms: post.agreed.duration_ms,
        // TikTok tells whole seconds of when a video was posted.
        sent_at: sent_at(post).div_euclid(1000) * 1000,
        mode: post.state.mode,
    }
}

fn shown(video: &VideoRow) -> Shown {
    Shown {
        caption: video.caption.clone(),
        duration_s: video.duration_s,
        posted_at: video.posted_at,
    }
}

fn sent_at(post: &PostRow) -> i64 {
    let upload = post.state.upload.as_ref();
    upload.map_or(post.created_at, |upload| upload.issued_at)
}
