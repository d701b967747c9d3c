//! What the targets make of states and facts. Nobody wrote it down: a plan is made of each example, and each target is asked
//! whether it admits it.

use super::kinds::{self, Field};
use super::plan::roles;
use crate::catalog::facts::FactId;
use crate::diag::{Level, Sink};
use crate::emit::{self, Target};
use crate::source::SourceFile;
use crate::states::{Kind, Role};
use serde_json::{Map, Value, json};

/// What one target cannot express.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The target.
    pub target: Target,
    /// As an action alone, or as a check alone; `None` for both, or the only one there is.
    pub role: Option<Role>,
    /// The word of the field that it is about, where other words are fine.
    pub word: Option<String>,
    /// What it says.
    pub why: String,
}

/// The targets that read plans for themselves: Group Policy starts a script of one of them.
const TARGETS: [Target; 2] = [Target::Batch, Target::PowerShell];

/// What the targets refuse of a field, in each of its roles and with each of its words.
///
/// # Panics
/// Where no example of the field is a plan: a test asks for every field.
#[must_use]
pub fn takes(kind: &dyn Kind, field: &Field) -> Vec<Refusal> {
    let all = kinds::fields(kind);
    let examples: Vec<_> = field.examples.iter().filter_map(|example| kinds::state(example)).collect();
    let mut asked: Vec<(Role, Option<String>)> = Vec::new();
    let mut found: Vec<Refusal> = Vec::new();
    for role in roles(kind) {
        for word in words(field) {
            let states = examples.iter().filter_map(|example| {
                let mut state = example.clone();
                state.extend(word.clone().map(|word| (field.name.clone(), word)));
                if !fits_role(field, role, state.get(&field.name)) {
                    return None;
                }
                // What belongs to another role stands in no plan.
                state.retain(|name, value| all.iter().any(|it| it.name == *name && fits_role(it, role, Some(value))));
                Some(state)
            });
            let states: Vec<_> = states.collect();
            if states.is_empty() {
                continue;
            }
            let refused = states.iter().find_map(|state| refusals(&plan(kind, role, state)));
            let refused = refused
                .unwrap_or_else(|| panic!("no example of `{}` of `{}` is a plan: {states:?}", field.name, kind.name()));
            let word = word.as_ref().map(super::listed);
            let own = refused.into_iter();
            found.extend(own.map(|(target, why)| Refusal { target, role: Some(role), word: word.clone(), why }));
            asked.push((role, word));
        }
    }
    joined(found, &asked)
}

/// What the targets refuse of a fact.
#[must_use]
pub fn fact_takes(fact: FactId) -> Vec<Refusal> {
    let text = format!("${{{}}}", fact.name());
    let state = json!({ "key": "HKLM\\SOFTWARE\\Example", "value": "Fact", "data": text });
    let plan = json!({
        "regimen": 1, "plan": "example", "title": "An example", "actions": { "example": { "registry": state } },
    });
    let unread =
        || TARGETS.into_iter().map(|target| (target, "no target of this version reads it".to_owned())).collect();
    let refused = refusals(&plan).unwrap_or_else(unread);
    refused.into_iter().map(|(target, why)| Refusal { target, role: None, word: None, why }).collect()
}

/// The words of a field, each to be asked for by itself; `None` is the example as it is.
fn words(field: &Field) -> Vec<Option<Value>> {
    let of = |schema: &Value| schema["enum"].as_array().cloned();
    let choices = field.schema["anyOf"].as_array().into_iter().flatten().find_map(of);
    match of(&field.schema).or(choices) {
        Some(words) => words.into_iter().map(Some).collect(),
        None => vec![None],
    }
}

/// Whether a value can stand in a role.
fn fits_role(field: &Field, role: Role, value: Option<&Value>) -> bool {
    let (can, words) = match role {
        Role::Check => (field.can_check, &field.words[0]),
        Role::Action => (field.can_act, &field.words[1]),
    };
    can && match (words, value) {
        (Some(words), Some(value)) => words.contains(&super::listed(value)),
        _ => true,
    }
}

/// A plan with one state; what needs a reason (`restarted`, a command) has one.
fn plan(kind: &dyn Kind, role: Role, state: &Map<String, Value>) -> Value {
    let first = json!({ "key": "HKLM\\SOFTWARE\\First", "value": "First", "data": 1 });
    let mut plan = json!({
        "regimen": 1,
        "plan": "example",
        "title": "An example",
        "checks": { "is-first": { "registry": first } },
        "goal": "is-first",
        "actions": { "first": { "registry": first } },
    });
    match role {
        Role::Check => {
            plan["checks"]["example"] = json!({ kind.name(): state });
            plan["goal"] = json!("is-first and example");
        }
        Role::Action => plan["actions"]["example"] = json!({ "when": "first.changed", kind.name(): state }),
    }
    plan
}

/// The targets that do not admit a plan, and why; `None` where it is none.
fn refusals(plan: &Value) -> Option<Vec<(Target, String)>> {
    let mut sink = Sink::new();
    let source = SourceFile::new("example.yaml", plan.to_string());
    let checked = crate::check(&source, &Vec::new(), &mut sink)?;
    let mut refused = Vec::new();
    for target in TARGETS {
        let mut sink = Sink::new();
        if emit::admit(&checked.schedule, &checked.program, target, &mut sink) {
            continue;
        }
        let first = sink.finish().into_iter().find(|found| found.level == Level::Error);
        let why = first.map(|found| match found.place.text {
            label if label.is_empty() => found.title,
            label => format!("{}: {label}", found.title),
        });
        refused.push((target, why.unwrap_or_default()));
    }
    Some(refused)
}

/// What holds in every role, and then what holds for every word, is said once.
fn joined(found: Vec<Refusal>, asked: &[(Role, Option<String>)]) -> Vec<Refusal> {
    let same = |a: &Refusal, b: &Refusal| a.target == b.target && a.why == b.why;
    let in_roles = |refusal: Refusal| {
        let is_there =
            |role: Role| found.iter().any(|it| same(it, &refusal) && it.word == refusal.word && it.role == Some(role));
        let everywhere = asked.iter().filter(|(_, word)| *word == refusal.word).all(|(role, _)| is_there(*role));
        if everywhere { Refusal { role: None, ..refusal } } else { refusal }
    };
    let by_word = unique(found.iter().cloned().map(in_roles));
    let for_words = |refusal: Refusal| {
        let is_there = |word: &Option<String>| {
            by_word.iter().any(|it| same(it, &refusal) && it.word == *word && it.role == refusal.role)
        };
        let of_role = asked.iter().filter(|(role, _)| refusal.role.is_none_or(|own| own == *role));
        if of_role.map(|(_, word)| word).all(is_there) { Refusal { word: None, ..refusal } } else { refusal }
    };
    unique(by_word.iter().cloned().map(for_words))
}

fn unique(refusals: impl Iterator<Item = Refusal>) -> Vec<Refusal> {
    let mut kept: Vec<Refusal> = Vec::new();
    for refusal in refusals {
        if !kept.contains(&refusal) {
            kept.push(refusal);
        }
    }
    kept
}
