//! Pictures of TikTok's: fetched by the core, never by the window.

use std::net::IpAddr;
use std::sync::OnceLock;
use std::time::Duration;

use futures_util::StreamExt;
use url::{Host, Url};

use super::Accounts;
use crate::config::PracticeAddresses;
use crate::media;
use crate::view::AccountKind;

/// Longest side of a kept avatar, pixels.
pub(super) const SIDE: u32 = 200;

/// Most bytes of a picture.
const LARGEST: usize = 8 << 20;

/// The clients for pictures: one for the world, one that never uses a proxy.
#[derive(Default)]
pub(super) struct Pictures {
    world: OnceLock<Option<reqwest::Client>>,
    here: OnceLock<Option<reqwest::Client>>,
}

impl Pictures {
    fn client(&self, kind: AccountKind) -> Option<reqwest::Client> {
        let make = |builder: reqwest::ClientBuilder| {
            tiktok::install_tls();
            let builder = builder
                .redirect(reqwest::redirect::Policy::none())
                .referer(false)
                .connect_timeout(Duration::from_secs(10))
                .timeout(Duration::from_secs(30));
            builder
                .build()
                .inspect_err(|error| tracing::error!(%error, "pictures"))
                .ok()
        };
        let builder = reqwest::Client::builder();
        match kind {
            AccountKind::Tiktok => self.world.get_or_init(|| make(builder.https_only(true))).clone(),
            AccountKind::Practice => self.here.get_or_init(|| make(builder.no_proxy())).clone(),
        }
    }
}

impl Accounts {
    /// A picture of an account's TikTok as JPEG, at most `side` pixels wide or high.
    pub(super) async fn picture(&self, kind: AccountKind, url: &str, side: u32) -> Option<Vec<u8>> {
        let url = Url::parse(url).ok()?;
        let is_allowed = match kind {
            AccountKind::Tiktok => is_tiktok_picture(&url),
            AccountKind::Practice => is_practice_picture(&url, &self.practice_addresses().await.ok()?),
        };
        if !is_allowed {
            tracing::warn!(host = url.host_str(), "a picture lies where none is fetched from");
            return None;
        }
        let bytes = fetch(&self.pictures.client(kind)?, url).await?;
        tokio::task::spawn_blocking(move || media::reencode(&bytes, side, side))
            .await
            .ok()?
    }
}

async fn fetch(client: &reqwest::Client, url: Url) -> Option<Vec<u8>> {
    let answer = client
        .get(url)
        .send()
        .await
        .ok()
        .filter(|answer| answer.status().is_success())?;
    let mut pieces = answer.bytes_stream();
    let mut bytes = Vec::new();
    while let Some(piece) = pieces.next().await {
        let piece = piece.ok()?;
        if bytes.len() + piece.len() > LARGEST {
            return None;
        }
        bytes.extend_from_slice(&piece);
    }
    Some(bytes)
}

/// TikTok's picture hosts: any name below `tiktokcdn.com` or a sister of it such as
/// `tiktokcdn-us.com`; the names vary (reference section 0).
fn is_tiktok_picture(url: &Url) -> bool {
    let Some(Host::Domain(domain)) = url.host() else {
        return false;
    };
    let mut labels = domain.rsplit('.');
    let (Some("com"), Some(name), Some(_)) = (labels.next(), labels.next(), labels.next()) else {
        return false;
    };
    let is_cdn = name == "tiktokcdn" || name.starts_with("tiktokcdn-");
    is_cdn && url.scheme() == "https" && url.port().is_none() && is_anonymous(url)
}

fn is_practice_picture(url: &Url, addresses: &PracticeAddresses) -> bool {
    let ours = [&addresses.api, &addresses.auth, &addresses.upload];
    let is_ours = ours
        .iter()
        .any(|base| Url::parse(base).is_ok_and(|base| base.origin() == url.origin()));
    let is_here = match url.host() {
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    is_ours && is_here && is_anonymous(url)
}

fn is_anonymous(url: &Url) -> bool {
    url.username().is_empty() && url.password().is_none()
}

/// What stays the same while a picture does: the path of its address. The query is
/// a signature that expires, and the practice TikTok has another port in each run.
pub(super) fn source(url: &str) -> Option<String> {
    Some(Url::parse(url).ok()?.path().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_come_from_tiktoks_hosts_over_https_only() {
        let ours = |url: &str| is_tiktok_picture(&Url::parse(url).unwrap());
        assert!(ours(
            "https://p16-sign-sg.tiktokcdn.com/tos/a~c5.jpeg?x-expires=1&x-signature=a"
        ));
        assert!(ours("https://p19-sign.tiktokcdn-us.com/a.webp"));
        for url in [
            "http://p16.tiktokcdn.com/a.jpeg",
            "https://tiktokcdn.com/a.jpeg",
            "https://p16.tiktokcdn.com:8443/a.jpeg",
            "https://user@p16.tiktokcdn.com/a.jpeg",
            "https://p16.tiktokcdn.com.evil.example/a.jpeg",
            "https://eviltiktokcdn.com/a.jpeg",
            "https://a.eviltiktokcdn.com/a.jpeg",
            "https://127.0.0.1/a.jpeg",
            "https://[::1]/a.jpeg",
            "https://localhost/a.jpeg",
        ] {
            assert!(!ours(url), "{url}");
        }
    }

    #[test]
    fn a_practice_picture_comes_from_the_practice_tiktok_alone() {
        let addresses = PracticeAddresses {
            api: "http://127.0.0.1:4000".into(),
            auth: "http://127.0.0.1:4001/".into(),
            upload: "http://127.0.0.1:4002".into(),
            client_key: String::new(),
            client_secret: String::new(),
        };
        let ours = |url: &str| is_practice_picture(&Url::parse(url).unwrap(), &addresses);
        assert!(ours("http://127.0.0.1:4000/a.png"));
        assert!(ours("http://127.0.0.1:4001/pictures/a.png?x=1"));
        for url in [
            "http://127.0.0.1:4003/a.png",
            "http://localhost:4000/a.png",
            "https://p16.tiktokcdn.com/a",
        ] {
            assert!(!ours(url), "{url}");
        }
    }

    #[test]
    fn a_picture_is_the_same_whatever_its_signature_and_port() {
        let one = source("http://127.0.0.1:4000/avatar/mara.png?x-signature=a");
        assert_eq!(one, source("http://127.0.0.1:5000/avatar/mara.png?x-signature=b"));
        assert_ne!(one, source("http://127.0.0.1:4000/avatar/ada.png"));
    }
}
