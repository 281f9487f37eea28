//! The keyring of this system: Secret Service, Keychain or Credential Manager.
//!
//! The stores are used directly and not through a process-wide default, because
//! a default that failed at its first use stays failed until the program restarts.

use std::collections::HashMap;
use std::sync::Arc;

use keyring_core::{CredentialStore, Entry, Error};

use super::Secret;
use super::line::{Ring, RingError};

/// Name of our entries, as keyring programs show it.
const SERVICE: &str = "Greenroom";

/// Connects to the keyring of this system. May block for long.
pub(super) fn connect() -> Result<Box<dyn Ring>, RingError> {
    let store = open().map_err(|error| match error {
        Error::NoStorageAccess(_) => RingError::Locked,
        error => {
            tracing::warn!(%error, "no keyring");
            RingError::Missing
        }
    })?;
    Ok(Box::new(System(store)))
}

#[cfg(target_os = "linux")]
fn open() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(target_os = "macos")]
fn open() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

#[cfg(target_os = "windows")]
fn open() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(windows_native_keyring_store::Store::new()?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos", target_os = "windows")))]
fn open() -> keyring_core::Result<Arc<CredentialStore>> {
    Err(Error::NotSupportedByStore(
        "no keyring is known for this system".to_owned(),
    ))
}

struct System(Arc<CredentialStore>);

impl System {
    fn entry(&self, name: &str) -> Result<Entry, RingError> {
        self.0
            .build(SERVICE, name, None)
            .map_err(|error| classify(&error))
    }
}

impl Ring for System {
    fn read(&mut self, name: &str) -> Result<Option<Secret>, RingError> {
        match self.entry(name)?.get_secret() {
            Ok(bytes) => Ok(String::from_utf8(bytes).ok().map(Secret::new)),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(classify(&error)),
        }
    }

    fn write(&mut self, name: &str, secret: &Secret) -> Result<(), RingError> {
        self.entry(name)?
            .set_secret(secret.expose().as_bytes())
            .map_err(|error| classify(&error))
    }

    fn forget(&mut self, name: &str) -> Result<(), RingError> {
        match self.entry(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(classify(&error)),
        }
    }

    fn forget_all(&mut self, start: &str) -> Result<(), RingError> {
        let ours = HashMap::from([("service", SERVICE)]);
        let found = match self.0.search(&ours) {
            Ok(found) => found,
            // Such a keyring is emptied by name only.
            Err(Error::NotSupportedByStore(_) | Error::Invalid(..)) => {
                tracing::warn!("the keyring cannot be searched");
                return Ok(());
            }
            Err(error) => return Err(classify(&error)),
        };
        let of_this_folder = |entry: &Entry| {
            let specifiers = entry.get_specifiers();
            specifiers.is_some_and(|(service, name)| service == SERVICE && name.starts_with(start))
        };
        for entry in found.into_iter().filter(of_this_folder) {
            match entry.delete_credential() {
                Ok(()) | Err(Error::NoEntry) => {}
                Err(error) => return Err(classify(&error)),
            }
        }
        Ok(())
    }
}

/// Only the kind is logged: some of these errors carry the secret itself.
fn classify(error: &Error) -> RingError {
    match error {
        Error::NoStorageAccess(_) => RingError::Locked,
        Error::PlatformFailure(cause) => {
            tracing::warn!(%cause, "keyring");
            RingError::Broken
        }
        Error::TooLong(_, limit) => {
            tracing::warn!(limit, "the keyring takes no entry of this length");
            RingError::Locked
        }
        _ => {
            tracing::warn!("the keyring refused");
            RingError::Locked
        }
    }
}
