//! A post's history as text for a support request: ids, times and sizes; no
//! caption, no file name, no path, no secret.

use std::fmt::Write;

use crate::labels::utc;
use crate::store::posts::PostRow;
use crate::view::{AccountKind, HistoryLine};

pub(super) fn report(row: &PostRow, kind: AccountKind, history: &[HistoryLine], version: &str) -> String {
    let state = &row.state;
    let mut text = format!("Greenroom {version}\nPost {}\n", row.id);
    let account = match kind {
        AccountKind::Tiktok => "TikTok",
        AccountKind::Practice => "practice",
    };
    // Writing to a String cannot fail.
    let _ = writeln!(text, "Account: {account}");
    let _ = writeln!(
        text,
        "Stage: {} since {}",
        state.stage.name(),
        utc(row.changed_at)
    );
    if let Some(plan) = state.plan() {
        let _ = writeln!(
            text,
            "Video: {} bytes in {} chunks of {}",
            plan.total(),
            plan.count(),
            plan.chunk()
        );
    }
    if let Some(upload) = &state.upload {
        let _ = writeln!(text, "publish_id: {}", upload.publish_id);
        let _ = writeln!(
            text,
            "Upload opened {}, {} bytes known to be stored",
            utc(upload.issued_at),
            upload.has
        );
    }
    let _ = writeln!(text);
    for line in history {
        let reference = line
            .reference
            .as_ref()
            .map(|reference| format!(" [{reference}]"))
            .unwrap_or_default();
        let _ = writeln!(text, "{} {}{reference}", utc(line.at), line.text);
    }
    text
}
