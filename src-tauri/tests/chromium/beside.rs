//! A practice TikTok beside the app, which can fail.

use std::sync::{Arc, Mutex};

use practice::{Options, Practice};
use studio::config::{BoxFuture, PracticeAddresses, PracticeHost};
use studio::view::PersonaView;
use tauri::async_runtime::{block_on, spawn};
use tests::hands::Outage;

/// It is reached at the same addresses for ever, whether it runs or not.
pub struct Beside {
    addresses: PracticeAddresses,
    running: Mutex<Option<Practice>>,
}

impl Beside {
    /// Starts it.
    pub fn start() -> Arc<Self> {
        let running = block_on(Practice::start(Options::default())).expect("a practice TikTok");
        let at = running.addresses();
        Arc::new(Self {
            addresses: PracticeAddresses {
                api: at.api,
                auth: at.auth,
                upload: at.upload,
                client_key: at.client_key,
                client_secret: at.client_secret,
            },
            running: Mutex::new(Some(running)),
        })
    }

    /// From now on it fails so.
    pub fn fails(&self, outage: Outage) {
        let mut running = self.running.lock().expect("no test failed here");
        if let Some(fault) = outage.fault() {
            let fault = serde_json::from_value(fault).expect("a fault");
            running.as_ref().expect("it runs").arm(vec![fault]);
        } else if let Some(practice) = running.take() {
            let (ended, end) = std::sync::mpsc::channel();
            spawn(async move {
                practice.stop().await;
                ended.send(())
            });
            end.recv().expect("its end");
        }
    }
}

impl PracticeHost for Beside {
    fn addresses(&self) -> BoxFuture<'_, Result<PracticeAddresses, String>> {
        Box::pin(async { Ok(self.addresses.clone()) })
    }

    fn allow(&self, _: String, _: Option<String>) -> BoxFuture<'_, Result<String, String>> {
        Box::pin(async { Err("This practice TikTok asks for consent in the browser.".to_owned()) })
    }

    fn personas(&self) -> Vec<PersonaView> {
        let view = |persona: practice::Persona| PersonaView {
            name: persona.name,
            nickname: persona.nickname,
            about: persona.about,
        };
        practice::personas().into_iter().map(view).collect()
    }
}
