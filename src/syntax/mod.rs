//! Phase 2: a [`SourceFile`](crate::source::SourceFile) becomes a tree of [`Node`]s. The only folder that names a YAML parser.
//!
//! In: an intact file. Out of [`parse`]: one tree, in which every scalar knows where its bytes come from. After it: no
//! anchors, aliases, tags, merge keys, directives or second documents; keys are scalars and unique; nothing is nested
//! deeper than [`MAX_DEPTH`]. What was refused is [`NodeKind::Poisoned`].
//!
//! [`decode`] reads a tree into ordinary `serde` structs; what such structs may hold is in [`de`].

mod build;
pub mod de;
mod mistake;
mod number;
mod parse;
mod quoting;
mod runs;
mod schema;
mod types;
mod words;

pub use de::{decode, decode_open, unknown_key};
pub use parse::parse;
pub use quoting::{comment_after, quoted};
pub use types::{Field, OneOrMany, Seconds, Table};

use crate::source::{Span, Text};

/// How deep lists and mappings may be nested.
pub const MAX_DEPTH: usize = 64;

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
        /// The text, unquoted. A value that is left out is plain and empty.
        text: Text,
        /// Whether it was written without quotes and not as a block.
        plain: bool,
    },
    /// A list.
    Sequence(Vec<Node>),
    /// Keys and values in the order of the file, without duplicates. Where a part of the mapping could not be read, an
    /// entry with an empty key and a poisoned value stands for it: a key that is missing may have stood there.
    Mapping(Vec<(Text, Node)>),
    /// A part that was given up; its mistake has been said.
    Poisoned,
}

impl Node {
    /// A part that was given up.
    #[must_use]
    pub const fn poisoned(span: Span) -> Self {
        Self { span, kind: NodeKind::Poisoned }
    }

    /// Whether the part was given up.
    #[must_use]
    pub const fn is_poisoned(&self) -> bool {
        matches!(self.kind, NodeKind::Poisoned)
    }
}

/// Whether an entry of a mapping stands for a part that could not be read.
pub(crate) fn is_gap((key, value): &(Text, Node)) -> bool {
    key.value.is_empty() && value.is_poisoned()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
pub(crate) mod tests;
