//! A minimal client that follows TikTok's rules, and nothing of our own client.

use practice::{Options, Practice, Speed};
use reqwest::header::{HeaderMap, LOCATION};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use url::form_urlencoded::Serializer;

pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub const HEX: &str = "13d31e961a1ad8ec2f16b10c4c982e0876a878ad6df144566ee1894acb70f9c3";
pub const BASE64URL: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
pub const REDIRECT: &str = "http://127.0.0.1:53682/callback/";
pub const ALL: &str =
    "user.info.basic,user.info.profile,user.info.stats,video.list,video.upload,video.publish";

/// An HTTP client that follows no redirects.
pub fn http() -> reqwest::Client {
    // A second install in the same process is refused and harmless.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .unwrap()
}

/// Options at full speed.
pub fn fast() -> Options {
    Options {
        speed: Speed::Max,
        ..Options::default()
    }
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub async fn read(response: reqwest::Response) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        Self {
            status,
            headers,
            text: response.text().await.unwrap(),
        }
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// Status and `error.code` of the envelope.
    pub fn code(&self) -> (u16, String) {
        (
            self.status.as_u16(),
            self.json()["error"]["code"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
        )
    }

    pub fn message(&self) -> String {
        self.json()["error"]["message"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Status, `error` and `error_description` of the flat shape.
    pub fn oauth(&self) -> (u16, String, String) {
        let body = self.json();
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        (self.status.as_u16(), text("error"), text("error_description"))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    pub fn location(&self) -> &str {
        self.header(LOCATION.as_str())
    }
}

/// A client of one practice TikTok.
#[derive(Clone)]
pub struct Client {
    pub http: reqwest::Client,
    pub base: String,
    pub key: String,
    pub secret: String,
    pub token: String,
}

impl Client {
    pub fn of(practice: &Practice) -> Self {
        let at = practice.addresses();
        Self {
            http: http(),
            base: at.api,
            key: at.client_key,
            secret: at.client_secret,
            token: String::new(),
        }
    }

    /// Signed in as `persona` with every scope.
    pub async fn signed_in(practice: &Practice, persona: &str) -> Self {
        Self::of(practice).sign_in(practice, persona, ALL).await
    }

    pub async fn sign_in(mut self, practice: &Practice, persona: &str, scopes: &str) -> Self {
        let redirect = practice
            .allow(&self.authorize(&[("scope", scopes)]), persona, None)
            .await
            .unwrap();
        let answer = self
            .exchange(&parameter(&redirect, "code"), REDIRECT, Some(VERIFIER))
            .await
            .json();
        self.token = answer["access_token"]
            .as_str()
            .unwrap_or_else(|| panic!("{answer}"))
            .to_owned();
        self
    }

    /// The authorize address of a desktop app; `change` replaces or (empty) removes.
    pub fn authorize(&self, change: &[(&str, &str)]) -> String {
        format!("{}/v2/auth/authorize/?{}", self.base, form(&self.wish(change)))
    }

    pub fn wish(&self, change: &[(&str, &str)]) -> Vec<(String, String)> {
        let usual = [
            ("client_key", self.key.as_str()),
            ("response_type", "code"),
            ("scope", ALL),
            ("redirect_uri", REDIRECT),
            ("state", "b64f0e5d"),
            ("code_challenge", HEX),
            ("code_challenge_method", "S256"),
        ];
        let kept = usual
            .into_iter()
            .filter(|(name, _)| !change.iter().any(|(changed, _)| changed == name));
        let pairs = kept
            .chain(change.iter().copied())
            .filter(|(_, value)| !value.is_empty());
        pairs
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }

    pub async fn exchange(&self, code: &str, redirect: &str, verifier: Option<&str>) -> Answer {
        let mut fields = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", redirect),
        ];
        fields.extend(verifier.map(|verifier| ("code_verifier", verifier)));
        self.oauth("token", &fields).await
    }

    pub async fn refresh(&self, token: &str) -> Answer {
        self.oauth(
            "token",
            &[("grant_type", "refresh_token"), ("refresh_token", token)],
        )
        .await
    }

    /// An OAuth call with key and secret.
    pub async fn oauth(&self, what: &str, fields: &[(&str, &str)]) -> Answer {
        let mut fields = fields.to_vec();
        fields.extend([
            ("client_key", self.key.as_str()),
            ("client_secret", self.secret.as_str()),
        ]);
        let request = self
            .http
            .post(format!("{}/v2/oauth/{what}/", self.base))
            .form(&fields);
        Answer::read(request.send().await.unwrap()).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        let request = self
            .http
            .get(format!("{}{path}", self.base))
            .bearer_auth(&self.token);
        Answer::read(request.send().await.unwrap()).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        Answer::read(self.try_post(path, body).await.unwrap()).await
    }

    pub async fn try_post(&self, path: &str, body: &Value) -> reqwest::Result<reqwest::Response> {
        self.http
            .post(format!("{}{path}", self.base))
            .bearer_auth(&self.token)
            .json(body)
            .send()
            .await
    }

    pub async fn creator_info(&self) -> Answer {
        self.post("/v2/post/publish/creator_info/query/", &json!({}))
            .await
    }

    pub async fn init(&self, level: &str, size: u64, chunk: u64, count: u64) -> Answer {
        self.post(
            "/v2/post/publish/video/init/",
            &init_body(level, size, chunk, count),
        )
        .await
    }

    pub async fn inbox(&self, size: u64) -> Answer {
        let body = json!({ "source_info": init_body("", size, size, 1)["source_info"] });
        self.post("/v2/post/publish/inbox/video/init/", &body).await
    }

    pub async fn status(&self, publish_id: &str) -> Answer {
        self.post(
            "/v2/post/publish/status/fetch/",
            &json!({ "publish_id": publish_id }),
        )
        .await
    }

    pub async fn photos(&self, body: &Value) -> Answer {
        self.post("/v2/post/publish/content/init/", body).await
    }

    pub async fn cancel(&self, publish_id: &str) -> Answer {
        self.post("/v2/post/publish/cancel/", &json!({ "publish_id": publish_id }))
            .await
    }

    /// The `data` of the status as soon as it is as `wanted`.
    pub async fn status_until(&self, publish_id: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let begun = std::time::Instant::now();
        loop {
            let data = self.status(publish_id).await.json()["data"].clone();
            if wanted(&data) {
                return data;
            }
            assert!(begun.elapsed().as_secs() < 60, "still {data}");
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    }

    /// The `data` of the status once processing has ended.
    pub async fn settled(&self, publish_id: &str) -> Value {
        let is_over = |data: &Value| !data["status"].as_str().unwrap().starts_with("PROCESSING");
        self.status_until(publish_id, is_over).await
    }

    /// Sends `bytes` as the chunk that starts at `first`.
    pub async fn put(&self, address: &str, bytes: &[u8], first: u64, total: u64) -> Answer {
        Answer::read(self.try_put(address, bytes, first, total).await.unwrap()).await
    }

    pub async fn try_put(
        &self,
        address: &str,
        bytes: &[u8],
        first: u64,
        total: u64,
    ) -> reqwest::Result<reqwest::Response> {
        let range = format!("bytes {first}-{}/{total}", first + bytes.len() as u64 - 1);
        let request = self
            .http
            .request(Method::PUT, address)
            .header("content-type", "video/mp4");
        request
            .header("content-range", range)
            .body(bytes.to_vec())
            .send()
            .await
    }

    /// Sends a small video to the inbox and returns its publish id.
    pub async fn draft(&self) -> String {
        let started = Started::from(&self.inbox(1_000).await);
        let stored = self.put(&started.address, &video(1_000), 0, 1_000).await;
        assert_eq!(stored.status, StatusCode::CREATED);
        started.publish_id
    }

    /// Posts a small video with `level` and returns its publish id.
    pub async fn publish(&self, level: &str) -> String {
        let bytes = video(1_000);
        let started = Started::from(&self.init(level, 1_000, 1_000, 1).await);
        assert_eq!(
            self.put(&started.address, &bytes, 0, 1_000).await.status,
            StatusCode::CREATED
        );
        started.publish_id
    }
}

/// What an init answered.
pub struct Started {
    pub publish_id: String,
    pub address: String,
}

impl From<&Answer> for Started {
    fn from(answer: &Answer) -> Self {
        assert_eq!(answer.code(), (200, "ok".to_owned()), "{}", answer.text);
        let data = &answer.json()["data"];
        let text = |name: &str| data[name].as_str().unwrap().to_owned();
        Self {
            publish_id: text("publish_id"),
            address: text("upload_url"),
        }
    }
}

pub fn init_body(level: &str, size: u64, chunk: u64, count: u64) -> Value {
    json!({
        "post_info": { "title": "Ramen at 2am #ramen", "privacy_level": level },
        "source_info": {
            "source": "FILE_UPLOAD", "video_size": size, "chunk_size": chunk, "total_chunk_count": count,
        },
    })
}

pub fn photo_body(mode: &str, addresses: &[String]) -> Value {
    json!({
        "media_type": "PHOTO", "post_mode": mode,
        "post_info": { "title": "Soup", "description": "Slow soup #soup", "privacy_level": "SELF_ONLY" },
        "source_info": { "source": "PULL_FROM_URL", "photo_cover_index": 0, "photo_images": addresses },
    })
}

/// The publish id of a pull that was accepted.
pub fn pulled(answer: &Answer) -> String {
    assert_eq!(answer.code(), (200, "ok".to_owned()), "{}", answer.text);
    answer.json()["data"]["publish_id"].as_str().unwrap().to_owned()
}

/// Bytes that differ everywhere.
pub fn video(length: usize) -> Vec<u8> {
    (0..length)
        .map(|index| {
            index
                .to_le_bytes()
                .into_iter()
                .fold(7, |sum, byte| sum ^ byte.rotate_left(3))
        })
        .collect()
}

pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// A query parameter of an address, decoded once.
pub fn parameter(address: &str, name: &str) -> String {
    let url = url::Url::parse(address).unwrap();
    url.query_pairs()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

pub fn form(pairs: &[(String, String)]) -> String {
    Serializer::new(String::new()).extend_pairs(pairs).finish()
}
