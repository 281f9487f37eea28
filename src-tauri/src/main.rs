//! The program `greenroom`.
#![cfg_attr(all(not(debug_assertions), windows), windows_subsystem = "windows")]

use std::process::ExitCode;

use greenroom::arguments::{Arguments, Stop};

fn main() -> ExitCode {
    match Arguments::parse(std::env::args().skip(1)) {
        Ok(arguments) => greenroom::run(arguments),
        Err(Stop::Say(text)) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(Stop::Refuse(text)) => {
            eprint!("{text}");
            ExitCode::from(2)
        }
    }
}
