//! The practice TikTok: inside this program, or a `practice` program beside it.

use std::path::PathBuf;
use std::sync::Arc;

use practice::{Options, Practice};
use studio::config::{BoxFuture, PracticeAddresses, PracticeHost, PracticeMaker};
use studio::view::PersonaView;
use tokio::sync::Mutex;

/// A practice TikTok inside this program.
pub struct Inside {
    options: Options,
    running: Mutex<Option<Practice>>,
}

impl Inside {
    /// Keeps its state in `state`; starts when first asked.
    pub fn new(state: PathBuf) -> Self {
        Self::with(Options {
            state: Some(state),
            ..Options::default()
        })
    }

    fn with(options: Options) -> Self {
        Self {
            options,
            running: Mutex::new(None),
        }
    }

    async fn start<'a>(&self, running: &'a mut Option<Practice>) -> Result<&'a Practice, String> {
        match running {
            Some(practice) => Ok(practice),
            None => {
                let practice = Practice::start(self.options.clone())
                    .await
                    .map_err(|error| error.to_string())?;
                Ok(running.insert(practice))
            }
        }
    }
}

impl PracticeHost for Inside {
    fn addresses(&self) -> BoxFuture<'_, Result<PracticeAddresses, String>> {
        Box::pin(async {
            let mut running = self.running.lock().await;
            let practice = self.start(&mut running).await?;
            let at = practice.addresses();
            Ok(PracticeAddresses {
                api: at.api,
                auth: at.auth,
                upload: at.upload,
                client_key: at.client_key,
                client_secret: at.client_secret,
            })
        })
    }

    fn allow(&self, authorize: String, persona: Option<String>) -> BoxFuture<'_, Result<String, String>> {
        Box::pin(async move {
            let mut running = self.running.lock().await;
            let practice = self.start(&mut running).await?;
            let persona = persona.or_else(|| practice::personas().into_iter().next().map(|first| first.name));
            let persona = persona.ok_or("The practice TikTok has no creators.")?;
            practice
                .allow(&authorize, &persona, None)
                .await
                .map_err(|error| error.to_string())
        })
    }

    fn personas(&self) -> Vec<PersonaView> {
        personas()
    }
}

/// Makes practice TikToks that keep nothing and limit nobody: the audit walkthrough shows a
/// page more often in a minute than TikTok would answer.
pub fn forgetful() -> PracticeMaker {
    Arc::new(|| {
        let options = Options {
            limits: false,
            ..Options::default()
        };
        Arc::new(Inside::with(options))
    })
}

fn personas() -> Vec<PersonaView> {
    practice::personas()
        .into_iter()
        .map(|persona| PersonaView {
            name: persona.name,
            nickname: persona.nickname,
            about: persona.about,
        })
        .collect()
}

/// A `practice` program that runs already; for tests and for practising against one's own.
pub struct Program {
    first_line: PathBuf,
}

/// The first line a `practice` program prints.
#[derive(serde::Deserialize)]
struct FirstLine {
    api: String,
    auth: String,
    upload: String,
    client_key: String,
    client_secret: String,
}

impl Program {
    /// Reads the program's first line from `first_line` whenever it is needed.
    pub fn new(first_line: PathBuf) -> Self {
        Self { first_line }
    }

    async fn read(&self) -> Result<FirstLine, String> {
        let text = tokio::fs::read_to_string(&self.first_line).await;
        let text = text.map_err(|error| format!("{}: {error}", self.first_line.display()))?;
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", self.first_line.display()))
    }
}

impl PracticeHost for Program {
    fn addresses(&self) -> BoxFuture<'_, Result<PracticeAddresses, String>> {
        Box::pin(async {
            let line = self.read().await?;
            Ok(PracticeAddresses {
                api: line.api,
                auth: line.auth,
                upload: line.upload,
                client_key: line.client_key,
                client_secret: line.client_secret,
            })
        })
    }

    fn allow(&self, _: String, _: Option<String>) -> BoxFuture<'_, Result<String, String>> {
        Box::pin(async { Err("This practice TikTok asks for consent in the browser.".to_owned()) })
    }

    fn personas(&self) -> Vec<PersonaView> {
        personas()
    }
}
