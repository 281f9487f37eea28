//! `source_info` (R§8.1): the app sends a file, or gives an address that TikTok pulls from.

use http::StatusCode;
use serde::Deserialize;
use url::Url;

use crate::chunks::{LARGEST_VIDEO, Plan};
use crate::envelope::Refusal;
use crate::state::Pull;
use crate::world::World;

/// As sent.
#[derive(Deserialize)]
pub struct SourceInfo {
    source: String,
    #[serde(default)]
    video_size: Option<u64>,
    #[serde(default)]
    chunk_size: Option<u64>,
    #[serde(default)]
    total_chunk_count: Option<u64>,
    #[serde(default)]
    video_url: Option<String>,
}

/// Where the bytes come from, once it has been accepted.
pub enum Source {
    /// The app sends them in these chunks.
    File(Plan),
    /// TikTok fetches them.
    Pull(Pull),
}

impl SourceInfo {
    /// Checks the numbers or the address.
    pub fn check(self, world: &World) -> Result<Source, Refusal> {
        match (self.source.as_str(), &self.video_url) {
            ("PULL_FROM_URL", Some(address)) => Ok(Source::Pull(Pull {
                addresses: vec![owned_address(world, address)?],
                is_photos: false,
            })),
            ("FILE_UPLOAD", _) => self.plan().map(Source::File),
            _ => Err(Refusal::invalid_param(
                "source must be FILE_UPLOAD, or PULL_FROM_URL with video_url.",
            )),
        }
    }

    fn plan(&self) -> Result<Plan, Refusal> {
        let need = |value: Option<u64>, name: &str| {
            value.ok_or_else(|| Refusal::invalid_param(format!("source_info: {name} is missing.")))
        };
        let plan = Plan {
            video_size: need(self.video_size, "video_size")?,
            chunk_size: need(self.chunk_size, "chunk_size")?,
            total_chunk_count: need(self.total_chunk_count, "total_chunk_count")?,
        };
        if plan.video_size > LARGEST_VIDEO {
            return Err(Refusal::new(
                StatusCode::BAD_REQUEST,
                "invalid_file_upload",
                "A video has at most 4 GB.",
            ));
        }
        plan.check()
            .map_err(|(message, hint)| Refusal::invalid_params(hint).saying(message))
    }
}

/// `address`, if it lies under a verified property (R§10).
pub fn owned_address(world: &World, address: &str) -> Result<String, Refusal> {
    let url =
        Url::parse(address).map_err(|_| Refusal::invalid_param(format!("{address:?} is no address.")))?;
    if world.properties.cover(&url) {
        return Ok(url.into());
    }
    let hint = "No verified property of the app covers this address; name one with --property.";
    Err(Refusal::new(
        StatusCode::FORBIDDEN,
        "url_ownership_unverified",
        hint,
    ))
}
