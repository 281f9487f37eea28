//! Every way in which TikTok or the network can fail, at every call.

use serde_json::{Value, json};

use crate::calls::{Call, Goal};
use crate::cells::{Cell, Outcome};
use crate::desktop::Desktop;
use crate::judge::judge;
use crate::practice::MARA;
use crate::scene::Scene;

/// How long what comes late is late.
const LATE_MS: u64 = 300;
/// What a limit asks to wait.
const PAUSE_MS: u64 = 1_000;
/// A burst.
const BURST: u32 = 3;

/// Something that goes wrong, and beside which calls.
struct Fault {
    name: &'static str,
    kind: &'static str,
    more: Value,
    at: fn(Call) -> bool,
}

fn everywhere(_: Call) -> bool {
    true
}

fn with_a_token(call: Call) -> bool {
    !call.is_upload() && call != Call::Refresh
}

fn faults() -> Vec<Fault> {
    let fault = |name, kind, more, at| Fault { name, kind, more, at };
    let none = || json!({});
    let burst = || json!({ "count": BURST });
    let happened = || json!({ "effect": true });
    let late = || json!({ "ms": LATE_MS });
    let all: fn(Call) -> bool = everywhere;
    let bytes: fn(Call) -> bool = Call::is_upload;
    vec![
        fault("connection dropped, nothing happened", "drop_before", none(), all),
        fault("connection dropped, it happened", "drop_after", none(), all),
        fault("connection dropped in the chunk", "drop_midway", none(), bytes),
        fault("answer breaks off", "half_answer", none(), all),
        fault("answer ends early", "truncated_json", none(), all),
        fault("answer trickles", "trickle_ms", late(), all),
        fault("answer is late", "hold_ms", late(), all),
        fault("500, three times", "status_500", burst(), all),
        fault("500, but it happened", "status_500", happened(), all),
        fault("503 of the edge, three times", "status_503_html", burst(), all),
        fault(
            "503 of the edge, but it happened",
            "status_503_html",
            happened(),
            all,
        ),
        fault("429", "rate_limited", none(), all),
        fault(
            "429 with Retry-After",
            "rate_limited_ms",
            json!({ "ms": PAUSE_MS }),
            all,
        ),
        fault("200 with a page", "html_200", none(), all),
        fault("200 with a page, but it happened", "html_200", happened(), all),
        fault("200 with nothing", "empty_200", none(), all),
        fault("200 with nothing, but it happened", "empty_200", happened(), all),
        fault("200 with other JSON", "wrong_json", none(), all),
        fault(
            "200 with other JSON, but it happened",
            "wrong_json",
            happened(),
            all,
        ),
        fault("token not taken", "access_token_invalid", none(), with_a_token),
        fault(
            "token not taken, three times",
            "access_token_invalid",
            burst(),
            with_a_token,
        ),
        fault(
            "permission missing, once",
            "scope_not_authorized",
            none(),
            with_a_token,
        ),
        fault("refresh refused", "invalid_grant", none(), |call| {
            call == Call::Refresh
        }),
        fault(
            "refresh not available now",
            "temporarily_unavailable",
            none(),
            |call| call == Call::Refresh,
        ),
        fault("416", "range_refused", none(), bytes),
        fault("416, but it happened", "range_refused", happened(), bytes),
        fault("405 of the edge", "unknown_upload", none(), bytes),
        fault("wrong range in the answer", "wrong_range", none(), bytes),
        fault("upload address expired", "expired_url", none(), bytes),
        fault("upload host moved", "moved_upload_host", none(), Call::is_init),
    ]
}

/// All of them; the long run kills the studio besides, once the fault has struck.
pub fn cells(is_long: bool) -> Vec<Cell> {
    let mut cells = Vec::new();
    for goal in Goal::ALL {
        cells.extend(table(goal, "Faults", is_long, false));
        if is_long {
            cells.extend(table(goal, "Faults, then killed", is_long, true));
        }
    }
    cells
}

fn table(goal: Goal, name: &str, is_long: bool, is_killed: bool) -> Vec<Cell> {
    let mut cells = Vec::new();
    for fault in faults() {
        let calls = goal.calls_of(is_long).iter().copied();
        for call in calls.filter(|call| (fault.at)(*call)) {
            let armed = armed(&fault, call);
            let run = move |desktop: &Desktop| run(desktop, goal, call, &armed, is_killed);
            cells.push(Cell::new(goal.table(name), fault.name, call.name(), run));
        }
    }
    cells
}

fn armed(fault: &Fault, call: Call) -> Value {
    let mut armed = call.fault(fault.kind);
    for (name, value) in fault.more.as_object().into_iter().flatten() {
        armed[name] = value.clone();
    }
    armed
}

fn run(desktop: &Desktop, goal: Goal, call: Call, fault: &Value, is_killed: bool) -> Outcome {
    let mut scene = Scene::new(desktop);
    scene.prepare_for(MARA, goal, call.size());
    let cause = goal.cause(call);
    cause.iter().for_each(|cause| scene.practice.fault(cause));
    scene.practice.fault(fault);
    scene.publish();
    scene.until_struck(1 + u64::from(cause.is_some()));
    if is_killed {
        scene.kill();
        scene.open();
    }
    scene.settle();
    Outcome::one_of(judge(&mut scene), ends(goal, call, fault, is_killed))
}

/// What nobody can read is not asked for again and again, and a video goes to no unknown host. A
/// kill can come before the studio has heard of either.
fn ends(goal: Goal, call: Call, fault: &Value, is_killed: bool) -> Vec<&'static str> {
    let is_unreadable = fault["kind"] == "wrong_json" && (call.is_init() || call == Call::CreatorInfo);
    let is_refused = is_unreadable || fault["kind"] == "moved_upload_host";
    match (is_refused, is_killed) {
        (false, _) => vec![goal.end()],
        (true, false) => vec!["failed"],
        (true, true) => vec!["failed", goal.end()],
    }
}
