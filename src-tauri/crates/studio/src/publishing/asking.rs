//! The work of a post that is a question to TikTok: what the creator may post
//! now, an upload, and what became of it.

use tiktok::{CreatorInfo, FailReason, Failure, PrivacyLevel, PublishState, Scope};

use super::Agreed;
use super::history::Waited;
use super::machine::Cure;
use super::machine::{Event, Trouble};
use super::pacing::{Call, pause};
use super::reach::Held;
use super::runner::{Post, Runner};
use super::state::{Next, Said};
use crate::accounts::CallError;
use crate::activity::errand::Errand;
use crate::ids::AccountId;
use crate::posting_page::{Choices, Terms, video_post};
use crate::store::posts::PostRow;
use crate::view::Mode;
use crate::words::Words;

/// The longest of all pauses (R§8.4).
const LONGEST_PAUSE_MS: i64 = 24 * 60 * 60 * 1000;

impl Runner {
    /// Does what the state asks for, once it is due. May be dropped at any point.
    pub(super) async fn work(&self, post: &mut Post, next: Next) -> Event {
        if next == Next::Nothing {
            return std::future::pending().await;
        }
        let due = within_a_day(post.row.not_before, self.core.now());
        let pause = pause(post.row.not_before, post.put_off_at);
        self.core.config.clock.sleep_at_most(pause, due).await;
        if next == Next::Turn || post.row.state.uses_lane() {
            self.wait_for_turn(post).await;
        }
        let errand = Errand::for_post(&post.row.id, post.row.state.mode, post.starter);
        match next {
            Next::Nothing => std::future::pending().await,
            Next::Turn => Event::Turn,
            Next::Check => self.reaching(&post.row, self.check(&post.row, &errand)).await,
            Next::Init => self.reaching(&post.row, self.init(&post.row, &errand)).await,
            Next::Send(index) | Next::SendLast(index) => self.send(&post.row, index, &errand).await,
            Next::Ask => self.reaching(&post.row, self.ask(&post.row, &errand)).await,
        }
    }

    /// The same file and, for a direct post, still what the creator agreed to (R§13.3: asked
    /// right before the init).
    async fn check(&self, row: &PostRow, errand: &Errand) -> Event {
        if self.same_file(&row.agreed).await.is_none() {
            return Event::FileChanged;
        }
        if row.state.mode == Mode::Inbox {
            return Event::Same;
        }
        self.hold(row, Call::CreatorInfo).await;
        let asked = self
            .accounts
            .call_for(&row.account, errand, |session| async move {
                session.client.creator_info(&session.token).await
            })
            .await;
        let info = match asked {
            Ok(info) => info,
            Err(error) => return self.refused(row, error).await,
        };
        let avatar = info.avatar_url.as_deref();
        self.accounts
            .note_profile(&row.account, &info.nickname, &info.username, avatar)
            .await;
        if row.agreed.terms == Some(Terms::from(&info)) {
            Event::Same
        } else {
            Event::Differs(what_differs(&row.agreed, &info, &self.core.words))
        }
    }

    /// Opens an upload. The intent is stored; a lost answer costs nothing but the call (R§8).
    async fn init(&self, row: &PostRow, errand: &Errand) -> Event {
        let post = video_post(&row.agreed.choices);
        let (Some(plan), true) = (row.state.plan(), post.is_some() || row.state.mode == Mode::Inbox) else {
            return self.choices_lost();
        };
        let call = if post.is_some() {
            Call::Init
        } else {
            Call::InboxInit
        };
        self.hold(row, call).await;
        if let Err(event) = self.count_opening(row).await {
            return event;
        }
        // Taken before the request, so that the hour is never too long.
        let issued_at = self.core.now();
        let (post, plan) = (post.as_ref(), &plan);
        let initiated = self
            .accounts
            .call_for(&row.account, errand, |session| async move {
                let (client, token) = (session.client, session.token);
                let initiated = match post {
                    Some(post) => client.init_video(&token, post, plan).await?,
                    None => client.init_inbox_video(&token, plan).await?,
                };
                Ok((client, initiated))
            })
            .await;
        self.learn_of_audit(row, &initiated).await;
        match initiated {
            Ok((client, initiated)) => {
                self.keep_url(&row.id, client, initiated.upload_url).await;
                if row.state.mode == Mode::Inbox {
                    self.accounts.note_use(&row.account, Scope::VideoUpload).await;
                }
                Event::Initiated {
                    publish_id: initiated.publish_id,
                    issued_at,
                    log_id: initiated.log_id,
                }
            }
            Err(error) => self.refused(row, error).await,
        }
    }

    fn choices_lost(&self) -> Event {
        let words = &self.core.words;
        let key = "posts-choices-lost";
        Event::Trouble(Trouble {
            cure: Cure::Review,
            said: Said {
                message: words.say(key),
                remedy: words.attribute(key, "remedy", &[]),
            },
            reference: None,
        })
    }

    /// A post that others may see is let in only from an audited app (R§12.3).
    async fn learn_of_audit<T>(&self, row: &PostRow, initiated: &Result<T, CallError>) {
        let only_me = row.agreed.choices.privacy.as_deref() == Some(PrivacyLevel::SelfOnly.as_str());
        match initiated {
            Ok(_) if row.state.mode == Mode::Direct && !only_me => {
                self.core.note_audit(&row.account, true).await;
            }
            Err(CallError::Tiktok(error)) if error.failure == Failure::UnauditedNeedsPrivateAccount => {
                self.core.note_audit(&row.account, false).await;
            }
            _ => {}
        }
    }

    /// Asks what became of the post, also where nothing more can be sent: an old copy of the data
    /// folder knows less than TikTok.
    async fn ask(&self, row: &PostRow, errand: &Errand) -> Event {
        let Some(upload) = row.state.upload.clone() else {
            return Event::UrlGone;
        };
        self.hold(row, Call::Status).await;
        let publish_id = upload.publish_id.as_str();
        let told = self
            .accounts
            .call_for(&row.account, errand, |session| async move {
                session.client.publish_status(&session.token, publish_id).await
            })
            .await;
        match told {
            Ok(status) => {
                if status.state == PublishState::Failed(FailReason::TooManyPosts) {
                    self.core.note_used_up(&row.account, Mode::Direct).await;
                }
                if let PublishState::Unknown(name) = &status.state {
                    tracing::warn!(
                        name,
                        "a status the reference does not know; taken as still processing"
                    );
                }
                Event::Told(status)
            }
            Err(error) => Event::Trouble(self.core.trouble(error)),
        }
    }

    /// Waits for a place in the account's minute; the window is told until when.
    async fn hold(&self, row: &PostRow, call: Call) {
        let since = self.core.now();
        while let Err(until) = self.place(&row.account, call) {
            let _shown = self.show_held(&row.id, Held::Minute(until));
            self.core.config.clock.sleep_until(until).await;
        }
        self.note_wait(&row.id, Waited::Limit(call), since);
    }

    /// Takes a place for a call, or tells when one is free (UTC milliseconds).
    pub(super) fn place(&self, account: &AccountId, call: Call) -> Result<(), i64> {
        self.buckets
            .take(&self.core.config.pacing, account, call, self.core.now())
    }
}

/// When a post that was found on disk is due. What was stored under a clock that has been set back
/// since says nothing about a pause.
pub(super) fn still_due(not_before: i64, changed_at: i64, now: i64) -> i64 {
    if now < changed_at { now } else { not_before }
}

/// No pause is longer than a day; one that is was stored under a clock that ran ahead.
fn within_a_day(not_before: i64, now: i64) -> i64 {
    not_before.min(now.saturating_add(LONGEST_PAUSE_MS))
}

/// What TikTok changed since the creator agreed: first what was chosen and is offered no longer.
fn what_differs(agreed: &Agreed, info: &CreatorInfo, words: &Words) -> Said {
    let key = taken_away(&agreed.choices, agreed.duration_ms, info);
    let now = Terms::from(info);
    let changes = agreed.terms.as_ref().map(|terms| terms.changes(&now, words));
    let message = match (key, changes) {
        ("posts-differs-other", Some(changes)) if !changes.is_empty() => changes.join(" "),
        _ => words.say(key),
    };
    Said {
        message,
        remedy: words.attribute(key, "remedy", &[]),
    }
}

fn taken_away(choices: &Choices, duration_ms: u64, info: &CreatorInfo) -> &'static str {
    let offered = choices
        .privacy
        .as_deref()
        .is_some_and(|chosen| info.privacy_level_options.iter().any(|o| o.as_str() == chosen));
    match () {
        () if !offered => "posts-differs-privacy",
        () if duration_ms > u64::from(info.max_video_post_duration_sec) * 1000 => "posts-differs-duration",
        () if choices.comment && info.comment_disabled => "posts-differs-comment",
        () if choices.duet && info.duet_disabled => "posts-differs-duet",
        () if choices.stitch && info.stitch_disabled => "posts-differs-stitch",
        () => "posts-differs-other",
    }
}

#[cfg(test)]
mod tests {
    use super::still_due;

    #[test]
    fn a_pause_outlives_the_program_but_not_a_clock_that_was_set_back() {
        let (changed_at, not_before) = (1_000, 5_000);
        assert_eq!(still_due(not_before, changed_at, 2_000), not_before);
        assert_eq!(still_due(not_before, changed_at, 6_000), not_before);
        assert_eq!(still_due(not_before, changed_at, 999), 999);
    }
}
