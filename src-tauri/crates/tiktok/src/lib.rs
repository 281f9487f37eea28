//! A typed client of TikTok's developer API, version 2.
//!
//! One async method of [`Client`] for each endpoint: signing in ([`Client::authorize_url`],
//! [`Client::exchange_code`], [`Client::refresh`], [`Client::revoke`]), the profile
//! ([`Client::user_info`]), what may be posted ([`Client::creator_info`]), opening a post
//! ([`Client::init_video`], [`Client::init_inbox_video`], [`Client::init_photos`]), its bytes
//! ([`Client::put_chunk`]), its fate ([`Client::publish_status`], [`Client::cancel`]) and the creator's videos
//! ([`Client::video_list`], [`Client::video_query`]). R§n in the documentation is section n of the project's
//! TikTok reference.
//!
//! What holds for all of them:
//!
//! - Every failure is an [`Error`] with one classified [`Failure`], TikTok's own code, its `log_id` and one
//!   [`Reaction`]. Nothing is retried in here.
//! - Tokens, codes and keys are [`Secret`]s, the address of an upload is an [`UploadUrl`]. Neither they nor
//!   any address appears in an error or in a log line.
//! - Redirects are not followed, answers are read up to a limit, and requests go to TikTok over `https` or,
//!   for practice, to this computer ([`Endpoints`]).
//! - Ids of posts and videos are text, digit by digit as TikTok sent them. Fields, states and reasons that are
//!   not known yet do no harm.
//!
//! The crate knows HTTP and TikTok's JSON. It keeps nothing, waits for nothing and reads no file but the one
//! given to [`ChunkBody::from_file`].
//!
//! `examples/post.rs` is a whole program, from the consent page to the end of two posts, with everything that
//! goes on after a broken chunk. It runs against a practice TikTok: `cargo run -p tiktok --example post`. Its
//! heart:
//!
//! ```no_run
//! use std::io::{Seek, SeekFrom};
//! use tiktok::{
//!     ChunkAnswer, ChunkBody, ChunkPlan, Client, ClientOptions, Endpoints, PrivacyLevel, Secret, VideoPost,
//!     VideoType,
//! };
//!
//! # async fn post(token: Secret) -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::new(Endpoints::tiktok(), &ClientOptions::default())?;
//! let creator = client.creator_info(&token).await?;
//! println!("posting as {}", creator.nickname);
//!
//! let mut file = std::fs::File::open("video.mp4")?;
//! let plan = ChunkPlan::for_size(file.metadata()?.len())?;
//! let post = VideoPost {
//!     title: Some("Hello #fyp".to_owned()),
//!     privacy_level: PrivacyLevel::SelfOnly,
//!     disable_duet: true,
//!     disable_stitch: true,
//!     disable_comment: true,
//!     video_cover_timestamp_ms: None,
//!     brand_content_toggle: false,
//!     brand_organic_toggle: false,
//!     is_aigc: false,
//! };
//! let initiated = client.init_video(&token, &post, &plan).await?;
//! for range in plan.ranges() {
//!     file.seek(SeekFrom::Start(range.start))?;
//!     let body = ChunkBody::from_file(file.try_clone()?, range.end - range.start, |sent| println!("{sent}"));
//!     let answer =
//!         client.put_chunk(&initiated.upload_url, VideoType::Mp4, range, plan.total(), body).await?;
//!     if answer == ChunkAnswer::Complete {
//!         break;
//!     }
//! }
//! let status = client.publish_status(&token, &initiated.publish_id).await?;
//! println!("{:?}", status.state);
//! # Ok(())
//! # }
//! ```

mod authorize;
mod calls;
mod chunk_plan;
mod client;
mod creator_info;
mod endpoints;
mod envelope;
mod error;
mod fail_reason;
mod json;
mod oauth;
mod photos;
mod pkce;
mod publish;
mod publish_status;
mod scope;
mod secret;
mod upload;
mod user;
mod videos;

pub use authorize::{AuthorizeRequest, Callback, CallbackError, Platform, parse_callback};
pub use calls::{Ear, Endpoint, Heard, Outcome};
pub use chunk_plan::{ChunkPlan, ChunkPlanError};
pub use client::{Client, ClientOptions, install_tls};
pub use creator_info::{CreatorInfo, PrivacyLevel};
pub use endpoints::Endpoints;
pub use error::{Error, Failure, Field, Reaction, Sent};
pub use fail_reason::FailReason;
pub use oauth::{AppKeys, Tokens};
pub use photos::{PhotoMode, PhotoPost, PhotoSettings, PhotosInitiated};
pub use pkce::Pkce;
pub use publish::{Initiated, VideoPost};
pub use publish_status::{PublishState, PublishStatus};
pub use scope::Scope;
pub use secret::Secret;
pub use upload::{ChunkAnswer, ChunkBody, UploadUrl, VideoType};
pub use user::{User, UserField};
pub use videos::{Video, VideoPage};
