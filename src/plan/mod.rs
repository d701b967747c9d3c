//! Phase 3: a tree of [`Node`]s becomes a [`Plan`]: the language as structs, every value with its place. Names are not
//! looked up yet, and the fields of states are still nodes: a kind reads them when names are known.

mod decode;
mod schema;

use crate::program::Reboot;
use crate::source::{Span, Spanned, Text};
use crate::states::Kind;
use crate::syntax::{Node, OneOrMany, Seconds, Table};
use schemars::JsonSchema;
use serde::Deserialize;

use schema::{Entry, Value};

pub use crate::diag::LintLevel;
pub use decode::decode;
pub(crate) use decode::{CheckKeys, TopLevel};
pub(crate) use schema::{ACTION, CHECK, ENTRY, STEP};

/// A plan as it is written.
#[derive(Debug)]
pub struct Plan {
    /// Its id.
    pub id: Text,
    /// Its title.
    pub title: Text,
    /// Free text.
    pub description: Option<Text>,
    /// KB ids and URLs.
    pub references: Vec<Text>,
    /// Inputs at compile time.
    pub params: Vec<(Text, Param)>,
    /// The machines it is for.
    pub scope: Option<Text>,
    /// Tables that choose a value by facts.
    pub maps: Vec<(Text, Map)>,
    /// Named observations.
    pub checks: Vec<(Text, Check)>,
    /// True when the machine is right.
    pub goal: Option<Text>,
    /// Named changes.
    pub actions: Vec<(Text, Action)>,
    /// Actions whose mistakes have been said already: their names are known all the same.
    pub lost: Vec<Text>,
    /// Params and maps whose mistakes have been said already.
    pub broken: Vec<Text>,
    /// Whether a table could not be read: a name that nothing has may have stood in it.
    pub open: bool,
    /// Levels of lints.
    pub lint: Vec<(Text, Spanned<LintLevel>)>,
    /// Where the plan begins: for what is missing from it.
    pub span: Span,
}

/// An input at compile time.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Param {
    /// Its type, by name.
    #[serde(rename = "type")]
    #[schemars(extend("x-words" = "types"))]
    pub ty: Text,
    /// Its value where `--set` gives none.
    pub default: Option<Text>,
    /// What it is for.
    pub description: Option<Text>,
    /// The values it may have.
    pub one_of: Option<Vec<Text>>,
}

/// A table that chooses a value by facts.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Map {
    /// The facts that choose: one, or a list with an entry level for each.
    #[schemars(extend("x-words" = "facts"))]
    pub by: Option<OneOrMany<Text>>,
    /// The type of its values, by name.
    #[serde(rename = "type")]
    #[schemars(extend("x-words" = "types"))]
    pub ty: Option<Text>,
    /// Its entries, nested one level a fact; `a | b` is one entry for two keys, `'17763..18363'` and `'>= 26100'` are ranges.
    #[schemars(with = "Option<Table<Entry>>")]
    pub entries: Option<Node>,
    /// What every other machine gets.
    #[schemars(with = "Option<Value>")]
    pub otherwise: Option<Node>,
    /// A table of the catalogue instead of `by` and `entries`.
    #[schemars(extend("enum" = ["kms-client-keys"]))]
    pub builtin: Option<Text>,
}

/// A named observation.
#[derive(Debug)]
pub struct Check {
    /// Its title.
    pub title: Option<Text>,
    /// The type of its `.value`, by name.
    pub value: Option<Text>,
    /// What is observed.
    pub test: CheckTest,
}

/// What a check observes.
#[derive(Debug)]
pub enum CheckTest {
    /// A state.
    State(StateDecl),
    /// A condition.
    When(Text),
    /// Nothing that can be used; its mistake has been said.
    Poisoned,
}

/// A state as it is written: its kind, and its fields unread.
#[derive(Clone, Debug)]
pub struct StateDecl {
    /// The key that named the kind.
    pub key: Text,
    /// The kind.
    pub kind: KindRef,
    /// Its fields.
    pub fields: Node,
}

/// A kind of state.
#[derive(Clone, Copy)]
pub struct KindRef(pub &'static dyn Kind);

impl std::fmt::Debug for KindRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.name())
    }
}

/// A named change.
#[derive(Debug)]
pub struct Action {
    /// The keys that every action may have.
    pub keys: ActionKeys,
    /// What to bring about.
    pub steps: Vec<Step>,
    /// What to bring about whenever a step was attempted.
    pub finally: Vec<Step>,
    /// The whole action.
    pub span: Span,
}

/// A named change: one state, or `steps`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ActionKeys {
    /// One line, for people.
    pub title: Option<Text>,
    /// A condition. False: it is skipped; unknown: it has failed.
    pub when: Option<Text>,
    /// Ids of actions that must have succeeded before (skipped is success) and restarted, if they asked for it.
    pub needs: Option<OneOrMany<Text>>,
    /// Ids of actions that come first, whatever became of them.
    pub after: Option<OneOrMany<Text>>,
    /// Values, or small maps that are all alike, it is unrolled over: `${each}`, `${each.field}`.
    #[schemars(with = "Option<Vec<Value>>")]
    pub each: Option<Vec<Node>>,
    /// How often it is attempted, from its first step.
    pub retry: Option<Spanned<Retry>>,
    /// When it asks for a restart.
    #[schemars(extend("default" = "if-needed"))]
    pub reboot: Option<Reboot>,
    /// How long the test after applying may take to become true.
    #[schemars(extend("x-default" = "0s"))]
    pub settle: Option<Seconds>,
    /// `no`: not to be put back. Not yet supported.
    #[schemars(skip)]
    pub undo: Option<Node>,
    /// States that are brought about in order, up to the first failure.
    #[schemars(with = "Option<Vec<schema::Step>>")]
    pub steps: Option<Node>,
    /// Steps that run whenever a step was attempted, in this run or in one that was cut off.
    #[schemars(with = "Option<Vec<schema::Step>>")]
    pub finally: Option<Node>,
}

/// One step.
#[derive(Debug)]
pub struct Step {
    /// The keys that every step may have.
    pub keys: StepKeys,
    /// What to bring about.
    pub state: StateDecl,
    /// The whole step.
    pub span: Span,
}

/// One step: one state.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct StepKeys {
    /// One line, for people.
    pub title: Option<Text>,
    /// A condition: whether it is taken.
    pub when: Option<Text>,
    /// Values, or small maps that are all alike, it is unrolled over: `${each}`, `${each.field}`.
    #[schemars(with = "Option<Vec<Value>>")]
    pub each: Option<Vec<Node>>,
    /// How often it is attempted.
    pub retry: Option<Spanned<Retry>>,
    /// How long the test after applying may take to become true.
    #[schemars(extend("x-default" = "0s"))]
    pub settle: Option<Seconds>,
    /// `no`: not to be put back. Not yet supported.
    #[schemars(skip)]
    pub undo: Option<Node>,
}

/// How often something is attempted.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Retry {
    /// Attempts, the first included.
    #[schemars(extend("minimum" = 1, "maximum" = 100))]
    pub times: Spanned<u32>,
    /// Between two attempts.
    #[schemars(extend("x-default" = "0s"))]
    pub delay: Option<Seconds>,
}
