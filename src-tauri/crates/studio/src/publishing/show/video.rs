//! The video of the profile that a post became, and the creator's word about it.

use crate::ids::PostId;
use crate::labels::compact;
use crate::media::labels::duration;
use crate::problem::{Code, Problem};
use crate::publishing::Publishing;
use crate::publishing::state::{Commit, Stage, State};
use crate::store::matches::Match;
use crate::store::posts::PostRow;
use crate::store::videos::VideoRow;
use crate::view::{Change, HistoryLine, LinkKind, PostVideo};

impl Publishing {
    /// Keeps that the creator says which video a post became, or that it is another one than was
    /// suggested or said.
    ///
    /// # Errors
    /// [`Code::Stale`] when the post is gone or the video is not its suggestion any more, or when
    /// the database refuses.
    pub async fn matches(&self, id: &PostId, video: &str, is_it: bool) -> Result<(), Problem> {
        let row = self.row(id).await?;
        let shown = self.video(&row).await?;
        let is_open = shown.is_some_and(|shown| shown.id == video && shown.kind != LinkKind::Named);
        if !is_open {
            return Err(Problem::new(&self.core.words, Code::Stale, "posts-match-gone"));
        }
        let said = Match {
            post: id.clone(),
            video: video.to_owned(),
            confirmed: is_it,
        };
        let now = self.core.now();
        self.stored(self.core.store.keep_match(&said, now).await)?;
        let key = if is_it {
            "posts-line-matched"
        } else {
            "posts-line-not-matched"
        };
        let line = HistoryLine::once(now, self.core.words.say(key), Some(said.video));
        self.core.record.line(id, line);
        self.core.tell(Change::Post { id: id.clone() });
        self.core.tell(Change::Videos { account: row.account });
        Ok(())
    }

    /// The video a post became, while it is among those that were last heard.
    pub(in crate::publishing) async fn video(&self, row: &PostRow) -> Result<Option<PostVideo>, Problem> {
        if !may_be_on_the_profile(&row.state) {
            return Ok(None);
        }
        let (videos, _) = self.stored(self.core.store.videos(&row.account).await)?;
        let links = self.core.links(&row.account, &videos).await?;
        let theirs = links.iter().filter(|link| link.post == row.id);
        let mut heard = theirs.filter_map(|link| {
            let video = videos.iter().find(|video| video.id == link.video)?;
            Some(self.post_video(row, video, link.kind))
        });
        Ok(heard.next())
    }

    fn post_video(&self, row: &PostRow, video: &VideoRow, kind: LinkKind) -> PostVideo {
        let key = match kind {
            LinkKind::Named => "posts-video-named",
            LinkKind::Confirmed => "posts-video-confirmed",
            LinkKind::Suggested => "posts-video-suggested",
        };
        PostVideo {
            account: row.account.clone(),
            id: video.id.clone(),
            kind,
            text: self.core.words.say(key),
            cover: self.core.cover(&row.account, video),
            caption: video.caption.clone(),
            facts: self.facts_of_video(video),
        }
    }

    fn facts_of_video(&self, video: &VideoRow) -> String {
        let words = &self.core.words;
        let seconds = video.duration_s.and_then(|seconds| u64::try_from(seconds).ok());
        let length = seconds.map(|seconds| duration(seconds.saturating_mul(1000)));
        let posted = video.posted_at.map(|at| {
            let time = self.clock().minutes(at);
            words.say_with("posts-video-posted", &[("time", &time)])
        });
        let views = video.views.map(|views| {
            let args = [("count", views.to_string()), ("shown", compact(views))];
            let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
            words.say_with("posts-video-views", &args)
        });
        let facts: Vec<String> = [posted, length, views].into_iter().flatten().collect();
        facts.join(" · ")
    }
}

/// TikTok has it, or may have.
fn may_be_on_the_profile(state: &State) -> bool {
    matches!(
        state.stage,
        Stage::Live { .. } | Stage::InReview | Stage::NeedsYou { .. } | Stage::Cancelled
    ) && matches!(state.commit, Commit::Sent | Commit::Done)
}
