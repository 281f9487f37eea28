//! Scripted trouble: what goes wrong, where, when and how often.

use serde::{Deserialize, Serialize};

use crate::endpoint::Endpoint;
use crate::ids;

/// One thing that goes wrong. In a file or a request body it is a JSON object such as
/// `{"endpoint": "video_init", "kind": "drop_after", "after": 1, "count": 2}`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// Where it goes wrong; everywhere when left out.
    #[serde(default)]
    pub endpoint: Option<Endpoint>,
    /// What goes wrong.
    pub kind: Kind,
    /// How many times; for ever when left out.
    #[serde(default)]
    pub count: Option<u32>,
    /// How many requests pass unharmed first.
    #[serde(default)]
    pub after: u32,
    /// Chance of each further request, 0 to 1. Repeats with the same seed.
    #[serde(default = "certain")]
    pub probability: f64,
    /// Milliseconds, for `delay_ms`, `hold_ms`, `trickle_ms` and `rate_limited_ms`.
    #[serde(default)]
    pub ms: u64,
    /// A `fail_reason` of R§11.1, for `fail`.
    #[serde(default)]
    pub reason: Option<String>,
    /// Whether the request takes effect although its answer is replaced, for
    /// `status_500`, `status_503_html`, `html_200`, `empty_200`, `wrong_json` and `range_refused`.
    #[serde(default)]
    pub effect: bool,
}

fn certain() -> f64 {
    1.0
}

/// What can go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The connection closes; nothing happened.
    DropBefore,
    /// It happened; the connection closes without an answer.
    DropAfter,
    /// Half of the body is read, then the connection closes; nothing happened.
    DropMidway,
    /// The answer comes late; `ms` says how late at most: it comes when the faults are disarmed.
    DelayMs,
    /// It happened; the answer is held back for `ms` at most, until the faults are disarmed.
    HoldMs,
    /// It happened; the answer comes in small pieces over `ms`.
    TrickleMs,
    /// It happened; the connection closes in the middle of the answer.
    HalfAnswer,
    /// 500 in the endpoint's usual shape.
    #[serde(rename = "status_500")]
    Status500,
    /// 503 with a page of the edge.
    #[serde(rename = "status_503_html")]
    Status503Html,
    /// 429 (R§12.2).
    RateLimited,
    /// 429 with a `Retry-After` of `ms` in whole seconds.
    RateLimitedMs,
    /// A page of the edge with status 200.
    #[serde(rename = "html_200")]
    Html200,
    /// Nothing with status 200.
    #[serde(rename = "empty_200")]
    Empty200,
    /// JSON that has nothing of the usual shape, with status 200.
    WrongJson,
    /// It happened; the answer ends in its middle.
    TruncatedJson,
    /// It happened; the upload's `Content-Range` names half of the bytes.
    WrongRange,
    /// 416 with what is stored (R§9.2).
    RangeRefused,
    /// The upload's hour is over (R§9.2), now and for good.
    ExpiredUrl,
    /// 405 of the edge, as for an unknown upload (R§9.2).
    UnknownUpload,
    /// 401 `access_token_invalid`, however live the token is.
    AccessTokenInvalid,
    /// 401 `scope_not_authorized`, however granted it is (R§3).
    ScopeNotAuthorized,
    /// The refresh or exchange is refused with `invalid_grant` (R§2.6).
    InvalidGrant,
    /// A flat `temporarily_unavailable` (R§2.6).
    TemporarilyUnavailable,
    /// It happened; the `upload_url` names another host, `localhost`, as TikTok's name
    /// several (R§9). Goes with the endpoints `video_init` and `inbox_init`.
    MovedUploadHost,
    /// Processing ends with `FAILED` and `reason`; goes with the endpoint `processing`.
    Fail,
    /// A public post is never shown to everyone; goes with the endpoint `moderation`.
    Refuse,
}

impl Fault {
    /// Reads one fault or a list of them.
    pub fn parse(json: &[u8]) -> Result<Vec<Self>, String> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum OneOrMany {
            Many(Vec<serde_json::Value>),
            One(serde_json::Value),
        }
        let parsed = serde_json::from_slice(json).map_err(|error| error.to_string())?;
        let list = match parsed {
            OneOrMany::Many(list) => list,
            OneOrMany::One(one) => vec![one],
        };
        list.into_iter()
            .enumerate()
            .map(|(index, value)| Self::checked(value, index))
            .collect()
    }

    fn checked(value: serde_json::Value, index: usize) -> Result<Self, String> {
        let wrong = |reason: String| format!("fault {}: {reason}", index + 1);
        let fault: Self = serde_json::from_value(value).map_err(|error| wrong(error.to_string()))?;
        if !(0.0..=1.0).contains(&fault.probability) {
            return Err(wrong("probability must lie between 0 and 1".to_owned()));
        }
        let lasts = matches!(
            fault.kind,
            Kind::DelayMs | Kind::HoldMs | Kind::TrickleMs | Kind::RateLimitedMs
        );
        if lasts && fault.ms == 0 {
            return Err(wrong("this kind needs ms".to_owned()));
        }
        if (fault.kind == Kind::Fail) != (fault.endpoint == Some(Endpoint::Processing)) {
            return Err(wrong(
                "the kind fail and the endpoint processing belong together".to_owned(),
            ));
        }
        if (fault.kind == Kind::Refuse) != (fault.endpoint == Some(Endpoint::Moderation)) {
            return Err(wrong(
                "the kind refuse and the endpoint moderation belong together".to_owned(),
            ));
        }
        let gives_addresses = matches!(fault.endpoint, Some(Endpoint::VideoInit | Endpoint::InboxInit));
        if fault.kind == Kind::MovedUploadHost && !gives_addresses {
            return Err(wrong(
                "moved_upload_host goes with the endpoint video_init or inbox_init".to_owned(),
            ));
        }
        let of_uploads = matches!(
            fault.kind,
            Kind::WrongRange | Kind::RangeRefused | Kind::ExpiredUrl | Kind::UnknownUpload | Kind::DropMidway
        );
        if of_uploads && fault.endpoint != Some(Endpoint::Upload) {
            return Err(wrong("this kind goes with the endpoint upload".to_owned()));
        }
        Ok(fault)
    }

    /// Whether the request itself is carried out.
    pub fn takes_effect(&self) -> bool {
        match self.kind {
            Kind::DropAfter
            | Kind::TruncatedJson
            | Kind::WrongRange
            | Kind::DelayMs
            | Kind::HoldMs
            | Kind::TrickleMs
            | Kind::HalfAnswer
            | Kind::DropMidway
            | Kind::MovedUploadHost => true,
            Kind::Status500
            | Kind::Status503Html
            | Kind::Html200
            | Kind::Empty200
            | Kind::WrongJson
            | Kind::RangeRefused => self.effect,
            _ => false,
        }
    }
}

/// The armed faults and their dice.
pub struct Faults {
    seed: u64,
    list: Vec<Armed>,
}

struct Armed {
    fault: Fault,
    seen: u32,
    struck: u32,
}

impl Faults {
    /// Arms `faults`.
    pub fn new(seed: u64, faults: Vec<Fault>) -> Self {
        let mut armed = Self { seed, list: vec![] };
        armed.arm(faults);
        armed
    }

    /// Arms more faults.
    pub fn arm(&mut self, faults: Vec<Fault>) {
        self.list.extend(faults.into_iter().map(|fault| Armed {
            fault,
            seen: 0,
            struck: 0,
        }));
    }

    /// Disarms all.
    pub fn clear(&mut self) {
        self.list.clear();
    }

    /// How many are armed and how often they struck.
    pub fn struck(&self) -> (usize, u32) {
        (self.list.len(), self.list.iter().map(|armed| armed.struck).sum())
    }

    /// The first fault that strikes this request. Only that one counts as spent.
    pub fn strike(&mut self, endpoint: Endpoint) -> Option<Fault> {
        let mut result = None;
        for (index, armed) in self.list.iter_mut().enumerate() {
            let elsewhere = match armed.fault.endpoint {
                Some(only) => only != endpoint,
                None => matches!(endpoint, Endpoint::Processing | Endpoint::Moderation),
            };
            if elsewhere {
                continue;
            }
            armed.seen += 1;
            if result.is_none() && armed.strikes(ids::mix(self.seed, index as u64)) {
                armed.struck += 1;
                result = Some(armed.fault.clone());
            }
        }
        result
    }
}

impl Armed {
    fn strikes(&self, seed: u64) -> bool {
        if self.seen <= self.fault.after || self.fault.count.is_some_and(|count| self.struck >= count) {
            return false;
        }
        // 53 bits fill a float's mantissa: an even chance between 0 and 1.
        #[allow(clippy::cast_precision_loss)]
        let dice = (ids::mix(seed, u64::from(self.seen)) >> 11) as f64 / (1_u64 << 53) as f64;
        dice < self.fault.probability
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strikes(json: &str, seed: u64, requests: usize) -> Vec<bool> {
        let mut faults = Faults::new(seed, Fault::parse(json.as_bytes()).unwrap());
        (0..requests)
            .map(|_| faults.strike(Endpoint::Status).is_some())
            .collect()
    }

    #[test]
    fn a_fault_skips_then_strikes_its_count_and_is_spent() {
        let seen = strikes(
            r#"{"endpoint":"status","kind":"status_500","after":1,"count":2}"#,
            0,
            5,
        );
        assert_eq!(seen, [false, true, true, false, false]);
    }

    #[test]
    fn a_fault_of_another_endpoint_leaves_this_one_alone() {
        assert_eq!(
            strikes(r#"{"endpoint":"upload","kind":"status_500"}"#, 0, 2),
            [false, false]
        );
        assert_eq!(strikes(r#"{"kind":"status_500"}"#, 0, 2), [true, true]);
    }

    #[test]
    fn chances_repeat_with_the_seed_and_only_with_it() {
        let json = r#"{"endpoint":"status","kind":"rate_limited","probability":0.3}"#;
        let seen = strikes(json, 4, 1_000);
        assert_eq!(seen, strikes(json, 4, 1_000));
        assert_ne!(seen, strikes(json, 5, 1_000));
        let share = seen.iter().filter(|struck| **struck).count();
        assert!((250..350).contains(&share), "{share} of 1000");
    }

    #[test]
    fn nonsense_is_refused_with_its_place() {
        for (json, says) in [
            (r#"[{"kind":"status_500"},{"kind":"explode"}]"#, "fault 2"),
            (r#"{"kind":"delay_ms"}"#, "needs ms"),
            (r#"{"kind":"hold_ms"}"#, "needs ms"),
            (r#"{"kind":"range_refused"}"#, "endpoint upload"),
            (r#"{"kind":"expired_url","endpoint":"status"}"#, "endpoint upload"),
            (r#"{"kind":"fail","reason":"internal"}"#, "processing"),
            (r#"{"kind":"refuse"}"#, "moderation"),
            (r#"{"kind":"status_500","endpoint":"moderation"}"#, "moderation"),
            (
                r#"{"kind":"moved_upload_host","endpoint":"status"}"#,
                "endpoint video_init",
            ),
            (r#"{"kind":"status_500","cuont":1}"#, "cuont"),
            (r#"{"kind":"status_500","probability":2}"#, "between 0 and 1"),
        ] {
            let refused = Fault::parse(json.as_bytes()).unwrap_err();
            assert!(refused.contains(says), "{json}: {refused}");
        }
    }
}
