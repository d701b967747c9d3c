//! Phase 2: a [`SourceFile`](crate::source::SourceFile) becomes a tree of [`Node`]s. The only folder that names a YAML parser.

use crate::source::{Span, Text};

/// A YAML node and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The whole node in the file.
    pub span: Span,
    /// What it is.
    pub kind: NodeKind,
}

/// What a node is. A scalar keeps its text: what type it has is the reader's question.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeKind {
    /// A scalar; `plain` says that it was written without quotes and not as a block.
    Scalar {
        /// The text, unquoted.
        text: Text,
        /// Whether it was written without quotes and not as a block.
        plain: bool,
    },
    /// A list.
    Sequence(Vec<Node>),
    /// Keys and values in the order of the file, without duplicates.
    Mapping(Vec<(Text, Node)>),
    /// A part that was given up; its mistake has been said.
    Poisoned,
}
