//! How long compiling takes and how much memory, against the bare parse of the same file: `cargo bench`.
//!
//! Times are medians on this machine and noisy; the ratios and the growth from 1,000 to 10,000 actions are what counts
//! (linear is 10). Memory is the peak of a process of its own for each size. With REGIMEN_CALLGRIND=1 and valgrind, the
//! instructions of each size are counted as well.

use regimen::diag::Sink;
use regimen::emit::Target;
use regimen::source::SourceFile;
use std::fmt::Write as _;
use std::process::Command;
use std::time::{Duration, Instant};

const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];
const RUNS: usize = 7;

/// A valid plan of so many actions: services, files and registry values in chains, some with conditions.
fn plan(actions: usize) -> String {
    let mut text = String::from("regimen: 1\nplan: bench\ntitle: A plan to measure with\nchecks:\n");
    for index in 0..actions.div_ceil(10) {
        let _ = writeln!(
            text,
            "  check-{index}: {{ registry: {{ key: HKLM\\SOFTWARE\\Bench, value: Check{index}, data: 1 }} }}"
        );
    }
    text.push_str("goal: check-0\nactions:\n");
    for index in 0..actions {
        let _ = writeln!(text, "  action-{index}:\n    title: Action number {index}");
        let _ = match index % 3 {
            0 => writeln!(text, "    registry: {{ key: HKLM\\SOFTWARE\\Bench\\{index}, value: Value, data: {index} }}"),
            1 => writeln!(text, "    file: {{ path: 'C:\\Bench\\{index}.txt', exists: false }}"),
            _ => writeln!(text, "    service: {{ name: Service{index}, status: stopped, startup: disabled }}"),
        };
        if index % 5 == 4 {
            let _ = writeln!(text, "    needs: action-{}", index - 1);
        }
        if index % 7 == 6 {
            let _ = writeln!(text, "    when: not check-{} or action-{}.changed", index / 10, index - 2);
        }
    }
    text
}

/// Checks a plan and compiles it to some targets, none included; how many bytes come out.
fn compile(text: &str, targets: &[Target]) -> usize {
    let mut sink = Sink::new();
    let source = SourceFile::decode("bench.yaml", text.as_bytes(), &mut sink);
    let checked = regimen::check(&source, &Vec::new(), &mut sink).expect("the plan is valid");
    let artifacts = regimen::compile(&checked, targets, &mut sink).unwrap_or_default();
    artifacts.iter().map(|artifact| artifact.bytes.len()).sum()
}

const BOTH: &[Target] = &[Target::Batch, Target::PowerShell];

fn parse(text: &str) -> bool {
    let mut sink = Sink::new();
    let source = SourceFile::decode("bench.yaml", text.as_bytes(), &mut sink);
    regimen::syntax::parse(&source, &mut sink).is_poisoned()
}

fn median(mut work: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[RUNS / 2]
}

/// The peak of this process, in KiB, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}

/// What this program prints when it is started again for one size.
fn again(size: usize, callgrind: bool) -> Option<u64> {
    let program = std::env::current_exe().ok()?;
    let mut command = if callgrind {
        let mut command = Command::new("valgrind");
        command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    let output = command.env("REGIMEN_BENCH_ONE", size.to_string()).output().ok()?;
    if callgrind {
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        let line = text.lines().find(|line| line.contains("Collected :"))?;
        return line.rsplit(' ').next()?.parse().ok();
    }
    String::from_utf8_lossy(&output.stdout).trim().parse().ok()
}

#[expect(clippy::print_stdout, reason = "a benchmark prints")]
fn main() {
    if let Some(size) = std::env::var("REGIMEN_BENCH_ONE").ok().and_then(|size| size.parse().ok()) {
        compile(&plan(size), BOTH);
        println!("{}", peak().unwrap_or(0));
        return;
    }
    let callgrind = std::env::var_os("REGIMEN_CALLGRIND").is_some();
    println!(
        "{:>8} {:>6} {:>10} {:>10} {:>10} {:>6} {:>12} {:>6} {:>9}  {}",
        "actions",
        "KiB",
        "parse",
        "check",
        "batch",
        "ratio",
        "+ powershell",
        "ratio",
        "peak MiB",
        if callgrind { "instructions" } else { "" }
    );
    let mut before: Option<Duration> = None;
    for size in SIZES {
        let text = plan(size);
        let bare = median(|| assert!(!parse(&text)));
        let check = median(|| assert_eq!(compile(&text, &[]), 0));
        let batch = median(|| assert!(compile(&text, &[Target::Batch]) > 0));
        let whole = median(|| assert!(compile(&text, BOTH) > 0));
        let instructions = if callgrind { again(size, true).map(|n| n.to_string()) } else { None };
        let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
        let ratio = |time: Duration| time.as_secs_f64() / bare.as_secs_f64();
        println!(
            "{size:>8} {:>6} {:>8.2}ms {:>8.2}ms {:>8.2}ms {:>6.2} {:>10.2}ms {:>6.2} {:>9.1}  {}",
            text.len() / 1024,
            milliseconds(bare),
            milliseconds(check),
            milliseconds(batch),
            ratio(batch),
            milliseconds(whole),
            ratio(whole),
            again(size, false).unwrap_or(0) as f64 / 1024.0,
            instructions.unwrap_or_default(),
        );
        if let (Some(before), true) = (before, size == 10_000) {
            println!("growth from 1,000 to 10,000: {:.1}", whole.as_secs_f64() / before.as_secs_f64());
        }
        before = Some(whole);
    }
}
