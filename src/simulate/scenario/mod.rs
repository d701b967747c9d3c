//! Scenarios: a machine, what is run on it, and what is expected. The same file feeds the simulator and the lab.
//!
//! ```yaml
//! machines:
//!   healthy: { services: { sppsvc: { startup: delayed } } }
//! scenarios:
//!   - name: a healthy machine
//!     machine: healthy
//!     with: { license: { status: licensed } }     # put over the machine; null takes a key away
//!     runs:
//!       - expect: { outcome: compliant }
//!       - restart: true
//!         set: { wmi: unavailable }                # what changes on the machine before this run
//!         arguments: /detect
//!         expect: { outcome: undetermined }
//! ```

mod each;
mod play;
mod read;

pub(super) use play::after_cut;
pub use play::{Mismatch, Played, without_services_that_queries_start};
pub(crate) use read::{CHANGES, File, RESULTS};

use super::{Machine, Mode, Options, Outcome, describe};
use crate::source::{Span, Spanned, Text};
use crate::syntax::Node;
use serde::{Deserialize, Serialize};

/// A file of scenarios.
#[derive(Clone, Debug)]
pub struct Scenarios {
    /// The scenarios.
    pub scenarios: Vec<Scenario>,
}

/// One machine and what happens to it.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// What it shows.
    pub name: String,
    /// Where its name stands; the scenarios that one `each` was unrolled into share it.
    pub span: Span,
    /// What is run, in order; at least one run.
    pub runs: Vec<Step>,
    /// Besides, the first run is cut off before and after each of its operations, and the machine run until it rests:
    /// it must be compliant in the end.
    pub cut_everywhere: bool,
    /// Its machine.
    machine: Machine,
}

/// One run.
#[derive(Clone, Debug)]
pub struct Step {
    /// Whether Windows is started again before it.
    pub restart: bool,
    /// What changes on the machine before it.
    pub set: Option<Node>,
    /// The arguments of the script.
    pub arguments: String,
    /// How it is started in the lab: `share` (from a UNC path), `log-unwritable`.
    pub started: Started,
    /// What is expected.
    pub expect: Expect,
}

/// How a script is started, where only the lab can tell the difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Started {
    /// From the disk.
    #[default]
    Usual,
    /// From `\\server\share`.
    Share,
    /// Nothing can be written below `%SystemRoot%\Logs\Regimen`.
    LogUnwritable,
}

/// What is expected of a run; what is left out is not looked at here, but the lab always compares everything with the
/// simulator.
#[derive(Clone, Debug)]
pub struct Expect {
    /// Where it stands.
    pub span: Span,
    /// The outcome.
    pub outcome: Spanned<Outcome>,
    /// Each named action's result: a word, and ` restart` behind it where one is owed.
    pub results: Vec<(Text, Text)>,
    /// The operations, all of them, in order; the beginning of each is enough.
    pub operations: Option<Spanned<Vec<Text>>>,
    /// How many programs the script may start at most; looked at in the lab.
    pub programs: Option<usize>,
    /// Whether the whole machine must be as it was before.
    pub unchanged: bool,
}

impl Scenario {
    /// Its machine.
    #[must_use]
    pub fn machine(&self) -> Machine {
        self.machine.clone()
    }
}

impl Step {
    /// Restarts the machine and changes it, as the step says.
    ///
    /// # Errors
    /// Why the changes do not fit the machine as it is by now.
    pub fn prepare(&self, machine: &mut Machine) -> Result<(), String> {
        if self.restart {
            machine.restart();
        }
        if let Some(set) = &self.set {
            let mut sink = crate::diag::Sink::new();
            let mut node = describe::written(machine, set.span);
            describe::put_over(&mut node, set);
            let changed = describe::machine(&node, &mut sink);
            *machine = changed.ok_or_else(|| {
                let titles: Vec<String> = sink.finish().into_iter().map(|mistake| mistake.title).collect();
                format!("`set` does not fit the machine as it is by now: {}", titles.join("; "))
            })?;
        }
        Ok(())
    }

    /// What its arguments mean.
    #[must_use]
    pub fn options(&self) -> Options {
        let mut options = Options::default();
        for argument in words(&self.arguments) {
            match argument.to_ascii_lowercase().as_str() {
                "/detect" if options.mode == Mode::Run => options.mode = Mode::Detect,
                "/whatif" if options.mode == Mode::Run => options.mode = Mode::WhatIf,
                "/quiet" | "/restart" => {}
                log if log.starts_with("/log:") && log.len() > 5 => {}
                _ => options.wrong_arguments = true,
            }
        }
        options
    }
}

/// Arguments without their quotes.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut quoted, mut open) = (Vec::new(), false, false);
    for c in line.chars() {
        match c {
            '"' => {
                quoted = !quoted;
                if !open {
                    words.push(String::new());
                    open = true;
                }
            }
            ' ' if !quoted => open = false,
            c => {
                if !open {
                    words.push(String::new());
                    open = true;
                }
                if let Some(word) = words.last_mut() {
                    word.push(c);
                }
            }
        }
    }
    words
}
