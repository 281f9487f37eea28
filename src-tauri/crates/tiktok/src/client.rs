//! One HTTP client for everything TikTok is asked.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use bytes::{Bytes, BytesMut};
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use reqwest::{RequestBuilder, Response, redirect, retry};
use serde::Serialize;
use url::Url;

use crate::calls::{Ear, Endpoint, Telling};
use crate::endpoints::{Endpoints, below};
use crate::envelope::{Answer, Called};
use crate::error::{Error, Failure, Sent, retry_after};
use crate::secret::Secret;

/// Content type of the posting endpoints (R§8).
const JSON_UTF8: &str = "application/json; charset=UTF-8";
/// Content type of the display endpoints (R§5).
const JSON: &str = "application/json";
/// More than any answer of TikTok; a captive portal may send more, and it is not read.
const LONGEST_ANSWER: usize = 2 << 20;

/// How a [`Client`] introduces itself and how patient it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientOptions {
    /// The `User-Agent` of every request.
    pub user_agent: String,
    /// Time to get a connection.
    pub connect_timeout: Duration,
    /// Time for a whole request and its answer, uploads excepted.
    pub request_timeout: Duration,
    /// Time without any progress after which an upload is given up.
    pub upload_idle_timeout: Duration,
}

impl Default for ClientOptions {
    fn default() -> Self {
        Self {
            user_agent: concat!("Greenroom/", env!("CARGO_PKG_VERSION")).to_owned(),
            connect_timeout: Duration::from_secs(10),
            request_timeout: Duration::from_secs(30),
            upload_idle_timeout: Duration::from_secs(60),
        }
    }
}

/// The client of TikTok's API. Cheap to clone; all clones share their connections.
#[derive(Debug, Clone)]
pub struct Client {
    inner: Arc<Inner>,
    ear: Option<Arc<dyn Ear>>,
}

#[derive(Debug)]
struct Inner {
    http: reqwest::Client,
    endpoints: Endpoints,
    api: Url,
    sign_in: Url,
    request_timeout: Duration,
    upload_idle_timeout: Duration,
}

/// Chooses the cryptography of TLS for the whole process, unless it is chosen already. [`Client::new`] does
/// it, too; programs that use TLS elsewhere call this first.
pub fn install_tls() {
    // An error says that a provider is installed already, which is as good.
    let _already_installed = rustls::crypto::ring::default_provider().install_default();
}

impl Client {
    /// A client for these addresses.
    ///
    /// # Errors
    /// [`Failure::Other`] when the system's certificates cannot be read or the user agent is not ASCII.
    pub fn new(endpoints: Endpoints, options: &ClientOptions) -> Result<Self, Error> {
        install_tls();
        let builder = reqwest::Client::builder()
            .user_agent(&options.user_agent)
            .connect_timeout(options.connect_timeout)
            .redirect(redirect::Policy::none())
            .referer(false)
            // Who calls decides about every repetition, and counts it.
            .retry(retry::never());
        let builder = if endpoints.is_practice() {
            builder.no_proxy()
        } else {
            builder.https_only(true)
        };
        let http = builder
            .build()
            .map_err(|_| Error::new(Failure::Other, "The connection to TikTok could not be set up."))?;
        let (api, sign_in) = (endpoints.api()?, endpoints.sign_in()?);
        let inner = Inner {
            http,
            endpoints,
            api,
            sign_in,
            request_timeout: options.request_timeout,
            upload_idle_timeout: options.upload_idle_timeout,
        };
        Ok(Self {
            inner: Arc::new(inner),
            ear: None,
        })
    }

    /// The same client, for calls that `ear` hears of.
    #[must_use]
    pub fn heard_by(&self, ear: Arc<dyn Ear>) -> Self {
        Self {
            inner: self.inner.clone(),
            ear: Some(ear),
        }
    }

    /// Whom this client talks to.
    pub fn endpoints(&self) -> &Endpoints {
        &self.inner.endpoints
    }

    pub(crate) fn http(&self) -> &reqwest::Client {
        &self.inner.http
    }

    pub(crate) fn upload_idle_timeout(&self) -> Duration {
        self.inner.upload_idle_timeout
    }

    pub(crate) fn sign_in_address(&self, path: &str) -> Url {
        below(&self.inner.sign_in, path)
    }

    /// A call of `endpoint`, to be told when it is over.
    pub(crate) fn telling(&self, endpoint: Endpoint, fields: &[&str], secrets: &[&Secret]) -> Telling {
        Telling::new(self.ear.clone(), endpoint, fields, secrets)
    }

    pub(crate) async fn get(
        &self,
        endpoint: Endpoint,
        fields: &[&str],
        token: &Secret,
    ) -> Result<Called, Error> {
        let request = self
            .http()
            .get(self.address(endpoint, fields))
            .bearer_auth(token.expose());
        self.call(self.telling(endpoint, fields, &[token]), request).await
    }

    pub(crate) async fn post_empty(&self, endpoint: Endpoint, token: &Secret) -> Result<Called, Error> {
        let request = self
            .http()
            .post(self.address(endpoint, &[]))
            .bearer_auth(token.expose());
        let request = request.header(CONTENT_TYPE, JSON_UTF8).body(Bytes::new());
        self.call(self.telling(endpoint, &[], &[token]), request).await
    }

    pub(crate) async fn post_json(
        &self,
        endpoint: Endpoint,
        body: &impl Serialize,
        token: &Secret,
    ) -> Result<Called, Error> {
        let request = self
            .http()
            .post(self.address(endpoint, &[]))
            .bearer_auth(token.expose());
        let request = request.header(CONTENT_TYPE, JSON_UTF8).json(body);
        self.call(self.telling(endpoint, &[], &[token]), request).await
    }

    pub(crate) async fn post_json_for_fields(
        &self,
        endpoint: Endpoint,
        fields: &[&str],
        body: &impl Serialize,
        token: &Secret,
    ) -> Result<Called, Error> {
        let request = self
            .http()
            .post(self.address(endpoint, fields))
            .bearer_auth(token.expose());
        let request = request.header(CONTENT_TYPE, JSON).json(body);
        self.call(self.telling(endpoint, fields, &[token]), request).await
    }

    pub(crate) async fn post_form(
        &self,
        endpoint: Endpoint,
        form: &[(&str, &str)],
        secrets: &[&Secret],
    ) -> Result<Called, Error> {
        let request = self.http().post(self.address(endpoint, &[])).form(form);
        self.call(self.telling(endpoint, &[], secrets), request).await
    }

    /// The address of an endpoint; the fields stand in its query even when there is a body (R§5).
    fn address(&self, endpoint: Endpoint, fields: &[&str]) -> Url {
        let mut url = below(&self.inner.api, endpoint.path());
        if !fields.is_empty() {
            url.set_query(Some(&format!("fields={}", fields.join(","))));
        }
        url
    }

    async fn call(&self, telling: Telling, request: RequestBuilder) -> Result<Called, Error> {
        let (started, path) = (Instant::now(), telling.path());
        let answer = ask(request.timeout(self.inner.request_timeout)).await;
        let millis = started.elapsed().as_millis();
        match &answer {
            Ok(answer) => tracing::debug!(path, status = answer.status, millis, "TikTok answered"),
            Err(error) => tracing::debug!(path, %error, millis, "TikTok did not answer"),
        }
        match answer {
            Ok(answer) => Ok(Called::new(answer, telling)),
            Err(error) => {
                telling.tell(Err(&error));
                Err(error)
            }
        }
    }
}

async fn ask(request: RequestBuilder) -> Result<Answer, Error> {
    let mut response = request.send().await.map_err(|error| of_transport(&error))?;
    let status = response.status().as_u16();
    let retry_after = asked_to_wait(&response);
    let body = read(&mut response, LONGEST_ANSWER)
        .await
        .map_err(|error| Error {
            http_status: Some(status),
            ..of_transport(&error)
        })?
        .ok_or_else(|| Error::of_status(Failure::NotTikTok, status, "The answer is too long."))?;
    Ok(Answer {
        status,
        retry_after,
        body,
    })
}

pub(crate) fn asked_to_wait(response: &Response) -> Option<Duration> {
    let value = response.headers().get(RETRY_AFTER)?.to_str().ok()?;
    retry_after(value, SystemTime::now())
}

/// The body, unless it is longer than the limit: then reading stops there and the answer is `None`.
pub(crate) async fn read(response: &mut Response, limit: usize) -> Result<Option<Bytes>, reqwest::Error> {
    let mut body = BytesMut::new();
    while let Some(piece) = response.chunk().await? {
        if body.len() + piece.len() > limit {
            return Ok(None);
        }
        body.extend_from_slice(&piece);
    }
    Ok(Some(body.freeze()))
}

/// The error of a request that got no whole answer. Nothing of reqwest's text is kept: it names addresses,
/// and that of an upload is a secret.
pub(crate) fn of_transport(error: &reqwest::Error) -> Error {
    if error.is_builder() {
        return Error::new(Failure::Other, "The request could not be built.");
    }
    let sent = if error.is_connect() { Sent::No } else { Sent::Maybe };
    let failure = if error.is_timeout() {
        Failure::Timeout { sent }
    } else if error.is_connect() && is_of_tls(error) {
        Failure::Insecure
    } else if error.is_connect() && is_of_proxy(error) {
        Failure::Proxy
    } else {
        Failure::Network { sent }
    };
    Error::new(failure, io_cause(error).unwrap_or_default())
}

/// Whether whoever answered could not prove to be TikTok, or spoke no TLS at all.
fn is_of_tls(error: &(dyn std::error::Error + 'static)) -> bool {
    // An I/O error passes over what it was made from when it is asked for its source.
    let made_from = error
        .downcast_ref::<std::io::Error>()
        .and_then(std::io::Error::get_ref);
    error.is::<rustls::Error>()
        || made_from.is_some_and(|inner| is_of_tls(inner))
        || error.source().is_some_and(is_of_tls)
}

/// Whether it was the proxy that could not be got through. Its error has no public type, only this beginning.
fn is_of_proxy(error: &reqwest::Error) -> bool {
    causes(error).any(|cause| cause.to_string().starts_with("tunnel error"))
}

fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn std::error::Error + 'static)> {
    let first = std::error::Error::source(error);
    std::iter::successors(first, |error| error.source())
}

/// The system's own word for what happened, such as "connection refused".
fn io_cause(error: &reqwest::Error) -> Option<String> {
    let kinds = causes(error)
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .map(std::io::Error::kind);
    kinds.last().map(|kind| kind.to_string())
}
