//! What a run did, in order.

use crate::condition::Truth;
use std::fmt;

/// Everything a run did and how it ended.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace {
    /// What happened, in order.
    pub events: Vec<Event>,
    /// How it ended; `None` when it was cut off.
    pub outcome: Option<Outcome>,
    /// The exit code; `None` when it was cut off.
    pub exit_code: Option<i32>,
    /// How many actions ended how.
    pub counts: Counts,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A check was observed.
    Observe {
        /// Its id.
        check: String,
        /// What was found.
        truth: Truth,
    },
    /// An operation was tried.
    Do {
        /// The id of the action.
        action: String,
        /// The words of the log: verb and target.
        operation: String,
        /// The tool's exit code.
        code: i32,
    },
    /// An action's turn ended.
    Result {
        /// Its id.
        action: String,
        /// How it ended.
        word: Word,
        /// Whether a restart is owed for it.
        restart: bool,
    },
    /// Something worth a line of the log.
    Note {
        /// The id of what it is about.
        about: String,
        /// What.
        text: String,
    },
}

/// How an action's turn ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// It changed something and its state is in place.
    Changed,
    /// Its state was in place.
    Unchanged,
    /// Its condition is false, or the plan is not for this machine.
    Skipped,
    /// Its state is not in place, or could not be observed.
    Failed,
    /// Something it needs failed.
    Blocked,
    /// Something it needs waits for a restart.
    Waiting,
    /// `/whatif`: it would change something.
    WouldChange,
    /// `/whatif`: it would wait for a restart.
    WouldWait,
    /// `/whatif`: what it reads would be changed by this action.
    DependsOn(String),
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed => f.write_str("changed"),
            Self::Unchanged => f.write_str("unchanged"),
            Self::Skipped => f.write_str("skipped"),
            Self::Failed => f.write_str("failed"),
            Self::Blocked => f.write_str("blocked"),
            Self::Waiting => f.write_str("waiting"),
            Self::WouldChange => f.write_str("would change"),
            Self::WouldWait => f.write_str("would wait"),
            Self::DependsOn(id) => write!(f, "depends on {id}"),
        }
    }
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The machine was right.
    Compliant,
    /// The machine is right now.
    Changed,
    /// The plan is not for this machine.
    NotApplicable,
    /// `/detect` or `/whatif` found something to do.
    RemediationNeeded,
    /// The machine is not right.
    Failed,
    /// The script was started with arguments it does not know.
    WrongArguments,
    /// It could not be observed whether the plan is for this machine, or whether the machine is right.
    Undetermined,
    /// The script has no administrators' rights.
    NotElevated,
    /// Another run holds the lock.
    Busy,
    /// A restart is owed.
    RebootRequired,
}

impl Outcome {
    /// The exit code of a run, or of a run that only looks (`/detect`, `/whatif`).
    #[must_use]
    pub const fn exit_code(self, only_looks: bool) -> i32 {
        match self {
            Self::Compliant | Self::Changed | Self::NotApplicable => 0,
            Self::RemediationNeeded | Self::Failed => 1,
            Self::WrongArguments => 2,
            Self::Undetermined => 4,
            Self::NotElevated => 5,
            Self::Busy => 6,
            Self::RebootRequired if only_looks => 1,
            Self::RebootRequired => 3010,
        }
    }

    /// The word of the last line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Compliant => "compliant",
            Self::Changed => "changed",
            Self::NotApplicable => "not-applicable",
            Self::RemediationNeeded => "remediation-needed",
            Self::Failed => "failed",
            Self::WrongArguments => "wrong-arguments",
            Self::Undetermined => "undetermined",
            Self::NotElevated => "not-elevated",
            Self::Busy => "busy",
            Self::RebootRequired => "reboot-required",
        }
    }
}

/// How many actions ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// `changed`; in `/whatif` `would change`.
    pub changed: u32,
    /// `unchanged`.
    pub unchanged: u32,
    /// `skipped`.
    pub skipped: u32,
    /// `failed`.
    pub failed: u32,
    /// `blocked`.
    pub blocked: u32,
    /// `waiting`; in `/whatif` `would wait` and `depends on`.
    pub waiting: u32,
}

impl Counts {
    pub(super) const fn add(&mut self, word: &Word) {
        let count = match word {
            Word::Changed | Word::WouldChange => &mut self.changed,
            Word::Unchanged => &mut self.unchanged,
            Word::Skipped => &mut self.skipped,
            Word::Failed => &mut self.failed,
            Word::Blocked => &mut self.blocked,
            Word::Waiting | Word::WouldWait | Word::DependsOn(_) => &mut self.waiting,
        };
        *count += 1;
    }
}

impl Trace {
    /// The last line of standard output.
    #[must_use]
    pub fn status_line(&self, plan: &str) -> String {
        let Counts { changed, unchanged, skipped, failed, blocked, waiting } = self.counts;
        format!(
            "regimen plan={plan} outcome={} changed={changed} unchanged={unchanged} skipped={skipped} failed={failed} \
             blocked={blocked} waiting={waiting}",
            self.outcome.map_or("cut-off", Outcome::word),
        )
    }

    /// What happened, a line each, in the words of the log.
    #[must_use]
    pub fn log(&self) -> Vec<String> {
        let line = |event: &Event| match event {
            Event::Observe { check, truth } => format!("{check} observe {truth}"),
            Event::Do { action, operation, code: 0 } => format!("{action} do {operation}"),
            Event::Do { action, operation, code } => format!("{action} do {operation} (code {})", shown(*code)),
            Event::Result { action, word, restart } => {
                format!("{action} result {word}{}", if *restart { " restart" } else { "" })
            }
            Event::Note { about, text } if about.is_empty() => text.clone(),
            Event::Note { about, text } => format!("{about} {text}"),
        };
        self.events.iter().map(line).collect()
    }

    /// The operations that were tried, in order.
    pub fn operations(&self) -> impl Iterator<Item = &str> {
        self.events.iter().filter_map(|event| match event {
            Event::Do { operation, .. } => Some(operation.as_str()),
            _ => None,
        })
    }

    /// Each action's result as the log has it: the word, and `restart` behind it where one is owed.
    pub fn results(&self) -> impl Iterator<Item = (&str, String)> {
        self.events.iter().filter_map(|event| match event {
            Event::Result { action, word, restart } => {
                Some((action.as_str(), format!("{word}{}", if *restart { " restart" } else { "" })))
            }
            _ => None,
        })
    }
}

/// A tool's code as people look it up, and as the scripts write it: an HRESULT in hexadecimal.
pub(super) fn shown(code: i32) -> String {
    if (0..65536).contains(&code) { code.to_string() } else { format!("0x{:08X}", code.cast_unsigned()) }
}
