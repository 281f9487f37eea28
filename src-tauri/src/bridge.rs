//! The bridge between window and studio: commands, the one event, the generated types.

use studio::Studio;
use studio::view::Change;
use tauri::{AppHandle, Runtime};
use tauri_specta::{Builder, Event, collect_commands, collect_events};
use tokio::sync::broadcast::error::RecvError;

use crate::commands;

/// Something changed; the window asks again for what it shows of it.
#[derive(Debug, Clone, serde::Serialize, specta::Type, Event)]
pub struct Changed(pub Change);

/// Commands and events, as the window's types are generated from them.
pub fn builder<R: Runtime>() -> Builder<R> {
    Builder::<R>::new()
        .commands(collect_commands![
            commands::snapshot,
            commands::route_arrived,
            commands::window_may_close,
            commands::settings_save,
            commands::sign_in_start,
            commands::sign_in_open_again,
            commands::sign_in_cancel,
            commands::sign_in_keep,
            commands::sign_in_paste,
            commands::account_activate,
            commands::account_set_gel,
            commands::account_disconnect,
            commands::data_erase,
            commands::tiktok_app_save,
            commands::keyring_retry,
            commands::drafts_list,
            commands::draft_pick,
            commands::draft_bin,
            commands::draft_restore,
            commands::draft_frame,
            commands::draft_relocate,
            commands::posting_open,
            commands::posting_page,
            commands::posting_choose,
            commands::posting_publish,
            commands::hashtags_like,
            commands::caption_clean,
            commands::caption_spelling,
            commands::saved_texts,
            commands::saved_text_save,
            commands::saved_text_forget,
            commands::posts_list,
            commands::post_detail,
            commands::post_act,
            commands::post_tick,
            commands::post_match,
            commands::post_report,
            commands::post_open_on_tiktok,
            commands::videos_list,
            commands::videos_refresh,
            commands::video_open_on_tiktok,
            commands::activity_page,
            commands::activity_export,
            commands::activity_size,
            commands::walkthrough_start,
            commands::walkthrough_turn,
            commands::walkthrough_stop,
            commands::audit_checklist,
            commands::audit_tick,
            commands::audit_text,
            commands::open_link,
        ])
        .events(collect_events![Changed])
        .dangerously_cast_bigints_to_number()
        .disable_serde_phases()
}

/// Passes the studio's changes on to the main window, and only to it.
pub fn forward_changes<R: Runtime>(app: &AppHandle<R>, studio: &Studio) {
    let app = app.clone();
    let mut changes = studio.changes();
    tauri::async_runtime::spawn(async move {
        loop {
            let change = match changes.recv().await {
                Ok(change) => change,
                // Some were missed: the window asks for everything again.
                Err(RecvError::Lagged(_)) => Change::Everything,
                Err(RecvError::Closed) => return,
            };
            if let Err(error) = Changed(change).emit_to(&app, crate::window::MAIN) {
                tracing::debug!(%error, "no window heard a change");
            }
        }
    });
}
