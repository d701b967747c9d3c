//! A kind of state: its fields, what the targets make of it, an example.

use super::wrapped;
use regimen::catalog::reference;
use regimen::emit::Target;
use regimen::schema::{Field, Refusal, fields, kind_of, summary, takes};
use regimen::states::{Kind, Role};
use std::fmt::Write as _;

pub(super) fn explained(kind: &dyn Kind) -> String {
    let mut out = wrapped(&format!("{}: {}", kind.name(), summary(kind)), 0);
    out.push('\n');
    out.push_str(match (kind.can_check(), kind.can_act()) {
        (true, true) => "A check observes it, an action brings it about.\n",
        (true, false) => "A check observes it.\n",
        (false, _) => "An action does it.\n",
    });
    if let Some(short) = kind.short() {
        let _ = writeln!(out, "One text alone is its `{short}`.");
    }
    let fields = fields(kind);
    out.push('\n');
    for field in &fields {
        let _ = write!(out, "  {:<13} {}", field.name, wrapped(&kind_in_roles(field), 16).trim_start());
        out.push_str(&wrapped(&field.doc, 16));
    }
    if let Some(details) = reference::details_of(kind.name()) {
        let _ = write!(out, "\n{}", wrapped(&details, 0));
    }
    out.push('\n');
    out.push_str(&targets(kind, &fields));
    if let Some(example) = reference::example_of(kind.name()) {
        let _ = write!(out, "\nFor example:\n\n{}", indented(example));
    }
    out
}

/// What a field takes, and where.
pub(super) fn kind_in_roles(field: &Field) -> String {
    let mut text = kind_of(&field.schema);
    for (words, role) in field.words.iter().zip(["a check", "an action"]) {
        if let Some(words) = words {
            let _ = write!(text, "; in {role}: {}", words.join(", "));
        }
    }
    match (field.can_check, field.can_act) {
        (true, false) => text.push_str("; only in a check"),
        (false, true) => text.push_str("; only in an action"),
        _ => {}
    }
    if field.required {
        text.push_str("; required");
    }
    if let Some(default) = field.default() {
        let _ = write!(text, "; {default}, where it is left out");
    }
    text
}

/// What each target makes of a kind: what all of its fields meet is said once.
fn targets(kind: &dyn Kind, fields: &[Field]) -> String {
    let taken: Vec<(&Field, Vec<Refusal>)> = fields.iter().map(|field| (field, takes(kind, field))).collect();
    let mut out = String::new();
    for target in Target::ALL {
        let name = target.name();
        if let Target::Gpo(_) = target {
            let _ = writeln!(out, "  {name:<11} starts one of these scripts");
            continue;
        }
        let mut reasons: Vec<(&str, Option<Role>, Vec<String>)> = Vec::new();
        for (field, refusals) in &taken {
            for refusal in refusals.iter().filter(|refusal| refusal.target == *target) {
                let what = match &refusal.word {
                    Some(word) => format!("`{}: {word}`", field.name),
                    None => format!("`{}`", field.name),
                };
                match reasons.iter_mut().find(|(why, role, _)| *why == refusal.why && *role == refusal.role) {
                    Some((.., what_all)) => what_all.push(what),
                    None => reasons.push((&refusal.why, refusal.role, vec![what])),
                }
            }
        }
        if reasons.is_empty() {
            let _ = writeln!(out, "  {name:<11} takes all of it");
        }
        for (index, (why, role, what)) in reasons.iter().enumerate() {
            let line = match what.len() == taken.len() && role.is_none() {
                true => (*why).to_owned(),
                false => format!("not {}{}: {why}", what.join(", "), in_role(*role)),
            };
            let name = if index == 0 { name } else { "" };
            let _ = write!(out, "  {name:<11} {}", wrapped(&line, 14).trim_start());
        }
    }
    out
}

/// Where a refusal holds.
pub(super) const fn in_role(role: Option<Role>) -> &'static str {
    match role {
        Some(Role::Check) => " in a check",
        Some(Role::Action) => " in an action",
        None => "",
    }
}

pub(super) fn indented(example: &str) -> String {
    example.lines().map(|line| format!("    {line}\n")).collect()
}
