//! The lab: scripts run for real, in the cmd.exe of Wine, on simulated Windows machines. See README.md.
//!
//! Every scenario is a test with a name. Without a bench (`tests/lab/setup` makes it) all of them are reported as
//! ignored, with the reason; with REGIMEN_LAB_REQUIRED=1, which CI sets, that is a failure.

mod agree;
mod bench;
mod computer;
mod editions;
mod lay;
mod own;
mod read_back;
mod run;
mod snapshot;
mod spec;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};

use crate::bench::Bench;

type Play = dyn FnOnce(&Bench) -> Result<(), Failed> + Send;

/// A scenario: its name, and what it does on a bench.
pub(crate) struct Scenario {
    pub name: String,
    pub play: Box<Play>,
}

impl Scenario {
    pub(crate) fn new(
        name: impl Into<String>,
        play: impl FnOnce(&Bench) -> Result<(), Failed> + Send + 'static,
    ) -> Scenario {
        Scenario { name: name.into(), play: Box::new(play) }
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let bench = Bench::find();
    let mut scenarios = own::scenarios();
    scenarios.extend(agree::scenarios());
    scenarios.extend(editions::scenarios());

    let count = scenarios.len();
    let trials = scenarios.into_iter().map(|scenario| match &bench {
        Ok(bench) => {
            let bench = bench.clone();
            Trial::test(scenario.name, move || (scenario.play)(&bench))
        }
        Err(_) => Trial::test(scenario.name, || Ok(())).with_ignored_flag(true),
    });
    let conclusion = libtest_mimic::run(&arguments, trials.collect());

    let Err(reason) = bench else { return conclusion.exit_code() };
    let required = std::env::var_os("REGIMEN_LAB_REQUIRED").is_some_and(|value| value == "1");
    report(&format!("lab: {count} scenarios ignored: {reason}"));
    if required && !arguments.list { ExitCode::FAILURE } else { conclusion.exit_code() }
}

/// Tests print to standard error only what a person has to see.
fn report(text: &str) {
    use std::io::Write;
    writeln!(std::io::stderr(), "{text}").ok();
}
