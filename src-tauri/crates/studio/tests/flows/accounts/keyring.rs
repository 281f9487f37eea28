//! The real Secret Service, in a session of its own.
//!
//! Each test runs this program a second time, inside that session, where the same
//! test plays its other part.

use std::process::Command;

use studio::problem::Code;
use studio::secrets::SecretStore;
use studio::view::BannerKind;

use super::only;
use crate::support::{Desk, connect};

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

            assert!(
                Command::new("bash")
                    .args(["-c", UNLOCK])
                    .status()
                    .unwrap()
                    .success()
            );
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

fn run(inside: impl Future<Output = ()>) {
    tokio::runtime::Runtime::new().unwrap().block_on(inside);
}
