//! `each` of a scenario: one scenario for each value of a list, as the language has it for actions.

use crate::diag::{Code, Diagnostic, Sink};
use crate::source::Text;
use crate::syntax::{Node, NodeKind};

/// The scenarios that one is unrolled into; itself where it has no `each`. Mistakes go to the sink.
pub(super) fn unrolled(scenario: &Node, sink: &mut Sink) -> Vec<Node> {
    let NodeKind::Mapping(entries) = &scenario.kind else { return vec![scenario.clone()] };
    let Some(at) = entries.iter().position(|(key, _)| key.value == "each") else { return vec![scenario.clone()] };
    let mut rest = entries.clone();
    let (_, list) = rest.remove(at);
    let NodeKind::Sequence(values) = &list.kind else {
        if !list.is_poisoned() {
            sink.push(Diagnostic::error(Code::BadEach, list.span, "`each` is a list of texts, or of small maps"));
        }
        return Vec::new();
    };
    if values.is_empty() {
        sink.push(Diagnostic::error(Code::BadEach, list.span, "`each` has no values"));
    }
    let names_it = |(key, value): &(Text, Node)| {
        key.value == "name" && matches!(&value.kind, NodeKind::Scalar { text, .. } if text.value.contains("${each"))
    };
    let named = rest.iter().any(names_it);
    let mut instances = all(values, sink, |value, sink| Some(with(&rest, value, sink)));
    if !named {
        for (index, instance) in instances.iter_mut().enumerate() {
            for (_, name) in instance.iter_mut().filter(|(key, _)| key.value == "name") {
                if let NodeKind::Scalar { text, .. } = &mut name.kind {
                    text.value = format!("{} [{}]", text.value, index + 1);
                }
            }
        }
    }
    instances.into_iter().map(|made| Node { span: scenario.span, kind: NodeKind::Mapping(made) }).collect()
}

/// Reads all that one scenario is unrolled into: a mistake that several have is said once.
pub(super) fn all<T, U>(parts: &[T], sink: &mut Sink, read: impl Fn(&T, &mut Sink) -> Option<U>) -> Vec<U> {
    let mut said: Vec<Diagnostic> = Vec::new();
    let mut found = Vec::new();
    for part in parts {
        let mut own = Sink::new();
        found.extend(read(part, &mut own));
        for mistake in own.finish() {
            let same = |other: &Diagnostic| other.place.span == mistake.place.span && other.title == mistake.title;
            if !said.iter().any(same) {
                said.push(mistake.clone());
                sink.push(mistake);
            }
        }
    }
    found
}

fn with(entries: &[(Text, Node)], each: &Node, sink: &mut Sink) -> Vec<(Text, Node)> {
    entries.iter().map(|(key, value)| (inserted(key, each, sink), put_in(value, each, sink))).collect()
}

/// A part of a scenario with one value of its `each`.
fn put_in(node: &Node, each: &Node, sink: &mut Sink) -> Node {
    let kind = match &node.kind {
        NodeKind::Scalar { text, plain } => {
            // A number that stands alone stays a number.
            let alone = text.value.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
            if let Some(name) = alone.filter(|name| !name.contains('}')) {
                return value(text, 2, name, each, sink).cloned().unwrap_or_else(|| Node::poisoned(node.span));
            }
            NodeKind::Scalar { text: inserted(text, each, sink), plain: *plain }
        }
        NodeKind::Sequence(items) => NodeKind::Sequence(items.iter().map(|item| put_in(item, each, sink)).collect()),
        NodeKind::Mapping(entries) => NodeKind::Mapping(with(entries, each, sink)),
        NodeKind::Poisoned => NodeKind::Poisoned,
    };
    Node { span: node.span, kind }
}

/// A text with one value of `each`; `$${` is a literal `${`.
fn inserted(text: &Text, each: &Node, sink: &mut Sink) -> Text {
    let (mut out, mut at) = (String::new(), 0);
    while let Some(next) = text.value[at..].find('$') {
        let (before, rest) = text.value[at..].split_at(next);
        out.push_str(before);
        at += next;
        if rest.starts_with("$${") {
            out.push_str("${");
            at += 3;
        } else if let Some(end) = rest.find('}').filter(|_| rest.starts_with("${")) {
            let found = value(text, at + 2, &rest[2..end], each, sink).map(|node| &node.kind);
            if let Some(NodeKind::Scalar { text, .. }) = found {
                out.push_str(&text.value);
            }
            at += end + 1;
        } else {
            out.push('$');
            at += 1;
        }
    }
    if at == 0 {
        return text.clone();
    }
    out.push_str(&text.value[at..]);
    Text::new(out, text.span, Vec::new())
}

/// What `each` or `each.field`, found in a text, stands for.
fn value<'n>(text: &Text, at: usize, name: &str, each: &'n Node, sink: &mut Sink) -> Option<&'n Node> {
    let found = match (&each.kind, name.strip_prefix("each")) {
        (NodeKind::Scalar { .. }, Some("")) => Some(each),
        (NodeKind::Mapping(fields), Some(field)) => {
            let field = field.strip_prefix('.');
            let found = fields.iter().find(|(known, _)| Some(known.value.as_str()) == field).map(|(_, value)| value);
            found.filter(|value| matches!(value.kind, NodeKind::Scalar { .. }))
        }
        (NodeKind::Poisoned, _) => return None,
        _ => None,
    };
    if found.is_none() {
        sink.push(
            Diagnostic::error(
                Code::UnknownName,
                text.locate(at..at + name.len()),
                format!("`{name}` has no value here"),
            )
            .related(each.span, "in this value of `each`")
            .help("`${each}` is a value of `each`, `${each.field}` a field where the values are small maps; `$${` is a literal `${`"),
        );
    }
    found
}
