//! A key of plans, states, scenarios and machines, and a fact.

use super::kind::{in_role, indented, kind_in_roles};
use super::lists::list_of;
use super::wrapped;
use regimen::catalog::facts::FactId;
use regimen::catalog::reference;
use regimen::condition::Type;
use regimen::emit::Target;
use regimen::schema::{Key, Refusal, fact_takes, keys, takes};
use std::fmt::Write as _;

/// Everything that has a key of this name; `service.startup` is that of one kind.
pub(super) fn explained(what: &str) -> Option<String> {
    let (of, name) = match what.split_once('.') {
        Some((of, name)) => (Some(of), name),
        None => (None, what),
    };
    let is_meant =
        |key: &Key| key.field.name == name && of.is_none_or(|of| key.kind.is_some_and(|kind| kind.name() == of));
    let found: Vec<Key> = keys().into_iter().filter(is_meant).collect();
    if found.is_empty() {
        return None;
    }
    // What several have alike is said once.
    let mut alike: Vec<(Vec<&str>, &Key)> = Vec::new();
    for key in &found {
        match alike.iter_mut().find(|(_, other)| is_same(key, other)) {
            Some((of, _)) => of.push(&key.of),
            None => alike.push((vec![&key.of], key)),
        }
    }
    let texts: Vec<String> = alike.iter().map(|(of, key)| one(key, &of.join(", "))).collect();
    let example = found.iter().filter(|key| key.kind.is_none()).find_map(example).unwrap_or_default();
    Some(texts.join("\n") + &example)
}

fn is_same(key: &Key, other: &Key) -> bool {
    let said = |key: &Key| (kind_in_roles(&key.field), key.field.doc.clone(), key.kind.is_some());
    key.kind.is_none() && said(key) == said(other)
}

/// One key, and what has it.
fn one(key: &Key, of: &str) -> String {
    let field = &key.field;
    let mut out = format!("{} (of {of})\n", field.name);
    out.push_str(&wrapped(&kind_in_roles(field), 4));
    out.push_str(&wrapped(&field.doc, 4));
    for (word, doc) in field.word_docs() {
        let _ = writeln!(out, "      {word:<18} {doc}");
    }
    if let Some(kind) = key.kind {
        targets(&takes(kind, field), &mut out);
        for example in &field.examples {
            let _ = writeln!(out, "    for example {}: {example}", kind.name());
        }
    }
    out
}

/// An example of the reference with a key of plans.
fn example(key: &Key) -> Option<String> {
    if key.of.starts_with("a machine") || key.of.starts_with("a file") {
        return None;
    }
    let with_it = |example: &&str| example.contains(&format!(" {}:", key.field.name));
    Some(format!("\nFor example:\n\n{}", indented(reference::examples().find(with_it)?)))
}

/// What the targets refuse, a line each; nothing where they take all.
fn targets(refusals: &[Refusal], out: &mut String) {
    for refusal in refusals {
        let line = match (&refusal.word, refusal.role) {
            (None, None) => refusal.why.clone(),
            (None, role) => format!("not{}: {}", in_role(role), refusal.why),
            (Some(word), role) => format!("not `{word}`{}: {}", in_role(role), refusal.why),
        };
        let _ = write!(out, "    {:<11} {}", refusal.target.name(), wrapped(&line, 16).trim_start());
    }
}

/// A fact: its type and words, and who reads it.
pub(super) fn fact(fact: FactId) -> String {
    let mut out = format!("{}: {}\n\n", fact.name(), fact.doc());
    let _ = writeln!(out, "  type    {}", fact.ty());
    if fact.may_be_absent() {
        let _ = writeln!(out, "  absent  on some machines: there it equals `none`");
    }
    let example = match fact.ty() {
        Type::Enum(of) => {
            let words = of.words();
            let listed = match list_of(fact) {
                Some(list) => format!("see `regimen explain {list}`"),
                None => words.join(", "),
            };
            let _ = writeln!(out, "  words   {listed}");
            format!("{} == {}", fact.name(), words.first().copied().unwrap_or_default())
        }
        Type::Bool => format!("not {}", fact.name()),
        Type::Int => format!("{} >= 7601", fact.name()),
        Type::Version => format!("{} >= 6.1", fact.name()),
        Type::Date => format!("{} < 2030-01-01", fact.name()),
        _ => format!("{} != none", fact.name()),
    };
    out.push('\n');
    if !fact.is_read() {
        out.push_str("No target of this version reads it.\n");
        return out;
    }
    let refusals = fact_takes(fact);
    for target in Target::ALL.iter().filter(|target| !matches!(target, Target::Gpo(_))) {
        let refusal = refusals.iter().find(|refusal| refusal.target == *target);
        let said = refusal.map_or("reads it", |refusal| &refusal.why);
        let _ = write!(out, "  {:<11} {}", target.name(), wrapped(said, 14).trim_start());
    }
    let _ = writeln!(out, "\nFor example `scope: {example}`; in a text `${{{}}}`.", fact.name());
    out
}
