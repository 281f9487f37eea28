//! Where the requests go.

use url::{Host, Url};

use crate::error::{Error, Failure};

const API: &str = "https://open.tiktokapis.com";
const SIGN_IN: &str = "https://www.tiktok.com";
const UPLOAD_DOMAIN: &str = ".tiktokapis.com";

/// The addresses a [`Client`](crate::Client) talks to: TikTok's, or those of a practice TikTok on
/// this computer. There is no third kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoints(Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Tiktok,
    Practice(Box<Practice>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Practice {
    api: Url,
    sign_in: Url,
    upload: Url,
}

impl Endpoints {
    /// TikTok itself (R§0).
    pub fn tiktok() -> Self {
        Self(Kind::Tiktok)
    }

    /// A practice TikTok: the origins of its API, of its sign-in page and of its upload host.
    ///
    /// # Errors
    /// [`Failure::ForbiddenAddress`] unless all three are plain `http` or `https` addresses of this
    /// computer (`127.0.0.1`, `[::1]` or `localhost`), without user, query and fragment. Tokens of a
    /// practice account can therefore never leave the computer.
    pub fn practice(api: &Url, auth: &Url, upload: &Url) -> Result<Self, Error> {
        let all_here = [api, auth, upload]
            .into_iter()
            .all(|url| is_plain(url) && is_loopback(url));
        if !all_here {
            return Err(Error::new(
                Failure::ForbiddenAddress,
                "A practice address is not on this computer.",
            ));
        }
        let practice = Practice {
            api: api.clone(),
            sign_in: auth.clone(),
            upload: upload.clone(),
        };
        Ok(Self(Kind::Practice(Box::new(practice))))
    }

    /// Whether these are the addresses of a practice TikTok.
    pub fn is_practice(&self) -> bool {
        matches!(self.0, Kind::Practice(_))
    }

    /// Origin of the API.
    pub(crate) fn api(&self) -> Result<Url, Error> {
        match &self.0 {
            Kind::Tiktok => parse(API),
            Kind::Practice(practice) => Ok(practice.api.clone()),
        }
    }

    /// Origin of the consent page.
    pub(crate) fn sign_in(&self) -> Result<Url, Error> {
        match &self.0 {
            Kind::Tiktok => parse(SIGN_IN),
            Kind::Practice(practice) => Ok(practice.sign_in.clone()),
        }
    }

    /// Whether bytes of a video may be sent to this address (R§9).
    pub(crate) fn allows_upload(&self, url: &Url) -> bool {
        if !url.username().is_empty() || url.password().is_some() {
            return false;
        }
        match &self.0 {
            Kind::Tiktok => url.scheme() == "https" && url.port().is_none() && is_upload_host(url),
            Kind::Practice(practice) => is_loopback(url) && url.origin() == practice.upload.origin(),
        }
    }
}

/// A name below `tiktokapis.com`, not that name itself and not a name that only ends like it.
fn is_upload_host(url: &Url) -> bool {
    let Some(Host::Domain(domain)) = url.host() else {
        return false;
    };
    domain
        .strip_suffix(UPLOAD_DOMAIN)
        .is_some_and(|labels| labels.split('.').all(|label| !label.is_empty()))
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

fn is_plain(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
        && url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none()
}

/// The address with this path behind the base.
pub(crate) fn below(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    url.set_path(&format!("{}{path}", base.path().trim_end_matches('/')));
    url
}

fn parse(address: &str) -> Result<Url, Error> {
    Url::parse(address).map_err(|_| {
        Error::new(
            Failure::ForbiddenAddress,
            "An address of TikTok could not be read.",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn a_practice_tiktok_lives_on_this_computer_or_nowhere() {
        let here = url("http://127.0.0.1:4000");
        for good in [
            "http://127.0.0.1:1",
            "http://localhost:8080/",
            "http://[::1]:9",
            "http://127.9.9.9:1",
        ] {
            assert!(Endpoints::practice(&url(good), &here, &here).is_ok(), "{good}");
            assert!(Endpoints::practice(&here, &here, &url(good)).is_ok(), "{good}");
        }
        let foreign = [
            "https://open.tiktokapis.com",
            "http://192.168.0.2:80",
            "http://localhost.example.com",
            "http://127.0.0.1.example.com",
            "http://user@127.0.0.1:1",
            "http://127.0.0.1:1/?a=b",
            "ftp://127.0.0.1",
        ];
        for bad in foreign {
            for attempt in [
                Endpoints::practice(&url(bad), &here, &here),
                Endpoints::practice(&here, &url(bad), &here),
                Endpoints::practice(&here, &here, &url(bad)),
            ] {
                assert_eq!(attempt.unwrap_err().failure, Failure::ForbiddenAddress, "{bad}");
            }
        }
    }

    #[test]
    fn paths_are_put_behind_the_base() {
        let here = url("http://127.0.0.1:4000/");
        let practice = Endpoints::practice(&here, &url("http://127.0.0.1:4001/www"), &here).unwrap();
        let whole = |base: Result<Url, Error>| below(&base.unwrap(), "/v2/x/").to_string();
        assert_eq!(whole(practice.api()), "http://127.0.0.1:4000/v2/x/");
        assert_eq!(whole(practice.sign_in()), "http://127.0.0.1:4001/www/v2/x/");
        let tiktok = Endpoints::tiktok();
        assert_eq!(whole(tiktok.api()), "https://open.tiktokapis.com/v2/x/");
        assert_eq!(whole(tiktok.sign_in()), "https://www.tiktok.com/v2/x/");
    }
}
