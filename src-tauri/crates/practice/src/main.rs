//! `practice`: a TikTok on this computer, as a program.

use std::io::Write;
use std::process::ExitCode;

use practice::{Options, Practice};

mod arguments;

use arguments::Asked;

fn main() -> ExitCode {
    let asked = arguments::read(std::env::args().skip(1));
    match asked {
        Ok(Asked::Help) => say(arguments::HELP),
        Ok(Asked::Version) => say(concat!("practice ", env!("CARGO_PKG_VERSION"), "\n")),
        Ok(Asked::Run(options)) => run(*options),
        Err(wrong) => {
            eprintln!("practice: {wrong}\nTry practice --help.");
            ExitCode::from(2)
        }
    }
}

fn say(text: &str) -> ExitCode {
    // A closed pipe is the reader's choice.
    let _ = std::io::stdout().write_all(text.as_bytes());
    ExitCode::SUCCESS
}

#[tokio::main]
async fn run(options: Options) -> ExitCode {
    let practice = match Practice::start(options).await {
        Ok(practice) => practice,
        Err(error @ (practice::Error::Option(_) | practice::Error::NoSuchPersona(_))) => {
            eprintln!("practice: {error}");
            return ExitCode::from(2);
        }
        Err(error) => {
            eprintln!("practice: {error}");
            return ExitCode::FAILURE;
        }
    };
    let line = serde_json::to_string(&practice.addresses()).unwrap_or_default();
    if writeln!(std::io::stdout(), "{line}")
        .and_then(|()| std::io::stdout().flush())
        .is_err()
    {
        return ExitCode::FAILURE;
    }
    let _ = tokio::signal::ctrl_c().await;
    practice.stop().await;
    ExitCode::SUCCESS
}
