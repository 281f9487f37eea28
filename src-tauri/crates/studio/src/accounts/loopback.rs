//! The way back on TikTok's desktop platform: `http://127.0.0.1:<port>/callback/`
//! (reference section 1.3).
//!
//! A listener for one sign-in. Any web page can reach it, so it answers only its
//! own name, reads one short request, changes nothing but by a callback that fits,
//! and its answer holds no script and nothing of the request.

use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

/// Longest head of a request, bytes.
const LONGEST_HEAD: usize = 16 * 1024;

/// Browsers open connections ahead of use and keep silent on them.
const PATIENCE: Duration = Duration::from_secs(10);

/// Connections at a time.
const AT_ONCE: usize = 16;

const PAGE: &str = include_str!("loopback/page.html");
const STYLE: &str = include_str!("loopback/page.css");

/// What the browser is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// The sign-in goes on in Greenroom.
    Taken,
    /// TikTok or the creator said no.
    Declined,
    /// Not what Greenroom waits for.
    NotTaken,
}

/// Words of the answer pages: title and sentence.
pub(super) struct PageWords {
    pub taken: (String, String),
    pub declined: (String, String),
    pub not_taken: (String, String),
}

/// A free port of this computer, and the redirect address that leads to it.
pub(super) async fn bind() -> io::Result<(TcpListener, String)> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let port = listener.local_addr()?.port();
    Ok((listener, format!("http://127.0.0.1:{port}/callback/")))
}

/// Answers until the task is ended. `deliver` gets the raw query of each callback.
pub(super) async fn serve<D, F>(listener: TcpListener, words: PageWords, deliver: D)
where
    D: Fn(String) -> F + Send + Sync + 'static,
    F: Future<Output = Answer> + Send,
{
    let Ok(address) = listener.local_addr() else {
        return;
    };
    let host = Arc::<str>::from(address.to_string());
    let (words, deliver) = (Arc::new(words), Arc::new(deliver));
    let places = Arc::new(Semaphore::new(AT_ONCE));
    loop {
        let Ok(place) = places.clone().acquire_owned().await else {
            return;
        };
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::warn!(%error, "loopback");
                continue;
            }
        };
        let (host, words, deliver) = (host.clone(), words.clone(), deliver.clone());
        // Not a child of this task: the last answer goes out after the listener has ended.
        tokio::spawn(async move {
            let talk = talk(stream, &host, &words, deliver.as_ref());
            if let Ok(Err(error)) = tokio::time::timeout(PATIENCE, talk).await {
                tracing::debug!(%error, "loopback");
            }
            drop(place);
        });
    }
}

async fn talk<D, F>(mut stream: TcpStream, host: &str, words: &PageWords, deliver: &D) -> io::Result<()>
where
    D: Fn(String) -> F,
    F: Future<Output = Answer>,
{
    let head = read_head(&mut stream).await?;
    let response = match route(&head, host) {
        Route::Callback(query) => {
            let answer = deliver(query.to_owned()).await;
            page(answer, words)
        }
        Route::Refuse(status) => bare(status),
    };
    stream.write_all(response.as_bytes()).await?;
    stream.shutdown().await
}

async fn read_head(stream: &mut TcpStream) -> io::Result<String> {
    let mut head = Vec::new();
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let mut piece = [0; 2048];
        let read = stream.read(&mut piece).await?;
        if read == 0 || head.len() + read > LONGEST_HEAD {
            return Err(io::ErrorKind::InvalidData.into());
        }
        head.extend_from_slice(&piece[..read]);
    }
    String::from_utf8(head).map_err(|_| io::ErrorKind::InvalidData.into())
}

#[derive(Debug, PartialEq, Eq)]
enum Route<'a> {
    Callback(&'a str),
    Refuse(&'static str),
}

fn route<'a>(head: &'a str, host: &str) -> Route<'a> {
    let mut lines = head.split("\r\n");
    let mut request = lines.next().unwrap_or_default().split(' ');
    let (method, target, version) = (request.next(), request.next(), request.next());
    let (Some(method), Some(target), Some("HTTP/1.1" | "HTTP/1.0"), None) =
        (method, target, version, request.next())
    else {
        return Route::Refuse("400 Bad Request");
    };
    let hosts: Vec<_> = lines
        .filter_map(|line| line.split_once(':'))
        .filter(|(name, _)| name.eq_ignore_ascii_case("host"))
        .map(|(_, value)| value.trim())
        .collect();
    // A page that made its own name point here comes with its own name.
    if hosts != [host] {
        return Route::Refuse("421 Misdirected Request");
    }
    match (method, target.split_once('?').unwrap_or((target, ""))) {
        ("GET", ("/callback/", query)) => Route::Callback(query),
        (_, ("/callback/", _)) => Route::Refuse("405 Method Not Allowed"),
        _ => Route::Refuse("404 Not Found"),
    }
}

fn bare(status: &str) -> String {
    response(status, "")
}

fn page(answer: Answer, words: &PageWords) -> String {
    let (status, (title, text)) = match answer {
        Answer::Taken => ("200 OK", &words.taken),
        Answer::Declined => ("200 OK", &words.declined),
        Answer::NotTaken => ("400 Bad Request", &words.not_taken),
    };
    response(
        status,
        &PAGE
            .replace("{style}", STYLE)
            .replace("{title}", title)
            .replace("{text}", text),
    )
}

fn response(status: &str, body: &str) -> String {
    let (style, length) = (STANDARD.encode(Sha256::digest(STYLE)), body.len());
    format!(
        "HTTP/1.1 {status}\r\n\
         Content-Type: text/html; charset=utf-8\r\n\
         Content-Length: {length}\r\n\
         Cache-Control: no-store\r\n\
         Referrer-Policy: no-referrer\r\n\
         X-Content-Type-Options: nosniff\r\n\
         Content-Security-Policy: default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'none'\r\n\
         Connection: close\r\n\r\n{body}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOST: &str = "127.0.0.1:4711";

    fn words() -> PageWords {
        let pair = |title: &str| (title.to_owned(), "Text".to_owned());
        PageWords {
            taken: pair("Taken"),
            declined: pair("Declined"),
            not_taken: pair("Not taken"),
        }
    }

    #[test]
    fn only_a_get_of_the_callback_under_our_own_name_is_one() {
        let with = |line: &str, host: &str| format!("{line}\r\nHost: {host}\r\n\r\n");
        let table = [
            (
                with("GET /callback/?code=a%2A&state=b HTTP/1.1", HOST),
                Route::Callback("code=a%2A&state=b"),
            ),
            (with("GET /callback/ HTTP/1.1", HOST), Route::Callback("")),
            (
                with("POST /callback/?code=a HTTP/1.1", HOST),
                Route::Refuse("405 Method Not Allowed"),
            ),
            (
                with("HEAD /callback/?code=a HTTP/1.1", HOST),
                Route::Refuse("405 Method Not Allowed"),
            ),
            (
                with("GET /favicon.ico HTTP/1.1", HOST),
                Route::Refuse("404 Not Found"),
            ),
            (
                with("GET /callback?code=a HTTP/1.1", HOST),
                Route::Refuse("404 Not Found"),
            ),
            (
                with("GET //callback/?code=a HTTP/1.1", HOST),
                Route::Refuse("404 Not Found"),
            ),
            (
                with("GET http://127.0.0.1:4711/callback/ HTTP/1.1", HOST),
                Route::Refuse("404 Not Found"),
            ),
            (
                with("GET /callback/?code=a HTTP/1.1", "evil.example:4711"),
                Route::Refuse("421 Misdirected Request"),
            ),
            (
                with("GET /callback/ HTTP/1.1", "localhost:4711"),
                Route::Refuse("421 Misdirected Request"),
            ),
            (
                with("GET /callback/ HTTP/1.1", "127.0.0.1"),
                Route::Refuse("421 Misdirected Request"),
            ),
            (
                "GET /callback/ HTTP/1.1\r\n\r\n".to_owned(),
                Route::Refuse("421 Misdirected Request"),
            ),
            (
                format!("GET /callback/ HTTP/1.1\r\nHost: {HOST}\r\nhost: evil.example\r\n\r\n"),
                Route::Refuse("421 Misdirected Request"),
            ),
            (
                with("GET /callback/ HTTP/2", HOST),
                Route::Refuse("400 Bad Request"),
            ),
            (
                with("GET  /callback/ HTTP/1.1", HOST),
                Route::Refuse("400 Bad Request"),
            ),
            ("\r\n\r\n".to_owned(), Route::Refuse("400 Bad Request")),
        ];
        for (head, expected) in &table {
            assert_eq!(route(head, HOST), *expected, "{head:?}");
        }
    }

    #[test]
    fn every_answer_forbids_scripts_caches_and_referrers() {
        for response in [
            page(Answer::Taken, &words()),
            page(Answer::NotTaken, &words()),
            bare("404 Not Found"),
        ] {
            assert!(response.contains("default-src 'none'"));
            assert!(response.contains("Cache-Control: no-store"));
            assert!(response.contains("Referrer-Policy: no-referrer"));
            assert!(!response.contains("<script"));
        }
        assert!(page(Answer::Taken, &words()).starts_with("HTTP/1.1 200 "));
        assert!(page(Answer::NotTaken, &words()).starts_with("HTTP/1.1 400 "));
    }

    #[tokio::test]
    async fn silent_connections_do_not_hold_up_the_callback() {
        let (listener, address) = bind().await.unwrap();
        let host = address
            .trim_start_matches("http://")
            .trim_end_matches("/callback/")
            .to_owned();
        let server = tokio::spawn(serve(listener, words(), |query| async move {
            if query == "code=a" {
                Answer::Taken
            } else {
                Answer::NotTaken
            }
        }));
        let mut silent = Vec::new();
        for _ in 0..AT_ONCE - 1 {
            silent.push(TcpStream::connect(&host).await.unwrap());
        }
        for (query, status) in [("code=b", "HTTP/1.1 400 "), ("code=a", "HTTP/1.1 200 ")] {
            let mut stream = TcpStream::connect(&host).await.unwrap();
            let request = format!("GET /callback/?{query} HTTP/1.1\r\nHost: {host}\r\n\r\n");
            stream.write_all(request.as_bytes()).await.unwrap();
            let mut response = String::new();
            stream.read_to_string(&mut response).await.unwrap();
            assert!(response.starts_with(status), "{response}");
        }
        server.abort();
    }
}
