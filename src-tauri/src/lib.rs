//! The desktop shell: one window, its commands, deep links, the command line.
//! It decides nothing; the studio does.

pub mod arguments;
pub mod bridge;
#[expect(missing_docs, reason = "each command is the studio's method of the same name")]
pub mod commands;
pub mod leaving;
pub mod links;
pub mod log;
pub mod outside;
#[cfg(target_os = "linux")]
mod painting;
pub mod practice_host;
mod registration;
mod relaunch;
#[cfg(target_os = "linux")]
mod spelling;
pub mod window;

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use studio::clock::Clock;
use studio::config::{Config, Pacing, PracticeHost};
use studio::secrets::SecretStore;
use studio::store::StoreError;
use studio::words::Words;
use studio::{OpenError, Studio};
use tauri::{App, AppHandle, Manager, RunEvent, Wry};
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};

use crate::arguments::Arguments;
use crate::outside::{Desktop, Outside};
use crate::practice_host::{Inside, Program};

/// The app's configuration, page and capability, as built in.
pub fn context<R: tauri::Runtime>() -> tauri::Context<R> {
    tauri::generate_context!()
}

/// Runs the program until its window is closed.
pub fn run(arguments: Arguments) -> ExitCode {
    #[cfg(target_os = "linux")]
    if let Some(error) = painting::suit_the_computer() {
        eprintln!("greenroom: the window is painted the slow way: {error}");
    }
    tiktok::install_tls();
    // Bound before the page's policy is fixed, because the policy names the port.
    let listener = match TcpListener::bind("127.0.0.1:0") {
        Ok(listener) => listener,
        Err(error) => return fail(&format!("no local port is free: {error}")),
    };
    let mut context = context();
    match listener.local_addr() {
        Ok(address) => window::allow_media(&mut context, address.port()),
        Err(error) => return fail(&format!("no local port is free: {error}")),
    }
    let data_dir = arguments.data_dir.clone();
    let bridge = bridge::builder::<Wry>();
    let app = tauri::Builder::<Wry>::new()
        .plugin(
            tauri_plugin_single_instance::Builder::new()
                .callback(|app, arguments, _| on_second_start(app, arguments))
                .dbus_id(bus_id(data_dir.as_deref()))
                .build(),
        )
        .plugin(tauri_plugin_deep_link::init())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .invoke_handler(bridge.invoke_handler())
        .setup(move |app| {
            bridge.mount_events(app);
            set_up(app, arguments, listener);
            Ok(())
        })
        .build(context);
    match app {
        Ok(app) => {
            app.run(|app, event| {
                if let RunEvent::Exit = event {
                    put_away(app);
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) if relaunch::met_a_closing_studio(&error) => fail(&relaunch::again().to_string()),
        Err(error) => fail(&error.to_string()),
    }
}

/// A studio started from now on must not hand its link to this one.
fn put_away(app: &AppHandle) {
    tauri_plugin_single_instance::destroy(app);
    if let Some(studio) = app.try_state::<Studio>() {
        tauri::async_runtime::block_on(studio.publishing().rest());
    }
}

fn fail(message: &str) -> ExitCode {
    eprintln!("greenroom: {message}");
    ExitCode::FAILURE
}

/// One bus name per data folder: another folder is another studio.
fn bus_id(data_dir: Option<&Path>) -> String {
    const ID: &str = "studio.greenroom.desktop";
    let Some(folder) = data_dir else {
        return ID.to_owned();
    };
    let hash: String = Sha256::digest(folder.as_os_str().as_encoded_bytes())
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{ID}.f{hash}")
}

/// A second start hands its link to the running studio, or just shows it.
fn on_second_start(app: &AppHandle, arguments: Vec<String>) {
    match Arguments::parse(arguments.into_iter().skip(1)) {
        Ok(Arguments { link: Some(link), .. }) => links::follow(app, &link),
        _ => window::bring_to_front(app),
    }
}

fn set_up(app: &mut App, arguments: Arguments, listener: TcpListener) {
    let data_dir = arguments
        .data_dir
        .clone()
        .or_else(|| app.path().app_data_dir().ok());
    let Some(data_dir) = data_dir else {
        return refuse(app, "desktop-no-folder", "");
    };
    match tauri::async_runtime::block_on(open_studio(&data_dir, &arguments, listener)) {
        Ok(studio) => show(app, studio, &arguments),
        Err(error) => refuse(app, reason(&error), &format!("{}: {error}", data_dir.display())),
    }
}

async fn open_studio(
    data_dir: &Path,
    arguments: &Arguments,
    listener: TcpListener,
) -> Result<Studio, OpenError> {
    let config = Config {
        data_dir: data_dir.to_owned(),
        clock: Clock::System,
        secrets: SecretStore::keyring(),
        pacing: Pacing::default(),
        practice: Some(practice_host(data_dir, arguments)),
        walkthrough: Some(practice_host::forgetful()),
        ffmpeg: find_program("ffmpeg"),
        window_origin: window::ORIGIN.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        utc_offset_s: time::UtcOffset::current_local_offset().map_or(0, time::UtcOffset::whole_seconds),
    };
    let studio = relaunch::open_patiently(config, listener).await?;
    log::start(data_dir)?;
    Ok(studio)
}

fn practice_host(data_dir: &Path, arguments: &Arguments) -> Arc<dyn PracticeHost> {
    match &arguments.practice_program {
        Some(first_line) => Arc::new(Program::new(first_line.clone())),
        None => Arc::new(Inside::new(data_dir.join("practice.json"))),
    }
}

fn find_program(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}

fn show(app: &mut App, studio: Studio, arguments: &Arguments) {
    let handle = app.handle().clone();
    let words = studio.words();
    let desk = Desktop::new(
        handle.clone(),
        words.say("desktop-choose-videos"),
        words.say("desktop-video-files"),
    );
    let desk: Arc<dyn Outside> = Arc::new(desk);
    bridge::forward_changes(&handle, &studio);
    app.manage(desk);
    app.manage(leaving::Leaving::default());
    app.manage(links::IgnoredLinks::default());
    app.manage(studio);
    #[cfg(target_os = "linux")]
    if let Err(error) = registration::register(arguments) {
        tracing::warn!(%error, "deep links are not registered");
    }
    #[cfg(target_os = "macos")]
    listen_to_links(&handle);
    if let Err(error) = window::open(&handle) {
        return refuse(app, "desktop-no-window", &error.to_string());
    }
    if let Some(link) = &arguments.link {
        links::follow(&handle, link);
    }
}

/// Where links do not arrive as an argument.
#[cfg(target_os = "macos")]
fn listen_to_links(app: &AppHandle) {
    use tauri_plugin_deep_link::DeepLinkExt;
    let handle = app.clone();
    app.deep_link().on_open_url(move |event| {
        for url in event.urls() {
            links::follow(&handle, url.as_str());
        }
    });
}

/// The words for a studio that could not be opened.
fn reason(error: &OpenError) -> &'static str {
    match error {
        OpenError::InUse => "desktop-in-use",
        OpenError::Store(StoreError::Newer { .. }) => "desktop-newer-data",
        OpenError::Store(error) if error.is_locked() => "desktop-data-locked",
        OpenError::Store(error) if error.is_damaged() => "desktop-data-damaged",
        OpenError::Store(error) if error.is_disk_full() => "desktop-disk-full",
        _ => "desktop-data-unreadable",
    }
}

/// Says why there is no window, in a dialog and on the terminal, and ends.
fn refuse(app: &App, key: &str, detail: &str) {
    let words = Words::english();
    let message = format!("{} {}", words.say(key), words.attribute(key, "remedy", &[]));
    eprintln!("greenroom: {message} {detail}");
    let handle = app.handle().clone();
    app.dialog()
        .message(format!("{message}\n\n{detail}"))
        .title("Greenroom")
        .kind(MessageDialogKind::Error)
        .show(move |_| handle.exit(1));
}
