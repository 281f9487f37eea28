//! The media server over a socket.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::time::Duration;

use studio::media::MediaServer;

use super::clips;

const ORIGIN: &str = "tauri://localhost";

/// An answer, taken apart.
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .find(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}

fn connect(server: &MediaServer) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", server.port())).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    stream
}

/// Sends lines and reads the answer to its end.
fn exchange(server: &MediaServer, lines: &[&str]) -> Answer {
    let mut stream = connect(server);
    stream
        .write_all(format!("{}\r\nConnection: close\r\n\r\n", lines.join("\r\n")).as_bytes())
        .unwrap();
    let mut bytes = Vec::new();
    // A stream that breaks off counts as far as it came.
    let _ = stream.read_to_end(&mut bytes);
    let split = bytes
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .expect("an answer")
        + 4;
    let head = String::from_utf8(bytes[..split].to_vec()).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer {
        status,
        head,
        body: bytes[split..].to_vec(),
    }
}

fn ask(server: &MediaServer, method: &str, address: &str, more: &[&str]) -> Answer {
    let (_, path) = address.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let request = format!("{method} /{path} HTTP/1.1");
    let host = format!("Host: 127.0.0.1:{}", server.port());
    exchange(server, &[&[request.as_str(), host.as_str()], more].concat())
}

fn get(server: &MediaServer, address: &str, more: &[&str]) -> Answer {
    ask(server, "GET", address, more)
}

async fn server() -> MediaServer {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    MediaServer::start(listener, ORIGIN).await.unwrap()
}

#[tokio::test]
async fn a_socket_others_can_reach_is_refused() {
    for address in ["0.0.0.0:0", "127.0.0.2:0"] {
        // Not every system has more than one loopback address.
        let Ok(listener) = TcpListener::bind(address) else {
            continue;
        };
        assert!(MediaServer::start(listener, ORIGIN).await.is_err(), "{address}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_video_is_served_whole_and_in_parts() {
    let server = server().await;
    let path = clips().path("plain.mp4");
    let bytes = std::fs::read(&path).unwrap();
    let size = bytes.len();
    let address = server.video("draft", &path).unwrap();

    let whole = get(&server, &address, &[]);
    assert_eq!((whole.status, whole.body.as_slice()), (200, bytes.as_slice()));
    assert_eq!(whole.header("content-type"), Some("video/mp4"));
    assert_eq!(whole.header("content-length"), Some(size.to_string().as_str()));
    assert_eq!(whole.header("accept-ranges"), Some("bytes"));
    assert_eq!(whole.header("cache-control"), Some("no-store"));
    assert_eq!(whole.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(whole.header("cross-origin-resource-policy"), Some("cross-origin"));

    let part = get(&server, &address, &["Range: bytes=100-299"]);
    assert_eq!((part.status, part.body.as_slice()), (206, &bytes[100..300]));
    assert_eq!(
        part.header("content-range"),
        Some(format!("bytes 100-299/{size}").as_str())
    );
    assert_eq!(part.header("content-length"), Some("200"));

    let outside = get(&server, &address, &[&format!("Range: bytes={size}-")]);
    assert_eq!((outside.status, outside.body.len()), (416, 0));
    assert_eq!(
        outside.header("content-range"),
        Some(format!("bytes */{size}").as_str())
    );

    let conditional = get(&server, &address, &["Range: bytes=0-1", "If-Range: \"old\""]);
    assert_eq!((conditional.status, conditional.body.len()), (200, size));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_request_gets_the_headers_alone_and_other_methods_nothing() {
    let server = server().await;
    let address = server.video("draft", &clips().path("film.mov")).unwrap();
    let head = ask(&server, "HEAD", &address, &["Range: bytes=0-9"]);
    assert_eq!((head.status, head.body.len()), (206, 0));
    assert_eq!(head.header("content-length"), Some("10"));
    assert_eq!(head.header("content-type"), Some("video/quicktime"));
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let answer = ask(&server, method, &address, &["Content-Length: 0"]);
        assert_eq!(
            (answer.status, answer.header("allow")),
            (405, Some("GET, HEAD")),
            "{method}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_windows_own_origin_may_read() {
    let server = server().await;
    let address = server.video("draft", &clips().path("vp9.webm")).unwrap();
    let own = get(&server, &address, &[&format!("Origin: {ORIGIN}")]);
    assert_eq!(own.header("access-control-allow-origin"), Some(ORIGIN));
    assert_eq!(own.header("vary"), Some("Origin"));
    assert_eq!(own.header("content-type"), Some("video/webm"));
    for origin in [
        "https://example.com",
        "null",
        "tauri://localhost.example.com",
        "TAURI://localhost",
    ] {
        let other = get(&server, &address, &[&format!("Origin: {origin}")]);
        assert_eq!(other.header("access-control-allow-origin"), None, "{origin}");
        assert_eq!(other.header("vary"), Some("Origin"));
    }
    assert_eq!(
        get(&server, &address, &[]).header("access-control-allow-origin"),
        None
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn another_host_or_an_unknown_path_gets_nothing() {
    let server = server().await;
    let address = server.video("draft", &clips().path("plain.mp4")).unwrap();
    let path = address
        .strip_prefix(&format!("http://127.0.0.1:{}", server.port()))
        .unwrap();
    let request = format!("GET {path} HTTP/1.1");
    for host in ["evil.example", "localhost", "127.0.0.1", "127.0.0.1:1"] {
        let answer = exchange(&server, &[&request, &format!("Host: {host}")]);
        assert_eq!((answer.status, answer.body.len()), (421, 0), "{host}");
    }
    let base = format!("http://127.0.0.1:{}", server.port());
    let name = path.strip_prefix("/v/").unwrap();
    for unknown in [
        "/",
        "/v/",
        "/v",
        "/v/../v",
        "/v/draft",
        "//etc/passwd",
        &format!("/p/{name}"),
        &format!("{path}/"),
    ] {
        assert_eq!(
            get(&server, &format!("{base}{unknown}"), &[]).status,
            404,
            "{unknown}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_lasts_until_it_is_revoked() {
    let server = server().await;
    let path = clips().path("plain.mp4");
    let address = server.video("draft", &path).unwrap();
    assert_eq!(server.video("draft", &path).unwrap(), address);
    assert_ne!(server.video("other", &path).unwrap(), address);
    server.revoke("draft");
    assert_eq!(get(&server, &address, &[]).status, 404);
    assert_ne!(server.video("draft", &path).unwrap(), address);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_file_plays_on_and_a_changed_one_gets_a_new_address() {
    let server = server().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("video.mp4");
    std::fs::copy(clips().path("plain.mp4"), &path).unwrap();
    let address = server.video("draft", &path).unwrap();
    let bytes = std::fs::read(&path).unwrap();

    std::fs::remove_file(&path).unwrap();
    assert_eq!(get(&server, &address, &[]).body, bytes);
    assert_eq!(server.video("draft", &path), None);
    assert_eq!(get(&server, &address, &[]).status, 404);

    std::fs::copy(clips().path("fast.mp4"), &path).unwrap();
    let changed = server.video("draft", &path).unwrap();
    assert_ne!(changed, address);
    assert_eq!(get(&server, &changed, &[]).body, std::fs::read(&path).unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn only_videos_have_addresses() {
    let server = server().await;
    assert_eq!(server.video("a", Path::new("/etc/passwd")), None);
    assert_eq!(server.video("b", Path::new("/dev/zero")), None);
    assert_eq!(server.video("c", clips().0.path()), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn revoking_breaks_off_what_is_being_read() {
    let server = server().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.mp4");
    std::fs::copy(clips().path("plain.mp4"), &path).unwrap();
    let file = std::fs::File::options().append(true).open(&path).unwrap();
    // Larger than all buffers between the server and us.
    file.set_len(512 << 20).unwrap();
    let address = server.video("draft", &path).unwrap();
    let name = address.rsplit_once(':').unwrap().1.split_once('/').unwrap().1;

    let mut stream = connect(&server);
    let request = format!(
        "GET /{name} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n",
        server.port()
    );
    stream.write_all(request.as_bytes()).unwrap();
    stream.read_exact(&mut [0; 1000]).unwrap();
    server.revoke("draft");
    let mut buffer = vec![0; 1 << 20];
    let mut rest = 0;
    while let Ok(count @ 1..) = stream.read(&mut buffer) {
        rest += count;
    }
    assert!(rest < 256 << 20, "{rest} bytes came after revoking");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_keeps_its_address_until_it_changes() {
    let server = server().await;
    let first = server.picture("draft", b"first");
    assert_eq!(server.picture("draft", b"first"), first);
    let answer = get(&server, &first, &[]);
    assert_eq!(
        (answer.status, answer.body.as_slice()),
        (200, b"first".as_slice())
    );
    assert_eq!(answer.header("content-type"), Some("image/jpeg"));

    let second = server.picture("draft", b"second");
    assert_ne!(second, first);
    assert_eq!(get(&server, &first, &[]).status, 404);
    assert_eq!(get(&server, &second, &[]).body, b"second");
    server.revoke("draft");
    assert_eq!(get(&server, &second, &[]).status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_too_many_waits_until_another_ends() {
    let server = server().await;
    let address = server.picture("draft", b"picture");
    let path = address.rsplit_once(':').unwrap().1.split_once('/').unwrap().1;
    let request = format!(
        "GET /{path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n",
        server.port()
    );
    let send = |stream: &mut TcpStream| stream.write_all(request.as_bytes()).unwrap();
    let mut held: Vec<TcpStream> = (0..32).map(|_| connect(&server)).collect();
    let mut waiting = connect(&server);
    send(&mut waiting);
    for stream in &mut held {
        send(stream);
        stream.read_exact(&mut [0; 12]).unwrap();
    }
    waiting.set_nonblocking(true).unwrap();
    let early = waiting.read(&mut [0; 1]).unwrap_err();
    assert_eq!(early.kind(), std::io::ErrorKind::WouldBlock);
    waiting.set_nonblocking(false).unwrap();
    held.clear();
    let mut status = [0; 12];
    waiting.read_exact(&mut status).unwrap();
    assert_eq!(&status, b"HTTP/1.1 200");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_clone_takes_the_server_with_it() {
    let server = server().await;
    let address = server.picture("draft", b"picture");
    let port = server.port();
    let clone = server.clone();
    drop(server);
    assert_eq!(get(&clone, &address, &[]).status, 200);
    // A connection open before the end gets its end.
    let mut open = connect(&clone);
    drop(clone);
    assert_eq!(open.read(&mut [0; 1]).unwrap_or(0), 0, "port {port}");
}
