//! `regimen simulate`: what would happen on a machine that is written down.

use super::output::Output;
use super::{FILES, FINE, Format, MISTAKES, OnePlanArgs, input};
use clap::{Args, ValueEnum};
use regimen::diag::Sink;
use regimen::diag::render::one_line;
use regimen::program::Program;
use regimen::simulate::{Machine, Mode, Options, Outcome, describe, run as play, tell};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct SimulateArgs {
    #[command(flatten)]
    plan: OnePlanArgs,

    /// The machine, in YAML; what it leaves out is as on a plain Windows 7 Enterprise, x64, elevated.
    #[arg(long, value_name = "FILE")]
    machine: PathBuf,

    /// Observe only, as the script does with /detect.
    #[arg(long, conflicts_with = "whatif")]
    detect: bool,

    /// Say for each action what it would do, as the script does with /whatif.
    #[arg(long)]
    whatif: bool,

    /// Where a restart is required, restart and run again, at most this often.
    #[arg(long, value_name = "N", default_value_t = 0, conflicts_with_all = ["detect", "whatif"])]
    restarts: u32,

    /// How it is told.
    #[arg(long, value_enum, default_value_t = Told::Text)]
    format: Told,
}

/// How a simulation is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Told {
    /// For people.
    Text,
    /// One JSON object, with the machine that is left.
    Json,
}

pub(super) fn run(arguments: &SimulateArgs) -> u8 {
    let program = input::checked(&arguments.plan).map(|checked| checked.program);
    // Mistakes of both files are said in one run.
    match (program, read(&arguments.machine)) {
        (Ok(program), Ok(machine)) => {
            let mut output = Output::new(Format::Human);
            tell_all(arguments, &program, machine, &mut output);
            output.end(FINE)
        }
        (program, machine) => program.err().max(machine.err()).unwrap_or(MISTAKES),
    }
}

fn read(path: &Path) -> Result<Machine, u8> {
    let mut output = Output::new(Format::Human);
    let mut sink = Sink::new();
    let bytes = input::bytes(path, &mut output).ok_or(FILES)?;
    let (source, machine) = describe::file(path.display().to_string(), &bytes, &mut sink);
    output.report(&sink.report(), &source);
    machine.ok_or(MISTAKES)
}

fn tell_all(arguments: &SimulateArgs, program: &Program, mut machine: Machine, output: &mut Output) {
    let mode = match (arguments.detect, arguments.whatif) {
        (true, _) => Mode::Detect,
        (_, true) => Mode::WhatIf,
        _ => Mode::Run,
    };
    let before = machine.clone();
    let (mut text, mut runs) = (String::new(), Vec::new());
    for number in 1_u64.. {
        let trace = play(program, &mut machine, Options { mode, ..Options::default() });
        text.push_str(&format!("run {number}\n{}", tell::text(program, &trace, &machine)));
        runs.push(tell::json(program, &trace, &machine));
        if trace.outcome != Some(Outcome::RebootRequired) || number > u64::from(arguments.restarts) {
            break;
        }
        machine.restart();
        text.push_str("\nWindows restarts\n\n");
    }
    let changes = tell::difference(&before, &machine);
    text.push_str(if changes.is_empty() {
        "\nthe machine is as it was\n"
    } else {
        "\nwhat has changed on the machine\n"
    });
    for change in &changes {
        text.push_str(&format!("  {}\n", one_line(change)));
    }
    match arguments.format {
        Told::Text => output.line(&text),
        Told::Json => {
            let told =
                serde_json::json!({ "plan": program.plan, "runs": runs, "changes": changes, "machine": machine });
            output.line(&format!("{told:#}\n"));
        }
    }
}
