//! What random pairs reach, counted: a generator that no longer generates something is a defect.

use super::{Pair, Wrong};
use regimen::program::Program;
use regimen::simulate::machine::Fault;
use regimen::simulate::{Event, Trace, Word};
use std::collections::BTreeMap;

/// How many pairs reach what.
#[derive(Default)]
pub(crate) struct Reached(BTreeMap<String, usize>);

/// From so many pairs on, all of [`EXPECTED`] is; from so many on, all of [`RARE`] as well.
const FEW: usize = 300;
const MANY: usize = 3_000;

/// What a few hundred pairs may miss.
const RARE: [&str; 2] = ["result would wait", "do delete-service"];

/// What a few hundred pairs must all reach.
const EXPECTED: [&str; 63] = [
    "outcome compliant",
    "outcome changed",
    "outcome failed",
    "outcome undetermined",
    "outcome not-applicable",
    "outcome remediation-needed",
    "outcome reboot-required",
    "result changed",
    "result unchanged",
    "result skipped",
    "result failed",
    "result blocked",
    "result waiting",
    "result would change",
    "result depends on",
    "restart owed",
    "changed, in a later run",
    "cut off",
    "changed, after a cut",
    "a refused operation",
    "done, and said to have failed",
    "said to be done, and nothing done",
    "several times",
    "finally after success",
    "finally after a failure",
    "condition unknown",
    "check unknown",
    "no map entry",
    "each",
    "once",
    "a step's condition",
    "reboot: if-changed",
    "consumer of a change",
    "settle",
    "if-missing: skip",
    "view: 32",
    "bits",
    "with",
    "each-subkey",
    "pattern",
    "a command as a check",
    "a text from a map",
    "needs",
    "after",
    "scope",
    "no goal",
    "do set-value",
    "do delete-value",
    "do create-key",
    "do delete-key",
    "do write",
    "do delete",
    "do stop",
    "do start",
    "do set-startup",
    "do set-dependencies",
    "do remove-package",
    "do run",
    ".changed",
    ".failed",
    ".skipped",
    ".done",
    "message",
];

impl Reached {
    /// Adds what a pair has reached, by its text, the faults of its machine (the pair's, in their order), and what the simulator
    /// did in each run.
    pub(crate) fn add(&mut self, pair: &Pair, text: &str, program: &Program, faults: &[Fault], runs: &[Trace]) {
        let mut found: Vec<String> = Vec::new();
        let mut say = |what: &str| found.push(what.to_owned());
        for what in [
            "if-missing: skip",
            "view: 32",
            "reboot: if-changed",
            ".changed",
            ".failed",
            ".skipped",
            ".done",
            "each-subkey",
        ] {
            if text.contains(what) {
                say(what);
            }
        }
        let forms = [
            ("\nscope: ", "scope"),
            ("    needs: ", "needs"),
            ("    after: ", "after"),
            ("bits: ", "bits"),
            (" with: ", "with"),
            ("settle: ", "settle"),
            ("*.tmp", "pattern"),
            ("reg.exe, query", "a command as a check"),
            ("once: true", "once"),
        ];
        for (form, what) in forms {
            if text.contains(form) {
                say(what);
            }
        }
        if !text.contains("\ngoal: ") {
            say("no goal");
        }
        if ["${word}", "${rare}", "${two}"].iter().any(|form| text.contains(form)) {
            say("a text from a map");
        }
        let mut was_cut = false;
        for (number, trace) in runs.iter().enumerate() {
            match trace.outcome {
                Some(outcome) => say(&format!("outcome {}", outcome.word())),
                None => say("cut off"),
            }
            let mut last = "";
            for event in &trace.events {
                match event {
                    Event::Observe { truth, .. } if truth.to_string() == "unknown" => say("check unknown"),
                    Event::Observe { .. } => {}
                    Event::Do { operation, .. } => {
                        let verb = operation.split(' ').next().unwrap_or_default();
                        say(&format!("do {verb}"));
                        if operation == last {
                            say("several times");
                        }
                        last = operation;
                    }
                    Event::Result { action, word, restart } => {
                        match word {
                            Word::DependsOn(_) => say("result depends on"),
                            word => say(&format!("result {word}")),
                        }
                        if *restart {
                            say("restart owed");
                        }
                        if *word == Word::Changed && number > 0 {
                            say(if was_cut { "changed, after a cut" } else { "changed, in a later run" });
                        }
                        let declared = program.actions.iter().find(|of| of.id == *action);
                        let Some(declared) = declared else { continue };
                        match word {
                            Word::Changed if !declared.finally.is_empty() => say("finally after success"),
                            Word::Failed if !declared.finally.is_empty() => say("finally after a failure"),
                            _ => {}
                        }
                        if matches!(word, Word::Changed | Word::Unchanged | Word::Failed) {
                            if action.contains('[') {
                                say("each");
                            }
                            if declared.steps.iter().any(|step| step.when.is_some()) {
                                say("a step's condition");
                            }
                        }
                        if *word == Word::Changed && !declared.consumers.is_empty() {
                            say("consumer of a change");
                        }
                    }
                    Event::Note { text, .. } if text.ends_with("is unknown") => say("condition unknown"),
                    Event::Note { text, .. } if text.ends_with("has no value on this machine") => say("no map entry"),
                    Event::Note { text, .. } if text.starts_with("a word about") => say("message"),
                    Event::Note { .. } => {}
                }
            }
            was_cut = trace.outcome.is_none();
        }
        let tried: Vec<&str> = runs.iter().flat_map(Trace::operations).collect();
        for (fault, own) in pair.faults.iter().zip(faults) {
            // One that met an operation.
            if tried.contains(&own.operation.as_str()) {
                say(match fault.wrong {
                    Wrong::Refused(_) => "a refused operation",
                    Wrong::Done(_) => "done, and said to have failed",
                    Wrong::Nothing => "said to be done, and nothing done",
                });
            }
        }
        found.sort();
        found.dedup();
        for what in found {
            *self.0.entry(what).or_default() += 1;
        }
    }

    /// All of it, most frequent first.
    pub(crate) fn histogram(&self) -> String {
        let mut all: Vec<(&String, &usize)> = self.0.iter().collect();
        all.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        all.iter().map(|(what, count)| format!("{count:6} {what}\n")).collect()
    }

    /// What so many pairs should have reached and have not.
    pub(crate) fn missing(&self, pairs: usize) -> Vec<&'static str> {
        let expected: &[&[&str]] = match pairs {
            0..FEW => &[],
            FEW..MANY => &[&EXPECTED],
            _ => &[&EXPECTED, &RARE],
        };
        expected.concat().into_iter().filter(|what| !self.0.contains_key(*what)).collect()
    }
}
