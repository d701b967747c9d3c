//! Draws pairs: the same one for the same seed and number, whatever else is drawn.

use super::write::Style;
use super::{First, Pair, Wrong, pair};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use regimen::diag::{Sink, render::human};
use regimen::simulate::machine::{Effect, Fault};
use regimen::simulate::{Cut, Event, Machine, Mode, Options, run};
use regimen::source::SourceFile;
use regimen::{Checked, check};

/// A pair that the compiler takes.
pub(crate) struct Drawn {
    pub number: usize,
    pub pair: Pair,
    /// How many were thrown away before it, and the last one's mistakes.
    pub refused: usize,
    pub mistakes: Vec<String>,
    /// It again, which shrinks.
    pub tree: Box<dyn ValueTree<Value = Pair>>,
}

/// Checks a plan; or says what is wrong with it.
pub(crate) fn checked(text: &str) -> Result<Checked, String> {
    let mut sink = Sink::new();
    let source = SourceFile::decode("random.yaml", text.as_bytes(), &mut sink);
    check(&source, &Vec::new(), &mut sink).ok_or_else(|| human(&sink.report(), &source, false))
}

/// Draws the pair with a number.
pub(crate) fn draw(seed: u64, number: usize) -> Drawn {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    bytes[8..16].copy_from_slice(&(number as u64).to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let strategy = pair();
    let (mut refused, mut mistakes) = (0, Vec::new());
    loop {
        let tree = strategy.new_tree(&mut runner).expect("nothing is filtered");
        let pair = tree.current();
        match checked(&pair.plan.text(&Style::of("p"))) {
            Ok(_) => return Drawn { number, pair, refused, mistakes, tree: Box::new(tree) },
            Err(said) => {
                refused += 1;
                mistakes.push(said);
            }
        }
    }
}

/// `ERROR_ACCESS_DENIED` and `ERROR_SERVICE_REQUEST_TIMEOUT`.
const ACCESS_DENIED: u32 = 5;
const TIMEOUT: u32 = 1053;

impl Pair {
    /// The machine under a tag, with its faults: those of operations that a run without them would do.
    pub(crate) fn machine(&self, program: &regimen::program::Program, tag: &str, os: &str) -> Machine {
        let mut machine = self.machine.machine(tag, os);
        let trace = run(program, &mut machine.clone(), Options::default());
        let operations: Vec<&str> = trace.operations().collect();
        if operations.is_empty() {
            return machine;
        }
        let faults = self.faults.iter().map(|fault| {
            let operation = operations[usize::from(fault.at) % operations.len()];
            let is = |verbs: &[&str]| verbs.iter().any(|verb| operation.starts_with(&format!("{verb} ")));
            let (code, effect) = match fault.wrong {
                // A control that takes effect all the same was not refused: its answer came late.
                Wrong::Done(_) if is(&["stop", "start"]) => (TIMEOUT, Effect::Normal),
                Wrong::Done(code) => (code, Effect::Normal),
                // No file system says that it did what it did not, and .NET asks twice before it believes that a key is gone.
                Wrong::Nothing if is(&["write", "delete", "create-directory", "delete-directory", "delete-key"]) => {
                    (ACCESS_DENIED, Effect::None)
                }
                Wrong::Nothing => (0, Effect::None),
                Wrong::Refused(code) => (code, Effect::None),
            };
            Fault { operation: operation.to_owned(), code, effect, times: fault.times }
        });
        machine.faults = faults.collect();
        machine
    }

    /// How the simulator is to take the first run, where its operations are known.
    pub(crate) fn first(&self, program: &regimen::program::Program, machine: &Machine) -> Options {
        match self.first {
            First::Plain | First::Quiet => Options::default(),
            First::Detect => Options { mode: Mode::Detect, ..Options::default() },
            First::WhatIf => Options { mode: Mode::WhatIf, ..Options::default() },
            First::Cut(at) => {
                let trace = run(program, &mut machine.clone(), Options::default());
                let tried = trace.events.iter().filter(|event| matches!(event, Event::Do { .. }));
                // Cut off is a run where a machine sees something of it.
                let seen: Vec<usize> =
                    (1..).zip(tried).filter(|(_, event)| !is_looked_up(event)).map(|(number, _)| number).collect();
                let at = usize::from(at) % (2 * seen.len()).max(1);
                let cut = if at.is_multiple_of(2) { Cut::Before } else { Cut::After };
                Options { cut: seen.get(at / 2).copied().map(cut), ..Options::default() }
            }
        }
    }
}

/// .NET, which starts services for PowerShell, looks one up by its name first: where there is none (1060) nothing is asked of
/// the machine, which sees nothing of it then.
pub(crate) fn is_looked_up(event: &Event) -> bool {
    matches!(event, Event::Do { operation, code: 1060, .. } if operation.starts_with("start "))
}
