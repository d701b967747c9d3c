//! R1011: something looks like a secret.

use super::{Subject, uses};
use crate::catalog::keys::{self, ProductKey};
use crate::diag::{Code, Diagnostic, Sink};
use crate::source::Text;
use crate::syntax::{Node, NodeKind};

/// Words that name a secret; case folded.
const NAMES: &[&str] = &["password", "passwd", "pwd", "secret", "token", "apikey", "api-key", "api_key", "credential"];

/// Every text in which a secret may stand: of states, of maps, and the defaults of params.
pub(super) fn texts<'a>(subject: &Subject<'a>) -> Vec<&'a Text> {
    let mut texts = uses::of_plan(subject);
    for (_, map) in &subject.plan.maps {
        for node in map.entries.iter().chain(&map.otherwise) {
            uses::texts(node, &mut texts);
        }
    }
    texts.extend(subject.plan.params.iter().filter_map(|(_, param)| param.default.as_ref()));
    texts
}

pub(super) fn judge(subject: &Subject<'_>, sink: &mut Sink) {
    for text in texts(subject) {
        if let Some(what) = looks_like(text) {
            found(text, what, sink);
        }
    }
    for state in uses::states(subject) {
        named(&state.fields, sink);
    }
    for (name, param) in &subject.plan.params {
        if let (Some(default), true) = (&param.default, names_secret(&name.value)) {
            found(default, "named like a secret", sink);
        }
    }
}

fn found(text: &Text, what: &str, sink: &mut Sink) {
    let title = "this looks like a secret";
    sink.push(Diagnostic::warning(Code::Secret, text.span, title).label(what).help(
        "whoever can read the plan or the script has it: take it from the machine, or from a param without a default",
    ));
}

/// What a text is by its own look.
fn looks_like(text: &Text) -> Option<&'static str> {
    let value = text.value.trim();
    if let Some(key) = ProductKey::parse(value) {
        // One slip away from a published key it is no secret, but a mistake of its own.
        let is_known = keys::rows_of(&key).next().is_some() || keys::misspelt(&key).is_some();
        return (!is_known).then_some("a product key that is not published");
    }
    let begins = |prefix: &str, length: usize, rest: fn(char) -> bool| {
        value.split_whitespace().any(|word| {
            word.strip_prefix(prefix).is_some_and(|tail| tail.len() >= length && tail.chars().take(length).all(rest))
        })
    };
    let alphanumeric = |c: char| c.is_ascii_alphanumeric();
    if value.contains("-----BEGIN ") && value.contains("PRIVATE KEY-----") {
        return Some("a private key");
    }
    if begins("AKIA", 16, |c| c.is_ascii_uppercase() || c.is_ascii_digit())
        || begins("ghp_", 36, alphanumeric)
        || begins("github_pat_", 22, |c| c.is_ascii_alphanumeric() || c == '_')
        || begins("eyJ", 40, |c| c.is_ascii_alphanumeric() || "-_.".contains(c))
    {
        return Some("an access token");
    }
    value.split_whitespace().find_map(|word| {
        let word = word.trim_start_matches(['-', '/']);
        let (name, rest) = word.split_once([':', '='])?;
        let literal = rest.len() > 2 && !rest.contains(['%', '$', '\\', '*']);
        (literal && NAMES.contains(&name.to_ascii_lowercase().as_str())).then_some("a password in an argument")
    })
}

fn names_secret(name: &str) -> bool {
    let folded = name.to_ascii_lowercase();
    NAMES.iter().any(|word| folded.ends_with(word))
}

/// Fields whose name is a secret's with a literal value, and registry values with such a name and data.
fn named(node: &Node, sink: &mut Sink) {
    let NodeKind::Mapping(entries) = &node.kind else { return };
    let scalar = |node: &'_ Node| match &node.kind {
        NodeKind::Scalar { text, .. } => Some(text.clone()),
        _ => None,
    };
    let literal = |text: &Text| text.value.len() > 2 && !text.value.contains("${");
    let field = |name: &str| entries.iter().find(|(key, _)| key.value == name).and_then(|(_, node)| scalar(node));
    if let (Some(value), Some(data)) = (field("value"), field("data"))
        && names_secret(&value.value)
        && literal(&data)
    {
        found(&data, "the data of a value that is named like a secret", sink);
    }
    if let Some((_, Node { kind: NodeKind::Mapping(env), .. })) = entries.iter().find(|(key, _)| key.value == "env") {
        for (name, value) in env {
            if let Some(text) = scalar(value)
                && names_secret(&name.value)
                && literal(&text)
            {
                found(&text, "the value of a variable that is named like a secret", sink);
            }
        }
    }
}
