//! The start of the studio and what it holds, beside a bare window with one line of HTML.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tests::computer::{Computer, Kind};
use tests::process::{Process, wait_for};

use crate::figures::{Goal, Row};
use crate::memory;
use crate::screen::Screen;

const RUNS: usize = 7;
/// When the memory is looked at, after the first paint.
const SETTLED: Duration = Duration::from_secs(3);
const PATIENCE: Duration = Duration::from_secs(20);

/// What the figures mean.
pub const MEASURED: &str = "\
Start: from starting the program until the middle of the screen has more than one colour, seen in the X server's
memory, both alike; a window that is open but still empty does not count. Memory: PSS of all its processes 3 s
later. Both in windows of 1280x832 on the same Xvfb, after one start that does not count.";

#[derive(Default)]
struct Figures {
    paint: Vec<f64>,
    memory: Vec<f64>,
}

/// Runs it.
pub fn measure() -> Vec<Row> {
    let computer = Computer::start(Kind::default());
    let screen = Screen::open(&computer.framebuffer());
    let mut studio = computer.command(tests::programs().join("greenroom"));
    studio.arg("--data-dir").arg(computer.data_dir());
    let mut bare = computer.command(tests::programs().join("bench-bare-window"));
    let (mut ours, mut theirs) = (Figures::default(), Figures::default());
    for command in [&mut studio, &mut bare] {
        start(&computer, &screen, command, &mut Figures::default());
    }
    for _ in 0..RUNS {
        start(&computer, &screen, &mut studio, &mut ours);
        start(&computer, &screen, &mut bare, &mut theirs);
    }
    vec![
        Row::alone("Start to first paint", "ms", ours.paint)
            .beside("bare window", theirs.paint)
            .with_goal(Goal::RatioAtMost(1.3)),
        Row::alone("Memory of all processes, PSS", "MB", ours.memory)
            .beside("bare window", theirs.memory)
            .with_goal(Goal::RatioAtMost(1.3)),
    ]
}

fn start(computer: &Computer, screen: &Screen, command: &mut Command, figures: &mut Figures) {
    wait_for("an empty screen", PATIENCE, || {
        // The arrow would count as content, and a screen whose last program ended puts it back.
        computer.keys(&["mousemove", "0", "0"]);
        screen.is_empty().then_some(())
    });
    let start = Instant::now();
    let process = Process::start(command.stdout(Stdio::null()).stderr(Stdio::null()));
    let painted = screen.first_content();
    figures.paint.push((painted - start).as_secs_f64() * 1000.0);
    while painted.elapsed() < SETTLED {
        std::thread::park_timeout(SETTLED - painted.elapsed());
    }
    let family = memory::family(process.id());
    let bytes: u64 = family.iter().map(|pid| memory::pss(*pid)).sum();
    figures.memory.push(bytes as f64 / (1024.0 * 1024.0));
    drop(process);
    wait_for("its processes to end", PATIENCE, || {
        (!family.iter().any(|pid| memory::is_running(*pid))).then_some(())
    });
}
