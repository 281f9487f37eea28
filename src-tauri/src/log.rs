//! The local log: one file that rotates, with everything secret cut out.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use tracing_subscriber::fmt::MakeWriter;

const LARGEST: u64 = 1_000_000;

/// Starts logging into `folder`; the previous file is kept once. A panic is
/// logged too, never silent.
pub fn start(folder: &Path) -> io::Result<()> {
    let path = folder.join("greenroom.log");
    if path.metadata().is_ok_and(|meta| meta.len() > LARGEST) {
        std::fs::rename(&path, folder.join("greenroom.log.1"))?;
    }
    let file = File::options().create(true).append(true).open(path)?;
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_max_level(tracing::Level::INFO)
        .with_writer(Redacting(Arc::new(Mutex::new(file))))
        .finish();
    // A second call, as in tests, keeps the first log.
    let _ = tracing::subscriber::set_global_default(subscriber);
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        tracing::error!("panic: {panic}");
        before(panic);
    }));
    Ok(())
}

#[derive(Clone)]
struct Redacting(Arc<Mutex<File>>);

impl<'a> MakeWriter<'a> for Redacting {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Write for Redacting {
    // The formatter hands over one whole event per call, so nothing secret is split.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = redact(&String::from_utf8_lossy(bytes));
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .write_all(text.as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).flush()
    }
}

/// Words before a secret, the longer ones first; the secret runs to the next character that cannot be part of one.
const MARKS: &[&str] = &[
    "Bearer ",
    "act.",
    "rft.",
    "clt.",
    "code=",
    "state=",
    "code_verifier=",
    "client_secret=",
    "upload_token=",
    "upload_id=",
    "access_token=",
    "refresh_token=",
];

/// Cuts out what looks like a token, a code, a secret or an upload address.
pub fn redact(text: &str) -> String {
    let mut clean = text.to_owned();
    for mark in MARKS {
        let mut from = 0;
        while let Some(found) = clean[from..].find(mark) {
            let start = from + found + mark.len();
            let length = clean[start..]
                .find(|letter: char| !is_part_of_a_secret(letter))
                .unwrap_or(clean.len() - start);
            clean.replace_range(start..start + length, "…");
            from = start + '…'.len_utf8();
        }
    }
    clean
}

fn is_part_of_a_secret(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "!*._-~%+/".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_cut_out_and_the_rest_stays() {
        for (text, clean) in [
            ("token act.9db86!52*5.a in use", "token act.… in use"),
            (
                r#"{"refresh_token":"rft.e10a!5294"}"#,
                r#"{"refresh_token":"rft.…"}"#,
            ),
            (
                "GET /callback/?code=a%2A!b&state=xyz HTTP",
                "GET /callback/?code=…&state=… HTTP",
            ),
            (
                "PUT https://h/video/?upload_id=1&upload_token=Xza",
                "PUT https://h/video/?upload_id=…&upload_token=…",
            ),
            ("Authorization: Bearer act.1", "Authorization: Bearer …"),
            (
                "post v_pub_file~v2-1.123 log_id 2022",
                "post v_pub_file~v2-1.123 log_id 2022",
            ),
        ] {
            assert_eq!(redact(text), clean);
        }
    }
}
