//! Phase 1: bytes become a [`SourceFile`]: decoded text that knows its lines.

mod span;
mod text;

pub use span::{Span, Spanned};
pub use text::Text;

/// One plan file: its name for messages and its text.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path as the user wrote it.
    pub name: String,
    /// The decoded text, without a byte-order mark.
    pub text: String,
}
