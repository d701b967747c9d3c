//! Ids: their shape, and that none is used twice.

use crate::catalog::windows::is_device_name;
use crate::diag::{Code, Diagnostic, Sink};
use crate::plan::Plan;
use crate::source::Text;
use std::collections::HashMap;

/// Words of the condition language; no id can be one.
pub(super) const KEYWORDS: &[&str] = &["and", "or", "not", "in", "like", "has", "none", "true", "false", "each"];
/// The longest plan id: it becomes a file's and a registry key's name.
const LONGEST: usize = 63;

pub(super) fn check(plan: &Plan, sink: &mut Sink) {
    let id = &plan.id;
    if !is_kebab(&id.value) || id.value.len() > LONGEST {
        sink.push(
            Diagnostic::error(Code::BadId, id.span, format!("`{}` is not a plan's id", id.value))
                .help(format!("use small letters, digits and `-`, a letter first, at most {LONGEST} characters")),
        );
    } else if is_device_name(&id.value) {
        sink.push(
            Diagnostic::error(Code::BadId, id.span, format!("`{}` is the name of a device", id.value))
                .label("Windows makes no file with this name")
                .help("the id becomes a file's name: give the plan another, such as one with a word more"),
        );
    }
    if plan.title.value.trim().is_empty() || plan.title.value.contains('\n') {
        sink.push(
            Diagnostic::error(Code::BadTitle, plan.title.span, "a title is one line of text")
                .help("longer text goes into `description`"),
        );
    }
    let tables = [
        ("param", names(&plan.params)),
        ("map", names(&plan.maps)),
        ("check", names(&plan.checks)),
        ("action", names(&plan.actions)),
    ];
    let mut seen: HashMap<&str, (&str, &Text)> = HashMap::new();
    for (what, names) in tables {
        for name in names {
            let text = name.value.as_str();
            if !is_kebab(text) {
                sink.push(
                    Diagnostic::error(Code::BadId, name.span, format!("`{text}` is not an id"))
                        .help("use small letters, digits and `-`, a letter first"),
                );
            } else if KEYWORDS.contains(&text) {
                sink.push(
                    Diagnostic::error(Code::BadId, name.span, format!("`{text}` is a word of the condition language"))
                        .help("give it another name"),
                );
            }
            if let Some((other, first)) = seen.insert(text, (what, name))
                && other != what
            {
                sink.push(
                    Diagnostic::error(Code::DuplicateName, name.span, format!("`{text}` is a {other} already"))
                        .label(if what == "action" {
                            "this is an action".to_owned()
                        } else {
                            format!("this is a {what}")
                        })
                        .related(first.span, format!("the {other}"))
                        .help("checks, actions, maps and params share one set of names"),
                );
            }
        }
    }
}

fn names<T>(table: &[(Text, T)]) -> Vec<&Text> {
    table.iter().map(|(name, _)| name).collect()
}

/// Small letters, digits and single `-`, a letter first.
fn is_kebab(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.ends_with('-')
}
