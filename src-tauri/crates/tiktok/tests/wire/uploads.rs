//! Chunks on the wire.

use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use tiktok::{ChunkAnswer, ChunkBody, ChunkPlan, Client, Error, Failure, Sent, VideoType};
use url::Url;

use crate::server::{self, Reply, Server, read_head, send, silence};

const MIB: u64 = 1 << 20;

/// A file of this size that takes no space but for some words at some places.
fn sparse(size: u64, words: &[(u64, &[u8])]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.set_len(size).unwrap();
    for (place, word) in words {
        file.seek(SeekFrom::Start(*place)).unwrap();
        file.write_all(word).unwrap();
    }
    file
}

fn body_at(file: &File, start: u64, len: u64, progress: impl Fn(u64) + Send + Sync + 'static) -> ChunkBody {
    let mut file = file.try_clone().unwrap();
    file.seek(SeekFrom::Start(start)).unwrap();
    ChunkBody::from_file(file, len, progress)
}

#[tokio::test]
async fn a_chunk_of_a_large_file_arrives_byte_by_byte_and_unchunked() {
    let total = 4_294_967_296;
    let plan = ChunkPlan::for_size(total).unwrap();
    let range = plan.range(428).unwrap();
    assert_eq!(range, 4_280_000_000..total);
    let file = sparse(
        total,
        &[
            (range.start - 1, b"x"),
            (range.start, b"first"),
            (range.start + 256 * 1024 - 2, b"seam"),
            (range.end - 4, b"last"),
        ],
    );
    let told = Arc::new(Mutex::new(Vec::new()));
    let server = Server::replying(Reply::new(201, "")).await;
    let teller = Arc::clone(&told);
    let len = range.end - range.start;
    let body = body_at(&file, range.start, len, move |sent| {
        teller.lock().unwrap().push(sent)
    });
    let answer = put(
        &server.client(),
        &server.origin,
        VideoType::QuickTime,
        range,
        total,
        body,
    )
    .await;
    assert_eq!(answer, Ok(ChunkAnswer::Complete));

    let heard = server.only();
    let mut expected = vec![0; 14_967_296];
    expected[..5].copy_from_slice(b"first");
    expected[262_142..262_146].copy_from_slice(b"seam");
    expected[14_967_292..].copy_from_slice(b"last");
    assert!(heard.body == expected, "the bytes differ");
    assert_eq!(heard.header("content-length"), Some("14967296"));
    assert_eq!(
        heard.header("content-range"),
        Some("bytes 4280000000-4294967295/4294967296")
    );
    assert_eq!(heard.header("content-type"), Some("video/quicktime"));
    assert_eq!(heard.header("transfer-encoding"), None);
    assert_eq!(heard.header("authorization"), None);

    let told = told.lock().unwrap();
    assert!(told.is_sorted_by(|a, b| a < b), "progress only grows");
    assert!(
        told.windows(2).all(|pair| pair[1] - pair[0] <= 256 * 1024),
        "in pieces of 256 KiB"
    );
    assert_eq!(told.last(), Some(&len));
}

#[tokio::test]
async fn a_file_is_read_no_faster_than_it_is_sent_and_silence_ends_the_upload() {
    let total = 512 * MIB;
    let file = sparse(total, &[]);
    let origin = server::raw(|mut stream| async move {
        read_head(&mut stream).await;
        silence(stream).await;
    })
    .await;
    let most = Arc::new(AtomicU64::new(0));
    let teller = Arc::clone(&most);
    let body = body_at(&file, 0, total, move |sent| teller.store(sent, Ordering::Relaxed));
    let client = server::impatient(&origin);
    let answer = put(&client, &origin, VideoType::Mp4, 0..total, total, body).await;
    assert_eq!(
        answer.unwrap_err().failure,
        Failure::Timeout { sent: Sent::Maybe }
    );
    // The system's own buffers take some; a client that reads ahead would take all.
    let read = most.load(Ordering::Relaxed);
    assert!(read > 0 && read < 64 * MIB, "{read} bytes were read");
}

#[tokio::test]
async fn an_answer_that_never_comes_behind_the_last_byte_is_given_up() {
    let origin = server::raw(silence).await;
    let client = server::impatient(&origin);
    let body = ChunkBody::from_bytes("0123456789");
    let answer = put(&client, &origin, VideoType::Mp4, 0..10, 10, body).await;
    assert_eq!(
        answer.unwrap_err().failure,
        Failure::Timeout { sent: Sent::Maybe }
    );
}

#[tokio::test]
async fn a_file_that_is_edited_on_the_way_never_arrives_whole() {
    let total = 3 * MIB;
    let file = sparse(total, &[]);
    let server = Server::replying(Reply::new(201, "")).await;
    let edited = file.try_clone().unwrap();
    let before = edited.metadata().unwrap().modified().unwrap();
    let body = body_at(&file, 0, total, move |sent| {
        if sent >= MIB {
            edited
                .set_modified(before + std::time::Duration::from_secs(1))
                .unwrap();
        }
    });
    let client = server.client();
    let answer = put(&client, &server.origin, VideoType::Mp4, 0..total, total, body).await;
    assert_eq!(answer.unwrap_err().failure, Failure::FileRead);
}

#[tokio::test]
async fn a_file_that_became_shorter_is_the_files_fault() {
    let server = Server::replying(Reply::new(206, "")).await;
    let file = sparse(3 * MIB, &[]);
    let body = body_at(&file, 2 * MIB, 2 * MIB, |_| ());
    let answer = put(
        &server.client(),
        &server.origin,
        VideoType::Mp4,
        2 * MIB..4 * MIB,
        4 * MIB,
        body,
    )
    .await;
    let error = answer.unwrap_err();
    assert_eq!((error.failure, error.http_status), (Failure::FileRead, None));
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_the_files_fault() {
    let server = Server::replying(Reply::new(206, "")).await;
    let folder = tempfile::tempdir().unwrap();
    let write_only = File::create(folder.path().join("video.mp4")).unwrap();
    let body = ChunkBody::from_file(write_only, 10, |_| ());
    let answer = put(&server.client(), &server.origin, VideoType::Mp4, 0..10, 10, body).await;
    assert_eq!(answer.unwrap_err().failure, Failure::FileRead);
}

#[tokio::test]
async fn a_chunk_that_does_not_fit_its_range_is_not_sent() {
    let server = Server::replying(Reply::new(201, "")).await;
    for (range, total) in [(0..9, 10), (0..10, 9), (3..3, 10)] {
        let body = ChunkBody::from_bytes("0123456789");
        let answer = put(
            &server.client(),
            &server.origin,
            VideoType::Mp4,
            range,
            total,
            body,
        )
        .await;
        assert_eq!(answer.unwrap_err().failure, Failure::Other);
    }
    assert!(server.heard().is_empty());
}

async fn put(
    client: &Client,
    origin: &Url,
    kind: VideoType,
    range: Range<u64>,
    total: u64,
    body: ChunkBody,
) -> Result<ChunkAnswer, Error> {
    client
        .put_chunk(&server::upload_url(origin), kind, range, total, body)
        .await
}

async fn answer_to(reply: Reply, range: Range<u64>) -> Result<ChunkAnswer, Failure> {
    let server = Server::replying(reply).await;
    let len = usize::try_from(range.end - range.start).unwrap();
    let body = ChunkBody::from_bytes(vec![1; len]);
    let client = server.client();
    let answer = put(&client, &server.origin, VideoType::WebM, range, 30, body).await;
    answer.map_err(|error| error.failure)
}

#[tokio::test]
async fn every_status_of_the_upload_host_has_its_meaning() {
    let stored = |reported| Ok(ChunkAnswer::Stored { reported });
    let reply = |status| Reply::new(status, "<html></html>");
    let ranged = |status, range: &str| reply(status).header("content-range", range);
    let wait = std::time::Duration::from_secs(3);
    let (middle, last) = (10..20, 20..30);
    let cases = [
        (ranged(206, "bytes 0-19/30"), middle.clone(), stored(Some(19))),
        (ranged(206, "bytes 0-20/30"), middle.clone(), stored(Some(20))),
        (ranged(206, "bytes 0-19/31"), middle.clone(), stored(None)),
        (reply(206), middle.clone(), stored(None)),
        (reply(206), last.clone(), stored(None)),
        (reply(201), last.clone(), Ok(ChunkAnswer::Complete)),
        (reply(201), middle.clone(), Ok(ChunkAnswer::Complete)),
        (reply(200), last.clone(), stored(None)),
        (ranged(200, "bytes 0-19/30"), middle.clone(), stored(Some(19))),
        (reply(302), middle.clone(), Err(Failure::NotTikTok)),
        (reply(400), middle.clone(), Err(Failure::UploadRejected)),
        (reply(401), middle.clone(), Err(Failure::Other)),
        (reply(403), middle.clone(), Err(Failure::UploadExpired)),
        (reply(404), middle.clone(), Err(Failure::UploadUnknown)),
        (reply(405), middle.clone(), Err(Failure::UploadUnknown)),
        (
            reply(416),
            middle.clone(),
            Err(Failure::RangeMismatch { reported: None }),
        ),
        (
            ranged(416, "bytes 0-9/30"),
            middle.clone(),
            Err(Failure::RangeMismatch { reported: Some(9) }),
        ),
        (
            ranged(416, "bytes */30"),
            middle.clone(),
            Err(Failure::RangeMismatch { reported: None }),
        ),
        (
            reply(429),
            middle.clone(),
            Err(Failure::RateLimited { retry_after: None }),
        ),
        (
            reply(429).header("retry-after", "3"),
            middle.clone(),
            Err(Failure::RateLimited {
                retry_after: Some(wait),
            }),
        ),
        (reply(500), last.clone(), Err(Failure::Server)),
        (reply(504), middle, Err(Failure::Server)),
        (reply(418), last, Err(Failure::Other)),
    ];
    for (reply, range, expected) in cases {
        let status = reply.status;
        assert_eq!(answer_to(reply, range).await, expected, "{status}");
    }
}

#[tokio::test]
async fn an_early_refusal_counts_although_the_chunk_is_not_sent() {
    let origin = server::raw(|mut stream| async move {
        read_head(&mut stream).await;
        send(&mut stream, "HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n").await;
        silence(stream).await;
    })
    .await;
    let total = 512 * MIB;
    let body = body_at(&sparse(total, &[]), 0, total, |_| ());
    let client = server::client(&origin);
    let answer = put(&client, &origin, VideoType::Mp4, 0..total, total, body).await;
    assert_eq!(answer.unwrap_err().failure, Failure::UploadExpired);
}

#[tokio::test]
async fn a_page_without_end_does_not_hide_the_answer() {
    let page = " ".repeat(3 << 20);
    let server = Server::replying(Reply::new(206, &page)).await;
    let body = ChunkBody::from_bytes("0123456789");
    let answer = put(&server.client(), &server.origin, VideoType::Mp4, 0..10, 30, body).await;
    assert_eq!(answer, Ok(ChunkAnswer::Stored { reported: None }));
    let origin = server::raw(|mut stream| async move {
        read_head(&mut stream).await;
        send(
            &mut stream,
            "HTTP/1.1 206 Partial Content\r\ncontent-length: 100\r\n\r\n<html>",
        )
        .await;
        silence(stream).await;
    })
    .await;
    let body = ChunkBody::from_bytes("0123456789");
    let client = server::impatient(&origin);
    let answer = put(&client, &origin, VideoType::Mp4, 0..10, 30, body).await;
    assert_eq!(answer, Ok(ChunkAnswer::Stored { reported: None }));
}

#[tokio::test]
async fn a_cut_connection_may_have_stored_the_chunk() {
    let origin = server::raw(|mut stream| async move { read_head(&mut stream).await }).await;
    let total = 20 * MIB;
    let body = body_at(&sparse(total, &[]), 0, total, |_| ());
    let client = server::client(&origin);
    let answer = put(&client, &origin, VideoType::Mp4, 0..total, total, body).await;
    assert_eq!(
        answer.unwrap_err().failure,
        Failure::Network { sent: Sent::Maybe }
    );
}
