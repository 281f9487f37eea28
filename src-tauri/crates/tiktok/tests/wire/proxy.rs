//! TikTok is asked through the system's proxy, which learns the host and nothing else.

use std::process::Command;

use tiktok::{AppKeys, ChunkBody, Client, ClientOptions, Endpoints, Error, Secret, UploadUrl, VideoType};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use crate::server::{head_of, nobody, send};

/// Set where a test runs in a process of its own, because the proxy of the system belongs to a whole process.
const BEHIND_A_PROXY: &str = "GREENROOM_TEST_BEHIND_A_PROXY";
const VARIABLES: [&str; 8] = [
    "http_proxy",
    "HTTP_PROXY",
    "https_proxy",
    "HTTPS_PROXY",
    "all_proxy",
    "ALL_PROXY",
    "no_proxy",
    "NO_PROXY",
];
const UPLOAD: &str = "https://open-upload.tiktokapis.com/video/?upload_id=1&upload_token=s3cret-upload";

/// Calls of every kind, with a secret in each.
async fn every_error() -> Vec<Error> {
    let client = Client::new(Endpoints::tiktok(), &ClientOptions::default()).unwrap();
    let keys = AppKeys {
        client_key: "key".to_owned(),
        client_secret: Secret::new("s3cret-app"),
    };
    let secret = Secret::new("s3cret-token");
    let upload = UploadUrl::parse(UPLOAD, &Endpoints::tiktok()).unwrap();
    let body = ChunkBody::from_bytes("s3cret-video");
    vec![
        client.refresh(&keys, &secret).await.unwrap_err(),
        client.creator_info(&secret).await.unwrap_err(),
        client
            .put_chunk(&upload, VideoType::Mp4, 0..12, 12, body)
            .await
            .unwrap_err(),
    ]
}

/// What the calls say of their failures when HTTPS_PROXY leads to `proxy`.
async fn said_behind(proxy: String) -> String {
    let run = move || {
        let mut this = Command::new(std::env::current_exe().unwrap());
        this.args(["proxy::calls_behind_a_proxy", "--exact", "--nocapture"]);
        for name in VARIABLES {
            this.env_remove(name);
        }
        this.env("HTTPS_PROXY", proxy).env(BEHIND_A_PROXY, "");
        let output = this.output().unwrap();
        assert!(output.status.success(), "{output:?}");
        format!(
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        )
    };
    tokio::task::spawn_blocking(run).await.unwrap()
}

/// Run by the tests below in a process of its own; without a proxy it would leave this computer.
#[tokio::test]
async fn calls_behind_a_proxy() {
    if std::env::var_os(BEHIND_A_PROXY).is_none() {
        return;
    }
    for error in every_error().await {
        println!("{:?}: {error}", error.failure);
    }
}

/// A proxy that answers each CONNECT with `answer`.
struct Proxy {
    port: u16,
    /// Everything a connection said, once it is over.
    told: mpsc::UnboundedReceiver<Vec<u8>>,
}

impl Proxy {
    async fn answering(answer: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (tell, told) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut heard = head_of(&mut stream).await;
                send(&mut stream, answer).await;
                let mut more = [0; 4096];
                if let Ok(length @ 1..) = stream.read(&mut more).await {
                    heard.extend_from_slice(&more[..length]);
                }
                let _ = stream.shutdown().await;
                let _ = tell.send(heard);
            }
        });
        Self { port, told }
    }

    /// What the three calls told it.
    async fn told(&mut self) -> Vec<Vec<u8>> {
        let mut all = Vec::new();
        while all.len() < 3 {
            all.push(self.told.recv().await.unwrap());
        }
        all
    }
}

fn assert_asks_for_hosts_only(told: &[Vec<u8>]) {
    let first_lines: Vec<String> = told
        .iter()
        .map(|heard| {
            String::from_utf8_lossy(heard)
                .lines()
                .next()
                .unwrap_or_default()
                .to_owned()
        })
        .collect();
    let expected = [
        "CONNECT open.tiktokapis.com:443 HTTP/1.1",
        "CONNECT open.tiktokapis.com:443 HTTP/1.1",
        "CONNECT open-upload.tiktokapis.com:443 HTTP/1.1",
    ];
    assert_eq!(first_lines, expected);
    for heard in told {
        let text = String::from_utf8_lossy(heard);
        assert!(!text.contains("s3cret"), "{text}");
    }
}

#[tokio::test]
async fn a_proxy_that_refuses_is_named_and_has_learned_the_host_only() {
    for answer in [
        "HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 403 Forbidden\r\n\r\n<html>Not here</html>",
    ] {
        let mut proxy = Proxy::answering(answer).await;
        let said = said_behind(format!("http://mara:pa55word@127.0.0.1:{}", proxy.port)).await;
        assert_eq!(
            said.matches("Proxy: The proxy lets nothing through").count(),
            3,
            "{said}"
        );
        assert!(!said.contains("s3cret") && !said.contains("pa55word"), "{said}");
        assert_asks_for_hosts_only(&proxy.told().await);
    }
}

#[tokio::test]
async fn a_proxy_that_is_not_there_is_named() {
    let said = said_behind(nobody().to_string()).await;
    assert_eq!(
        said.matches("Proxy: The proxy lets nothing through").count(),
        3,
        "{said}"
    );
}

#[tokio::test]
async fn through_a_proxy_goes_tls_and_nothing_else() {
    let mut proxy = Proxy::answering("HTTP/1.1 200 Connection established\r\n\r\n").await;
    let said = said_behind(format!("http://127.0.0.1:{}", proxy.port)).await;
    let told = proxy.told().await;
    assert_asks_for_hosts_only(&told);
    for heard in told {
        let end = heard.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        // A handshake record of TLS.
        assert_eq!(
            heard.get(end + 4..end + 6),
            Some([0x16, 0x03].as_slice()),
            "{said}"
        );
    }
}
