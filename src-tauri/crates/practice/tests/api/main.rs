//! The practice TikTok over real HTTP, as any client meets it.

// Every line of these files is test code, the client included.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod client;
mod faults;
mod host;
mod keeping;
mod limits;
mod moderation;
mod phone;
mod photos;
mod posting;
mod process;
mod program;
mod pulling;
mod sandbox;
mod sign_in;
mod tokens;
mod uploading;
mod videos;
