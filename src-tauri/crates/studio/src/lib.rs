//! The studio: accounts, drafts, media, publishing, videos, store.
//!
//! No Tauri, no HTML, no TikTok JSON. Everything it needs from outside comes in
//! a [`Config`]; everything it shows goes out as a value of [`view`].

pub mod accounts;
pub mod activity;
pub mod captions;
pub mod clock;
pub mod config;
mod core;
pub mod drafts;
mod erase;
mod hand_over;
pub mod ids;
mod labels;
mod matching;
pub mod media;
pub mod posting;
pub mod posting_page;
mod preview;
pub mod problem;
pub mod publishing;
pub mod secrets;
mod settings;
pub mod store;
mod studio;
pub mod videos;
pub mod view;
pub mod walkthrough;
pub mod words;

pub use config::Config;
pub use studio::{OpenError, Studio};
