//! Collects diagnostics; phases push and go on.

use super::{Diagnostic, Level};
use crate::source::Span;

/// Where the phases put what they find.
///
/// A phase that gives a part up calls [`poison`](Self::poison): a later diagnostic whose place lies inside is a
/// consequence and is dropped, so that one cause gives one message.
#[derive(Debug, Default)]
pub struct Sink {
    found: Vec<Diagnostic>,
    poisoned: Vec<Span>,
}

impl Sink {
    /// An empty sink.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a diagnostic, unless its place lies in a poisoned part.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if !self.poisoned.iter().any(|span| span.contains(diagnostic.place.span)) {
            self.found.push(diagnostic);
        }
    }

    /// Marks a part as given up.
    pub fn poison(&mut self, span: Span) {
        self.poisoned.push(span);
    }

    /// Whether an error was pushed.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|d| d.level == Level::Error)
    }

    /// Everything that was found, by place, errors first at equal places.
    #[must_use]
    pub fn finish(mut self) -> Vec<Diagnostic> {
        self.found.sort_by_key(|d| (d.place.span, d.level, d.code));
        self.found.dedup();
        self.found
    }
}
