//! A file manager with one thing in it: a square from which the files named on the command
//! line can be dragged. It says `ready` once the square is on the screen, and `dropped` when
//! another program has taken them.

use std::io::Write;

use gtk::prelude::*;
use gtk::{TargetEntry, TargetFlags, Window, WindowType, gdk, glib};

/// Title of its window, by which a test finds the square.
const TITLE: &str = "Drag source";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    gtk::init()?;
    let files: Vec<String> = std::env::args()
        .skip(1)
        .map(|path| glib::filename_to_uri(path, None).map(|uri| uri.to_string()))
        .collect::<Result<_, _>>()?;
    let window = square();
    let targets = [TargetEntry::new("text/uri-list", TargetFlags::OTHER_APP, 0)];
    window.drag_source_set(gdk::ModifierType::BUTTON1_MASK, &targets, gdk::DragAction::COPY);
    window.connect_drag_data_get(move |_, _, data, _, _| {
        let uris: Vec<&str> = files.iter().map(String::as_str).collect();
        data.set_uris(&uris);
    });
    window.connect_drag_end(|_, _| say("dropped"));
    window.connect_map_event(|_, _| {
        say("ready");
        glib::Propagation::Proceed
    });
    window.show_all();
    gtk::main();
    Ok(())
}

fn square() -> Window {
    let window = Window::new(WindowType::Toplevel);
    window.set_title(TITLE);
    window.set_decorated(false);
    window.set_keep_above(true);
    window.set_default_size(80, 80);
    window
}

fn say(word: &str) {
    println!("{word}");
    // Whoever listens may have seen enough.
    let _ = std::io::stdout().flush();
}
