//! Every fixture: the request it shows is the one the client sends, and its answer means what the table
//! says.

mod account_rows;
mod asking;
mod meaning;
mod posting_rows;

use tiktok::{
    AuthorizeRequest, Callback, ChunkPlan, Client, Endpoints, Error, Pkce, Platform, Scope, Secret,
    parse_callback,
};

use self::asking::ask;
use self::meaning::Meaning::{self, Fails};
use crate::fixture::{self, Fixture};
use crate::server::{self, Server};

/// Fixtures whose request has a body that this client cannot send, and why. The rest of the request is the
/// same.
const OTHER_BODIES: [(&str, &str); 7] = [
    (
        "oauth-token-malformed",
        "every field of an exchange is always sent",
    ),
    ("video-init-invalid-param", "post_info is always sent"),
    (
        "video-init-chunk-count-invalid",
        "ChunkPlan cannot make this wrong plan",
    ),
    (
        "video-init-chunk-size-invalid",
        "ChunkPlan cannot make this wrong plan",
    ),
    (
        "video-init-pull-from-url-ok",
        "files are sent, there is nothing to pull",
    ),
    (
        "video-init-url-ownership-unverified",
        "files are sent, there is nothing to pull",
    ),
    (
        "inbox-video-init-pull-from-url-ok",
        "files are sent, there is nothing to pull",
    ),
];

/// Fixtures that ask for some fields of videos, where this client always asks for all of them.
const SOME_FIELDS: [&str; 2] = ["video-query-ids-left-out", "video-query-ok"];

/// Fixtures without an exchange over HTTP; each has a test of its own below or in the crate.
const WITHOUT_EXCHANGE: [&str; 6] = [
    "authorize-callback-access-denied",
    "authorize-callback-non-sandbox-target",
    "authorize-callback-ok",
    "authorize-url-desktop",
    "pkce-vector",
    "upload-chunk-plans",
];

#[tokio::test]
async fn every_fixture_is_asked_as_it_shows_and_means_what_the_table_says() {
    let rows = [
        account_rows::token_rows(),
        account_rows::profile_rows(),
        account_rows::creator_rows(),
        posting_rows::init_rows(),
        posting_rows::upload_rows(),
        posting_rows::status_rows(),
        posting_rows::inbox_rows(),
        posting_rows::photo_rows(),
        posting_rows::cancel_rows(),
        posting_rows::video_rows(),
    ];
    let rows: Vec<_> = rows.into_iter().flatten().collect();
    let mut covered: Vec<_> = rows
        .iter()
        .map(|(name, _)| *name)
        .chain(WITHOUT_EXCHANGE)
        .collect();
    covered.sort_unstable();
    assert_eq!(covered, fixture::names(), "each file has exactly one row");
    for (name, meaning) in rows {
        // Shown by the harness when the row fails.
        println!("{name}");
        check(&fixture::read(name), meaning).await;
    }
}

async fn check(fixture: &Fixture, meaning: Meaning) {
    assert!(!fixture.origin.is_empty());
    let (reply_slot, server) = delayed_server().await;
    let reply = fixture.answered().reply(server.origin.as_str());
    reply_slot
        .set(reply)
        .unwrap_or_else(|_| unreachable!("the slot is filled once"));
    let result = ask(fixture.asked(), &server).await;
    if let Err(error) = &result {
        assert_describes(fixture, error);
    }
    let got = result.unwrap_or_else(|error| Fails(error.failure));
    assert_eq!(got, meaning, "{}", fixture.name);
    let heard = server.only();
    fixture.asked().assert_same_head(&heard);
    let asks_for_some = SOME_FIELDS.contains(&fixture.name.as_str());
    assert_eq!(
        fixture.asked().is_same_query(&heard),
        !asks_for_some,
        "{}",
        heard.query
    );
    // An exception that is none would hide a difference.
    let exception = OTHER_BODIES.iter().find(|(name, _)| *name == fixture.name);
    let is_same = fixture.asked().is_same_body(&heard);
    assert_eq!(
        is_same,
        exception.is_none(),
        "{}: {exception:?}, sent {:?}",
        fixture.name,
        heard.body.get(..600)
    );
}

/// The answer needs to know the server's address, so it is given after the start.
async fn delayed_server() -> (std::sync::Arc<std::sync::OnceLock<server::Reply>>, Server) {
    let slot = std::sync::Arc::new(std::sync::OnceLock::new());
    let reply = std::sync::Arc::clone(&slot);
    let server = Server::answering(move |_| server::response(reply.get().unwrap())).await;
    (slot, server)
}

/// The code, the words, the log id and the status of an error are those of the answer.
fn assert_describes(fixture: &Fixture, error: &Error) {
    let answered = fixture.answered();
    assert_eq!(error.http_status, Some(answered.status), "{}", fixture.name);
    let Some(json) = answered.json() else {
        assert_eq!((&error.code, &error.log_id), (&None, &None), "{}", fixture.name);
        return;
    };
    let (told, code, words) = match &json["error"] {
        object @ serde_json::Value::Object(_) => (object, "code", "message"),
        serde_json::Value::String(_) => (&json, "error", "error_description"),
        _ => (&json, "code", "message"),
    };
    assert_eq!(
        error.log_id.as_deref(),
        told["log_id"].as_str(),
        "{}",
        fixture.name
    );
    if told[code] != "ok" {
        assert_eq!(error.code.as_deref(), told[code].as_str(), "{}", fixture.name);
        assert_eq!(
            Some(error.message.as_str()),
            told[words].as_str(),
            "{}",
            fixture.name
        );
    }
}

#[test]
fn the_address_of_the_consent_page_is_the_one_of_the_fixture() {
    let fixture = fixture::read("authorize-url-desktop");
    let asked = fixture.asked();
    let query = asked.query.as_ref().unwrap();
    let request = AuthorizeRequest {
        client_key: &query["client_key"],
        scopes: &Scope::parse_list(&query["scope"]),
        redirect_uri: &query["redirect_uri"],
        state: &query["state"],
        challenge: &query["code_challenge"],
        platform: Platform::Desktop,
        ask_again: false,
    };
    let client = Client::new(Endpoints::tiktok(), &tiktok::ClientOptions::default()).unwrap();
    let url = client.authorize_url(&request);
    assert_eq!(url.as_str().split_once('?').unwrap().0, asked.url);
    assert_eq!(fixture::pairs(url.query().unwrap()), *query);
}

#[test]
fn callbacks_are_read_as_the_fixtures_mean_them() {
    let read =
        |name: &str| parse_callback(fixture::read(name).asked().query_string.as_ref().unwrap()).unwrap();
    let state = "b64f0e5d0a9f4c1f9a7d".to_owned();
    let granted = Callback::Granted {
        code: Secret::new("wFPH5DePZMb07BPJvpWi-WotFlq1ISzFYQBDb9S9CBUQ*0!6410"),
        state: state.clone(),
        scopes: vec![Scope::UserInfoBasic, Scope::VideoList, Scope::VideoUpload],
    };
    assert_eq!(read("authorize-callback-ok"), granted);
    let refused = |description: Option<&str>, error_type: Option<&str>| Callback::Refused {
        error: "access_denied".to_owned(),
        description: description.map(str::to_owned),
        error_type: error_type.map(str::to_owned),
        state: Some(state.clone()),
    };
    assert_eq!(
        read("authorize-callback-access-denied"),
        refused(Some("User denied access"), None)
    );
    assert_eq!(
        read("authorize-callback-non-sandbox-target"),
        refused(None, Some("non_sandbox_target"))
    );
}

#[test]
fn the_pkce_vector_and_the_chunk_plans_hold() {
    let vector = fixture::read("pkce-vector").vector.unwrap();
    let pkce = Pkce::from_verifier(Secret::new(vector["code_verifier"].clone()));
    assert_eq!(pkce.challenge, vector["code_challenge_hex"]);
    for row in fixture::read("upload-chunk-plans").plans.unwrap() {
        let plan = ChunkPlan::for_size(row["video_size"].as_u64().unwrap()).unwrap();
        assert_eq!(
            (row["chunk_size"].as_u64(), row["total_chunk_count"].as_u64()),
            (Some(plan.chunk()), Some(plan.count()))
        );
    }
}
