//! Which TikTok an account lives at: its client, and who we are there.
//!
//! Decided by the account's kind alone. A real account never talks to loopback, a
//! practice account never to the world.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tiktok::{AppKeys, Client, ClientOptions, Endpoints, Secret};
use url::Url;

use super::entries;
use crate::accounts::Accounts;
use crate::config::PracticeAddresses;
use crate::problem::{Code, Problem, from_tiktok};
use crate::view::AccountKind;

/// A TikTok and our name there.
pub(super) struct Place {
    pub client: Client,
    pub keys: AppKeys,
}

/// Clients and keys that were made before.
#[derive(Default)]
pub(super) struct Places {
    tiktok: Mutex<Option<Client>>,
    practice: Mutex<Option<([String; 3], Client)>>,
    keys: Mutex<HashMap<String, AppKeys>>,
}

impl Accounts {
    /// The place of an account of `kind` that came by the app `client_key`.
    pub(super) async fn place(&self, kind: AccountKind, client_key: &str) -> Result<Place, Problem> {
        match kind {
            AccountKind::Tiktok => {
                let keys = self.app_keys(client_key).await?;
                let keys = keys.ok_or_else(|| self.problem(Code::Configuration, "accounts-no-app-secret"))?;
                Ok(Place {
                    client: self.tiktok_client()?,
                    keys,
                })
            }
            AccountKind::Practice => {
                let addresses = self.practice_addresses().await?;
                let client = self.practice_client(&addresses)?;
                Ok(Place {
                    client,
                    keys: practice_keys(addresses),
                })
            }
        }
    }

    /// Where the practice TikTok listens now; its port changes from run to run.
    pub(super) async fn practice_addresses(&self) -> Result<PracticeAddresses, Problem> {
        let host = self.core.config.practice.as_ref();
        let host = host.ok_or_else(|| self.problem(Code::Configuration, "accounts-no-practice"))?;
        host.addresses().await.map_err(|error| {
            tracing::error!(error, "practice");
            self.problem(Code::Configuration, "accounts-practice-not-running")
        })
    }

    /// Key and secret of one of the creator's apps; `None` when the keyring has no entry.
    pub(super) async fn app_keys(&self, client_key: &str) -> Result<Option<AppKeys>, Problem> {
        let known = self
            .places
            .keys
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(client_key)
            .cloned();
        if known.is_some() {
            return Ok(known);
        }
        let name = entries::app_name(&self.core.folder_id, client_key);
        let text = self.core.config.secrets.read(&name).await;
        let text = text.map_err(|_| self.problem(Code::Keyring, "accounts-keyring-closed"))?;
        let keys = text.as_ref().and_then(entries::read_keys);
        if let Some(keys) = &keys {
            self.remember_keys(keys.clone());
        }
        Ok(keys)
    }

    pub(super) fn remember_keys(&self, keys: AppKeys) {
        let mut known = self.places.keys.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(keys.client_key.clone(), keys);
    }

    /// Whether the secret of an app was seen in this run.
    pub(super) fn knows_keys(&self, client_key: &str) -> bool {
        self.places
            .keys
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .contains_key(client_key)
    }

    fn tiktok_client(&self) -> Result<Client, Problem> {
        let mut known = self.places.tiktok.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = &*known {
            return Ok(client.clone());
        }
        let client = self.client(Endpoints::tiktok())?;
        Ok(known.insert(client).clone())
    }

    fn practice_client(&self, addresses: &PracticeAddresses) -> Result<Client, Problem> {
        let at = [
            addresses.api.clone(),
            addresses.auth.clone(),
            addresses.upload.clone(),
        ];
        let mut known = self
            .places
            .practice
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some((before, client)) = &*known
            && *before == at
        {
            return Ok(client.clone());
        }
        let [api, auth, upload] = at.each_ref().map(|text| Url::parse(text));
        let (Ok(api), Ok(auth), Ok(upload)) = (api, auth, upload) else {
            return Err(self.problem(Code::Configuration, "accounts-practice-not-running"));
        };
        let endpoints = Endpoints::practice(&api, &auth, &upload).map_err(|error| self.told(&error))?;
        let client = self.client(endpoints)?;
        *known = Some((at, client.clone()));
        Ok(client)
    }

    fn client(&self, endpoints: Endpoints) -> Result<Client, Problem> {
        let user_agent = format!("Greenroom/{}", self.core.config.version);
        let options = ClientOptions {
            user_agent,
            ..ClientOptions::default()
        };
        Client::new(endpoints, &options).map_err(|error| self.told(&error))
    }

    /// TikTok's error in the creator's words.
    pub(super) fn told(&self, error: &tiktok::Error) -> Problem {
        tracing::warn!(%error, "tiktok");
        from_tiktok(&self.core.words, self.core.now(), error)
    }

    pub(super) fn problem(&self, code: Code, key: &str) -> Problem {
        Problem::new(&self.core.words, code, key)
    }
}

fn practice_keys(addresses: PracticeAddresses) -> AppKeys {
    AppKeys {
        client_key: addresses.client_key,
        client_secret: Secret::new(addresses.client_secret),
    }
}
