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

use super::{Cut, Machine, Mode, Options, Outcome, Trace, run};
use crate::program::Program;
use serde::Deserialize;
use serde_yaml::Value;
use std::collections::BTreeMap;

/// A file of scenarios.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Scenarios {
    /// Machines by name, as YAML: a scenario may change them.
    #[serde(default)]
    machines: BTreeMap<String, Value>,
    /// The scenarios.
    pub scenarios: Vec<Scenario>,
}

/// One machine and what happens to it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Scenario {
    /// What it shows.
    pub name: String,
    /// The name of its machine; a plain one where it is left out.
    #[serde(default)]
    machine: Option<String>,
    /// What is put over the machine.
    #[serde(default)]
    with: Option<Value>,
    /// What is run, in order.
    pub runs: Vec<Step>,
    /// Besides, the first run is cut off before and after each of its operations, and the machine run until it rests:
    /// it must be compliant in the end.
    #[serde(default)]
    pub cut_everywhere: bool,
}

/// One run.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Step {
    /// Whether Windows is started again before it.
    #[serde(default)]
    pub restart: bool,
    /// What changes on the machine before it.
    #[serde(default)]
    pub set: Option<Value>,
    /// The arguments of the script.
    #[serde(default)]
    pub arguments: String,
    /// How it is started in the lab: `share` (from a UNC path), `log-unwritable`.
    #[serde(default)]
    pub started: Started,
    /// What is expected.
    pub expect: Expect,
}

/// How a script is started, where only the lab can tell the difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
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
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Expect {
    /// The outcome.
    pub outcome: Outcome,
    /// Each named action's result: a word, and ` restart` behind it where one is owed.
    #[serde(default)]
    pub results: BTreeMap<String, String>,
    /// The operations, all of them, in order; the beginning of each is enough.
    #[serde(default)]
    pub operations: Option<Vec<String>>,
    /// How many programs the script may start at most; looked at in the lab.
    #[serde(default)]
    pub programs: Option<usize>,
    /// Whether the whole machine must be as it was before.
    #[serde(default)]
    pub unchanged: bool,
}

impl Scenarios {
    /// Reads a file of scenarios.
    ///
    /// # Errors
    /// What is wrong, in one line.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut file: Self = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
        for scenario in &mut file.scenarios {
            let mut machine = match &scenario.machine {
                None => Value::Mapping(serde_yaml::Mapping::new()),
                Some(name) => file
                    .machines
                    .get(name)
                    .cloned()
                    .ok_or_else(|| format!("{}: there is no machine `{name}`", scenario.name))?,
            };
            if let Some(with) = scenario.with.take() {
                put_over(&mut machine, with);
            }
            scenario.with = Some(machine);
            scenario.machine()?;
        }
        Ok(file)
    }
}

impl Scenario {
    /// Its machine.
    ///
    /// # Errors
    /// What is wrong with its description.
    pub fn machine(&self) -> Result<Machine, String> {
        let value = self.with.clone().unwrap_or(Value::Null);
        serde_yaml::from_value(value).map_err(|error| format!("{}: {error}", self.name))
    }

    /// Plays it on the simulator: each run's trace and the machine after it. What is not as expected is said.
    ///
    /// # Errors
    /// What is not as expected.
    pub fn simulate(&self, program: &Program) -> Result<Vec<(Trace, Machine)>, String> {
        let mut machine = self.machine()?;
        let mut played = Vec::new();
        for (index, step) in self.runs.iter().enumerate() {
            step.prepare(&mut machine)?;
            let before = machine.clone();
            let trace = run(program, &mut machine, step.options());
            let said = |what: String| format!("{}, run {}: {what}\n{:#?}", self.name, index + 1, trace.events);
            step.expect.check(program, &trace).map_err(said)?;
            if step.expect.unchanged
                && without_services_that_queries_start(&before) != without_services_that_queries_start(&machine)
            {
                return Err(said("the machine is not as it was".to_owned()));
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
}

/// A machine but for sppsvc running, which every query of the licence starts.
#[must_use]
pub fn without_services_that_queries_start(machine: &Machine) -> Machine {
    let mut machine = machine.clone();
    if let Some(service) = machine.services.get_mut(&super::machine::Name::from("sppsvc")) {
        service.status = super::machine::ServiceState::Stopped;
    }
    machine
}

impl Step {
    /// Restarts the machine and changes it, as the step says.
    ///
    /// # Errors
    /// What is wrong with the changes.
    pub fn prepare(&self, machine: &mut Machine) -> Result<(), String> {
        if self.restart {
            machine.restart();
        }
        if let Some(set) = &self.set {
            let mut value = serde_yaml::to_value(&*machine).map_err(|error| error.to_string())?;
            put_over(&mut value, set.clone());
            *machine = serde_yaml::from_value(value).map_err(|error| error.to_string())?;
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

impl Expect {
    fn check(&self, program: &Program, trace: &Trace) -> Result<(), String> {
        if trace.outcome != Some(self.outcome) {
            return Err(format!(
                "expected {}, found {}",
                self.outcome.word(),
                trace.outcome.map_or("nothing", Outcome::word)
            ));
        }
        for (action, expected) in &self.results {
            if !program.actions.iter().any(|known| known.id == *action) {
                return Err(format!("the plan has no action `{action}`"));
            }
            let found = trace.results().find(|(id, _)| id == action).map(|(_, word)| word);
            if found.as_deref() != Some(expected.as_str()) {
                return Err(format!("{action}: expected `{expected}`, found {found:?}"));
            }
        }
        if let Some(expected) = &self.operations {
            let found: Vec<&str> = trace.operations().collect();
            let fits =
                expected.len() == found.len() && expected.iter().zip(&found).all(|(e, f)| f.starts_with(e.as_str()));
            if !fits {
                return Err(format!("expected the operations {expected:#?}, found {found:#?}"));
            }
        }
        Ok(())
    }
}

/// Puts one description over another: mappings key by key, everything else whole; null takes a key away.
fn put_over(under: &mut Value, over: Value) {
    match (under, over) {
        (Value::Mapping(under), Value::Mapping(over)) => {
            for (key, value) in over {
                if value.is_null() {
                    under.remove(&key);
                } else if let Some(old) = under.get_mut(&key) {
                    put_over(old, value);
                } else {
                    under.insert(key, value);
                }
            }
        }
        (under, over) => *under = over,
    }
}
