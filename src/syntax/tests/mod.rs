//! Every refusal with the bytes it marks; places under quoting and folding; the tree against another reader.

mod messages;
mod places;
mod reference;
mod refusals;

use super::{Node, parse};
use crate::diag::{Diagnostic, Sink};
use crate::source::SourceFile;

/// Parses and gives what was said.
pub(super) fn read(text: &str) -> (SourceFile, Node, Vec<Diagnostic>) {
    let mut sink = Sink::new();
    let source = SourceFile::decode("plan.yaml", text.as_bytes(), &mut sink);
    let node = parse(&source, &mut sink);
    (source, node, sink.finish())
}

/// What was said, each as `CODE marked bytes`.
pub(super) fn marked(text: &str) -> Vec<String> {
    let (source, _, found) = read(text);
    found.iter().map(|d| mark(&source, d)).collect()
}

pub(super) fn mark(source: &SourceFile, d: &Diagnostic) -> String {
    format!("{} {}", d.code.as_str(), source.slice(d.place.span).expect("a place lies in the file"))
}
