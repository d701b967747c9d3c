//! How long a real cmd.exe needs for generated scripts of many actions: `cargo bench --bench cmd`, in the lab.
//!
//! cmd looks for a label from where it stands to the end of the file and then from the top. Up to 60 steps a script is
//! straight code, whose time grows with the square of its actions; above, a list that it reads once. Where one form takes
//! over from the other, and from where on `build` warns, is set by what this prints.

#[path = "../lab/bench.rs"]
mod bench;
#[path = "../lab/computer.rs"]
#[expect(dead_code, reason = "the lab uses more of it")]
mod computer;
#[path = "../lab/lay.rs"]
mod lay;
#[path = "../lab/read_back.rs"]
mod read_back;
#[path = "../lab/run.rs"]
#[expect(dead_code, reason = "the lab uses more of it")]
mod run;
#[path = "../lab/snapshot.rs"]
#[expect(dead_code, reason = "the lab uses more of it")]
mod snapshot;

use regimen::diag::Sink;
use regimen::emit::{Target, render};
use regimen::simulate::Machine;
use regimen::source::SourceFile;
use std::fmt::Write as _;
use std::time::Duration;

/// A plan whose actions are all in place and whose goal is not, so that each takes its turn and changes nothing.
fn script(actions: usize) -> run::Script {
    let mut text = String::from(
        "regimen: 1\nplan: bench\ntitle: A plan to measure with\nchecks:\n  never: { file: { path: 'C:\\never' } }\ngoal: never\nactions:\n",
    );
    for index in 0..actions {
        let _ = writeln!(text, "  action-{index}:\n    file: {{ path: 'C:\\Bench\\{index}.txt', exists: false }}");
    }
    let mut sink = Sink::new();
    let source = SourceFile::decode("bench.yaml", text.as_bytes(), &mut sink);
    let checked = regimen::check(&source, &Vec::new(), &mut sink).expect("the plan is valid");
    let bytes = render(&checked.program, Target::Batch).remove(0).bytes;
    run::Script { name: "bench.cmd".into(), bytes }
}

#[expect(clippy::print_stdout, reason = "a benchmark prints")]
fn main() {
    let found = match bench::Bench::find() {
        Ok(found) => found,
        Err(reason) => {
            println!("skipped, there is no lab: {reason}");
            return;
        }
    };
    println!("{:>8} {:>9} {:>9} {:>12}", "actions", "KiB", "seconds", "ms an action");
    for actions in [10, 60, 100, 200, 1000] {
        let script = script(actions);
        let mut computer = computer::Computer::start(&found, &Machine::default()).expect("a machine starts");
        let start =
            run::Start { arguments: "/quiet".into(), patience: Duration::from_secs(600), ..run::Start::default() };
        let run = computer.run(&script, &start).expect("the script ends");
        let seconds = run.took.as_secs_f64();
        println!(
            "{actions:>8} {:>9} {seconds:>9.1} {:>12.1}",
            script.bytes.len() / 1024,
            seconds * 1e3 / actions as f64
        );
    }
}
