//! Declares every command of the window, so that each needs a line in the capability file.

const COMMANDS: &[&str] = &include!("src/command_names.in");

fn main() {
    println!("cargo:rerun-if-changed=src/command_names.in");
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    if let Err(error) = tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest)) {
        println!("cargo:error={error:#}");
        std::process::exit(1);
    }
}
