//! The promise of publishing, proved with real processes: whatever happens to the program, the
//! computer, the network or TikTok, every post ends in a true and explained state, and none is made twice.
//!
//! A studio without its window and a practice TikTok run as programs. The studio is killed with
//! SIGKILL, stopped, robbed of its disk and its files; TikTok misbehaves in every way it can. Then
//! both sides are compared.
//!
//! Words after `--` choose cells by their names. `CHAOS_SEED` repeats the random moments of another
//! run; `CHAOS_LONG` asks for all of them.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a cell that cannot be set up has failed"
)]

mod accounts;
mod calls;
mod cells;
mod desktop;
mod disk;
mod faults;
mod full_disk;
mod happenings;
mod judge;
mod keyring;
mod kills;
mod practice;
mod random;
mod scene;
mod studio;

use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

/// Cells wait for most of their time: so many run at a time for each processor.
const EACH: usize = 4;

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .collect();
    let is_long = std::env::var_os("CHAOS_LONG").is_some();
    let seed = seed(is_long);
    println!("CHAOS_SEED={seed}");
    let mut cells = kills::cells();
    cells.extend(faults::cells(is_long));
    cells.extend(happenings::cells(is_long));
    cells.extend(full_disk::cells(is_long));
    cells.extend(keyring::cells(is_long));
    cells.extend(accounts::cells(is_long));
    cells.extend(random::cells(seed, is_long));
    cells.retain(|cell| wanted.iter().all(|word| cell.name().contains(word)));
    assert!(!cells.is_empty(), "no cell is called {wanted:?}");
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    match cells::run_all(&cells, EACH * processors) {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

/// The short way is the same each time; new moments are looked for the long way.
fn seed(is_long: bool) -> u64 {
    let given = std::env::var("CHAOS_SEED").ok();
    let usual = || if is_long { fresh_seed() } else { 1 };
    given.map_or_else(usual, |seed| seed.parse().unwrap())
}

fn fresh_seed() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    now.as_secs()
}
