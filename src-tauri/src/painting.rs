//! How the window is painted on a computer without a graphics card.
//!
//! WebKit paints by the card. Where there is none, as on many virtual and remote desktops,
//! the system emulates one: the window comes up half a second later and holds half as much
//! memory again. Painting by the processor does without. WebKit takes that choice from the
//! environment, and a running program cannot change its own safely, so this one begins anew.

use std::io;
use std::path::Path;
use std::process::Command;

/// Where Linux lists the cards that programs may draw with.
const CARDS: &str = "/dev/dri";
/// WebKit's names for painting by the processor, and for handing pictures on without a card.
const BY_PROCESSOR: [&str; 2] = [
    "WEBKIT_SKIA_ENABLE_CPU_RENDERING",
    "WEBKIT_DISABLE_DMABUF_RENDERER",
];

/// Begins this program anew, painting by the processor, where there is no card and nobody
/// has chosen otherwise. Returns only when there is nothing to change, or with the error
/// that kept it from beginning anew; everything works without, only slower.
pub fn suit_the_computer() -> Option<io::Error> {
    let has_choice = BY_PROCESSOR.iter().any(|name| std::env::var_os(name).is_some());
    if has_choice || has_card(Path::new(CARDS)) {
        return None;
    }
    let program = match std::env::current_exe() {
        Ok(program) => program,
        Err(error) => return Some(error),
    };
    let mut anew = Command::new(program);
    anew.args(std::env::args_os().skip(1));
    anew.envs(BY_PROCESSOR.map(|name| (name, "1")));
    Some(std::os::unix::process::CommandExt::exec(&mut anew))
}

fn has_card(cards: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(cards) else {
        return false;
    };
    entries
        .flatten()
        .any(|entry| entry.file_name().as_encoded_bytes().starts_with(b"renderD"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_one_that_programs_may_draw_with() {
        let folder = tempfile::tempdir().unwrap();
        let cards = folder.path().join("dri");
        assert!(!has_card(&cards));
        std::fs::create_dir(&cards).unwrap();
        std::fs::write(cards.join("card0"), "").unwrap();
        assert!(!has_card(&cards), "a screen alone is no card");
        std::fs::write(cards.join("renderD128"), "").unwrap();
        assert!(has_card(&cards));
    }
}
