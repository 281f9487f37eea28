//! A fixture file: what is sent and what is answered.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::server::{Heard, Reply};

#[derive(Deserialize)]
pub struct Fixture {
    pub name: String,
    pub origin: String,
    pub request: Option<Asked>,
    pub response: Option<Answered>,
    pub vector: Option<BTreeMap<String, String>>,
    pub plans: Option<Vec<Value>>,
}

#[derive(Deserialize)]
pub struct Asked {
    pub method: String,
    pub url: String,
    pub query: Option<BTreeMap<String, String>>,
    pub query_string: Option<String>,
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    pub form: Option<BTreeMap<String, String>>,
    pub body: Option<Value>,
    pub body_text: Option<String>,
}

#[derive(Deserialize)]
pub struct Answered {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    /// As it stands in the file: the order of members is part of the situation.
    pub body: Option<Box<RawValue>>,
    pub body_text: Option<String>,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// The names of all fixture files, without `.json`.
pub fn names() -> Vec<String> {
    let files = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let json = files.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    let mut names: Vec<_> = json
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

pub fn read(name: &str) -> Fixture {
    let text = std::fs::read_to_string(folder().join(format!("{name}.json"))).unwrap();
    let fixture: Fixture = serde_json::from_str(&text).unwrap();
    assert_eq!(fixture.name, name);
    fixture
}

impl Fixture {
    pub fn asked(&self) -> &Asked {
        self.request.as_ref().unwrap()
    }

    pub fn answered(&self) -> &Answered {
        self.response.as_ref().unwrap()
    }
}

impl Answered {
    /// The answer, with TikTok's upload hosts replaced by this origin.
    pub fn reply(&self, origin: &str) -> Reply {
        let body = match (&self.body, &self.body_text) {
            (Some(json), None) => json.get().to_owned(),
            (None, Some(text)) => text.clone(),
            _ => panic!("a response has either a body or a body_text"),
        };
        let body = body.replace("https://open-upload.tiktokapis.com/", origin);
        let body = body.replace("https://open-upload-i18n.tiktokapis.com/", origin);
        let mut reply = Reply::new(self.status, &body);
        for (name, value) in &self.headers {
            reply = reply.header(name, value);
        }
        reply
    }

    pub fn json(&self) -> Option<Value> {
        self.body
            .as_ref()
            .map(|raw| serde_json::from_str(raw.get()).unwrap())
    }
}

impl Asked {
    pub fn field(&self, name: &str) -> &str {
        &self.form.as_ref().unwrap()[name]
    }

    /// The access token of the Authorization header.
    pub fn token(&self) -> &str {
        self.headers["Authorization"].strip_prefix("Bearer ").unwrap()
    }

    /// Whether the query is the one of the file, with nothing beside it.
    pub fn is_same_query(&self, heard: &Heard) -> bool {
        let url = url::Url::parse(&self.url).unwrap();
        let expected = match &self.query {
            Some(query) => query.clone(),
            None => url.query_pairs().into_owned().collect(),
        };
        pairs(&heard.query) == expected
    }

    /// Method, path and headers are those of the file; there is no Authorization header that is not in the
    /// file.
    pub fn assert_same_head(&self, heard: &Heard) {
        let url = url::Url::parse(&self.url).unwrap();
        assert_eq!(heard.method.as_str(), self.method);
        assert_eq!(heard.path, url.path());
        for (name, value) in &self.headers {
            assert_eq!(heard.header(name), Some(value.as_str()), "{name}");
        }
        if !self.headers.contains_key("Authorization") {
            assert_eq!(heard.header("authorization"), None);
        }
        assert_eq!(heard.header("user-agent"), Some("Greenroom-Test/1"));
        assert_eq!(heard.header("transfer-encoding"), None);
        assert_eq!(heard.header("cookie"), None);
        assert_eq!(heard.header("referer"), None);
    }

    /// Whether the body is the one of the file.
    pub fn is_same_body(&self, heard: &Heard) -> bool {
        if let Some(form) = &self.form {
            return pairs(std::str::from_utf8(&heard.body).unwrap()) == *form;
        }
        if let Some(body) = &self.body {
            return serde_json::from_slice::<Value>(&heard.body).unwrap() == with_explicit_toggles(body);
        }
        if self.body_text.as_deref() == Some("<binary>") {
            return heard.body.len().to_string() == self.headers["Content-Length"];
        }
        heard.body.is_empty()
    }
}

/// The reference says to send both brand toggles always; the samples leave them out. So does our client with
/// the AI label and with everything that can be switched off.
fn with_explicit_toggles(body: &Value) -> Value {
    let mut body = body.clone();
    let is_photo = body["media_type"] == "PHOTO";
    let inside: &[&str] = match (is_photo, body["post_mode"] == "DIRECT_POST") {
        (true, true) => &[
            "disable_comment",
            "auto_add_music",
            "brand_content_toggle",
            "brand_organic_toggle",
        ],
        (true, false) => &[],
        (false, _) => &["brand_content_toggle", "brand_organic_toggle", "is_aigc"],
    };
    if let Some(post_info) = body.get_mut("post_info").and_then(Value::as_object_mut) {
        for toggle in inside {
            post_info.entry(*toggle).or_insert(Value::Bool(false));
        }
    }
    if is_photo {
        body["is_aigc"] = body["is_aigc"].as_bool().unwrap_or(false).into();
    }
    body
}

/// Decoded pairs; a name that comes twice would hide one of its values, so it fails.
pub fn pairs(text: &str) -> BTreeMap<String, String> {
    let all: Vec<(String, String)> = url::form_urlencoded::parse(text.as_bytes())
        .into_owned()
        .collect();
    let map: BTreeMap<_, _> = all.iter().cloned().collect();
    assert_eq!(map.len(), all.len(), "{text}");
    map
}
