//! Diagnostics as text for people and as JSON for programs: pure functions from a [`Report`] and its file to a `String`.

mod human;
mod json;

pub use human::human;
pub use json::json;

use super::Report;
use crate::source::{SourceFile, Span};

/// A span that lies in the file and on its characters, whatever was asked for.
fn within(source: &SourceFile, span: Span) -> Span {
    let start = source.floor(span.start);
    Span::new(start, source.ceil(span.end).max(start))
}

/// `text` without characters that steer a terminal or hide others: one line, everything visible.
#[must_use]
pub fn one_line(text: &str) -> String {
    let line: String = text.chars().map(|c| if c == '\n' { ' ' } else { visible(c) }).collect();
    annotate_snippets::normalize_untrusted_str(&line)
}

/// What `annotate-snippets` lets through and a terminal or an eye may take for something else; of the same length in
/// UTF-8, so that offsets hold.
const fn visible(c: char) -> char {
    match c {
        '\u{80}'..='\u{9F}' | '\u{061C}' => '\u{B7}',
        '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' => '\u{FFFD}',
        _ => c,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests;
