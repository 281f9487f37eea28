//! The client against real loopback HTTP: every fixture, everything that goes wrong between two computers, and
//! the example program against a practice TikTok.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "all of this is tests; clippy.toml allows it only inside of #[test]"
)]

mod addresses;
mod example;
mod fixture;
mod fixtures;
mod proxy;
mod refusals;
mod resuming;
mod secrets;
mod server;
mod traces;
mod transport;
mod uploads;
mod videos;
