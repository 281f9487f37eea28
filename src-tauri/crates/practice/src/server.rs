//! Routes, the guard before them, and the socket.

use std::convert::Infallible;
use std::net::Ipv4Addr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use http::{HeaderMap, Method, StatusCode, header};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::mischief::{self, Dropped};
use crate::options::Error;
use crate::world::World;
use crate::{control, creator, envelope, oauth, pages, pictures, publish, status, upload, videos};

/// JSON and form bodies; a chunk of a video is streamed past this limit.
const LONGEST_BODY: usize = 1 << 20;

const PAUSE: std::time::Duration = std::time::Duration::from_millis(50);

/// Binds `port` on 127.0.0.1, or a free one.
pub async fn bind(port: Option<u16>) -> Result<(TcpListener, u16), Error> {
    let asked = port.unwrap_or(0);
    let failed = |source| Error::Bind { port: asked, source };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, asked))
        .await
        .map_err(failed)?;
    let port = listener.local_addr().map_err(failed)?.port();
    Ok((listener, port))
}

/// Serves until the returned future is dropped; that ends every connection too.
pub async fn serve(listener: TcpListener, world: Arc<World>) {
    let router = routes(world);
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection(stream, router.clone()));
                }
                Err(error) => {
                    // Out of descriptors, most likely: trying again at once would only burn time.
                    tracing::warn!("cannot accept: {error}");
                    tokio::time::sleep(PAUSE).await;
                }
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn connection(stream: TcpStream, router: Router) {
    // Small answers between large requests must not wait for more.
    let _ = stream.set_nodelay(true);
    let router = TowerToHyperService::new(router);
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let answer = router.call(request.map(Body::new));
        async move {
            answer
                .await
                .map_or_else(|never: Infallible| match never {}, unless_dropped)
        }
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .serve_connection(TokioIo::new(stream), service)
        .await;
    if let Err(error) = served {
        tracing::debug!("connection ended: {error}");
    }
}

/// An error here makes hyper close the connection without a byte of an answer.
fn unless_dropped(response: Response) -> Result<Response, std::io::Error> {
    match response.extensions().get::<Dropped>() {
        Some(Dropped) => Err(std::io::Error::other("dropped on purpose")),
        None => Ok(response),
    }
}

fn routes(world: Arc<World>) -> Router {
    let mut router = Router::new()
        .route("/", get(pages::home))
        .route("/phone/", get(pages::phone::show).post(pages::phone::act))
        .route("/v2/auth/authorize/", get(pages::ask).post(pages::decide))
        .route("/v2/oauth/token/", post(oauth::token))
        .route("/v2/oauth/revoke/", post(oauth::revoke))
        .route("/v2/user/info/", get(creator::user_info))
        .route("/v2/video/list/", post(videos::list))
        .route("/v2/video/query/", post(videos::query))
        .route(
            "/v2/post/publish/creator_info/query/",
            post(creator::creator_info),
        )
        .route("/v2/post/publish/video/init/", post(publish::video_init))
        .route("/v2/post/publish/inbox/video/init/", post(publish::inbox_init))
        .route("/v2/post/publish/content/init/", post(publish::photo_init))
        .route("/v2/post/publish/status/fetch/", post(status::fetch))
        .route("/v2/post/publish/cancel/", post(status::cancel))
        .route("/avatar/{file}", get(pictures::avatar))
        .route("/cover/{file}", get(pictures::cover))
        .route("/assets/practice.css", get(pages::style))
        .route("/redirect/", get(pages::hand_on))
        .route("/redirect/handoff.js", get(pages::hand_on_script))
        .route("/redirect/style.css", get(pages::hand_on_style))
        .route("/static/profile-video", get(pages::player))
        .route("/@{handle}", get(pages::profile))
        .route("/@{handle}/video/{id}", get(pages::profile))
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .route("/upload", put(upload::put))
        .route("/upload/", put(upload::put));
    if world.control_token.is_some() {
        router = router
            .route("/practice/state", get(control::state))
            .route("/practice/faults", post(control::arm).delete(control::disarm))
            .route("/practice/clock", post(control::advance))
            .route("/practice/inbox", post(control::post_from_inbox))
            .route("/practice/hide", post(control::hide))
            .route("/practice/withdraw", post(control::withdraw))
            .route("/practice/account", post(control::account));
    }
    router
        .fallback(|| async { envelope::unsupported_path() })
        .method_not_allowed_fallback(|| async { envelope::unsupported_path() })
        .layer(middleware::from_fn_with_state(world.clone(), mischief::strike))
        .layer(middleware::from_fn_with_state(world.clone(), guard))
        .with_state(world)
}

/// Keeps web pages in a browser on this computer from reaching in: by a name that
/// resolves here (`Host`), or by a form or script of their own (`Origin`).
async fn guard(State(world): State<Arc<World>>, request: Request, next: Next) -> Response {
    let named = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    if !named.is_some_and(|host| is_ours(host, world.port)) {
        return refused(
            "Use the addresses of the first line: only 127.0.0.1 and localhost with the port are answered.",
        );
    }
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let is_control = request.uri().path().starts_with("/practice/");
    if (!reads || is_control) && !origin_is_ours(request.headers(), world.port) {
        return refused("Pages of other origins are not answered.");
    }
    let mut response = next.run(request).await;
    let nosniff = http::HeaderValue::from_static("nosniff");
    response
        .headers_mut()
        .insert(header::X_CONTENT_TYPE_OPTIONS, nosniff);
    response
}

fn refused(hint: &str) -> Response {
    envelope::hinted((StatusCode::FORBIDDEN, format!("{hint}\n")).into_response(), hint)
}

fn is_ours(host: &str, port: u16) -> bool {
    [format!("127.0.0.1:{port}"), format!("localhost:{port}")].contains(&host.to_ascii_lowercase())
}

/// Programs send no `Origin`; browsers always do where it matters.
fn origin_is_ours(headers: &HeaderMap, port: u16) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else {
        return true;
    };
    origin
        .to_str()
        .ok()
        .and_then(|origin| origin.strip_prefix("http://"))
        .is_some_and(|host| is_ours(host, port))
}
