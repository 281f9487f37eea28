//! Registered redirect addresses (R§1.3, R§1.4).

use url::Url;

use crate::options::{Error, Platform};

/// Which rules a redirect brings with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// Loopback: `code_challenge` is mandatory.
    Desktop,
    /// https: PKCE is not required.
    Web,
}

/// The two lists of the app's page at TikTok.
#[derive(Debug)]
pub struct Redirects {
    desktop: Vec<String>,
    web: Vec<String>,
    own_page: bool,
}

const USUAL_DESKTOP: &str = "http://127.0.0.1:*/callback/";
const MOST: usize = 10;
const LONGEST: usize = 511;

impl Redirects {
    /// Sorts `given` into the lists of `platform`; the usual ones where none is given.
    pub fn new(platform: Platform, given: &[String]) -> Result<Self, Error> {
        let (desktop, web) = (platform != Platform::Web, platform != Platform::Desktop);
        if given.is_empty() {
            let usual = if desktop {
                vec![USUAL_DESKTOP.to_owned()]
            } else {
                vec![]
            };
            return Ok(Self {
                desktop: usual,
                web: vec![],
                own_page: web,
            });
        }
        let mut lists = Self {
            desktop: vec![],
            web: vec![],
            own_page: false,
        };
        for uri in given {
            match check(uri) {
                Ok(Flow::Desktop) if desktop => lists.desktop.push(uri.clone()),
                Ok(Flow::Web) if web => lists.web.push(uri.clone()),
                Ok(Flow::Desktop) => return Err(refuse(uri, "the web platform takes https addresses only")),
                Ok(Flow::Web) => {
                    return Err(refuse(
                        uri,
                        "the desktop platform takes localhost and 127.0.0.1 only",
                    ));
                }
                Err(reason) => return Err(refuse(uri, reason)),
            }
        }
        if lists.desktop.len().max(lists.web.len()) > MOST {
            return Err(Error::Option(format!(
                "TikTok takes at most {MOST} redirect addresses for each platform."
            )));
        }
        Ok(lists)
    }

    /// The rules for `uri`, or `None` where it is not registered. Compared byte by byte,
    /// but for a port registered as `*`. `origin` is this server's: its own page at
    /// `/redirect/` stands for a page on an https host.
    pub fn flow(&self, uri: &str, origin: &str) -> Option<Flow> {
        if self.desktop.iter().any(|pattern| matches(pattern, uri)) {
            return Some(Flow::Desktop);
        }
        let own = self.own_page && uri.strip_prefix(origin) == Some("/redirect/");
        (own || self.web.iter().any(|registered| registered == uri)).then_some(Flow::Web)
    }
}

fn refuse(uri: &str, reason: &str) -> Error {
    Error::Option(format!(
        "{uri} cannot be registered as a redirect address: {reason}."
    ))
}

fn check(uri: &str) -> Result<Flow, &'static str> {
    let any_port = uri.contains(":*/");
    let url = Url::parse(&uri.replacen(":*/", ":1/", 1)).map_err(|_| "it is not an absolute address")?;
    if uri.len() > LONGEST {
        return Err("it has 512 characters or more");
    }
    if uri.contains(['?', '#']) {
        return Err("it may have neither query nor fragment");
    }
    let loopback = matches!(url.host_str(), Some("localhost" | "127.0.0.1"));
    match (url.scheme(), loopback) {
        ("http" | "https", true) if any_port || url.port().is_some() => Ok(Flow::Desktop),
        ("http" | "https", true) => Err("a loopback address needs a port, which may be *"),
        ("https", false) if !any_port => Ok(Flow::Web),
        _ => Err("it must be https, or http with localhost or 127.0.0.1"),
    }
}

fn matches(pattern: &str, uri: &str) -> bool {
    let Some((before, after)) = pattern.split_once('*') else {
        return pattern == uri;
    };
    let port = uri.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
    port.is_some_and(|port| {
        port.parse::<u16>()
            .is_ok_and(|number| number > 0 && number.to_string() == port)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: &str = "http://127.0.0.1:4000";

    #[test]
    fn any_port_matches_only_a_port() {
        let lists = Redirects::new(Platform::Desktop, &[]).unwrap();
        assert_eq!(
            lists.flow("http://127.0.0.1:53682/callback/", HERE),
            Some(Flow::Desktop)
        );
        for wrong in [
            "http://127.0.0.1:53682/callback",
            "http://127.0.0.1/callback/",
            "http://localhost:53682/callback/",
            "http://127.0.0.1:1@evil.example:2/callback/",
            "http://127.0.0.1:99999/callback/",
            "http://127.0.0.1:4000/redirect/",
        ] {
            assert_eq!(lists.flow(wrong, HERE), None, "{wrong}");
        }
    }

    #[test]
    fn the_web_platform_has_the_servers_own_page_and_no_loopback_callback() {
        let lists = Redirects::new(Platform::Web, &[]).unwrap();
        assert_eq!(
            lists.flow("http://127.0.0.1:4000/redirect/", HERE),
            Some(Flow::Web)
        );
        assert_eq!(lists.flow("http://127.0.0.1:4001/redirect/", HERE), None);
        assert_eq!(lists.flow("http://127.0.0.1:53682/callback/", HERE), None);
    }

    #[test]
    fn what_tiktok_would_not_register_is_refused() {
        for wrong in [
            "studio.greenroom://callback",
            "http://127.0.0.1/callback/",
            "http://[::1]:80/callback/",
            "http://example.com/callback/",
            "https://example.com/callback/?a=b",
            "callback/",
        ] {
            assert!(
                Redirects::new(Platform::Both, &[wrong.to_owned()]).is_err(),
                "{wrong}"
            );
        }
        let https = ["https://example.com/hand/".to_owned()];
        assert!(Redirects::new(Platform::Desktop, &https).is_err());
        assert_eq!(
            Redirects::new(Platform::Web, &https)
                .unwrap()
                .flow(&https[0], HERE),
            Some(Flow::Web)
        );
    }
}
