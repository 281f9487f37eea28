//! The real Secret Service, in a session of its own.
//!
//! Each test runs this program a second time, inside that session, where the same
//! test plays its other part.

use std::process::Command;
use std::time::{Duration, Instant};

use studio::Studio;
use studio::ids::DraftId;
use studio::problem::Code;
use studio::secrets::SecretStore;
use studio::view::{AccountState, BannerKind, Grant, PostAction, SignInWay, TikTokAppForm};

use super::leaving::{agreed, reaches};
use super::only;
use crate::support::{Desk, connect, eventually};

const INSIDE: &str = "GREENROOM_TEST_INSIDE_SESSION";

/// Makes a keyring and unlocks it; a running keyring program is replaced.
const UNLOCK: &str =
    "printf %s test | gnome-keyring-daemon --replace --unlock --components=secrets >/dev/null";

/// True inside the session. Outside it runs `test` there, after the shell commands
/// `before`, and passes on its outcome.
fn is_inside(test: &str, before: &str) -> bool {
    if std::env::var_os(INSIDE).is_some() {
        return true;
    }
    let home = tempfile::tempdir().unwrap();
    let program = std::env::current_exe().unwrap();
    let script = format!("{before}\nexec \"$0\" --exact accounts::keyring::{test} --nocapture");
    let ran = Command::new("dbus-run-session")
        .args(["--", "bash", "-c", &script])
        .arg(program)
        .envs([("HOME", home.path()), ("XDG_RUNTIME_DIR", home.path())])
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env(INSIDE, "1")
        .output()
        .expect("dbus-run-session runs");
    let said = [ran.stdout, ran.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(ran.status.success() && said.contains("1 passed"), "{said}");
    false
}

fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.config.secrets = SecretStore::keyring();
    desk
}

#[test]
fn the_systems_keyring_keeps_a_sign_in_over_a_restart() {
    if is_inside("the_systems_keyring_keeps_a_sign_in_over_a_restart", UNLOCK) {
        run(async {
            let mut desk = desk();
            let studio = desk.open().await;
            let id = connect(&studio, "mara").await;
            assert!(studio.accounts().banners().await.is_empty());
            assert!(!only(&studio).await.session_only);
            drop(studio);
            desk.config.secrets = SecretStore::keyring();
            let studio = desk.open().await;
            studio.accounts().session(&id).await.unwrap();
            studio.accounts().disconnect(&id, super::STAYS).await.unwrap();
        });
    }
}

#[test]
fn a_locked_keyring_loses_nothing_and_opens_at_the_next_try() {
    let start = "gnome-keyring-daemon --start --components=secrets >/dev/null";
    if is_inside("a_locked_keyring_loses_nothing_and_opens_at_the_next_try", start) {
        run(async {
            let desk = desk();
            let studio = desk.open().await;
            let id = connect(&studio, "mara").await;
            let banners = studio.accounts().banners().await;
            assert_eq!(
                banners.first().map(|banner| banner.kind),
                Some(BannerKind::KeyringLocked)
            );
            assert!(only(&studio).await.session_only);
            assert_eq!(
                studio.accounts().session(&id).await.err().unwrap().code,
                Code::Keyring
            );
            assert_eq!(
                studio.accounts().retry_keyring().await.unwrap_err().code,
                Code::Keyring
            );

            unlock();
            studio.accounts().retry_keyring().await.unwrap();
            assert!(studio.accounts().banners().await.is_empty());
            assert!(
                !only(&studio).await.session_only,
                "the tokens of this session moved in"
            );
            studio.accounts().session(&id).await.unwrap();
        });
    }
}

#[test]
fn a_session_without_a_keyring_works_until_it_ends() {
    if is_inside(
        "a_session_without_a_keyring_works_until_it_ends",
        "unset DBUS_SESSION_BUS_ADDRESS",
    ) {
        run(async {
            let desk = desk();
            assert_eq!(desk.config.secrets.lasts().await, Ok(false));
            let studio = desk.open().await;
            let id = connect(&studio, "mara").await;
            studio.accounts().session(&id).await.unwrap();
            let banners = studio.accounts().banners().await;
            assert_eq!(
                banners.first().map(|banner| banner.kind),
                Some(BannerKind::KeyringMissing)
            );
            assert_eq!(
                studio.accounts().retry_keyring().await.unwrap_err().code,
                Code::Keyring
            );
        });
    }
}

/// Locks the keyring as its own program or a screen lock does.
fn lock() {
    let collection = "array:objpath:/org/freedesktop/secrets/collection/login";
    let answer = Command::new("dbus-send")
        .args(["--session", "--print-reply", "--dest=org.freedesktop.secrets"])
        .args([
            "/org/freedesktop/secrets",
            "org.freedesktop.Secret.Service.Lock",
            collection,
        ])
        .output()
        .expect("dbus-send runs");
    let said = String::from_utf8_lossy(&answer.stdout).into_owned();
    assert!(said.contains("collection/login"), "nothing was locked: {said}");
}

/// Opens the keyring and waits until the bus knows it, which on a busy computer is a little later.
fn unlock() {
    let status = Command::new("bash").args(["-c", UNLOCK]).status().unwrap();
    assert!(status.success());
    let end = Instant::now() + Duration::from_secs(20);
    while !is_on_the_bus() {
        assert!(Instant::now() < end, "the keyring never came to the bus");
        std::thread::park_timeout(Duration::from_millis(20));
    }
}

fn is_on_the_bus() -> bool {
    let asked = Command::new("dbus-send")
        .args(["--session", "--print-reply", "--dest=org.freedesktop.DBus"])
        .args(["/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner"])
        .arg("string:org.freedesktop.secrets")
        .output()
        .expect("dbus-send runs");
    String::from_utf8_lossy(&asked.stdout).contains("true")
}

async fn banner(studio: &Studio) -> Option<BannerKind> {
    let banners = studio.accounts().banners().await;
    banners.first().map(|banner| banner.kind)
}

#[test]
fn a_keyring_locked_since_the_last_run_deletes_nothing_and_gives_everything_back() {
    let test = "a_keyring_locked_since_the_last_run_deletes_nothing_and_gives_everything_back";
    if !is_inside(test, UNLOCK) {
        return;
    }
    run(async {
        let mut desk = desk();
        let studio = desk.open().await;
        let id = connect(&studio, "mara").await;
        let token = studio.accounts().session(&id).await.unwrap().token;
        drop(studio);
        lock();

        desk.config.secrets = SecretStore::keyring();
        let studio = desk.open().await;
        eventually(&studio, "what the keyring says", || async {
            (only(&studio).await.state == AccountState::Unknown).then_some(())
        })
        .await;
        assert_eq!(banner(&studio).await, Some(BannerKind::KeyringLocked));
        let problem = studio.accounts().session(&id).await.err().unwrap();
        assert_eq!(problem.code, Code::Keyring, "{problem}");
        // Nothing is deleted meanwhile, not even on demand.
        let problem = studio.accounts().disconnect(&id, super::STAYS).await.unwrap_err();
        assert_eq!(problem.code, Code::Keyring, "{problem}");
        let problem = studio.erase(Grant::LeaveIfNeeded).await.unwrap_err();
        assert_eq!(problem.code, Code::Keyring, "{problem}");
        assert_eq!(
            studio.accounts().retry_keyring().await.unwrap_err().code,
            Code::Keyring
        );
        assert_eq!(only(&studio).await.badge.id, id);

        unlock();
        studio.accounts().retry_keyring().await.unwrap();
        assert_eq!(banner(&studio).await, None);
        assert_eq!(only(&studio).await.state, AccountState::Connected);
        assert_eq!(
            studio.accounts().session(&id).await.unwrap().token,
            token,
            "the tokens of before the lock"
        );
    });
}

#[test]
fn a_post_waits_for_a_locked_keyring_and_goes_on_from_there() {
    if !is_inside("a_post_waits_for_a_locked_keyring_and_goes_on_from_there", UNLOCK) {
        return;
    }
    run(async {
        let mut desk = desk().with_system_clock();
        let studio = desk.open().await;
        let id = connect(&studio, "mara").await;
        let file = desk.file("ramen.mp4");
        std::fs::write(&file, [7; 300_000]).unwrap();
        let agreed = agreed(&studio, &id, &DraftId::fresh(), &file).await;
        // Offline it waits, so that the program can end before it is sent.
        desk.host.set_unreachable(true);
        let post = studio.publishing().start(agreed, None).await.unwrap();
        studio.publishing().rest().await;
        drop(studio);
        lock();

        desk.host.set_unreachable(false);
        desk.config.secrets = SecretStore::keyring();
        let studio = desk.open().await;
        reaches(&studio, &post, "needs_you").await;
        let detail = studio.publishing().detail(&post).await.unwrap();
        assert!(
            detail.card.detail.contains("keyring") || detail.card.headline.contains("keyring"),
            "{:?}",
            detail.card
        );
        unlock();
        studio.accounts().retry_keyring().await.unwrap();
        let action = PostAction::Continue;
        studio.publishing().act(&post, action).await.unwrap();
        reaches(&studio, &post, "live").await;
    });
}

#[test]
fn a_keyring_locked_during_a_renewal_costs_no_sign_in() {
    if !is_inside("a_keyring_locked_during_a_renewal_costs_no_sign_in", UNLOCK) {
        return;
    }
    run(async {
        let mut desk = desk();
        let studio = desk.open().await;
        let id = connect(&studio, "mara").await;
        lock();
        desk.hand.advance(Duration::from_secs(111 * 60));
        let problem = studio.accounts().session(&id).await.err().unwrap();
        assert_eq!(problem.code, Code::Keyring, "{problem}");
        assert_eq!(banner(&studio).await, Some(BannerKind::KeyringLocked));
        assert!(
            only(&studio).await.session_only,
            "TikTok has renewed them, and only this session knows"
        );

        unlock();
        studio.accounts().retry_keyring().await.unwrap();
        studio.accounts().session(&id).await.unwrap();
        assert!(!only(&studio).await.session_only);
        assert_eq!(desk.host.state().await["tokens_issued"], 2, "renewed once");
        drop(studio);
        desk.config.secrets = SecretStore::keyring();
        let studio = desk.open().await;
        studio.accounts().session(&id).await.unwrap();
        assert_eq!(desk.host.state().await["tokens_issued"], 2);
    });
}

#[test]
fn a_keyring_that_comes_late_takes_over_what_the_session_knows() {
    // A bus that starts no keyring by itself.
    let before = "bus=$HOME/bus.conf; cat >$bus <<END
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>
<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>
END
exec dbus-run-session --config-file=$bus -- \"$0\" --exact \
  accounts::keyring::a_keyring_that_comes_late_takes_over_what_the_session_knows --nocapture";
    if !is_inside(
        "a_keyring_that_comes_late_takes_over_what_the_session_knows",
        before,
    ) {
        return;
    }
    run(async {
        let mut desk = desk();
        let studio = desk.open().await;
        let id = connect(&studio, "mara").await;
        assert_eq!(banner(&studio).await, Some(BannerKind::KeyringMissing));
        assert!(only(&studio).await.session_only);
        studio.accounts().session(&id).await.unwrap();

        unlock();
        studio.accounts().retry_keyring().await.unwrap();
        assert_eq!(banner(&studio).await, None);
        assert!(!only(&studio).await.session_only);
        drop(studio);
        desk.config.secrets = SecretStore::keyring();
        let studio = desk.open().await;
        studio.accounts().session(&id).await.unwrap();
    });
}

#[test]
fn deleting_everything_leaves_no_entry_of_this_folder_and_every_other_one() {
    let test = "deleting_everything_leaves_no_entry_of_this_folder_and_every_other_one";
    if !is_inside(test, UNLOCK) {
        return;
    }
    run(async {
        let desk = desk();
        let other = self::desk();
        for desk in [&desk, &other] {
            let studio = desk.open().await;
            connect(&studio, "mara").await;
            let form = TikTokAppForm {
                client_key: "sbaw1".into(),
                client_secret: Some("very-secret-value".into()),
                way: SignInWay::Loopback,
                redirect_page: None,
                audited: false,
            };
            studio.accounts().save_tiktok_app(form.clone()).await.unwrap();
            // The key was replaced; nothing but the keyring knows the first one.
            let client_key = "sbaw2".into();
            let form = TikTokAppForm { client_key, ..form };
            studio.accounts().save_tiktok_app(form).await.unwrap();
        }
        assert_eq!(entries(), 6);
        desk.open().await.erase(Grant::GiveBack).await.unwrap();
        assert_eq!(entries(), 3);
    });
}

/// How many entries of ours the keyring holds.
fn entries() -> usize {
    let answer = Command::new("dbus-send")
        .args(["--session", "--print-reply", "--dest=org.freedesktop.secrets"])
        .args([
            "/org/freedesktop/secrets",
            "org.freedesktop.Secret.Service.SearchItems",
        ])
        .arg("dict:string:string:service,Greenroom")
        .output()
        .expect("dbus-send runs");
    let said = String::from_utf8_lossy(&answer.stdout).into_owned();
    said.matches("object path").count()
}

fn run(inside: impl Future<Output = ()>) {
    tokio::runtime::Runtime::new().unwrap().block_on(inside);
}
