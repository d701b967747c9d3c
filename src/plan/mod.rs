//! Phase 3: a tree of [`Node`]s becomes a [`Plan`]: the language as structs, every value with its place. Names are not
//! looked up yet, and the fields of states are still nodes: a kind reads them when names are known.

mod decode;

use crate::program::Reboot;
use crate::source::{Span, Spanned, Text};
use crate::states::Kind;
use crate::syntax::{Node, OneOrMany, Seconds};
use serde::Deserialize;

pub use crate::diag::LintLevel;
pub use decode::decode;

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
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Param {
    /// Its type, by name.
    #[serde(rename = "type")]
    pub ty: Text,
    /// Its value where `--set` gives none.
    pub default: Option<Text>,
    /// What it is for.
    pub description: Option<Text>,
    /// The values it may have.
    pub one_of: Option<Vec<Text>>,
}

/// A table that chooses a value by facts.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Map {
    /// The facts that choose.
    pub by: Option<OneOrMany<Text>>,
    /// The type of its values, by name.
    #[serde(rename = "type")]
    pub ty: Option<Text>,
    /// Its entries, nested one level a fact.
    pub entries: Option<Node>,
    /// What every other machine gets.
    pub otherwise: Option<Node>,
    /// A table of the catalogue instead of entries.
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

/// The keys of an action beside its states.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ActionKeys {
    /// Its title.
    pub title: Option<Text>,
    /// When it takes its turn.
    pub when: Option<Text>,
    /// What must have succeeded before.
    pub needs: Option<OneOrMany<Text>>,
    /// What comes before, whatever became of it.
    pub after: Option<OneOrMany<Text>>,
    /// Values, or small maps, it is unrolled over.
    pub each: Option<Vec<Node>>,
    /// How often it is attempted.
    pub retry: Option<Spanned<Retry>>,
    /// When it asks for a restart.
    pub reboot: Option<Reboot>,
    /// How long the test after applying may take to become true.
    pub settle: Option<Seconds>,
    /// `no`: not to be put back.
    pub undo: Option<Node>,
    /// Steps.
    pub steps: Option<Node>,
    /// Steps that run at the end.
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

/// The keys of a step beside its state.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct StepKeys {
    /// Its title.
    pub title: Option<Text>,
    /// Whether it is taken.
    pub when: Option<Text>,
    /// Values, or small maps, it is unrolled over.
    pub each: Option<Vec<Node>>,
    /// How often it is attempted.
    pub retry: Option<Spanned<Retry>>,
    /// How long the test after applying may take to become true.
    pub settle: Option<Seconds>,
    /// `no`: not to be put back.
    pub undo: Option<Node>,
}

/// How often something is attempted.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Retry {
    /// Attempts, the first included.
    pub times: Spanned<u32>,
    /// Between two attempts.
    pub delay: Option<Seconds>,
}
