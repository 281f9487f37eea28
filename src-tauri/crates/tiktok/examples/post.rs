//! Signs in, sends a video to the creator's inbox, posts it directly, and follows both to their end.
//!
//! It starts a practice TikTok on this computer and talks to that one:
//!
//! ```text
//! cargo run -p tiktok --example post
//! ```
//!
//! For TikTok itself, [`connect`] takes [`Endpoints::tiktok`] and the keys of your app, and [`sign_in`] opens
//! the consent page in the system's browser and waits for the redirect. Everything else stays as it is.

use std::error::Error;
use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use std::time::Duration;

use practice::{Options, Practice};
use tiktok::{
    AppKeys, AuthorizeRequest, Callback, ChunkAnswer, ChunkBody, ChunkPlan, Client, ClientOptions, Endpoints,
    Failure, Initiated, Pkce, Platform, PrivacyLevel, PublishState, Reaction, Scope, Secret, Tokens,
    VideoPost, VideoType, parse_callback,
};
use tokio::time::sleep;
use url::Url;

/// Whatever stops the program.
pub type Failed = Box<dyn Error + Send + Sync>;

/// Registered for the app, and the same byte for byte at the consent page and at the exchange (R§1.3).
const REDIRECT: &str = "http://127.0.0.1:4567/callback/";
/// Waits between two questions about a post; the last one repeats (R§11).
const RHYTHM_S: [u64; 5] = [3, 5, 10, 20, 30];
/// Tries of one chunk before the upload is given up (R§9.2).
const TRIES: u32 = 3;

/// How both ways ended.
#[derive(Debug)]
pub struct Ends {
    /// Of the video in the inbox.
    pub in_inbox: PublishState,
    /// Of the video on the profile.
    pub on_profile: PublishState,
}

#[tokio::main]
async fn main() -> Result<(), Failed> {
    let practice = Practice::start(Options::default()).await?;
    let mut video = tempfile::NamedTempFile::new()?;
    video.write_all(&vec![7; 3_000_000])?;
    let ends = run(&practice, video.path()).await?;
    println!("{ends:?}");
    practice.stop().await;
    Ok(())
}

/// The whole way, for a video in a file.
pub async fn run(practice: &Practice, video: &Path) -> Result<Ends, Failed> {
    let (client, keys) = connect(practice)?;
    let tokens = sign_in(&client, &keys, practice).await?;
    let token = &tokens.access_token;
    Ok(Ends {
        in_inbox: send_to_inbox(&client, token, video).await?,
        on_profile: post_directly(&client, token, video).await?,
    })
}

/// A client of the practice TikTok, and the keys of the app there.
pub fn connect(practice: &Practice) -> Result<(Client, AppKeys), Failed> {
    let at = practice.addresses();
    let endpoints = Endpoints::practice(
        &Url::parse(&at.api)?,
        &Url::parse(&at.auth)?,
        &Url::parse(&at.upload)?,
    )?;
    let keys = AppKeys {
        client_key: at.client_key,
        client_secret: Secret::new(at.client_secret),
    };
    Ok((Client::new(endpoints, &ClientOptions::default())?, keys))
}

/// From the consent page to the tokens.
pub async fn sign_in(client: &Client, keys: &AppKeys, practice: &Practice) -> Result<Tokens, Failed> {
    let pkce = Pkce::generate();
    let sent = uuid::Uuid::new_v4().to_string();
    let consent_page = client.authorize_url(&AuthorizeRequest {
        client_key: &keys.client_key,
        scopes: &[Scope::UserInfoBasic, Scope::VideoUpload, Scope::VideoPublish],
        redirect_uri: REDIRECT,
        state: &sent,
        challenge: &pkce.challenge,
        platform: Platform::Desktop,
        ask_again: false,
    });
    // Here the system's browser would show the page, and a listener would hear the redirect.
    let redirect = practice.allow(consent_page.as_str(), "mara", None).await?;
    let redirect = Url::parse(&redirect)?;
    let (code, returned) = match parse_callback(redirect.query().unwrap_or_default())? {
        Callback::Granted { code, state, .. } => (code, state),
        Callback::Refused { error, .. } => return Err(error.into()),
    };
    // As secrets, so that comparing them takes the same time wherever they differ.
    if Secret::new(returned) != Secret::new(sent) {
        return Err("the answer belongs to another sign-in".into());
    }
    let verifier = Some(&pkce.verifier);
    Ok(client.exchange_code(keys, &code, REDIRECT, verifier).await?)
}

/// The creator finds the video in the TikTok app and posts it from there.
async fn send_to_inbox(client: &Client, token: &Secret, video: &Path) -> Result<PublishState, Failed> {
    let plan = ChunkPlan::for_size(video.metadata()?.len())?;
    let initiated = client.init_inbox_video(token, &plan).await?;
    send(client, token, video, &plan, &initiated).await?;
    follow(client, token, &initiated.publish_id).await
}

async fn post_directly(client: &Client, token: &Secret, video: &Path) -> Result<PublishState, Failed> {
    let creator = client.creator_info(token).await?;
    // The creator chooses, out of what TikTok offers at this moment and with nothing chosen before (R§13.3).
    let privacy_level = PrivacyLevel::SelfOnly;
    if !creator.privacy_level_options.contains(&privacy_level) {
        return Err("TikTok does not offer this visibility".into());
    }
    println!("posting as {}", creator.nickname);
    let post = VideoPost {
        title: Some("Broth from scraps #zerowaste".to_owned()),
        privacy_level,
        disable_duet: creator.duet_disabled,
        disable_stitch: creator.stitch_disabled,
        disable_comment: creator.comment_disabled,
        video_cover_timestamp_ms: None,
        brand_content_toggle: false,
        brand_organic_toggle: false,
        is_aigc: false,
    };
    let plan = ChunkPlan::for_size(video.metadata()?.len())?;
    let initiated = client.init_video(token, &post, &plan).await?;
    send(client, token, video, &plan, &initiated).await?;
    follow(client, token, &initiated.publish_id).await
}

/// Sends all chunks, in order and one at a time (R§9.1).
async fn send(
    client: &Client,
    token: &Secret,
    video: &Path,
    plan: &ChunkPlan,
    initiated: &Initiated,
) -> Result<(), Failed> {
    let (mut next, mut tries) = (0, 0);
    while let Some(range) = plan.range(next) {
        // Opened anew each time: a chunk that was given up may still move the position of its own handle.
        let mut file = File::open(video)?;
        file.seek(SeekFrom::Start(range.start))?;
        let body = ChunkBody::from_file(file, range.end - range.start, |_sent| ());
        let url = &initiated.upload_url;
        match client
            .put_chunk(url, VideoType::Mp4, range, plan.total(), body)
            .await
        {
            Ok(ChunkAnswer::Complete) => return Ok(()),
            Ok(ChunkAnswer::Stored { .. }) => (next, tries) = (next + 1, 0),
            Err(error) if tries < TRIES => {
                println!("{error}; asking how far TikTok is");
                next = where_to_go_on(client, token, plan, initiated, &error).await?;
                tries += 1;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// The index of the first chunk TikTok does not have, by its own word and never by our count (R§9.2).
async fn where_to_go_on(
    client: &Client,
    token: &Secret,
    plan: &ChunkPlan,
    initiated: &Initiated,
    error: &tiktok::Error,
) -> Result<u64, Failed> {
    if let Failure::RangeMismatch {
        reported: Some(reported),
    } = error.failure
        && let Some(stored) = plan.stored(reported)
    {
        return Ok(stored);
    }
    match error.reaction() {
        Reaction::Resynchronise => {}
        Reaction::RetryAfter(pause) => sleep(pause.unwrap_or(Duration::from_secs(1))).await,
        _ => return Err(error.clone().into()),
    }
    let status = client.publish_status(token, &initiated.publish_id).await?;
    let stored = status.uploaded_bytes.and_then(|bytes| plan.index_at(bytes));
    stored.ok_or_else(|| "TikTok does not say how far it is: a new init is due".into())
}

/// Asks until nothing more happens without the creator. An unknown state is work in progress, never an end
/// (R§11).
async fn follow(client: &Client, token: &Secret, publish_id: &str) -> Result<PublishState, Failed> {
    let mut pauses = RHYTHM_S.into_iter().chain(std::iter::repeat(30));
    loop {
        let state = client.publish_status(token, publish_id).await?.state;
        println!("{publish_id}: {state:?}");
        match state {
            PublishState::Complete | PublishState::SentToInbox | PublishState::Failed(_) => return Ok(state),
            _ => sleep(Duration::from_secs(pauses.next().unwrap_or(30))).await,
        }
    }
}
