//! Edits of a plan's text: a key added to an action, a name added to a key.

use super::Subject;
use crate::plan::Action;
use crate::source::{SourceFile, Span, Text};

/// An edit: what to replace, and by what.
pub(super) type Edit = (Span, String);

/// Adds a key to a mapping, in front of its first.
pub(super) fn add_key(source: &SourceFile, mapping: Span, key: &str, value: &str) -> Option<Edit> {
    let rest = source.text.get(mapping.start..)?;
    if let Some(inside) = rest.strip_prefix('{') {
        let blank = if inside.starts_with(' ') { " " } else { "" };
        let comma = if inside.trim_start().starts_with('}') { "" } else { "," };
        let at = mapping.start + 1;
        return Some((Span::new(at, at), format!("{blank}{key}: {value}{comma}")));
    }
    let line = source.line_span(source.position(mapping.start).line);
    let indent = source.text.get(line.start..mapping.start)?;
    if !indent.bytes().all(|b| b == b' ') {
        return None;
    }
    let end = line_end(source, line);
    Some((Span::new(line.start, line.start), format!("{indent}{key}: {value}{end}")))
}

/// Adds the id of an action to the `needs` or the `after` of another.
pub(super) fn add_edge(subject: &Subject<'_>, action: &Action, key: &str, id: &str) -> Option<Edit> {
    let list = if key == "needs" { &action.keys.needs } else { &action.keys.after };
    match list.as_ref().and_then(|list| list.last()) {
        None => add_key(subject.source, action.span, key, id),
        Some(last) => add_item(subject.source, last, id),
    }
}

/// Adds an item behind the last one of a list, or behind a value that stands for a list of one.
fn add_item(source: &SourceFile, last: &Text, item: &str) -> Option<Edit> {
    let line = source.line_span(source.position(last.span.start).line);
    let before = source.text.get(line.start..last.span.start)?;
    let behind = Span::new(last.span.end, last.span.end);
    if let Some(indent) = before.strip_suffix("- ").filter(|indent| indent.bytes().all(|b| b == b' ')) {
        let end = line_end(source, line);
        return Some((behind, format!("{end}{indent}- {item}")));
    }
    if before.trim_end().ends_with(['[', ',']) {
        return Some((behind, format!(", {item}")));
    }
    let raw = source.slice(last.span)?;
    before.trim_end().ends_with(':').then(|| (last.span, format!("[{raw}, {item}]")))
}

/// How a line ends; a line feed at the end of the file.
fn line_end(source: &SourceFile, line: Span) -> &'static str {
    if source.text[line.end..].starts_with("\r\n") { "\r\n" } else { "\n" }
}
