//! The command line.

use std::path::PathBuf;

/// What the program was asked to do.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Arguments {
    /// Data folder; the system's usual place when absent.
    pub data_dir: Option<PathBuf>,
    /// File with the first output line of a `practice` program to use instead of the one inside.
    pub practice_program: Option<PathBuf>,
    /// Deep link to follow.
    pub link: Option<String>,
}

/// Why the program ends before it starts.
#[derive(Debug, PartialEq, Eq)]
pub enum Stop {
    /// Print this and succeed.
    Say(String),
    /// Print this and fail.
    Refuse(String),
}

const HELP: &str = "\
Greenroom: a desktop studio for TikTok creators.

Usage: greenroom [OPTIONS] [LINK]

  LINK                      a studio.greenroom:// address to follow

Options:
  --data-dir FOLDER         keep drafts, history and settings in FOLDER
  --practice-program FILE   practise against a running `practice` program;
                            FILE holds the first line it printed
  -h, --help                show this help
  -V, --version             show the version
";

impl Arguments {
    /// Reads the arguments after the program's name. Anything that looks like an
    /// address is kept as the link and judged later, by its grammar.
    pub fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Self, Stop> {
        let mut parsed = Self::default();
        let mut rest = arguments.into_iter();
        while let Some(argument) = rest.next() {
            match argument.as_str() {
                "-h" | "--help" => return Err(Stop::Say(HELP.to_owned())),
                "-V" | "--version" => {
                    return Err(Stop::Say(format!("greenroom {}\n", env!("CARGO_PKG_VERSION"))));
                }
                "--data-dir" => parsed.data_dir = Some(path(&argument, rest.next())?),
                "--practice-program" => parsed.practice_program = Some(path(&argument, rest.next())?),
                link if link.contains("://") => parsed.link = Some(argument),
                unknown => {
                    return Err(Stop::Refuse(format!(
                        "greenroom: unknown argument {unknown:?}; see --help\n"
                    )));
                }
            }
        }
        Ok(parsed)
    }
}

fn path(option: &str, value: Option<String>) -> Result<PathBuf, Stop> {
    match value {
        Some(value) if !value.is_empty() => Ok(PathBuf::from(value)),
        _ => Err(Stop::Refuse(format!(
            "greenroom: {option} needs a path; see --help\n"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> Result<Arguments, Stop> {
        Arguments::parse(arguments.iter().map(|argument| (*argument).to_owned()))
    }

    #[test]
    fn options_and_a_link_stand_in_any_order() {
        let expected = Arguments {
            data_dir: Some("/tmp/x".into()),
            practice_program: None,
            link: Some("studio.greenroom://draft/1".into()),
        };
        assert_eq!(
            parse(&["--data-dir", "/tmp/x", "studio.greenroom://draft/1"]).unwrap(),
            expected
        );
        assert_eq!(
            parse(&["studio.greenroom://draft/1", "--data-dir", "/tmp/x"]).unwrap(),
            expected
        );
    }

    #[test]
    fn an_option_without_its_value_and_an_unknown_one_are_refused_with_a_way_on() {
        for arguments in [
            &["--data-dir"][..],
            &["--data-dir", ""],
            &["--frobnicate"],
            &["file.mp4"],
        ] {
            assert!(
                matches!(parse(arguments), Err(Stop::Refuse(text)) if text.contains("--help")),
                "{arguments:?}"
            );
        }
    }
}
