//! Creators without any trouble, for whoever needs many accounts.

use std::sync::LazyLock;

use super::{Creator, Trouble};

const MEMBERS: u8 = 99;

// A creator lives as long as the program, and the crowd is made only when one of it is wanted.
static CROWD: LazyLock<Vec<Creator>> = LazyLock::new(|| (1..=MEMBERS).map(member).collect());

/// The one called `crowd-1` to `crowd-99`.
pub fn find(name: &str) -> Option<&'static Creator> {
    let number: usize = name.strip_prefix("crowd-")?.parse().ok()?;
    let found = CROWD.get(number.checked_sub(1)?)?;
    (found.name == name).then_some(found)
}

fn member(number: u8) -> Creator {
    Creator {
        name: format!("crowd-{number}").leak(),
        nickname: format!("Crowd {number}").leak(),
        handle: format!("crowd.{number}").leak(),
        about: "One of many: a public account without trouble.",
        bio: "",
        is_private: false,
        comment_disabled: false,
        duet_disabled: false,
        stitch_disabled: false,
        longest: 600,
        trouble: Trouble::None,
        is_verified: false,
        follows: (100, 100),
        colours: [[0x35, 0x6a, 0x5b], [number, 0x40, 0x80]],
        videos: &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyone_of_the_crowd_is_found_by_one_name() {
        for number in 1..=MEMBERS {
            let name = format!("crowd-{number}");
            assert_eq!(find(&name).map(|found| found.name), Some(name.as_str()));
        }
        for nobody in [
            "crowd-0",
            "crowd-100",
            "crowd-01",
            "crowd-+1",
            "crowd-",
            "crowd",
            "mara",
        ] {
            assert!(find(nobody).is_none(), "{nobody}");
        }
    }
}
