use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

use super::line::{Ring, RingError};
use super::*;

/// A keyring whose mood the test sets.
#[derive(Default)]
struct Fake {
    entries: Mutex<HashMap<String, Secret>>,
    locked: AtomicBool,
    missing: AtomicBool,
    breaks_once: AtomicBool,
    /// While there is a gate, calls wait until something comes through it.
    gate: Mutex<Option<mpsc::Receiver<()>>>,
}

struct Connection(Arc<Fake>);

impl Connection {
    fn pass(&self) -> Result<(), RingError> {
        let gate = self.0.gate.lock().unwrap().take();
        if let Some(gate) = gate {
            let _ = gate.recv();
        }
        match () {
            () if self.0.breaks_once.swap(false, Ordering::SeqCst) => Err(RingError::Broken),
            () if self.0.locked.load(Ordering::SeqCst) => Err(RingError::Locked),
            () => Ok(()),
        }
    }
}

impl Ring for Connection {
    fn read(&mut self, name: &str) -> Result<Option<Secret>, RingError> {
        self.pass()?;
        Ok(self.0.entries.lock().unwrap().get(name).cloned())
    }

    fn write(&mut self, name: &str, secret: &Secret) -> Result<(), RingError> {
        self.pass()?;
        self.0
            .entries
            .lock()
            .unwrap()
            .insert(name.to_owned(), secret.clone());
        Ok(())
    }

    fn forget(&mut self, name: &str) -> Result<(), RingError> {
        self.pass()?;
        self.0.entries.lock().unwrap().remove(name);
        Ok(())
    }

    fn forget_all(&mut self, start: &str) -> Result<(), RingError> {
        self.pass()?;
        let mut entries = self.0.entries.lock().unwrap();
        entries.retain(|name, _| !name.starts_with(start));
        Ok(())
    }
}

fn store(fake: &Arc<Fake>, limit: Duration) -> SecretStore {
    let fake = fake.clone();
    let connect = move || match fake.missing.load(Ordering::SeqCst) {
        true => Err(RingError::Missing),
        false => Ok(Box::new(Connection(fake.clone())) as Box<dyn Ring>),
    };
    SecretStore::with(Arc::new(connect), limit)
}

const LONG: Duration = Duration::from_secs(60);
/// Long enough for a busy computer to answer, short enough to wait for.
const SHORT: Duration = Duration::from_secs(3);

#[tokio::test]
async fn a_secret_is_written_read_and_forgotten() {
    let fake = Arc::<Fake>::default();
    for store in [store(&fake, LONG), SecretStore::memory()] {
        assert_eq!(store.read("a").await, Ok(None));
        store.write("a", &Secret::new("one")).await.unwrap();
        store.write("a", &Secret::new("two")).await.unwrap();
        assert_eq!(store.read("a").await, Ok(Some(Secret::new("two"))));
        store.forget("a").await.unwrap();
        store.forget("a").await.unwrap();
        assert_eq!(store.read("a").await, Ok(None));
    }
}

#[tokio::test]
async fn the_secrets_of_one_folder_are_forgotten_and_no_others() {
    let fake = Arc::<Fake>::default();
    for store in [store(&fake, LONG), SecretStore::memory()] {
        for name in ["one/a", "one/b/c", "onerous/a", "two/one/a"] {
            store.write(name, &Secret::new("x")).await.unwrap();
        }
        store.forget_all("one").await.unwrap();
        for (name, stays) in [
            ("one/a", false),
            ("one/b/c", false),
            ("onerous/a", true),
            ("two/one/a", true),
        ] {
            assert_eq!(store.read(name).await.unwrap().is_some(), stays, "{name}");
        }
    }
}

#[tokio::test]
async fn without_a_keyring_everything_works_for_this_session() {
    let fake = Arc::<Fake>::default();
    fake.missing.store(true, Ordering::SeqCst);
    let store = store(&fake, LONG);
    assert_eq!(store.lasts().await, Ok(false));
    assert_eq!(store.condition(), Condition::Missing);
    store.write("a", &Secret::new("one")).await.unwrap();
    assert_eq!(store.read("a").await, Ok(Some(Secret::new("one"))));
    assert!(fake.entries.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_keyring_that_appears_takes_over_what_the_session_kept() {
    let fake = Arc::<Fake>::default();
    fake.missing.store(true, Ordering::SeqCst);
    let store = store(&fake, LONG);
    store.write("a", &Secret::new("one")).await.unwrap();
    assert_eq!(store.retry().await, Err(SecretError::Missing));
    fake.missing.store(false, Ordering::SeqCst);
    store.retry().await.unwrap();
    assert_eq!(store.lasts().await, Ok(true));
    assert_eq!(fake.entries.lock().unwrap().get("a"), Some(&Secret::new("one")));
    assert_eq!(fake.entries.lock().unwrap().len(), 1, "the trial entry is gone");
}

#[tokio::test]
async fn a_locked_keyring_is_closed_and_is_not_asked_again_before_a_retry() {
    let fake = Arc::<Fake>::default();
    let store = store(&fake, LONG);
    store.write("a", &Secret::new("one")).await.unwrap();
    fake.locked.store(true, Ordering::SeqCst);
    assert_eq!(store.read("a").await, Err(SecretError::Closed));
    assert_eq!(store.lasts().await, Err(SecretError::Closed));
    assert_eq!(store.retry().await, Err(SecretError::Closed));
    fake.locked.store(false, Ordering::SeqCst);
    assert_eq!(
        store.read("a").await,
        Err(SecretError::Closed),
        "no prompt out of nowhere"
    );
    store.retry().await.unwrap();
    assert_eq!(
        store.read("a").await,
        Ok(Some(Secret::new("one"))),
        "nothing was deleted"
    );
}

#[tokio::test]
async fn a_silent_keyring_is_closed_after_the_limit_and_a_retry_leaves_it_behind() {
    let fake = Arc::<Fake>::default();
    let (release, gate) = mpsc::channel();
    *fake.gate.lock().unwrap() = Some(gate);
    let store = store(&fake, SHORT);
    assert_eq!(store.read("a").await, Err(SecretError::Closed));
    assert_eq!(store.condition(), Condition::Closed);
    // The first thread still hangs in its call; the gate was taken by it alone.
    store.retry().await.unwrap();
    store.write("a", &Secret::new("one")).await.unwrap();
    assert_eq!(store.read("a").await, Ok(Some(Secret::new("one"))));
    drop(release);
}

#[tokio::test]
async fn a_password_entered_after_the_limit_opens_the_keyring_by_itself() {
    let fake = Arc::<Fake>::default();
    let (release, gate) = mpsc::channel();
    *fake.gate.lock().unwrap() = Some(gate);
    let store = store(&fake, SHORT);
    assert_eq!(store.read("a").await, Err(SecretError::Closed));
    release.send(()).unwrap();
    store.changed_from(Condition::Closed).await;
    assert_eq!(store.condition(), Condition::Works);
}

#[tokio::test]
async fn a_keyring_that_was_restarted_is_connected_again() {
    let fake = Arc::<Fake>::default();
    let store = store(&fake, LONG);
    store.write("a", &Secret::new("one")).await.unwrap();
    fake.breaks_once.store(true, Ordering::SeqCst);
    assert_eq!(store.read("a").await, Ok(Some(Secret::new("one"))));
    fake.breaks_once.store(true, Ordering::SeqCst);
    fake.missing.store(true, Ordering::SeqCst);
    assert_eq!(
        store.read("a").await,
        Err(SecretError::Closed),
        "it was there before"
    );
}
