//! YAML's traps for values without quotes, and the way out of them.

use crate::source::{SourceFile, Span, Text};

/// Characters that give a meaning of YAML's own to a plain value that starts with them.
const STARTS: [char; 15] = ['%', '@', '`', '[', ']', '{', '}', '>', '|', '*', '&', '!', '\'', '"', ','];

/// `text` as a single-quoted YAML scalar.
#[must_use]
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// The comment that stands behind a plain scalar on its line: ` #` ends a plain scalar, and a condition or a path that
/// holds one is silently cut short there. `None` for a scalar in quotes or in a block.
#[must_use]
pub fn comment_after(source: &SourceFile, text: &Text) -> Option<Span> {
    let first = source.text.get(text.span.start..)?.chars().next()?;
    let is_plain = !matches!(first, '\'' | '"');
    let end = source.line_span(source.position(text.span.end).line).end;
    let rest = source.text.get(text.span.end..end)?;
    let comment = rest.trim_start_matches([' ', '\t']);
    let is_comment = comment.starts_with('#') && comment.len() < rest.len();
    (is_plain && is_comment).then(|| Span::new(end - comment.len(), end))
}

/// The whole value of the `key: value` or `- value` line that holds `offset`, if the line is one: what has to be quoted.
pub(super) fn value_on_line(source: &SourceFile, offset: usize) -> Option<Span> {
    let line = source.line_span(source.position(offset).line);
    let text = source.slice(line)?;
    let mut start = text.len() - text.trim_start_matches(' ').len();
    while let Some(rest) = text[start..].strip_prefix("- ") {
        start = text.len() - rest.trim_start_matches(' ').len();
    }
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let key = text[start..].find(|c| !word(c)).unwrap_or(text.len() - start);
    if key > 0 && text[start + key..].starts_with(": ") {
        let value = text[start + key + 1..].trim_start_matches(' ');
        start = text.len() - value.len();
    }
    let end = text.trim_end_matches([' ', '\t']).len();
    (start < end && line.start + start <= offset).then(|| Span::new(line.start + start, line.start + end))
}

/// Why a value cannot stand without quotes.
pub(super) fn trap(value: &str) -> Option<String> {
    let first = value.chars().next()?;
    if STARTS.contains(&first) {
        return Some(format!("a value that starts with `{first}` has to be put in quotes as a whole"));
    }
    value.contains(": ").then(|| "a value with `: ` inside has to be put in quotes as a whole".to_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;

    #[test]
    fn the_value_of_a_line_is_found() {
        for (line, value) in [
            ("a: %x%\\y", Some("%x%\\y")),
            ("  - a: [x] and b  ", Some("[x] and b")),
            ("  - - %x", Some("%x")),
            ("a:", Some("a:")),
            ("", None),
        ] {
            let source = SourceFile::new("p", format!("z: 1\n{line}\n"));
            let end = source.line_span(2).end;
            assert_eq!(value_on_line(&source, end).and_then(|span| source.slice(span)), value, "{line}");
        }
    }
}
