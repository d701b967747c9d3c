//! State kinds: one file each. A kind reads its fields, says which resources it touches, and is lowered to probes and
//! operations. Phases reach a kind only through [`Kind`], [`State`] and [`KINDS`]; none matches on a kind's name.
//!
//! This folder stands below the phases: it may name spans, diagnostics, the catalogue, the program's probes and
//! operations, and the simulated machine.

mod command;
mod file;
pub mod guard;
mod license;
mod message;
mod package;
mod path;
mod registry;
pub mod resource;
mod security;
mod service;
mod touched;
mod update;

pub use resource::Resource;
pub use touched::Touched;

use crate::condition::{Truth, Type};
use crate::diag::{Code, Diagnostic, Sink};
use crate::program::{Condition, Part, Piece, Probe, Reading, RunText};
use crate::simulate::Facts;
use crate::simulate::machine::Machine;
use crate::source::{Span, Text};
use crate::syntax::{self, Node};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::fmt::Debug;

/// Every kind of state, in the order of the language reference.
pub static KINDS: &[&dyn Kind] = &[
    &update::Update,
    &package::Package,
    &service::Service,
    &file::File,
    &registry::Registry,
    &license::License,
    &command::Command,
    &message::Message,
];

/// The kind with this name.
#[must_use]
pub fn kind(name: &str) -> Option<&'static dyn Kind> {
    KINDS.iter().copied().find(|kind| kind.name() == name)
}

/// One kind of state: a row of the language's table.
pub trait Kind: Sync {
    /// The key that introduces it in a plan.
    fn name(&self) -> &'static str;

    /// Whether it may be a check.
    fn can_check(&self) -> bool {
        true
    }

    /// Whether it may be an action.
    fn can_act(&self) -> bool {
        true
    }

    /// The field that a state written as one text stands for (`message: done`), where the kind may be written so.
    fn short(&self) -> Option<&'static str> {
        None
    }

    /// The JSON Schema of the fields, as the type that they are read into has it. What holds for one role alone, and an
    /// example of each field, stand beside: `x-check` and `x-action` are `false` where the field cannot stand there, or
    /// say which `words` can and whether it is `required`; `x-example` is a state with the field, or
    /// several where no state can have all of its words. `x-begin` is the field that
    /// a state begins with, where none is required.
    fn schema(&self, generator: &mut SchemaGenerator) -> Schema;

    /// Reads the fields. Every mistake goes to the scope's sink; `None` where one makes the state unusable.
    fn read(&self, node: &Node, scope: &mut dyn Scope) -> Option<Box<dyn State>>;
}

/// A state of one resource, its fields read and resolved.
pub trait State: Debug {
    /// What its parts are, each with its test and its operation, in the order in which they are brought about.
    fn parts(&self) -> Vec<Part>;

    /// What is asked as a check; true when every probe finds its state in place.
    fn probes(&self) -> Vec<Probe> {
        self.parts().into_iter().map(|part| part.probe).collect()
    }

    /// What it observes or changes.
    fn resources(&self) -> Vec<Resource>;

    /// Whether it holds on a machine, read from the fields and not from the probes (the tests hold the two against
    /// each other).
    fn holds(&self, machine: &Machine, facts: &Facts) -> Truth;

    /// Whether the default `goal` asks for it.
    fn counts_for_goal(&self) -> bool {
        true
    }

    /// What stays true once the action has brought it about, by resource: two different words for one resource in one
    /// plan make it transitional, and the plan must write its goal.
    fn settled(&self) -> Vec<(Resource, String)> {
        Vec::new()
    }

    /// What `.value` of a check reads.
    fn reading(&self) -> Option<(Reading, Type)> {
        None
    }

    /// How dear it is to observe: 1 registry, 2 files and services, 3 tools and WMI.
    fn cost(&self) -> u8;

    /// The condition inside (`unless` of a command).
    fn condition(&self) -> Option<&Condition> {
        None
    }

    /// The state inside (`unless` of a command, where it is one): it is read, and not brought about.
    fn unless(&self) -> Option<&dyn State> {
        None
    }

    /// Whether it may stand only under a `when` that names a `.changed`, and the words that say so.
    fn needs_changed(&self) -> Option<&'static str> {
        None
    }
}

/// Whether a state is observed or brought about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Observed.
    Check,
    /// Brought about.
    Action,
}

/// What a text is for, which decides what may be inserted into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Any text.
    Plain,
    /// A path: `%NAME%` names a folder, an inserted value must be one part unless it is typed `path`.
    Path,
    /// A registry key: an inserted value must be one part.
    Key,
}

/// What a kind may ask of the phase that reads it.
pub trait Scope {
    /// Where mistakes go.
    fn sink(&mut self) -> &mut Sink;

    /// Whether the state is observed or brought about.
    fn role(&self) -> Role;

    /// Inserts what `${name}` stands for.
    fn interpolate(&mut self, text: &Text, slot: Slot) -> Option<RunText>;

    /// What a part of a text may be on a machine, as far as the plan says.
    fn entries(&self, piece: &Piece) -> Vec<String>;

    /// Reads a condition.
    fn condition(&mut self, text: &Text) -> Option<Condition>;

    /// Reads a map with one state kind as its key (`unless` with an inline state).
    fn inline_state(&mut self, node: &Node) -> Option<Box<dyn State>>;
}

/// A text as it may be read on a machine: with a harmless letter for each part that only the machine knows, and once more
/// with each entry of each map in its place.
fn shapes(text: &RunText, scope: &dyn Scope) -> Vec<String> {
    let shape = |at: usize, entry: &str| -> String {
        let parts = text.parts().iter().enumerate();
        let part = |(index, piece): (usize, &Piece)| match piece {
            Piece::Literal(text) => text.clone(),
            Piece::Map(..) if index == at => entry.to_owned(),
            Piece::Map(..) | Piece::Fact(_) | Piece::Variable(_) => "x".to_owned(),
        };
        parts.map(part).collect()
    };
    let mut shapes = vec![shape(usize::MAX, "")];
    for (at, piece) in text.parts().iter().enumerate() {
        shapes.extend(scope.entries(piece).iter().map(|entry| shape(at, entry)));
    }
    shapes
}

/// What is wrong with a text on some machine, and what helps. Where a map's entry makes it wrong, the whole is shown.
fn wrong_shape(
    text: &RunText,
    scope: &dyn Scope,
    wrong: impl Fn(&str) -> Option<(&'static str, &'static str)>,
) -> Option<(String, &'static str)> {
    shapes(text, scope).iter().enumerate().find_map(|(index, shape)| {
        let (why, help) = wrong(shape)?;
        Some((if index == 0 { why.to_owned() } else { format!("{why}: `{shape}`") }, help))
    })
}

/// Reads a kind's fields. Where one of them is wrong the state is given up: what would follow from it is no mistake of its
/// own.
fn fields<T: DeserializeOwned>(node: &Node, scope: &mut dyn Scope) -> Option<T> {
    let before = scope.sink().error_count();
    let read = syntax::decode(node, scope.sink())?;
    (scope.sink().error_count() == before).then_some(read)
}

/// Reports a field of the language that this version does not have.
fn not_yet(scope: &mut dyn Scope, kind: &str, field: &str, span: Span, known: &str) {
    scope.sink().push(
        Diagnostic::error(Code::NotYet, span, format!("`{field}` of `{kind}` is not yet supported"))
            .help(format!("this version knows {known}")),
    );
}

/// Reports a field that only checks may have.
fn check_only(scope: &mut dyn Scope, kind: &str, field: &str, span: Span) -> bool {
    let refused = scope.role() == Role::Action;
    if refused {
        scope.sink().push(
            Diagnostic::error(Code::CheckOnly, span, format!("`{field}` of `{kind}` can only be observed"))
                .label("an action cannot bring this about")
                .help(format!("move it to a check, and name the check in a condition: `when: my-{kind}-check`")),
        );
    }
    refused
}

/// Reports a state without any of the fields that would say what it is about.
fn missing(scope: &mut dyn Scope, span: Span, kind: &str, fields: &str) {
    scope.sink().push(
        Diagnostic::error(Code::MissingField, span, format!("`{kind}` does not say what it is about"))
            .help(format!("give {fields}")),
    );
}

/// What becomes of a state whose resource does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum IfMissing {
    /// The action fails, the check is false.
    Fail,
    /// It is in place.
    Skip,
}

/// What stands behind `unless`: a condition, or one state as in a check.
struct Unless;

impl JsonSchema for Unless {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Unless".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let condition = generator.subschema_for::<Text>();
        json_schema!({ "anyOf": [condition, { "$ref": ONE_STATE }] })
    }
}

/// Where the schema of a plan has a mapping with one state: the fields of a command would hold themselves otherwise.
pub(crate) const ONE_STATE: &str = "#/definitions/one-state";
