//! The example program does what it says, against an independent reading of the reference: it and the
//! practice TikTok share no type.

#[allow(dead_code, reason = "its main starts a practice TikTok of its own")]
#[path = "../../examples/post.rs"]
pub mod post;

use std::io::Write;

use futures_util::future::join_all;
use practice::{Endpoint, Fault, Kind, Options, Practice, Speed};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;
use tiktok::{FailReason, PublishState};

/// One chunk, which is the last.
const SMALL: usize = 300_000;
/// Two chunks.
const LARGE: usize = 20_000_001;

/// Bytes of which no two chunks are alike.
fn a_video(size: usize) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    let bytes: Vec<u8> = (0..size).map(|n| (n / 1_000 % 251) as u8).collect();
    file.write_all(&bytes).unwrap();
    file
}

async fn practice_with(faults: Vec<Fault>) -> Practice {
    let options = Options {
        speed: Speed::Max,
        faults,
        ..Options::default()
    };
    Practice::start(options).await.unwrap()
}

fn fault(endpoint: Endpoint, kind: Kind) -> Fault {
    Fault {
        endpoint: Some(endpoint),
        kind,
        count: Some(1),
        after: 0,
        probability: 1.0,
        ms: 0,
        reason: None,
        effect: false,
    }
}

/// Two uploads and one post, made of exactly the bytes of the file.
fn assert_arrived_whole(practice: &Practice, video: &NamedTempFile) {
    let bytes = std::fs::read(video.path()).unwrap();
    let digest = Sha256::digest(&bytes);
    let sha256: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let state = practice.state();
    let uploads = state["uploads"].as_array().unwrap();
    assert_eq!(uploads.len(), 2, "{uploads:?}");
    assert!(
        uploads.iter().all(|upload| upload["sha256"] == sha256),
        "{uploads:?}"
    );
    let posts = state["posts"].as_array().unwrap();
    assert_eq!(posts.len(), 1, "{posts:?}");
    assert_eq!(
        (&posts[0]["bytes"], &posts[0]["sha256"]),
        (&bytes.len().into(), &sha256.into())
    );
    assert_eq!(posts[0]["privacy_level"], "SELF_ONLY");
}

#[tokio::test]
async fn the_example_signs_in_posts_both_ways_and_follows_to_the_end() {
    let (practice, video) = (practice_with(Vec::new()).await, a_video(SMALL));
    let ends = post::run(&practice, video.path()).await.unwrap();
    assert_eq!(ends.in_inbox, PublishState::SentToInbox);
    assert_eq!(ends.on_profile, PublishState::Complete);
    assert_arrived_whole(&practice, &video);
}

#[tokio::test]
async fn the_example_goes_on_from_where_tiktok_is_whatever_breaks() {
    let happened = |kind| Fault {
        effect: true,
        ..fault(Endpoint::Upload, kind)
    };
    let last_chunk = |fault| Fault { after: 3, ..fault };
    let faults = [
        fault(Endpoint::Upload, Kind::DropBefore),
        fault(Endpoint::Upload, Kind::DropMidway),
        fault(Endpoint::Upload, Kind::DropAfter),
        fault(Endpoint::Upload, Kind::Status503Html),
        happened(Kind::Status503Html),
        fault(Endpoint::Upload, Kind::WrongRange),
        last_chunk(fault(Endpoint::Upload, Kind::DropAfter)),
        last_chunk(happened(Kind::Status500)),
    ];
    let video = a_video(LARGE);
    // All at once: most of the time goes into waiting before the next question.
    join_all(faults.into_iter().map(|fault| survives(fault, &video))).await;
}

async fn survives(fault: Fault, video: &NamedTempFile) {
    let shown = format!("{fault:?}");
    let practice = practice_with(vec![fault]).await;
    let ends = post::run(&practice, video.path()).await;
    let ends = ends.unwrap_or_else(|error| panic!("{shown}: {error}"));
    assert_eq!(practice.state()["faults"]["struck"], 1, "{shown}");
    assert_eq!(ends.on_profile, PublishState::Complete, "{shown}");
    assert_arrived_whole(&practice, video);
}

#[tokio::test]
async fn the_example_gives_up_where_a_new_init_is_due_and_says_why_a_post_failed() {
    let video = a_video(SMALL);
    let practice = practice_with(vec![fault(Endpoint::Upload, Kind::ExpiredUrl)]).await;
    let error = post::run(&practice, video.path()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "The upload took longer than an hour (HTTP 403)"
    );
    assert_eq!(practice.state()["posts"].as_array().map(Vec::len), Some(0));

    let refused = Fault {
        reason: Some("duration_check_failed".to_owned()),
        ..fault(Endpoint::Processing, Kind::Fail)
    };
    let practice = practice_with(vec![refused]).await;
    let ends = post::run(&practice, video.path()).await.unwrap();
    assert_eq!(ends.in_inbox, PublishState::Failed(FailReason::Duration));
}
