//! What is tested: one cell each of a table.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use crate::desktop::Desktop;
use crate::judge::{Count, Judgement};

type Run = Box<dyn Fn(&Desktop) -> Outcome + Send + Sync>;

/// Nobody waits for half an hour without a word.
const WORD_EVERY: usize = 50;
/// Every so many cells are run one after the other.
const APART: usize = 16;

/// One thing that happens at one place.
pub struct Cell {
    table: String,
    row: String,
    column: String,
    run: Run,
}

/// What came of a cell.
pub struct Outcome {
    judgement: Judgement,
    /// Where every post has to end.
    allowed: Vec<&'static str>,
}

/// A cell that was run.
struct Done {
    seconds: f64,
    count: Count,
    /// Where its posts ended, or why it failed.
    result: Result<String, String>,
}

impl Outcome {
    /// Every post has to be live.
    pub fn live(judgement: Judgement) -> Self {
        Self::one_of(judgement, vec!["live"])
    }

    /// Every post has to end in one of these stages.
    pub fn one_of(judgement: Judgement, allowed: Vec<&'static str>) -> Self {
        Self { judgement, allowed }
    }

    fn result(&self) -> Result<String, String> {
        let evidence = &self.judgement.evidence;
        if !self.judgement.is_clean {
            return Err(evidence.clone());
        }
        let ends = &self.judgement.ends;
        match ends.iter().find(|end| !self.allowed.contains(&end.as_str())) {
            Some(end) => Err(format!("ended {end}, not one of {:?}\n{evidence}", self.allowed)),
            None if ends.is_empty() => Ok("not taken".to_owned()),
            None => {
                let mut ends = ends.clone();
                ends.dedup();
                Ok(ends.join("+"))
            }
        }
    }
}

impl Cell {
    /// A cell of `table`.
    pub fn new(
        table: impl Into<String>,
        row: impl Into<String>,
        column: impl Into<String>,
        run: impl Fn(&Desktop) -> Outcome + Send + Sync + 'static,
    ) -> Self {
        Self {
            table: table.into(),
            row: row.into(),
            column: column.into(),
            run: Box::new(run),
        }
    }

    /// By what it can be run alone.
    pub fn name(&self) -> String {
        format!("{}: {} at {}", self.table, self.row, self.column)
    }

    fn run(&self, desktop: &Desktop) -> Done {
        let began = Instant::now();
        let ran = catch_unwind(AssertUnwindSafe(|| (self.run)(desktop)));
        let (count, result) = match ran {
            Ok(outcome) => (outcome.judgement.count, outcome.result()),
            Err(panic) => (Count::default(), Err(said(&*panic))),
        };
        Done {
            seconds: began.elapsed().as_secs_f64(),
            count,
            result,
        }
    }
}

fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_else(|| "a panic without a word".to_owned())
}

/// Runs all cells, several at a time, and prints their tables; `false` when one failed.
pub fn run_all(cells: &[Cell], at_a_time: usize) -> bool {
    // Cells that only wait stand side by side in their table: mixed with others they keep nobody idle.
    let mut order: Vec<usize> = (0..cells.len()).collect();
    order.sort_by_key(|index| index % APART);
    let next = AtomicUsize::new(0);
    let done = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..at_a_time {
            scope.spawn(|| {
                // A keyring writes all that it holds at each change: a shared one took a third of the time.
                let desktop = Desktop::start();
                while let Some(index) = order.get(next.fetch_add(1, Ordering::SeqCst)).copied() {
                    let cell = &cells[index];
                    let ran = cell.run(&desktop);
                    if let Err(why) = &ran.result {
                        println!("FAILED {} ({:.1} s)\n{why}\n", cell.name(), ran.seconds);
                    }
                    let mut done = done.lock().unwrap();
                    done.insert(index, ran);
                    if done.len().is_multiple_of(WORD_EVERY) {
                        println!("{} of {}", done.len(), cells.len());
                    }
                }
            });
        }
    });
    let done = done.into_inner().unwrap();
    print_tables(cells, &done);
    summary(&done)
}

fn print_tables(cells: &[Cell], done: &BTreeMap<usize, Done>) {
    for table in unique(cells.iter().map(|cell| cell.table.as_str())) {
        let here: Vec<usize> = (0..cells.len()).filter(|i| cells[*i].table == table).collect();
        let columns = unique(here.iter().map(|i| cells[*i].column.as_str()));
        println!("\n{table}");
        print_row("", &columns);
        for row in unique(here.iter().map(|i| cells[*i].row.as_str())) {
            let said: Vec<&str> = columns
                .iter()
                .map(|column| {
                    let of_cell = |i: &&usize| cells[**i].row == row && cells[**i].column == *column;
                    match here.iter().find(of_cell).map(|i| &done[i].result) {
                        Some(Ok(end)) => end.as_str(),
                        Some(Err(_)) => "FAILED",
                        None => "",
                    }
                })
                .collect();
            print_row(row, &said);
        }
    }
}

fn print_row(name: &str, cells: &[&str]) {
    let cells: String = cells.iter().map(|cell| format!(" {cell:<13}")).collect();
    println!("  {name:<44}{}", cells.trim_end());
}

fn unique<T: PartialEq>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = Vec::new();
    for one in all {
        if !seen.contains(&one) {
            seen.push(one);
        }
    }
    seen
}

fn summary(done: &BTreeMap<usize, Done>) -> bool {
    let mut count = Count::default();
    done.values().for_each(|done| count.add(done.count));
    let failed = done.values().filter(|done| done.result.is_err()).count();
    println!(
        "\n{} consents: {} posted twice, {} lost, {} unexplained, {} falsely called live",
        count.agreed, count.twice, count.lost, count.unexplained, count.false_live
    );
    let word = if failed == 0 { "ok" } else { "FAILED" };
    // As cargo's own harness says it, so that tests are counted alike everywhere.
    println!(
        "test result: {word}. {} passed; {failed} failed",
        done.len() - failed
    );
    failed == 0
}
