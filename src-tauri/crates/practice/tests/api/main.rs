//! The practice TikTok over real HTTP, as any client meets it.

mod client;
mod faults;
mod keeping;
mod limits;
mod posting;
mod program;
mod sign_in;
mod uploading;
mod videos;
