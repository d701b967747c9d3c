//! What a run did and what it left behind, for people and for programs.

use super::machine::{Machine, Name};
use super::trace::{Event, Outcome, Trace};
use crate::diag::render::one_line;
use crate::program::Program;
use serde_json::{Value, json};

/// What the plan owes on a machine: the debts that outlive a run.
#[must_use]
pub fn owed(program: &Program, machine: &Machine) -> Vec<String> {
    let values = machine.registry.get(&Name::from(super::debts::key(&program.plan).as_str()));
    let names = values.into_iter().flat_map(|values| values.keys());
    // That a command ran once is a mark, which stays.
    names.filter(|name| name.contains('.') && !name.ends_with(".once")).map(|name| name.0.clone()).collect()
}

/// How a machine differs from what it was, a line each, by the names of its description.
#[must_use]
pub fn every_difference(before: &Machine, after: &Machine) -> Vec<String> {
    let plain = |machine: &Machine| {
        let mut machine = machine.clone();
        // Faults are used up.
        machine.faults.clear();
        serde_json::to_value(machine).expect("a machine is plain data")
    };
    let mut lines = Vec::new();
    compare("", &plain(before), &plain(after), &mut lines);
    lines
}

/// The same without what regimen itself keeps in the registry, and without the hive that a restart makes anew.
#[must_use]
pub fn difference(before: &Machine, after: &Machine) -> Vec<String> {
    let without = |machine: &Machine| {
        let mut machine = machine.clone();
        machine.registry.retain(|key, _| {
            !super::machine::is_below(key, r"HKLM\SOFTWARE\Regimen")
                && !super::machine::is_below(key, super::machine::VOLATILE)
        });
        machine
    };
    every_difference(&without(before), &without(after))
}

fn compare(at: &str, before: &Value, after: &Value, lines: &mut Vec<String>) {
    let (Value::Object(old), Value::Object(new)) = (before, after) else {
        if before != after {
            lines.push(format!("{at}: {} -> {}", shown(at, before), shown(at, after)));
        }
        return;
    };
    let below = |key: &str| if at.is_empty() { key.to_owned() } else { format!("{at}: {key}") };
    for (key, value) in old {
        match new.get(key) {
            Some(other) => compare(&below(key), value, other, lines),
            None => lines.push(format!("{}: gone", below(key))),
        }
    }
    for (key, value) in new.iter().filter(|(key, _)| !old.contains_key(*key)) {
        lines.push(format!("{}: new{}", below(key), introduced(&below(key), value)));
    }
}

/// What a new thing is, behind a comma; nothing where it is as plain as can be.
fn introduced(at: &str, value: &Value) -> String {
    match shown(at, value) {
        text if text.is_empty() => String::new(),
        text => format!(", {text}"),
    }
}

/// A value in one line; text as it is, codes and states of Windows as people look them up. `at` is where it stands.
fn shown(at: &str, value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => "none".to_owned(),
        Value::Number(number) if number.as_u64().is_some_and(|n| n > 0x7FFF_FFFF && n <= 0xFFFF_FFFF) => {
            format!("0x{:08X}", number.as_u64().unwrap_or_default())
        }
        // `CurrentState` of Component Based Servicing.
        Value::Number(number) if at.starts_with("packages: ") && at.ends_with(": state") => {
            format!("0x{:X}", number.as_u64().unwrap_or_default())
        }
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(items) => format!("[{}]", items.iter().map(|item| shown(at, item)).collect::<Vec<_>>().join(", ")),
        Value::Object(entries) => {
            let plain = |value: &Value| match value {
                Value::Null | Value::Bool(false) => true,
                Value::String(text) => text.is_empty(),
                Value::Array(items) => items.is_empty(),
                _ => false,
            };
            let told = entries.iter().filter(|(_, value)| !plain(value));
            let told = told.map(|(key, value)| format!("{key} {}", shown(&format!("{at}: {key}"), value)));
            told.collect::<Vec<_>>().join(", ")
        }
    }
}

/// One run as a program reads it.
#[must_use]
pub fn json(program: &Program, trace: &Trace, machine: &Machine) -> Value {
    let events = trace.events.iter().map(|event| match event {
        Event::Observe { check, truth } => json!({ "observe": check, "truth": truth.to_string() }),
        Event::Do { action, operation, code } => json!({ "action": action, "do": operation, "code": code }),
        Event::Result { action, word, restart } => {
            json!({ "action": action, "result": word.to_string(), "restart": restart })
        }
        Event::Note { about, text } => json!({ "about": about, "note": text }),
    });
    json!({
        "events": events.collect::<Vec<_>>(),
        "outcome": trace.outcome.map(Outcome::word),
        "exitCode": trace.exit_code,
        "lastLine": trace.status_line(&program.plan),
        "owed": owed(program, machine),
    })
}

/// One run as a person reads it: the lines of the log, the last line, and what is owed.
#[must_use]
pub fn text(program: &Program, trace: &Trace, machine: &Machine) -> String {
    let mut lines = trace.log();
    lines.push(trace.status_line(&program.plan));
    lines.extend(trace.exit_code.map(|code| format!("exit code {code}")));
    let owed = owed(program, machine);
    if !owed.is_empty() {
        lines.push(format!("still owed: {}", owed.join(", ")));
    }
    lines.iter().map(|line| format!("  {}\n", one_line(line))).collect()
}
