//! A server on the loopback that hears requests and answers what it was told.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::response::Response;
use bytes::Bytes;
use tiktok::{
    Client, ClientOptions, Endpoints, PhotoMode, PhotoPost, PhotoSettings, PrivacyLevel, UploadUrl, VideoPost,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

/// What a client sent.
#[derive(Debug, Clone)]
pub struct Heard {
    pub method: Method,
    pub path: String,
    pub query: String,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Heard {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

/// What to answer to every request.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Reply {
    pub fn new(status: u16, body: &str) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: body.to_owned(),
        }
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn html(status: u16) -> Self {
        Self::new(status, "<html><body>Welcome to the hotel</body></html>")
            .header("content-type", "text/html")
    }
}

/// A server that hears and answers until it is dropped.
pub struct Server {
    pub origin: Url,
    heard: Arc<Mutex<Vec<Heard>>>,
    task: tokio::task::JoinHandle<()>,
}

type Answer = Arc<dyn Fn(&Heard) -> Response + Send + Sync>;

impl Server {
    /// Answers the same to everything.
    pub async fn replying(reply: Reply) -> Self {
        Self::answering(move |_| response(&reply)).await
    }

    /// Answers whatever the function makes of the request.
    pub async fn answering(answer: impl Fn(&Heard) -> Response + Send + Sync + 'static) -> Self {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let state: (Arc<Mutex<Vec<Heard>>>, Answer) = (Arc::clone(&heard), Arc::new(answer));
        let app = Router::new().fallback(hear).with_state(state);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = origin_of(&listener);
        let task = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self { origin, heard, task }
    }

    pub fn client(&self) -> Client {
        client(&self.origin)
    }

    pub fn upload_url(&self) -> UploadUrl {
        upload_url(&self.origin)
    }

    pub fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }

    /// The one request that came.
    pub fn only(&self) -> Heard {
        let heard = self.heard();
        assert_eq!(heard.len(), 1, "exactly one request: {heard:?}");
        heard.into_iter().next().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn hear(State((heard, answer)): State<(Arc<Mutex<Vec<Heard>>>, Answer)>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, usize::MAX).await else {
        return response(&Reply::new(400, ""));
    };
    let this = Heard {
        method: parts.method,
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: parts.headers,
        body,
    };
    let response = answer(&this);
    heard.lock().unwrap().push(this);
    response
}

pub fn response(reply: &Reply) -> Response {
    let mut response = Response::new(Body::from(reply.body.clone()));
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap();
    for (name, value) in &reply.headers {
        let name: HeaderName = name.parse().unwrap();
        response
            .headers_mut()
            .insert(name, HeaderValue::from_str(value).unwrap());
    }
    response
}

/// A client whose patience fits a test.
pub fn client(origin: &Url) -> Client {
    let options = ClientOptions {
        user_agent: "Greenroom-Test/1".to_owned(),
        connect_timeout: Duration::from_secs(60),
        request_timeout: Duration::from_secs(60),
        upload_idle_timeout: Duration::from_secs(60),
    };
    client_with(origin, &options)
}

/// A client that gives up after some seconds: long enough for a busy computer to answer, short enough to wait for.
pub fn impatient(origin: &Url) -> Client {
    let options = ClientOptions {
        request_timeout: Duration::from_secs(4),
        upload_idle_timeout: Duration::from_secs(4),
        ..ClientOptions::default()
    };
    client_with(origin, &options)
}

fn client_with(origin: &Url, options: &ClientOptions) -> Client {
    Client::new(Endpoints::practice(origin, origin, origin).unwrap(), options).unwrap()
}

pub fn upload_url(origin: &Url) -> UploadUrl {
    let endpoints = Endpoints::practice(origin, origin, origin).unwrap();
    UploadUrl::parse(
        &format!("{origin}video/?upload_id=1&upload_token=t0ken"),
        &endpoints,
    )
    .unwrap()
}

/// Where nobody listens. A port that was free a moment ago may be another test's by now; this one is given
/// to nobody who asks for any.
pub fn nobody() -> Url {
    Url::parse("http://127.0.0.1:1/").unwrap()
}

pub fn origin_of(listener: &TcpListener) -> Url {
    Url::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap()
}

/// A server below HTTP: does with each connection whatever it is told to.
pub async fn raw<F, Fut>(behave: F) -> Url
where
    F: Fn(TcpStream) -> Fut + Send + 'static,
    Fut: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = origin_of(&listener);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(behave(stream));
        }
    });
    origin
}

/// Reads the head of a request and nothing behind it, as far as possible.
pub async fn read_head(stream: &mut TcpStream) {
    head_of(stream).await;
}

/// As [`read_head`], and keeps it.
pub async fn head_of(stream: &mut TcpStream) -> Vec<u8> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => break,
        }
    }
    head
}

/// Sends bytes; a client that is gone is no concern of the server.
pub async fn send(stream: &mut TcpStream, bytes: &str) {
    let _ = stream.write_all(bytes.as_bytes()).await;
}

/// Never returns: the connection stays open and silent.
pub async fn silence(stream: TcpStream) {
    std::future::pending::<()>().await;
    drop(stream);
}

/// A post with nothing in it but what must be.
pub fn a_post() -> VideoPost {
    VideoPost {
        title: None,
        privacy_level: PrivacyLevel::SelfOnly,
        disable_duet: false,
        disable_stitch: false,
        disable_comment: false,
        video_cover_timestamp_ms: None,
        brand_content_toggle: false,
        brand_organic_toggle: false,
        is_aigc: false,
    }
}

/// Photos with nothing beside them but what must be, at an address that carries a signature.
pub fn some_photos() -> PhotoPost {
    PhotoPost {
        title: None,
        description: None,
        images: vec![Url::parse("https://photos.example.com/a.webp?signature=s3cret-photo").unwrap()],
        cover_index: 0,
        is_aigc: false,
        mode: PhotoMode::Direct(PhotoSettings {
            privacy_level: PrivacyLevel::SelfOnly,
            disable_comment: false,
            auto_add_music: false,
            brand_content_toggle: false,
            brand_organic_toggle: false,
        }),
    }
}
