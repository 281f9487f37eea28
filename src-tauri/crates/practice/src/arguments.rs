//! The command line.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use practice::{Fault, Options, Platform, Speed};

/// What was asked for.
pub enum Asked {
    /// The help.
    Help,
    /// The version.
    Version,
    /// To run.
    Run(Box<Options>),
}

/// The help, worth reading.
pub const HELP: &str = "\
practice: a TikTok on this computer

It answers TikTok's Login Kit, Display and Content Posting APIs over 127.0.0.1, remembers
what it did, and has TikTok's limits and odd habits. Nothing leaves this computer; it asks
other hosts for nothing but photos and videos of properties named below. No video or photo
is kept, only its length and SHA-256. Point a TikTok client at it by replacing
https://open.tiktokapis.com by \"api\" and https://www.tiktok.com by \"auth\" of the first
line of its output, which is one JSON object:

  {\"api\", \"auth\", \"upload\", \"client_key\", \"client_secret\", \"control_token\"}

Refusals say what TikTok says, and explain themselves in the header x-practice-hint.

usage: practice [options]

The app, as registered at TikTok
  --platform desktop|web   rules and usual redirect of one platform; without it, both
                             desktop  http://127.0.0.1:*/callback/, hex code_challenge needed
                             web      {auth}/redirect/, which stands for an https page
  --client-key K           key and secret of the app
  --client-secret S
  --redirect URI           a registered redirect instead of the usual ones; may be repeated
  --unaudited              the app has not passed TikTok's audit: it posts to private
                           accounts only, with SELF_ONLY only, for 5 creators in 24 hours
  --sandbox NAME           the app's key belongs to a sandbox, and this creator is a target
                           user of it; may be repeated, up to 10 times. Others are refused
                           with error_type=non_sandbox_target. A sandbox is unaudited; its
                           usual key is sbpracticeclientkey
  --property URL           a verified property to pull photos and videos from; may be repeated
                             example.com                   the domain and all below it
                             https://example.com/videos/   what begins with this
                             http://127.0.0.1:8000/media/  the same, here alone without https
                           Without it, every pull is refused: url_ownership_unverified
  --old-lifetimes          tokens of before November 2026: 24 hours and 365 days, and a
                           refresh does not replace the refresh token

The world
  --port N                 port on 127.0.0.1; without it, a free one
  --persona NAME           only these creators exist; may be repeated. There are
                             mara      public account, no trouble, videos from before
                             nord      private account
                             quiet     comments, duets and stitches off
                             capped    the day's posts are used up
                             banned    banned from posting
                             newcomer  public account, meets an unaudited app
                             refused   moderation shows the public posts to nobody
                             fading    public posts are taken down after a minute
                             crowded   the inbox is full
                             oldphone  phone app too old for photo drafts
                             outsider  no target user of the sandbox
                             leaver    withdraws access while a post is processed
                             crowd-1   to crowd-99: many without trouble; they exist
                                       only when named here
  --no-limits              no request limits; no quotas: 15 posts in 24 hours, 5 drafts
                           waiting in the inbox, 5 creators of an unaudited app
  --speed FACTOR|max       of processing and moderation; 1 is usual, max is at once.
                           Lifetimes of tokens and upload addresses stay real
  --state FILE             keep everything in FILE; survives a kill at any moment, a power
                           cut and a new port
  --seed N                 repeats ids and the dice of faults

The phone
  {api}/phone/?creator=HANDLE is what the creator does in the TikTok app: post a draft from
  the inbox, as often as they like, or discard it; take a public post back; make the account
  private or public; remove the app's access. HANDLE is the creator_username, as in
  /phone/?creator=mara.cooks. /phone/ lists everyone. It needs no token
  and is there inside an app too.

Trouble
  --faults FILE            a JSON list of faults:
    {\"endpoint\": E, \"kind\": K, \"after\": 0, \"count\": 1, \"probability\": 1.0}
    after        requests that pass first        count  how often; without it, for ever
    E  token revoke user_info video_list video_query creator_info video_init inbox_init
       photo_init status cancel upload picture authorize; without it, all of them.
       Besides: processing, moderation
    K  drop_before        the connection closes, nothing happened
       drop_after         it happened, the connection closes without an answer
       drop_midway        (upload) half a chunk, then the connection closes
       delay_ms           the answer comes \"ms\" later
       status_500, status_503_html, html_200, empty_200
                          instead of an answer; with \"effect\": true it happened all the same
       truncated_json     it happened, the answer ends in its middle
       rate_limited, access_token_invalid, scope_not_authorized
       invalid_grant, temporarily_unavailable   (token)
       wrong_range        (upload) it happened, Content-Range names half of the bytes
       expired_url        (upload) 403, and the address stays dead
       unknown_upload     (upload) the edge's 405
       moved_upload_host  (video_init, inbox_init) the upload_url names the host localhost
       fail               (endpoint \"processing\") the post ends FAILED with \"reason\"
       refuse             (endpoint \"moderation\") a public post never becomes visible

While it runs, with \"Authorization: Bearer <control_token>\"
  GET    /practice/state    posts, uploads, bytes, tokens issued, requests
  POST   /practice/faults   one fault or a list, on top of the others
  DELETE /practice/faults   no more faults
  POST   /practice/clock    {\"seconds\": 7200} puts its clock ahead
  POST   /practice/inbox    {\"publish_id\", \"title\", \"privacy_level\"}: the creator posts a draft
  POST   /practice/hide     {\"video_id\"}: a public post stops being public
  POST   /practice/withdraw {\"persona\"}: the creator removes the app's access
  POST   /practice/account  {\"persona\", \"is_private\"}: the account becomes private or public

  --help, --version
";

/// Reads the arguments; the error is one sentence.
pub fn read(arguments: impl Iterator<Item = String>) -> Result<Asked, String> {
    let mut options = Options {
        control: true,
        ..Options::default()
    };
    let mut rest = arguments;
    while let Some(argument) = rest.next() {
        let (name, mut attached) = split(&argument);
        let mut value = || {
            attached
                .take()
                .or_else(|| rest.next())
                .ok_or(format!("{name} needs a value."))
        };
        match name.as_str() {
            "--help" | "-h" => return Ok(Asked::Help),
            "--version" | "-V" => return Ok(Asked::Version),
            "--port" => options.port = Some(number(&name, &value()?)?),
            "--platform" => options.platform = platform(&value()?)?,
            "--client-key" => options.client_key = filled(&name, value()?)?,
            "--client-secret" => options.client_secret = filled(&name, value()?)?,
            "--redirect" => options.redirects.push(value()?),
            "--persona" => options.personas.push(value()?),
            "--unaudited" => options.unaudited = true,
            "--sandbox" => options.sandbox.push(value()?),
            "--property" => options.properties.push(value()?),
            "--old-lifetimes" => options.old_lifetimes = true,
            "--no-limits" => options.limits = false,
            "--speed" => options.speed = speed(&value()?)?,
            "--faults" => options.faults = faults(Path::new(&value()?))?,
            "--state" => options.state = Some(PathBuf::from(value()?)),
            "--seed" => options.seed = number(&name, &value()?)?,
            _ => return Err(format!("There is no option {argument}.")),
        }
        if attached.is_some() {
            return Err(format!("{name} takes no value."));
        }
    }
    Ok(Asked::Run(Box::new(options)))
}

fn split(argument: &str) -> (String, Option<String>) {
    match argument.split_once('=') {
        Some((name, value)) if name.starts_with("--") => (name.to_owned(), Some(value.to_owned())),
        _ => (argument.to_owned(), None),
    }
}

fn number<T: FromStr>(name: &str, text: &str) -> Result<T, String> {
    text.parse()
        .map_err(|_| format!("{name} takes a number, not {text:?}."))
}

fn filled(name: &str, text: String) -> Result<String, String> {
    if text.is_empty() {
        Err(format!("{name} cannot be empty."))
    } else {
        Ok(text)
    }
}

fn platform(text: &str) -> Result<Platform, String> {
    match text {
        "desktop" => Ok(Platform::Desktop),
        "web" => Ok(Platform::Web),
        _ => Err(format!("--platform is desktop or web, not {text:?}.")),
    }
}

fn speed(text: &str) -> Result<Speed, String> {
    match text.parse::<f64>() {
        _ if text == "max" => Ok(Speed::Max),
        Ok(factor) if factor.is_finite() && factor > 0.0 => Ok(Speed::Factor(factor)),
        _ => Err(format!("--speed takes a number above 0, or max, not {text:?}.")),
    }
}

fn faults(path: &Path) -> Result<Vec<Fault>, String> {
    let wrong = |reason: String| format!("{}: {reason}.", path.display());
    let json = std::fs::read(path).map_err(|error| wrong(error.to_string()))?;
    Fault::parse(&json).map_err(wrong)
}
