//! `message`: something to say in the log.

use super::{Kind, Resource, Scope, Slot, State};
use crate::condition::Truth;
use crate::program::{MessageLevel, Op, Part, Piece, Probe, RunText};
use crate::simulate::Facts;
use crate::simulate::machine::Machine;
use crate::source::Text;
use crate::syntax::{Node, NodeKind};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;

/// The kind `message`.
pub(super) struct Message;

/// A line for the log and the console.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Fields {
    /// What is said.
    #[schemars(extend("x-example" = "{ text: the level was set }"))]
    text: Text,
    /// How loud.
    #[serde(default)]
    #[schemars(extend("x-example" = "{ text: the level was set, level: warn }"))]
    level: MessageLevel,
}

#[derive(Debug)]
struct Said {
    text: RunText,
    level: MessageLevel,
}

impl Kind for Message {
    fn name(&self) -> &'static str {
        "message"
    }

    fn short(&self) -> Option<&'static str> {
        Some("text")
    }

    fn schema(&self, generator: &mut SchemaGenerator) -> Schema {
        Fields::json_schema(generator)
    }

    fn can_check(&self) -> bool {
        false
    }

    fn read(&self, node: &Node, scope: &mut dyn Scope) -> Option<Box<dyn State>> {
        let fields = match &node.kind {
            NodeKind::Scalar { text, .. } => Fields { text: text.clone(), level: MessageLevel::Info },
            _ => super::fields(node, scope)?,
        };
        let text = scope.interpolate(&fields.text, Slot::Plain)?;
        Some(Box::new(Said { text: one_line(&text), level: fields.level }))
    }
}

/// A text as one line of a log: a line end in it becomes a blank, those that end it go.
fn one_line(text: &RunText) -> RunText {
    let ends = ['\n', '\u{85}', '\u{2028}', '\u{2029}'];
    let last = text.parts().len().saturating_sub(1);
    let mut line = RunText::default();
    for (index, piece) in text.parts().iter().enumerate() {
        line.push(match piece {
            Piece::Literal(text) if index == last => Piece::Literal(text.trim_end_matches(ends).replace(ends, " ")),
            Piece::Literal(text) => Piece::Literal(text.replace(ends, " ")),
            piece => piece.clone(),
        });
    }
    line
}

impl State for Said {
    fn parts(&self) -> Vec<Part> {
        vec![Part { probe: Probe::Always, op: Op::Message { text: self.text.clone(), level: self.level } }]
    }

    fn resources(&self) -> Vec<Resource> {
        Vec::new()
    }

    fn holds(&self, _: &Machine, _: &Facts) -> Truth {
        Truth::True
    }

    fn counts_for_goal(&self) -> bool {
        false
    }

    fn cost(&self) -> u8 {
        1
    }
}
