//! Data that cannot be opened: a dialog says why and what to do, and nothing is changed.

use std::io::Read;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::Duration;

use rusqlite::Connection;
use tests::computer::{Computer, Kind};
use tests::process::wait_for;

/// The program, started on a data folder that it cannot use.
struct Refused<'a> {
    computer: &'a Computer,
    program: Child,
}

impl<'a> Refused<'a> {
    fn start(computer: &'a Computer) -> Self {
        let mut command = computer.command(tests::programs().join("greenroom"));
        command.arg("--data-dir").arg(computer.data_dir());
        let program = command
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        Self { computer, program }
    }

    /// Closes the dialog as a creator does and returns what stood on the terminal.
    fn said(mut self) -> String {
        wait_for("the end after the dialog", Duration::from_secs(60), || {
            if let Some(status) = self.program.try_wait().unwrap() {
                assert_eq!(status.code(), Some(1));
                return Some(());
            }
            self.computer.close_dialog("Greenroom");
            None
        });
        let mut text = String::new();
        self.program
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        text
    }
}

fn database(computer: &Computer) -> PathBuf {
    std::fs::create_dir_all(computer.data_dir()).unwrap();
    computer.data_dir().join("greenroom.db")
}

#[test]
fn a_damaged_database_is_named_and_left_as_it_is() {
    let computer = Computer::start(Kind::default());
    let path = database(&computer);
    let rubbish = vec![0x5a; 40_000];
    std::fs::write(&path, &rubbish).unwrap();
    let said = Refused::start(&computer).said();
    assert!(said.contains("database is damaged"), "{said}");
    assert_eq!(std::fs::read(&path).unwrap(), rubbish);
}

#[test]
fn a_database_of_a_newer_version_is_left_as_it_is() {
    let computer = Computer::start(Kind::default());
    let path = database(&computer);
    let newer = Connection::open(&path).unwrap();
    newer
        .execute_batch("PRAGMA user_version = 999; CREATE TABLE of_tomorrow (x);")
        .unwrap();
    drop(newer);
    let said = Refused::start(&computer).said();
    assert!(said.contains("newer Greenroom"), "{said}");
    let tables: i64 = Connection::open(&path)
        .unwrap()
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .unwrap();
    assert_eq!(tables, 1);
}

#[test]
fn a_database_held_by_another_program_is_named() {
    let computer = Computer::start(Kind::default());
    let path = database(&computer);
    let holder = Connection::open(&path).unwrap();
    holder.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let said = Refused::start(&computer).said();
    assert!(said.contains("Another program holds"), "{said}");
}

#[test]
fn a_folder_that_is_a_file_is_named() {
    let computer = Computer::start(Kind::default());
    std::fs::write(computer.data_dir(), "not a folder").unwrap();
    let said = Refused::start(&computer).said();
    assert!(said.contains("could not open its data"), "{said}");
}
