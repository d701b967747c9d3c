//! What is said to the user: diagnostics, their codes, and the sink that collects them.

mod codes;
mod fixes;
mod lints;
pub mod render;
mod sink;
mod suggest;

pub use codes::Code;
pub use fixes::{Mended, mend};
pub use lints::{LINTS, Levels, Lint, LintLevel};
pub use sink::{Report, Sink};
#[cfg(test)]
pub(crate) use suggest::OTHER_NAMES;
pub use suggest::{closest, is_alike, nearest};

use crate::source::Span;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Nothing is built.
    Error,
    /// Built, but look at it.
    Warning,
    /// For information.
    Note,
}

/// A place and what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is here; may be empty.
    pub text: String,
}

/// An edit that would mend the plan: replace the bytes of `span` by `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The bytes to replace; an empty span inserts.
    pub span: Span,
    /// What to put there.
    pub text: String,
    /// Whether it can be made without asking: it mends how something is written, and decides nothing.
    pub sure: bool,
}

/// One message: a title in lower case, the place, what is here, what to type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code.
    pub code: Code,
    /// How bad it is.
    pub level: Level,
    /// What is wrong, one line, lower case, names in backquotes.
    pub title: String,
    /// The place it is about.
    pub place: Label,
    /// Other places that have to do with it.
    pub related: Vec<Label>,
    /// What to do about it, one line each.
    pub help: Vec<String>,
    /// The edit that mends it, if there is one.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A diagnostic without label, help or fix.
    #[must_use]
    pub fn new(level: Level, code: Code, span: Span, title: impl Into<String>) -> Self {
        let place = Label { span, text: String::new() };
        Self { code, level, title: title.into(), place, related: Vec::new(), help: Vec::new(), fix: None }
    }

    /// An error.
    #[must_use]
    pub fn error(code: Code, span: Span, title: impl Into<String>) -> Self {
        Self::new(Level::Error, code, span, title)
    }

    /// A warning.
    #[must_use]
    pub fn warning(code: Code, span: Span, title: impl Into<String>) -> Self {
        Self::new(Level::Warning, code, span, title)
    }

    /// Says what is at the place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.place.text = text.into();
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push(Label { span, text: text.into() });
        self
    }

    /// Adds a line of help.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// Information.
    #[must_use]
    pub fn note(code: Code, span: Span, title: impl Into<String>) -> Self {
        Self::new(Level::Note, code, span, title)
    }

    /// Adds an edit that would mend it, for a person to decide.
    #[must_use]
    pub fn fix(self, span: Span, text: impl Into<String>) -> Self {
        self.edit(span, text, false)
    }

    /// Adds the edit that mends it, which can be made without asking.
    #[must_use]
    pub fn mend(self, span: Span, text: impl Into<String>) -> Self {
        self.edit(span, text, true)
    }

    /// Adds an edit, and whether it can be made without asking.
    #[must_use]
    pub fn edit(mut self, span: Span, text: impl Into<String>, sure: bool) -> Self {
        self.fix = Some(Fix { span, text: text.into(), sure });
        self
    }
}
