//! The lab: scripts run for real, in Wine's cmd.exe and in PowerShell's engine, on simulated Windows machines. See README.md.
//!
//! Every scenario is a test with a name. Without a bench (`tests/lab/setup` makes it) all of them are reported as
//! ignored, with the reason, and without the PowerShell that REGIMEN_PWSH names those that need it. With
//! REGIMEN_LAB_REQUIRED=1 no bench is a failure, and where CI is set as well no PowerShell is one.

mod agree;
mod bench;
mod computer;
#[path = "../random/mod.rs"]
mod drawn;
mod editions;
mod guard;
mod hostile;
mod inline;
mod lay;
mod own;
mod own_powershell;
mod plans;
mod random;
mod read_back;
mod run;
mod snapshot;
mod startup;
mod sweep;
mod texts;

use std::collections::HashMap;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Failed, Trial};

use crate::bench::Bench;
use crate::computer::NO_ANSWER;
use crate::sweep::Sweep;

type Play = dyn Fn(&Bench) -> Result<(), Failed> + Send;

/// A scenario: its name, and what it does on a bench.
pub(crate) struct Scenario {
    pub name: String,
    /// Whether it needs PowerShell on the machine.
    pub powershell: bool,
    pub play: Box<Play>,
}

impl Scenario {
    pub(crate) fn new(
        name: impl Into<String>,
        play: impl Fn(&Bench) -> Result<(), Failed> + Send + 'static,
    ) -> Scenario {
        Scenario { name: name.into(), powershell: false, play: Box::new(play) }
    }

    pub(crate) fn with_powershell(self, needed: bool) -> Scenario {
        Scenario { powershell: needed, ..self }
    }

    /// Plays it, and once more where its machine stands still: a mistake of a script's that keeps it from its end does so again.
    fn play(&self, bench: &Bench) -> Result<(), Failed> {
        let result = (self.play)(bench);
        let Some(what) = result.as_ref().err().and_then(Failed::message).filter(|what| what.contains(NO_ANSWER)) else {
            return result;
        };
        report(&format!("lab: {}: played anew, since the machine stood still: {what}", self.name));
        (self.play)(bench)
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let bench = Bench::find();
    let mut scenarios = own::scenarios();
    scenarios.extend(own_powershell::scenarios());
    let mut sweep = Sweep::from_environment();
    scenarios.extend(agree::scenarios(&mut sweep));
    scenarios.extend(editions::scenarios());
    scenarios.extend(guard::scenarios());
    scenarios.extend(inline::scenarios());
    scenarios.extend(startup::scenarios());
    scenarios.extend(hostile::scenarios());
    let (random, tally) = random::scenarios();
    scenarios.extend(random);

    let times = Arc::new(Times::default());
    // Why scenarios cannot be played, and how many.
    let mut ignored: Vec<(String, usize)> = Vec::new();
    let trials = scenarios.into_iter().map(|scenario| {
        let reason = match &bench {
            Err(reason) => Some(reason.as_str()),
            Ok(bench) => bench.powershell.as_ref().err().filter(|_| scenario.powershell).map(String::as_str),
        };
        if let Some(reason) = reason {
            match ignored.iter_mut().find(|(other, _)| other == reason) {
                Some((_, count)) => *count += 1,
                None => ignored.push((reason.to_owned(), 1)),
            }
        }
        match &bench {
            Ok(bench) if reason.is_none() => {
                let (bench, times) = (bench.clone(), times.clone());
                Trial::test(scenario.name.clone(), move || {
                    stay_on_one_processor();
                    let began = Instant::now();
                    let result = scenario.play(&bench);
                    times.add(&scenario.name, began.elapsed());
                    result
                })
            }
            _ => Trial::test(scenario.name, || Ok(())).with_ignored_flag(true),
        }
    });
    let trials = trials.collect();
    let conclusion = libtest_mimic::run(&arguments, trials);

    let set = |name: &str, value: Option<&str>| {
        std::env::var(name).is_ok_and(|found| value.map_or(!found.is_empty(), |value| found == value))
    };
    // A bench is a matter of one command; PowerShell is asked for where nothing at all may be skipped.
    let required = set("REGIMEN_LAB_REQUIRED", Some("1")) && (bench.is_err() || set("CI", None));
    if sweep.left > 0 && !arguments.list {
        report(&format!("lab: {} more are played with REGIMEN_NIGHTLY=1", sweep.left));
    }
    times.report();
    for (reason, count) in &ignored {
        report(&format!("lab: {count} scenarios ignored: {reason}"));
    }
    if !tally.conclude() {
        return ExitCode::FAILURE;
    }
    if required && !ignored.is_empty() && !arguments.list { ExitCode::FAILURE } else { conclusion.exit_code() }
}

/// Tests print to standard error only what a person has to see.
fn report(text: &str) {
    use std::io::Write;
    writeln!(std::io::stderr(), "{text}").ok();
}

/// Keeps this thread, and the machines that it starts, on a processor of their own. Programs of Wine do nothing without asking
/// its server and waiting for the answer; to wake one another across processors costs a virtual machine more than the answer.
fn stay_on_one_processor() {
    #[cfg(target_os = "linux")]
    {
        use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
        use std::sync::atomic::{AtomicUsize, Ordering};
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        // A thread that was here before has one left.
        let Ok(all) = sched_getaffinity(None) else { return };
        let own: Vec<usize> = (0..CpuSet::MAX_CPU).filter(|cpu| all.is_set(*cpu)).collect();
        if own.len() > 1 {
            let mut one = CpuSet::new();
            one.set(own[NEXT.fetch_add(1, Ordering::Relaxed) % own.len()]);
            // Where it is refused, everything takes longer and nothing else.
            sched_setaffinity(None, &one).ok();
        }
    }
}

/// How long trials took, by what their names begin with: where a run's time goes.
#[derive(Default)]
struct Times(Mutex<HashMap<String, (usize, Duration)>>);

impl Times {
    fn add(&self, trial: &str, took: Duration) {
        let group = trial.split(['/', ':']).next().unwrap_or_default();
        let mut groups = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (count, sum) = groups.entry(group.to_owned()).or_default();
        *count += 1;
        *sum += took;
    }

    /// The longest first.
    fn report(&self) {
        let groups = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut groups: Vec<_> = groups.iter().collect();
        groups.sort_by_key(|(_, (_, sum))| std::cmp::Reverse(*sum));
        let told = groups.iter().map(|(name, (count, sum))| format!("{name} {} s ({count})", sum.as_secs()));
        if !groups.is_empty() {
            report(&format!("lab: trials took, on threads of their own: {}", told.collect::<Vec<_>>().join(", ")));
        }
    }
}
