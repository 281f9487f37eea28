//! What the studio shows: plain values, finished sentences, nothing secret.
//!
//! The window draws these and decides nothing. Times are UTC milliseconds, sizes
//! are bytes, every TikTok id is text (JavaScript rounds 19-digit numbers).
//! Addresses of pictures and videos point at the studio's own media server.

mod account;
mod activity;
mod caption;
mod choice;
mod draft;
mod inbox;
mod post;
mod posting;
mod preview;
mod shell;
mod video;
mod walkthrough;

pub use account::*;
pub use activity::*;
pub use caption::*;
pub use choice::*;
pub use draft::*;
pub use inbox::*;
pub use post::*;
pub use posting::*;
pub use preview::*;
pub use shell::*;
pub use video::*;
pub use walkthrough::*;
