//! The studio from outside, area by area. One binary, so that it links once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail"
)]

#[path = "flows/accounts.rs"]
mod accounts;
#[path = "flows/activity.rs"]
mod activity;
#[path = "flows/media.rs"]
mod media;
#[path = "flows/posting.rs"]
mod posting;
#[path = "flows/publishing.rs"]
mod publishing;
#[path = "flows/support.rs"]
mod support;
#[path = "flows/videos.rs"]
mod videos;
#[path = "flows/walkthrough.rs"]
mod walkthrough;
