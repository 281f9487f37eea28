//! Whole journeys in the real window: the built program, WebKitGTK, a session bus, a
//! real Secret Service, a practice TikTok in a process of its own or inside the app.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod accessibility;
mod activity;
mod caption;
mod cover;
mod crash;
mod dropping;
mod inbox;
mod journey;
mod keyboard;
mod order;
mod refusals;
mod relaunch;
mod secrets;
mod sign_in;
mod terms;
mod walkthrough;
