//! A scenario is played on the simulator, and compared with what it expects.

use super::super::machine::{Name, ServiceState};
use super::super::{Cut, Machine, Options, Outcome, Trace, Watch, run_watched};
use super::{Expect, Scenario, Scenarios};
use crate::diag::{Code, Diagnostic};
use crate::program::Program;
use crate::source::{Span, Text};
use std::collections::HashMap;

/// How many runs a machine gets to come to rest after a run that was cut off.
const PATIENCE: usize = 6;

/// What is not as a scenario expects it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mismatch {
    /// Where the scenario says what it expects.
    pub span: Span,
    /// Which run, from 1.
    pub run: usize,
    /// What is not as expected, one line.
    pub title: String,
    /// What was expected, and what was found.
    pub difference: Vec<String>,
    /// What the run did, in words of the log.
    pub log: Vec<String>,
}

impl std::fmt::Display for Mismatch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "run {}: {}", self.run, self.title)?;
        for line in self.difference.iter().chain(&self.log) {
            write!(f, "\n  {line}")?;
        }
        Ok(())
    }
}

impl From<&Mismatch> for Diagnostic {
    fn from(mismatch: &Mismatch) -> Self {
        let title = format!("run {}: {}", mismatch.run, mismatch.title);
        let diagnostic = Self::error(Code::Unexpected, mismatch.span, title);
        mismatch.difference.iter().fold(diagnostic, |diagnostic, line| diagnostic.help(line))
    }
}

/// What became of one scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Played {
    /// Its name.
    pub name: String,
    /// Where its name stands.
    pub span: Span,
    /// How many runs it has.
    pub runs: usize,
    /// How many times its first run was cut off besides.
    pub cuts: usize,
    /// What is not as expected.
    pub mismatch: Option<Mismatch>,
}

impl Scenarios {
    /// Plays every scenario, with its cuts.
    #[must_use]
    pub fn play(&self, program: &Program, watch: &mut Watch) -> Vec<Played> {
        let played = self.scenarios.iter().map(|scenario| {
            let mut cuts = 0;
            let mut all = || {
                let runs = scenario.play(program, watch)?;
                for cut in runs.first().map(|(first, _)| scenario.cuts(first)).unwrap_or_default() {
                    scenario.converges(program, cut, watch)?;
                    cuts += 1;
                }
                Ok(())
            };
            let mismatch = all().err().map(|mismatch: Box<Mismatch>| *mismatch);
            Played { name: scenario.name.clone(), span: scenario.span, runs: scenario.runs.len(), cuts, mismatch }
        });
        played.collect()
    }
}

impl Scenario {
    /// Plays it: each run's trace and the machine after it.
    ///
    /// # Errors
    /// What is not as expected, in one text.
    pub fn simulate(&self, program: &Program) -> Result<Vec<(Trace, Machine)>, String> {
        self.play(program, &mut Watch::default()).map_err(|mismatch| format!("{}, {mismatch}", self.name))
    }

    /// Plays it, and lets `watch` see what is reached.
    ///
    /// # Errors
    /// The first thing that is not as expected; what comes after it would follow from it.
    pub fn play(&self, program: &Program, watch: &mut Watch) -> Result<Vec<(Trace, Machine)>, Box<Mismatch>> {
        let mut machine = self.machine();
        let mut played = Vec::new();
        for (index, step) in self.runs.iter().enumerate() {
            let said = |span: Span, title: String, difference: Vec<String>, trace: &Trace| {
                Box::new(Mismatch { span, run: index + 1, title, difference, log: trace.log() })
            };
            step.prepare(&mut machine).map_err(|why| {
                said(step.set.as_ref().map_or(step.expect.span, |set| set.span), why, Vec::new(), &Trace::default())
            })?;
            let before = machine.clone();
            let trace = run_watched(program, &mut machine, step.options(), watch);
            if let Some((span, title, difference)) = step.expect.differs(&trace) {
                return Err(said(span, title, difference, &trace));
            }
            if step.expect.unchanged
                && without_services_that_queries_start(&before) != without_services_that_queries_start(&machine)
            {
                let changes = super::super::tell::every_difference(&before, &machine);
                return Err(said(step.expect.span, "the machine is not as it was".to_owned(), changes, &trace));
            }
            played.push((trace, machine.clone()));
        }
        Ok(played)
    }

    /// Where the first run can be cut off.
    #[must_use]
    pub fn cuts(&self, first: &Trace) -> Vec<Cut> {
        let count = if self.cut_everywhere { first.operations().count() } else { 0 };
        (1..=count).flat_map(|k| [Cut::Before(k), Cut::After(k)]).collect()
    }

    /// Cuts its first run off, then runs and restarts until the machine rests: it must be compliant.
    ///
    /// # Errors
    /// How it ends instead.
    pub fn converges(&self, program: &Program, cut: Cut, watch: &mut Watch) -> Result<(), Box<Mismatch>> {
        let Some(first) = self.runs.first() else { return Ok(()) };
        let options = Options { cut: Some(cut), ..first.options() };
        let (last, log) = after_cut(program, self.machine(), options, watch);
        if last == Some(Outcome::Compliant) {
            return Ok(());
        }
        let (place, number) = match cut {
            Cut::Before(number) => ("before", number),
            Cut::After(number) => ("after", number),
        };
        Err(Box::new(Mismatch {
            span: self.span,
            run: 1,
            title: format!("cut off {place} operation {number} it does not come to rest"),
            difference: vec![
                "expected: compliant in the end".to_owned(),
                format!("found:    {} after {PATIENCE} runs", last.map_or("nothing", Outcome::word)),
            ],
            log,
        }))
    }
}

/// Runs a machine until it rests after a run that is cut off: how it ends, and what was done.
pub(in crate::simulate) fn after_cut(
    program: &Program,
    mut machine: Machine,
    cut: Options,
    watch: &mut Watch,
) -> (Option<Outcome>, Vec<String>) {
    let mut log = run_watched(program, &mut machine, cut, watch).log();
    let mut last = None;
    for _ in 0..PATIENCE {
        let trace = run_watched(program, &mut machine, Options::default(), watch);
        log.push("(another run)".to_owned());
        log.extend(trace.log());
        last = trace.outcome;
        match last {
            Some(Outcome::Compliant) => break,
            Some(Outcome::RebootRequired) => machine.restart(),
            _ => {}
        }
    }
    (last, log)
}

/// A machine but for sppsvc running, which every query of the licence starts.
#[must_use]
pub fn without_services_that_queries_start(machine: &Machine) -> Machine {
    let mut machine = machine.clone();
    if let Some(service) = machine.services.get_mut(&Name::from("sppsvc")) {
        service.status = ServiceState::Stopped;
    }
    machine
}

/// Where a difference is expected otherwise, what it is, and its two sides.
type Difference = (Span, String, Vec<String>);

fn sides(expected: &str, found: &str) -> Vec<String> {
    vec![format!("expected: {expected}"), format!("found:    {found}")]
}

impl Expect {
    /// The first thing that is not as expected.
    fn differs(&self, trace: &Trace) -> Option<Difference> {
        if trace.outcome != Some(self.outcome.value) {
            let found = trace.outcome.map_or("nothing", Outcome::word);
            return Some((self.outcome.span, "another outcome".to_owned(), sides(self.outcome.value.word(), found)));
        }
        let results: HashMap<&str, String> =
            if self.results.is_empty() { HashMap::new() } else { trace.results().collect() };
        for (action, expected) in &self.results {
            let found = results.get(action.value.as_str()).cloned();
            if found.as_deref() != Some(expected.value.as_str()) {
                let found = found.unwrap_or_else(|| "no result: the actions were not run".to_owned());
                return Some((
                    expected.span,
                    format!("another result of `{}`", action.value),
                    sides(&expected.value, &found),
                ));
            }
        }
        let expected = self.operations.as_ref()?;
        let found: Vec<&str> = trace.operations().collect();
        let fits = |(wanted, found): (&Text, &&str)| found.starts_with(wanted.value.as_str());
        let same = expected.value.iter().zip(&found).take_while(|pair| fits(*pair)).count();
        if same == expected.value.len() && same == found.len() {
            return None;
        }
        let (wanted, seen) = (expected.value.get(same), found.get(same));
        Some((
            wanted.map_or(expected.span, |text| text.span),
            format!("another operation, the {}", ordinal(same + 1)),
            sides(wanted.map_or("no more", |text| &text.value), seen.copied().unwrap_or("no more")),
        ))
    }
}

fn ordinal(number: usize) -> String {
    let end = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{end}")
}
