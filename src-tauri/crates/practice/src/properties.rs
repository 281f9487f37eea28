//! Verified properties of the app (R§10): where TikTok pulls from.

use url::{Host, Url};

use crate::options::Error;

/// The list on the app's page at TikTok.
#[derive(Debug)]
pub struct Properties(Vec<Property>);

#[derive(Debug)]
enum Property {
    /// Covers the domain, its subdomains and all paths.
    Domain(String),
    /// Covers what begins with exactly this.
    Prefix(String),
}

impl Properties {
    /// Reads domains (`example.com`) and URL prefixes (`https://example.com/videos/`).
    pub fn new(given: &[String]) -> Result<Self, Error> {
        let read = |text: &String| {
            property(text).map_err(|reason| Error::Option(format!("{text} cannot be verified: {reason}.")))
        };
        given.iter().map(read).collect::<Result<_, _>>().map(Self)
    }

    /// Whether `url` lies under one of them.
    pub fn cover(&self, url: &Url) -> bool {
        let names_nobody = url.username().is_empty() && url.password().is_none();
        names_nobody && self.0.iter().any(|property| property.covers(url))
    }
}

impl Property {
    fn covers(&self, url: &Url) -> bool {
        match self {
            // Compared after parsing, so that no `..` leads out of the prefix.
            Self::Prefix(prefix) => url.as_str().starts_with(prefix),
            Self::Domain(domain) => {
                let host = url.host_str().unwrap_or_default();
                let is_below = host.strip_suffix(domain).is_some_and(|sub| sub.ends_with('.'));
                url.scheme() == "https" && url.port().is_none() && (host == domain || is_below)
            }
        }
    }
}

fn property(text: &str) -> Result<Property, &'static str> {
    if text.contains("://") {
        prefix(text).map(Property::Prefix)
    } else {
        domain(text).map(Property::Domain)
    }
}

fn domain(text: &str) -> Result<String, &'static str> {
    let url = Url::parse(&format!("https://{text}/")).map_err(|_| "it is no domain")?;
    let name = match url.host() {
        Some(Host::Domain(name)) if name.contains('.') => name.to_owned(),
        _ => return Err("a domain is a name such as example.com, not an IP address"),
    };
    if url.as_str() != format!("https://{name}/") {
        return Err("a domain has no port and no path; for those give a URL prefix");
    }
    Ok(name)
}

fn prefix(text: &str) -> Result<String, &'static str> {
    let url = Url::parse(text).map_err(|_| "it is no address")?;
    if !text.ends_with('/') || text.contains(['?', '#', '@']) {
        return Err("a URL prefix ends in a slash and has no query, fragment or user");
    }
    let is_https = url.scheme() == "https" && url.port().is_none();
    match url.host() {
        Some(Host::Domain(_)) if is_https => Ok(url.into()),
        Some(Host::Ipv4(address)) if address.is_loopback() && url.scheme() == "http" => {
            let has_port = url.port().is_some();
            has_port
                .then(|| url.into())
                .ok_or("a loopback prefix needs a port")
        }
        _ => Err("a URL prefix is https with a host name; only http://127.0.0.1:PORT/ may stand for one"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covers(property: &str, url: &str) -> bool {
        let properties = Properties::new(&[property.to_owned()]).unwrap();
        properties.cover(&Url::parse(url).unwrap())
    }

    #[test]
    fn a_domain_covers_itself_and_what_lies_below() {
        for url in [
            "https://static.example.com/a.jpg",
            "https://video.static.example.com/deep/a.mp4?signature=x",
        ] {
            assert!(covers("static.example.com", url), "{url}");
        }
        for url in [
            "https://example.com/a.jpg",
            "https://notstatic.example.com/a.jpg",
            "http://static.example.com/a.jpg",
            "https://static.example.com:8443/a.jpg",
            "https://user@static.example.com/a.jpg",
            "https://static.example.com.evil.example/a.jpg",
        ] {
            assert!(!covers("static.example.com", url), "{url}");
        }
    }

    #[test]
    fn a_prefix_covers_what_begins_with_it() {
        let prefix = "https://example.com/videos/user/";
        assert!(covers(prefix, "https://example.com/videos/user/123/a.mp4"));
        for url in [
            "https://example.com/videos/2023/user/a.mp4",
            "https://example.com/videos/user/../other/a.mp4",
            "https://video.example.com/videos/user/a.mp4",
            "http://example.com/videos/user/a.mp4",
        ] {
            assert!(!covers(prefix, url), "{url}");
        }
        assert!(covers(
            "http://127.0.0.1:8000/a/",
            "http://127.0.0.1:8000/a/b.jpg"
        ));
        assert!(!covers(
            "http://127.0.0.1:8000/a/",
            "http://127.0.0.1:8001/a/b.jpg"
        ));
    }

    #[test]
    fn what_tiktok_would_not_verify_is_refused() {
        for wrong in [
            "com",
            "10.0.0.1",
            "example.com:8443",
            "example.com/videos",
            "https://example.com/videos",
            "https://example.com/?a=/",
            "https://10.0.0.1/",
            "https://user@example.com/",
            "http://example.com/",
            "http://127.0.0.1/",
            "http://192.168.0.2:8000/",
        ] {
            assert!(Properties::new(&[wrong.to_owned()]).is_err(), "{wrong}");
        }
    }
}
