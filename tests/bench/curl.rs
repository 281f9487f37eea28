//! The peer of everything that goes over the network: the same requests, sent by `curl`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use ::tests::browser;
use serde_json::{Value, json};
use tiktok::{
    AppKeys, AuthorizeRequest, Callback, ChunkAnswer, ChunkBody, ChunkPlan, Client, ClientOptions, Endpoints,
    Initiated, Pkce, Platform, PrivacyLevel, PublishState, Scope, Secret, VideoPost, VideoType,
    parse_callback,
};

use crate::practice::Practice;

const REDIRECT: &str = "http://127.0.0.1:4567/callback/";

/// A creator who is signed in at a practice TikTok, for `curl` to act as.
pub struct Creator {
    client: Client,
    token: Secret,
    api: url::Url,
}

/// One request of a `curl` process.
pub struct Request {
    /// Where to.
    url: String,
    /// Headers, whole.
    headers: Vec<String>,
    body: Body,
}

enum Body {
    Json(Value),
    File(PathBuf),
}

/// What came of one request.
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// `curl`'s own `time_total`.
    pub milliseconds: f64,
    /// The answer's body.
    pub body: Value,
}

impl Creator {
    /// Signs in through the `tiktok` client.
    pub async fn sign_in(practice: &Practice, persona: Option<&str>) -> Self {
        let [api, auth, upload] = ["api", "auth", "upload"].map(|name| practice.address(name));
        let endpoints = Endpoints::practice(&api, &auth, &upload).unwrap();
        let client = Client::new(endpoints, &ClientOptions::default()).unwrap();
        let text = |name: &str| practice.line[name].as_str().unwrap().to_owned();
        let keys = AppKeys {
            client_key: text("client_key"),
            client_secret: Secret::new(text("client_secret")),
        };
        let pkce = Pkce::generate();
        let page = client.authorize_url(&AuthorizeRequest {
            client_key: &keys.client_key,
            scopes: &[Scope::UserInfoBasic, Scope::VideoPublish],
            redirect_uri: REDIRECT,
            state: "bench",
            challenge: &pkce.challenge,
            platform: Platform::Desktop,
            ask_again: false,
        });
        let redirect = url::Url::parse(&browser::allow_as(page.as_str(), persona)).unwrap();
        let Ok(Callback::Granted { code, .. }) = parse_callback(redirect.query().unwrap()) else {
            unreachable!("the practice TikTok granted nothing")
        };
        let verifier = Some(&pkce.verifier);
        let tokens = client.exchange_code(&keys, &code, REDIRECT, verifier).await;
        Self {
            client,
            token: tokens.unwrap().access_token,
            api,
        }
    }

    /// One small post from the question what may be posted to the answer that it is live.
    pub async fn post(&self, video: &[u8]) {
        let (client, token) = (&self.client, &self.token);
        let plan = ChunkPlan::for_size(video.len() as u64).unwrap();
        client.creator_info(token).await.unwrap();
        let upload = self.open_upload(&plan).await;
        let body = ChunkBody::from_bytes(video.to_vec());
        let range = plan.range(0).unwrap();
        let sent = client.put_chunk(&upload.upload_url, VideoType::Mp4, range, plan.total(), body);
        assert_eq!(sent.await.unwrap(), ChunkAnswer::Complete);
        let status = client.publish_status(token, &upload.publish_id).await.unwrap();
        assert_eq!(status.state, PublishState::Complete);
    }

    /// Opens an upload through the `tiktok` client.
    pub async fn open_upload(&self, plan: &ChunkPlan) -> Initiated {
        self.client.init_video(&self.token, &post(), plan).await.unwrap()
    }

    /// A request to the API as the client makes it.
    pub fn ask(&self, path: &str, body: Value) -> Request {
        Request {
            url: self.api.join(path).unwrap().into(),
            headers: vec![
                format!("Authorization: Bearer {}", self.token.expose()),
                "Content-Type: application/json; charset=UTF-8".to_owned(),
            ],
            body: Body::Json(body),
        }
    }

    /// Opening an upload.
    pub fn init(&self, plan: &ChunkPlan) -> Request {
        let body = json!({
            "post_info": post(),
            "source_info": {
                "source": "FILE_UPLOAD",
                "video_size": plan.total(),
                "chunk_size": plan.chunk(),
                "total_chunk_count": plan.count(),
            },
        });
        self.ask("/v2/post/publish/video/init/", body)
    }
}

fn post() -> VideoPost {
    VideoPost {
        title: None,
        privacy_level: PrivacyLevel::PublicToEveryone,
        disable_duet: true,
        disable_stitch: true,
        disable_comment: true,
        video_cover_timestamp_ms: None,
        brand_content_toggle: false,
        brand_organic_toggle: false,
        is_aigc: false,
    }
}

/// The chunks of one upload, each from a file of its own.
pub fn chunks(url: &str, plan: &ChunkPlan, pieces: &[PathBuf]) -> Vec<Request> {
    let request = |(index, piece): (u64, &PathBuf)| {
        let range = plan.range(index).unwrap();
        let (first, last, total) = (range.start, range.end - 1, plan.total());
        Request {
            url: url.to_owned(),
            headers: vec![
                "Content-Type: video/mp4".to_owned(),
                format!("Content-Range: bytes {first}-{last}/{total}"),
                // Else curl asks first whether it may send, and waits for the answer.
                "Expect:".to_owned(),
            ],
            body: Body::File(piece.clone()),
        }
    };
    (0..).zip(pieces).map(request).collect()
}

/// Sends requests one after the other in one `curl` process over one connection. Returns the wall time of the
/// process in milliseconds, too.
pub fn run(requests: &[Request], folder: &Path) -> (Vec<Answer>, f64) {
    let (told, bodies, wall) = process(&[], requests, folder);
    let answers: Vec<Answer> = told
        .lines()
        .zip(&bodies)
        .map(|(line, body)| answer(line, body))
        .collect();
    assert_eq!(
        answers.len(),
        requests.len(),
        "one line for each request:\n{told}"
    );
    (answers, wall)
}

/// Sends all requests at once in one `curl` process; its wall time in milliseconds.
pub fn run_at_once(requests: &[Request], folder: &Path) -> f64 {
    let (told, _, wall) = process(&["--parallel", "--parallel-immediate"], requests, folder);
    let all_stored = told.lines().all(|line| line.starts_with("201 "));
    assert!(all_stored && told.lines().count() == requests.len(), "{told}");
    wall
}

/// What `curl` printed, where the answers lie, and how long it took.
fn process(options: &[&str], requests: &[Request], folder: &Path) -> (String, Vec<PathBuf>, f64) {
    let answers: Vec<PathBuf> = (0..requests.len())
        .map(|index| folder.join(format!("answer-{index}")))
        .collect();
    let script = requests.iter().zip(&answers).map(|(request, answer)| {
        let _ = std::fs::remove_file(answer);
        lines(request, answer)
    });
    let script = script.collect::<Vec<_>>().join("next\n");
    let start = Instant::now();
    // Its orders come by a pipe: an upload address has no place on a command line.
    let mut child = Command::new("curl")
        .args(options)
        .args(["--config", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let wall = start.elapsed().as_secs_f64() * 1000.0;
    assert!(output.status.success(), "curl: {}", output.status);
    (String::from_utf8(output.stdout).unwrap(), answers, wall)
}

fn lines(request: &Request, answer: &Path) -> String {
    let mut lines = vec![
        "silent".to_owned(),
        "show-error".to_owned(),
        format!("url = {}", quoted(&request.url)),
        format!("output = {}", quoted(&answer.to_string_lossy())),
        r#"write-out = "%{http_code} %{time_total}\n""#.to_owned(),
    ];
    let header = |header: &String| format!("header = {}", quoted(header));
    lines.extend(request.headers.iter().map(header));
    match &request.body {
        Body::Json(json) => lines.push(format!("data-raw = {}", quoted(&json.to_string()))),
        Body::File(file) => {
            lines.push(format!("upload-file = {}", quoted(&file.to_string_lossy())));
            // Else curl writes the file's name behind the slash at the end of the path.
            let target = url::Url::parse(&request.url).unwrap();
            let target = &target[url::Position::BeforePath..];
            lines.push(format!("request-target = {}", quoted(target)));
        }
    }
    lines.join("\n") + "\n"
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn answer(line: &str, body: &Path) -> Answer {
    let (status, seconds) = line.split_once(' ').unwrap();
    let seconds: f64 = seconds.parse().unwrap();
    let status = status.parse().unwrap();
    assert!((200..300).contains(&status), "curl was answered {status}");
    let body = std::fs::read(body).unwrap_or_default();
    Answer {
        status,
        milliseconds: seconds * 1000.0,
        body: serde_json::from_slice(&body).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_json_body_stands_in_quotes_that_curl_undoes() {
        let request = Request {
            url: "http://127.0.0.1:1/".to_owned(),
            headers: vec![],
            body: Body::Json(json!({ "a": "b\\c" })),
        };
        let lines = lines(&request, Path::new("/x"));
        assert!(lines.contains(r#"data-raw = "{\"a\":\"b\\\\c\"}""#), "{lines}");
    }
}
