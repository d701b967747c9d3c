//! Phase 6: a [`Schedule`](crate::order::Schedule) becomes a [`Program`]: every state is replaced by the [`Probe`] that
//! tells whether it is in place and the [`Op`] that brings it about. Target-neutral; what the simulator interprets and the
//! back ends render is the same value. Nodes, steps, `finally`, `retry`, `settle`, `reboot` and `needs` stay what they
//! are: nothing is flattened to labels or jumps.

mod canonical;
mod depends;
mod edition;
mod limits;
mod lower;
mod op;
mod parts;
mod probe;
pub(crate) mod systems;
mod text;
mod words;

pub use edition::{NotByEdition, per_edition};
pub use limits::{ActionTime, StepTime, WorstCase, worst_case};
pub use lower::lower;
pub use op::{Inverse, MessageLevel, Op};
pub use parts::{
    Command, Content, DEFAULT_TIMEOUT, Encoding, Invocation, Newline, PathText, RegistryPlace, Shell, View,
};
pub use probe::{Channel, LicenseStatus, LicenseWant, Probe, RegistryData, RegistryWant, ServiceStatus, Startup};
pub use text::{Piece, RunText};
pub use words::{duration, masked};

use crate::catalog::facts::FactId;
use crate::condition::{ActionId, Cond, MapId, Observed, Truth, Type, Value};
use serde::Serialize;
use std::cmp::Ordering;

/// A plan that is ready to be executed or rendered.
#[derive(Clone, Debug, Serialize)]
pub struct Program {
    /// The plan's id.
    pub plan: String,
    /// Its title, one line.
    pub title: String,
    /// Its description, free text; empty when there is none.
    pub description: String,
    /// KB ids and URLs.
    pub references: Vec<String>,
    /// SHA-256 over the [canonical form](Self::canonical), 64 hexadecimal digits; no part of that form itself.
    #[serde(skip)]
    pub hash: String,
    /// The one edition that this program is for, where the plan was split ([`per_edition`]).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<&'static str>,
    /// The machines the plan is for.
    pub scope: Condition,
    /// True when the machine is right.
    pub goal: Condition,
    /// The tables, in declaration order; a [`MapId`] is an index.
    pub maps: Vec<Map>,
    /// The observations, in declaration order; a [`CheckId`](crate::condition::CheckId) is an index.
    pub checks: Vec<Check>,
    /// The changes, in declaration order; an [`ActionId`] is an index.
    pub actions: Vec<Action>,
    /// The order in which the actions take their turns.
    pub order: Vec<ActionId>,
}

/// A condition with the text it is shown as.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Condition {
    /// What is evaluated.
    pub cond: Cond,
    /// How it reads in the plan, one line; empty where the plan says nothing.
    pub text: String,
}

/// A table that chooses a value by facts.
#[derive(Clone, Debug, Serialize)]
pub struct Map {
    /// Its id.
    pub id: String,
    /// The facts that choose, outermost first.
    pub by: Vec<FactId>,
    /// The entries, in declaration order; no two match one machine.
    pub entries: Vec<Entry>,
    /// What every other machine gets.
    pub otherwise: Option<Entered>,
}

impl Map {
    /// Whether a value is among the keys of its first fact, which is what `in` asks of a map by one fact. The value need not be
    /// the machine's own.
    #[must_use]
    pub fn has_key(&self, value: &Observed) -> Truth {
        let mut keys = self.entries.iter().filter_map(|entry| entry.keys.first()).flatten();
        match value {
            Observed::Known(value) => Truth::from(keys.any(|key| key.fits(value))),
            Observed::Absent => Truth::False,
            Observed::Unknown => Truth::Unknown,
        }
    }
}

/// One entry of a table.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// What each fact of `by` must be.
    pub keys: Vec<Vec<KeyMatch>>,
    /// What such machines get.
    pub value: Entered,
}

/// One alternative of a key: a fact fits it, or does not.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyMatch {
    /// The fact is this value.
    Is(Value),
    /// The fact lies between two values, both included; `None` is an open end.
    Between(Option<Value>, Option<Value>),
}

impl KeyMatch {
    /// Whether a value of the fact is one that is meant.
    #[must_use]
    pub fn fits(&self, value: &Value) -> bool {
        match self {
            Self::Is(wanted) => value.same(wanted),
            Self::Between(from, to) => {
                from.as_ref().is_none_or(|from| value.order(from).is_some_and(Ordering::is_ge))
                    && to.as_ref().is_none_or(|to| value.order(to).is_some_and(Ordering::is_le))
            }
        }
    }
}

/// What an entry holds: one text, or a small map of texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Entered {
    /// One text.
    Text(String),
    /// Named texts, in declaration order.
    Fields(Vec<(String, String)>),
}

impl Entered {
    /// Every text it holds.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let (one, many) = match self {
            Self::Text(text) => (Some(text.as_str()), &[][..]),
            Self::Fields(fields) => (None, fields.as_slice()),
        };
        one.into_iter().chain(many.iter().map(|(_, text)| text.as_str()))
    }

    /// The text, or the text of a field.
    #[must_use]
    pub fn get(&self, field: Option<&str>) -> Option<&str> {
        match (self, field) {
            (Self::Text(text), None) => Some(text),
            (Self::Fields(fields), Some(name)) => fields.iter().find(|(n, _)| n == name).map(|(_, t)| t.as_str()),
            _ => None,
        }
    }
}

/// A named observation.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    /// Its id.
    pub id: String,
    /// Its title; the id where the plan gives none.
    pub title: String,
    /// What is observed.
    pub test: CheckTest,
    /// What `.value` reads, and its type.
    pub value: Option<(Reading, Type)>,
    /// Whether a condition uses it; otherwise only `/detect` observes it.
    pub used: bool,
    /// Whether it has a value of its own; one that reads an action's result stands for its condition and has none.
    pub observable: bool,
}

/// What makes a check true.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckTest {
    /// Every probe finds its state in place.
    State(Vec<Probe>),
    /// The condition holds.
    When(Condition),
}

/// What the `.value` of a check reads.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// A registry value's data.
    Registry {
        /// The key.
        place: RegistryPlace,
        /// The value's name; empty for the default value.
        value: RunText,
    },
}

/// A named change: one node of the graph, or one instance of an `each`.
#[derive(Clone, Debug, Serialize)]
pub struct Action {
    /// Its id; `id[1]` for the first instance of an `each`.
    pub id: String,
    /// Its title; the id where the plan gives none.
    pub title: String,
    /// When it takes its turn.
    pub when: Option<Condition>,
    /// What must have succeeded before it.
    pub needs: Vec<ActionId>,
    /// What comes before it, whatever became of it.
    pub after: Vec<ActionId>,
    /// The actions whose `when` reads this one's `.changed`.
    pub consumers: Vec<ActionId>,
    /// Earlier actions that, if they change anything, may change what this one reads: `/whatif` cannot look past them. Of
    /// those that write one thing one after the other the last stands for all.
    pub depends: Vec<ActionId>,
    /// What it needs a value of before anything is applied: maps, facts and folders of the machine.
    pub requires: Vec<Piece>,
    /// What to bring about, in order.
    pub steps: Vec<Step>,
    /// What to bring about whenever a step was attempted.
    pub finally: Vec<Step>,
    /// How often the steps are attempted.
    pub retry: Retry,
    /// When it asks for a restart.
    pub reboot: Reboot,
    /// Whether it may owe a restart: one that it asks for, or one that a package waits for whatever `reboot` says.
    pub may_restart: bool,
}

/// One step: its parts are tested, applied and tested again one after the other.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    /// Its title, where the plan gives one.
    pub title: Option<String>,
    /// Whether it is taken at all.
    pub when: Option<Condition>,
    /// Each resource's own test and change.
    pub parts: Vec<Part>,
    /// How often each part is attempted.
    pub retry: Retry,
    /// How long, in seconds, the test after applying may take to become true.
    pub settle: u64,
}

/// A state as it is executed: a test and what makes it true.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// Tells whether the state is in place.
    pub probe: Probe,
    /// Brings it about.
    pub op: Op,
}

/// How often something is attempted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Retry {
    /// Attempts, the first included.
    pub times: u32,
    /// Seconds between two attempts.
    pub delay: u64,
}

impl Default for Retry {
    fn default() -> Self {
        Self { times: 1, delay: 0 }
    }
}

/// When an action asks for a restart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Reboot {
    /// Never, whatever its tools say.
    Never,
    /// When an operation says so.
    #[default]
    IfNeeded,
    /// When a step changed something, or an operation says so.
    IfChanged,
}

impl Program {
    /// The beginning of its hash, by which scripts and an inventory tell one text of a plan from another.
    #[must_use]
    pub fn short_hash(&self) -> &str {
        &self.hash[..12]
    }

    /// What the files made from it are called: the plan's id, and the edition where the plan was split.
    #[must_use]
    pub fn file_stem(&self) -> String {
        match self.edition {
            Some(edition) => format!("{}-{edition}", self.plan),
            None => self.plan.clone(),
        }
    }

    /// The action with this index.
    #[must_use]
    pub fn action(&self, id: ActionId) -> &Action {
        &self.actions[id.0]
    }

    /// The map with this index.
    #[must_use]
    pub fn map(&self, id: MapId) -> &Map {
        &self.maps[id.0]
    }

    /// What a part of an operand may be on a machine, as far as the plan says.
    #[must_use]
    pub fn spellings<'a>(&'a self, piece: &'a Piece) -> Vec<&'a str> {
        match piece {
            Piece::Literal(text) => vec![text],
            Piece::Map(map, field) => {
                let map = self.map(*map);
                let values = map.entries.iter().map(|entry| &entry.value).chain(&map.otherwise);
                values.filter_map(|value| value.get(field.as_deref())).collect()
            }
            Piece::Fact(_) | Piece::Variable(_) => Vec::new(),
        }
    }
}

impl Program {
    /// What a part of an operand is called in the log: `kms-client-key`, `os.edition`, `%windir%`.
    #[must_use]
    pub fn piece_name(&self, piece: &Piece) -> String {
        match piece {
            Piece::Literal(text) => text.clone(),
            Piece::Map(map, _) => self.map(*map).id.clone(),
            Piece::Fact(fact) => fact.name().to_owned(),
            Piece::Variable(name) => format!("%{name}%"),
        }
    }
}
