//! Closed and opened again at once: the studio before this one may still be putting
//! its things away.

use std::io;
use std::net::TcpListener;
use std::time::{Duration, Instant};

use studio::config::Config;
use studio::{OpenError, Studio};

/// How long a closing studio may take to let go of the data folder.
const PATIENCE: Duration = Duration::from_secs(5);
/// Counts the starts of one launch.
const STARTS: &str = "GREENROOM_STARTS";
const MOST_STARTS: u32 = 5;

/// Opens the studio, waiting a little for a folder that is still in use.
pub async fn open_patiently(config: Config, listener: TcpListener) -> Result<Studio, OpenError> {
    let until = Instant::now() + PATIENCE;
    loop {
        match Studio::open(config.clone(), listener.try_clone()?).await {
            Err(OpenError::InUse) if Instant::now() < until => {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            opened => return opened,
        }
    }
}

/// Whether the arguments went to a studio that ended before it took them.
pub fn met_a_closing_studio(error: &tauri::Error) -> bool {
    matches!(error, tauri::Error::PluginInitialization(name, _) if name == "single-instance")
}

/// Replaces this process by a new start; returns only if that fails.
pub fn again() -> io::Error {
    let starts = std::env::var(STARTS)
        .ok()
        .and_then(|text| text.parse::<u32>().ok())
        .unwrap_or(1);
    if starts >= MOST_STARTS {
        return io::Error::other("the running studio does not answer");
    }
    match std::env::current_exe() {
        Ok(program) => replace(
            std::process::Command::new(program)
                .args(std::env::args_os().skip(1))
                .env(STARTS, (starts + 1).to_string()),
        ),
        Err(error) => error,
    }
}

#[cfg(unix)]
fn replace(command: &mut std::process::Command) -> io::Error {
    use std::os::unix::process::CommandExt;
    command.exec()
}

#[cfg(not(unix))]
fn replace(command: &mut std::process::Command) -> io::Error {
    match command.spawn() {
        Ok(_) => std::process::exit(0),
        Err(error) => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_lost_hand_over_is_tried_again() {
        let failed = |plugin: &str| tauri::Error::PluginInitialization(plugin.into(), "NoReply".into());
        assert!(met_a_closing_studio(&failed("single-instance")));
        assert!(!met_a_closing_studio(&failed("dialog")));
    }
}
