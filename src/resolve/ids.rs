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

/// Why a text cannot be the id of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanIdMistake {
    /// What is wrong, one line.
    pub title: String,
    /// What stands there.
    pub label: Option<&'static str>,
    /// What to write instead.
    pub help: String,
}

/// What is wrong with a text as the id of a plan, if something is.
#[must_use]
pub fn plan_id(text: &str) -> Option<PlanIdMistake> {
    if !is_kebab(text) || text.len() > LONGEST {
        Some(PlanIdMistake {
            title: format!("`{text}` is not a plan's id"),
            label: None,
            help: format!("use small letters, digits and `-`, a letter first, at most {LONGEST} characters"),
        })
    } else if is_device_name(text) {
        Some(PlanIdMistake {
            title: format!("`{text}` is the name of a device"),
            label: Some("Windows makes no file with this name"),
            help: "the id becomes a file's name: give the plan another, such as one with a word more".to_owned(),
        })
    } else {
        None
    }
}

pub(super) fn check(plan: &Plan, sink: &mut Sink) {
    if let Some(mistake) = plan_id(&plan.id.value) {
        let diagnostic = Diagnostic::error(Code::BadId, plan.id.span, mistake.title).help(mistake.help);
        sink.push(match mistake.label {
            Some(label) => diagnostic.label(label),
            None => diagnostic,
        });
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
