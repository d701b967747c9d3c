//! Diagnostics as text for people, and as JSON, SARIF, workflow commands and JUnit's XML for programs: pure functions from a
//! [`Report`] and its file to a `String`. In none of them a control character or a mark that turns the direction of text
//! comes out as it is: in JSON it is escaped, elsewhere replaced.

mod github;
mod human;
mod json;
mod junit;
mod sarif;

pub use github::{github, github_failure};
pub use human::human;
pub use json::{JsonLine, json, json_failure};
pub use junit::junit;
pub use sarif::sarif;

use super::{Diagnostic, Report};
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

/// A diagnostic's title, what is at its place, and what to do, a line each.
fn text_of(found: &Diagnostic) -> String {
    let mut lines = vec![found.title.clone()];
    if !found.place.text.is_empty() {
        lines.push(found.place.text.clone());
    }
    lines.extend(found.help.iter().map(|help| format!("help: {help}")));
    lines.join("\n")
}

/// JSON in which what steers a terminal or hides text is escaped: it can stand in strings alone.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c == '\u{7F}' || (c > '\u{7F}' && visible(c) != c) {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
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
