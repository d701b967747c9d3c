//! What is said about a tree of the wrong shape.

use super::error::Error;
use super::value::Value;
use crate::diag::{Code, Diagnostic, Sink, closest, is_alike, nearest};
use crate::source::{Span, Text};
use crate::syntax::{Node, NodeKind, is_gap, number, quoted, words};

/// Whether one of a mapping's unknown keys was most likely meant to be this one.
pub(super) fn is_misspelt(mapping: &Node, meant: &str, known: &[&str]) -> bool {
    let NodeKind::Mapping(entries) = &mapping.kind else { return false };
    let unknown = entries.iter().filter(|entry| !is_gap(entry) && !known.contains(&entry.0.value.as_str()));
    unknown.map(|(key, _)| key).any(|key| {
        let glued = glued(key, known).map(|(name, _)| name);
        glued.or_else(|| closest(&key.value, known.iter().copied())) == Some(meant)
    })
}

/// `name:A` is a key without a value in YAML: the known key in it, and the value.
fn glued<'k, 'a>(key: &'k Text, known: &[&'a str]) -> Option<(&'a str, &'k str)> {
    let (name, value) = key.value.split_once(':')?;
    let name = known.iter().copied().find(|known| *known == name)?;
    (!value.is_empty()).then_some((name, value))
}

/// Says that a key is not one of the `known` ones.
pub fn unknown_key(key: &Text, known: &[&str], sink: &mut Sink) {
    if let Some((name, value)) = glued(key, known) {
        let title = format!("no space behind the colon of `{name}`");
        // Where it stands without quotes: what has its own would have to be quoted anew.
        let is_plain = key.span.end - key.span.start == key.value.len();
        let needs_none =
            !value.contains([':', '\'', '"', '#']) && !value.starts_with(['%', '@', '`', '*', '&', '!', '|', '>']);
        let mut mistake = Diagnostic::error(Code::UnknownKey, key.span, title)
            .label("YAML reads all of this as the key")
            .help(format!("write `{name}: {}`", words::shown(value)));
        if is_plain {
            let value = if needs_none { value.to_owned() } else { quoted(value) };
            mistake = mistake.edit(key.span, format!("{name}: {value}"), needs_none);
        }
        sink.push(mistake);
        return;
    }
    let title = format!("the key `{}` is not known here", words::shown(&key.value));
    let mut mistake = Diagnostic::error(Code::UnknownKey, key.span, title).label("unknown key");
    if let Some((near, sure)) = nearest(&key.value, known.iter().copied()) {
        mistake = mistake.help(format!("did you mean `{near}`?")).edit(key.span, near, sure);
    }
    if !known.is_empty() {
        mistake = mistake.help(format!("known here: {}", words::list(known.iter().copied())));
    }
    sink.push(mistake);
}

/// Says that a key is missing; nothing where it may have stood in a part that could not be read.
pub(super) fn missing_key(node: &Node, place: Span, key: &str) -> Option<Diagnostic> {
    let NodeKind::Mapping(entries) = &node.kind else { return None };
    if entries.iter().any(is_gap) {
        return None;
    }
    let place = entries.first().map_or(place, |(first, _)| first.span);
    Some(
        Diagnostic::error(Code::MissingKey, place, format!("the key `{key}` is missing"))
            .label("in the mapping that starts here")
            .help(format!("add `{key}: ...`")),
    )
}

/// A mistake of `serde`'s, with the place it lacked.
pub(super) fn mistake(value: Value<'_>, error: Error) -> Diagnostic {
    let place = value.place();
    match error {
        Error::Variant(word, known) => unknown_word(place, &word, known),
        error => Diagnostic::error(Code::WrongType, place, one_line(&error.to_string())),
    }
}

pub(super) fn unknown_word(place: Span, word: &str, known: &[&str]) -> Diagnostic {
    let title = format!("`{}` is not known here", words::shown(word));
    let mut mistake = Diagnostic::error(Code::UnknownWord, place, title).label("unknown word");
    if let Some(near) = closest(word, known.iter().copied()) {
        // A word decides what is done: only the same word, written otherwise, is put there without asking.
        mistake = mistake.help(format!("did you mean `{near}`?")).edit(place, near, is_alike(word, near));
    }
    mistake.help(format!("known here: {}", words::list(known.iter().copied())))
}

/// Another type than the field's, or nothing at all.
pub(super) fn wrong_type(value: Value<'_>, expected: &str) -> Diagnostic {
    let place = value.place();
    if is_empty(value.node) {
        let title = value
            .key_text()
            .map_or_else(|| "a value is empty".to_owned(), |key| format!("`{}` is empty", words::shown(key)));
        return Diagnostic::error(Code::EmptyValue, place, title)
            .label(format!("expected {expected} behind this"))
            .help("write the value, or remove the key");
    }
    Diagnostic::error(Code::WrongType, place, format!("expected {expected}, found {}", describe(value.node)))
        .label(format!("this is {}", describe(value.node)))
}

/// One text where a list belongs.
pub(super) fn wrong_list(value: Value<'_>) -> Diagnostic {
    let mistake = wrong_type(value, "a list");
    match (&value.node.kind, value.key_text()) {
        (NodeKind::Scalar { text, .. }, Some(key)) if !is_empty(value.node) => {
            mistake.help(format!("write `{}: [{}]`", words::shown(key), in_brackets(&text.value)))
        }
        _ => mistake,
    }
}

/// Something else where a mapping belongs that has the keys `known`, or any.
pub(super) fn wrong_mapping(value: Value<'_>, known: Option<&[&str]>) -> Diagnostic {
    let mistake = wrong_type(value, "a mapping");
    let example = match (&value.node.kind, known.and_then(<[_]>::first)) {
        (NodeKind::Scalar { text, .. }, Some(first)) if !is_empty(value.node) => {
            format!("write `{{ {first}: {} }}`", in_brackets(&text.value))
        }
        (NodeKind::Sequence(_), None) => "write `name: ...` on a line of its own for each, without the `- `".to_owned(),
        _ => return mistake,
    };
    let mistake = mistake.help(example);
    match known {
        Some(known) => mistake.help(format!("known here: {}", words::list(known.iter().copied()))),
        None => mistake,
    }
}

/// A text as it can be written inside brackets.
fn in_brackets(text: &str) -> String {
    let shown = words::shown(text);
    let first = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '\\' | '$' | '_' | '~' | '(' | '=' | '+');
    let is_plain = shown.starts_with(first) && !shown.contains([',', '[', ']', '{', '}', '#']) && !shown.contains(": ");
    if is_plain && !shown.ends_with(':') { shown } else { quoted(&shown) }
}

/// As [`wrong_type`], with what is usually meant.
pub(super) fn wrong_boolean(value: Value<'_>) -> Diagnostic {
    let mistake = wrong_type(value, "`true` or `false`");
    let NodeKind::Scalar { text, .. } = &value.node.kind else { return mistake };
    let meant = match text.value.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "y" => "true",
        "false" | "no" | "off" | "n" => "false",
        _ => return mistake,
    };
    mistake.help(format!("write `{meant}`, without quotes")).mend(value.node.span, meant)
}

pub(super) fn out_of_range(place: Span, text: &str, least: i128, most: i128) -> Diagnostic {
    let title = format!("the number {} is out of range", words::shown(text));
    Diagnostic::error(Code::NumberRange, place, title)
        .label(format!("expected {least} to {most}"))
        .help("write a number that is in this range")
}

/// A list where one value belongs, with the text that may have been meant.
pub(super) fn wrong_text(value: Value<'_>) -> Diagnostic {
    let mistake = wrong_type(value, "text");
    if matches!(value.node.kind, NodeKind::Sequence(_) | NodeKind::Mapping(_)) {
        return mistake.help("a text that starts with a bracket or holds `: ` is put in single quotes as a whole");
    }
    mistake
}

pub(super) const fn is_mapping(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Mapping(_))
}

/// Whether nothing was written.
pub(super) fn is_empty(node: &Node) -> bool {
    matches!(&node.kind, NodeKind::Scalar { text, plain: true } if text.value.is_empty())
}

fn describe(node: &Node) -> &'static str {
    match &node.kind {
        NodeKind::Sequence(_) => "a list",
        NodeKind::Mapping(_) => "a mapping",
        NodeKind::Poisoned => "a part with a mistake",
        NodeKind::Scalar { text, plain: true } if number::integer(&text.value).is_some() => "an integer",
        NodeKind::Scalar { text, plain: true } if number::float(&text.value).is_some() => "a number",
        NodeKind::Scalar { text, plain: true } if matches!(text.value.as_str(), "true" | "false") => "a boolean",
        NodeKind::Scalar { .. } => "text",
    }
}

fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

/// A number that was written as something else: in quotes, or with a unit.
pub(super) fn wrong_integer(value: Value<'_>) -> Diagnostic {
    let mistake = wrong_type(value, "an integer");
    match &value.node.kind {
        NodeKind::Scalar { text, plain: false } if number::integer(&text.value).is_some() => {
            let bare = text.value.clone();
            mistake.help(format!("remove the quotes: {} is text", quoted(&bare))).mend(value.node.span, bare)
        }
        NodeKind::Scalar { plain: true, .. } if !is_empty(value.node) => {
            mistake.help("integers are decimal (`42`, `-1`) or hex (`0xC004F074`)")
        }
        _ => mistake,
    }
}
