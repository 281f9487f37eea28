//! The record as a file: CSV for a spreadsheet (RFC 4180), JSON for programs.

use std::collections::HashMap;
use std::path::Path;

use serde::Serialize;

use super::wish::Wanted;
use super::{Activity, Run, words};
use crate::ids::AccountId;
use crate::labels::{grouped, utc};
use crate::problem::{Code, Problem};
use crate::view::*;
use crate::words::Words;

/// Rows read at once; between two reads posts go on.
const AT_ONCE: usize = 1_000;

/// A row of the file. Its names and order are what others read by: never change them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Line {
    first_at: String,
    last_at: String,
    count: i64,
    account: String,
    handle: String,
    practice: bool,
    asked: String,
    endpoint: String,
    scopes: String,
    started_by: String,
    post_id: String,
    draft_id: String,
    answer: String,
    code: String,
    log_id: String,
}

impl Activity {
    /// Writes what is wanted to `path`, newest first; returns a sentence that says so.
    ///
    /// # Errors
    /// When the database or the file's place refuses.
    pub async fn export(
        &self,
        wish: &ActivityWish,
        format: ExportFormat,
        path: &Path,
    ) -> Result<String, Problem> {
        let lines = self.lines(wish).await?;
        let text = match format {
            ExportFormat::Csv => csv(&lines),
            ExportFormat::Json => json(&lines),
        };
        let written = tokio::fs::write(path, text).await;
        written.map_err(|error| {
            tracing::warn!(%error, "the record could not be saved as a file");
            Problem::new(&self.core.words, Code::File, "activity-not-saved")
        })?;
        let (count, shown) = (lines.len().to_string(), grouped(lines.len() as u64));
        let args = [("count", count.as_str()), ("shown", &shown)];
        Ok(self.core.words.say_with("activity-saved", &args))
    }

    async fn lines(&self, wish: &ActivityWish) -> Result<Vec<Line>, Problem> {
        let wanted = Wanted::of(wish, &self.core.words);
        let accounts: HashMap<AccountId, AccountBadge> = self
            .badges()
            .await?
            .into_iter()
            .map(|badge| (badge.id.clone(), badge))
            .collect();
        let (mut lines, mut older) = (Vec::new(), None);
        loop {
            let runs = self.stored(self.core.store.activity(&wanted, older, AT_ONCE).await)?;
            let account = |run: &Run| accounts.get(run.call.account.as_ref()?);
            lines.extend(runs.iter().map(|run| line(run, account(run), &self.core.words)));
            let Some(last) = runs.get(AT_ONCE - 1) else {
                return Ok(lines);
            };
            older = Some(ActivityPlace {
                until: last.call.at,
                id: last.id,
            });
        }
    }
}

fn line(run: &Run, account: Option<&AccountBadge>, catalogue: &Words) -> Line {
    let call = &run.call;
    let id = |id: Option<&str>| id.unwrap_or_default().to_owned();
    Line {
        first_at: utc(run.since),
        last_at: utc(call.at),
        count: run.count,
        account: id(account.map(|badge| badge.nickname.as_str())),
        handle: id(account.map(|badge| badge.handle.as_str())),
        practice: account.is_some_and(|badge| badge.kind == AccountKind::Practice),
        asked: words::endpoint(&call.endpoint, run.count, catalogue),
        endpoint: call.endpoint.clone(),
        scopes: call.scopes.replace(',', " "),
        started_by: call.starter.name().to_owned(),
        post_id: id(call.post.as_ref().map(|post| post.as_str())),
        draft_id: id(call.draft.as_ref().map(|draft| draft.as_str())),
        answer: words::answer(run, catalogue),
        code: id(call.code.as_deref()),
        log_id: id(call.log_id.as_deref()),
    }
}

fn json(lines: &[Line]) -> String {
    // Text and numbers always serialise.
    let mut text = serde_json::to_string_pretty(lines).unwrap_or_default();
    text.push('\n');
    text
}

fn csv(lines: &[Line]) -> String {
    let head = "first_at,last_at,count,account,handle,practice,asked,endpoint,scopes,started_by,\
                post_id,draft_id,answer,code,log_id\r\n";
    let mut text = String::from(head);
    for line in lines {
        let count = line.count.to_string();
        let practice = if line.practice { "yes" } else { "no" };
        let cells = [
            &line.first_at,
            &line.last_at,
            &count,
            &line.account,
            &line.handle,
            practice,
            &line.asked,
            &line.endpoint,
            &line.scopes,
            &line.started_by,
            &line.post_id,
            &line.draft_id,
            &line.answer,
            &line.code,
            &line.log_id,
        ];
        let cells: Vec<String> = cells.into_iter().map(cell).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

/// A cell that a spreadsheet shows as text: what looks like a formula gets an apostrophe
/// before it, because a nickname is anybody's to choose.
fn cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let text = if is_formula {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    match text.contains([',', '"', '\r', '\n']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(account: &str, answer: &str) -> Line {
        let text = String::new;
        Line {
            first_at: "2026-11-20T13:01:00Z".into(),
            last_at: "2026-11-20T13:20:00Z".into(),
            count: 14,
            account: account.into(),
            handle: "mara.cooks".into(),
            practice: true,
            asked: "Asked how the post is doing".into(),
            endpoint: "publish-status".into(),
            scopes: "video.publish".into(),
            started_by: "following".into(),
            post_id: text(),
            draft_id: text(),
            answer: answer.into(),
            code: text(),
            log_id: "2026A".into(),
        }
    }

    /// RFC 4180, read by the letter.
    fn read(text: &str) -> Vec<Vec<String>> {
        let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
        let (mut quoted, mut rest) = (false, text.chars().peekable());
        while let Some(c) = rest.next() {
            match c {
                '"' if quoted && rest.peek() == Some(&'"') => cell.extend(rest.next()),
                '"' => quoted = !quoted,
                ',' if !quoted => row.push(std::mem::take(&mut cell)),
                '\r' if !quoted => {
                    assert_eq!(rest.next(), Some('\n'));
                    row.push(std::mem::take(&mut cell));
                    rows.push(std::mem::take(&mut row));
                }
                c => cell.push(c),
            }
        }
        assert!(!quoted && cell.is_empty() && row.is_empty());
        rows
    }

    #[test]
    fn what_a_spreadsheet_reads_is_what_was_written() {
        let odd = [
            "Mara, \"the cook\"\r\nLindqvist",
            "Māra 🍜",
            "",
            "a'b",
            "\"",
            ",,",
        ];
        for nickname in odd {
            let rows = read(&csv(&[line(nickname, "TikTok did it"), line("b", "c")]));
            assert_eq!(rows.len(), 3);
            assert!(rows.iter().all(|row| row.len() == 15), "{rows:?}");
            assert_eq!(rows[1][3], nickname);
            assert_eq!((rows[1][2].as_str(), rows[1][5].as_str()), ("14", "yes"));
        }
    }

    #[test]
    fn the_head_names_the_same_columns_as_the_json() {
        let rows = read(&csv(&[]));
        let read: Vec<serde_json::Map<String, serde_json::Value>> =
            serde_json::from_str(&json(&[line("Mara", "")])).unwrap();
        let mut names: Vec<_> = read[0].keys().cloned().collect();
        let mut head = rows[0].clone();
        names.sort();
        head.sort();
        assert_eq!(head, names);
        assert_eq!(read[0]["count"], 14);
        assert_eq!(read[0]["account"], "Mara");
    }

    #[test]
    fn nothing_runs_as_a_formula() {
        for nickname in ["=1+1", "+49", "-1", "@mara", "\t=1", "\r=1", "=\"a\",1"] {
            let rows = read(&csv(&[line(nickname, "")]));
            assert_eq!(rows[1][3], format!("'{nickname}"));
        }
    }
}
