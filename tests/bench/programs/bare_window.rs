//! What any program with a WebKitGTK window costs: one window of the studio's size, one line of HTML.

use gtk::prelude::*;
use gtk::{Window, WindowPosition, WindowType};
use webkit2gtk::{WebView, WebViewExt};

const PAGE: &str = "<h1 style='margin-top: 40vh; text-align: center'>One line of text in the middle</h1>";

fn main() -> Result<(), gtk::glib::BoolError> {
    gtk::init()?;
    let window = Window::new(WindowType::Toplevel);
    window.set_title("Bare window");
    window.set_default_size(1280, 832);
    window.set_position(WindowPosition::Center);
    let view = WebView::new();
    window.add(&view);
    view.load_html(PAGE, None);
    window.show_all();
    gtk::main();
    Ok(())
}
