//! How fast and how small, beside named peers in the same run. Prints a table and writes every figure to
//! `tests/bench/results/`. Nothing fails because it is slow: figures are to be read, not obeyed.
//!
//!     bench [upload] [start] [way] [queue]

#![expect(clippy::unwrap_used, reason = "a run that fails has no figures")]

mod curl;
mod figures;
mod machine;
mod memory;
mod practice;
mod queue;
mod screen;
mod start;
mod upload;
mod videos;
mod way;

use serde_json::json;

use figures::Row;
use machine::Machine;

#[tokio::main]
async fn main() {
    tiktok::install_tls();
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|wanted| wanted == name);
    let machine = Machine::look();
    println!("{}\n", machine.told());
    let (mut rows, mut notes) = (vec![], vec![]);
    println!("{}", figures::head());
    if is_wanted("start") {
        show(&mut rows, start::measure());
        notes.push(start::MEASURED.to_owned());
    }
    if is_wanted("upload") {
        let (measured, verdict) = upload::measure().await;
        show(&mut rows, measured);
        notes.extend([upload::MEASURED.to_owned(), verdict]);
    }
    if is_wanted("way") {
        show(&mut rows, way::measure().await);
        notes.push(way::MEASURED.to_owned());
    }
    if is_wanted("queue") {
        show(&mut rows, queue::measure().await);
        notes.push(queue::MEASURED.to_owned());
    }
    for note in &notes {
        println!("\n{note}");
    }
    let results = json!({
        "machine": machine.json(),
        "rows": rows.iter().map(Row::json).collect::<Vec<_>>(),
        "notes": notes,
    });
    let path = machine.file();
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, serde_json::to_vec_pretty(&results).unwrap()).unwrap();
    println!("\nEvery figure: {}", path.display());
}

/// Prints rows as soon as they are there.
fn show(rows: &mut Vec<Row>, measured: Vec<Row>) {
    for row in &measured {
        println!("{}", row.line());
    }
    rows.extend(measured);
}
