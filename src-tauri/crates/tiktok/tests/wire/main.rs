//! The client against real loopback HTTP: every fixture, and everything that goes wrong between two
//! computers.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "all of this is tests; clippy.toml allows it only inside of #[test]"
)]

mod addresses;
mod fixture;
mod fixtures;
mod refusals;
mod secrets;
mod server;
mod traces;
mod transport;
mod uploads;
mod videos;
