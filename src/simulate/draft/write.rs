//! The file that a draft becomes: two machines by name, and each scenario as what is put over one of them.

use super::super::machine::{FileEntry, Service};
use super::super::{Coverage, Machine, Outcome, Trace};
use super::Found;
use crate::program::Program;
use serde::Serialize;
use serde_json::{Map, Value};
use std::fmt::Write as _;

#[derive(Serialize)]
struct Scenario {
    name: String,
    machine: &'static str,
    #[serde(skip_serializing_if = "is_empty")]
    with: Value,
    #[serde(rename = "cut-everywhere", skip_serializing_if = "std::ops::Not::not")]
    cut_everywhere: bool,
    runs: Vec<Run>,
}

#[derive(Serialize)]
struct Run {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    restart: bool,
    expect: Expect,
}

#[derive(Serialize)]
struct Expect {
    outcome: &'static str,
    #[serde(skip_serializing_if = "serde_yaml::Mapping::is_empty")]
    results: serde_yaml::Mapping,
}

fn is_empty(value: &Value) -> bool {
    value.as_object().is_some_and(Map::is_empty)
}

/// Writes the file.
pub(super) fn file(
    program: &Program,
    right: &Machine,
    wrong: &Machine,
    found: &[Found],
    coverage: &Coverage,
) -> String {
    let (right, wrong) = (described(right), described(wrong));
    let scenarios: Vec<Scenario> = found
        .iter()
        .map(|found| {
            let machine = described(&found.machine);
            let (from_right, from_wrong) = (difference(&right, &machine), difference(&wrong, &machine));
            let nearer = from_right.to_string().len() < from_wrong.to_string().len();
            Scenario {
                name: found.name.clone(),
                machine: if nearer { "right" } else { "wrong" },
                with: if nearer { from_right } else { from_wrong },
                cut_everywhere: found.cut_everywhere,
                runs: found.runs.iter().enumerate().map(|(index, trace)| run(index, trace)).collect(),
            }
        })
        .collect();
    let machines = [("right", right), ("wrong", wrong)]
        .into_iter()
        .filter(|(name, _)| scenarios.iter().any(|scenario| scenario.machine == *name))
        .map(|(name, machine)| (name.to_owned(), machine));
    let mut out = head(program, coverage);
    let _ = write!(out, "\nmachines:\n");
    for (name, machine) in machines {
        let one: Map<String, Value> = Map::from_iter([(name, machine)]);
        push_indented(&mut out, &yaml(&one));
    }
    out.push_str("\nscenarios:\n");
    for scenario in &scenarios {
        push_indented(&mut out, &yaml(&[scenario]));
    }
    out
}

/// What the reader has to know, in comments.
fn head(program: &Program, coverage: &Coverage) -> String {
    let mut out = format!(
        "# Scenarios of {}, written by `regimen test --init`. The machines were made up from the plan, and what is expected is\n\
         # what the simulator says of it: read each one, and ask whether it is what was meant.\n",
        program.plan
    );
    let missing = coverage.missing();
    if missing.is_empty() {
        out.push_str(
            "# Everything is reached: each end of each action, both sides of each condition, each entry of each map.\n",
        );
    } else {
        let _ = writeln!(
            out,
            "# {} of {} are reached. No machine was found that shows these, and some may not be:",
            coverage.reached(),
            coverage.total()
        );
        for line in missing {
            let _ = writeln!(out, "#   {}", crate::diag::render::one_line(&line));
        }
    }
    out
}

fn yaml(value: &impl Serialize) -> String {
    serde_yaml::to_string(value).expect("machines and expectations are plain data")
}

fn push_indented(out: &mut String, text: &str) {
    for line in text.lines() {
        let _ = writeln!(out, "{}{line}", if line.is_empty() { "" } else { "  " });
    }
}

fn run(index: usize, trace: &Trace) -> Run {
    let results = trace.results().map(|(id, word)| (id.into(), word.into())).collect();
    Run { restart: index > 0, expect: Expect { outcome: trace.outcome.map_or("failed", Outcome::word), results } }
}

/// A machine without what goes without saying.
fn described(machine: &Machine) -> Value {
    let value = |machine: &Machine| present(serde_json::to_value(machine).expect("a machine is plain data"));
    let mut described = without(&value(machine), &value(&Machine::default()));
    let service = Service::default();
    let usual = [("services", serde_json::to_value(service)), ("files", serde_json::to_value(FileEntry::default()))];
    for (table, usual) in usual {
        let usual = usual.expect("it is plain data");
        if let Some(entries) = described.get_mut(table).and_then(Value::as_object_mut) {
            for entry in entries.values_mut() {
                *entry = without(entry, &usual);
            }
        }
    }
    described
}

/// A value without what is nothing.
fn present(value: Value) -> Value {
    match value {
        Value::Object(entries) => Value::Object(
            entries
                .into_iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(key, value)| (key, present(value)))
                .collect(),
        ),
        Value::Array(items) => Value::Array(items.into_iter().map(present).collect()),
        other => other,
    }
}

/// What of a value is not as usual.
fn without(value: &Value, usual: &Value) -> Value {
    let (Value::Object(entries), Value::Object(usual)) = (value, usual) else { return value.clone() };
    let unusual = entries.iter().filter(|(key, value)| usual.get(*key) != Some(value));
    Value::Object(
        unusual
            .map(|(key, value)| {
                (key.clone(), usual.get(key).map_or_else(|| value.clone(), |usual| without(value, usual)))
            })
            .collect(),
    )
}

/// What has to be put over one description to make it the other; null takes a key away.
fn difference(under: &Value, wanted: &Value) -> Value {
    let (Value::Object(old), Value::Object(new)) = (under, wanted) else { return wanted.clone() };
    let mut changes = Map::new();
    for (key, value) in new {
        match old.get(key) {
            Some(before) if before == value => {}
            Some(before) => {
                changes.insert(key.clone(), difference(before, value));
            }
            None => {
                changes.insert(key.clone(), value.clone());
            }
        }
    }
    for key in old.keys().filter(|key| !new.contains_key(*key)) {
        changes.insert(key.clone(), Value::Null);
    }
    Value::Object(changes)
}
