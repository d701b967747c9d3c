//! The plan's own part of a script, as data that the run works off: maps, checks and actions in order, scope and goal.

use super::{conditions, parts};
use crate::condition::CheckId;
use crate::emit::needs;
use crate::emit::quote::powershell::{comment, fits_comment, known, value};
use crate::emit::text::heading;
use crate::program::{Action, Check, CheckTest, Condition, Entered, KeyMatch, Map, Op, Program, Reboot, Step};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// How many things one function adds: PowerShell 2.0 to 5.1 become slow on very long ones.
const MOST: usize = 100;

/// What [`admit`](super::admit) has shown cannot happen.
const ADMITTED: &str = "admit has asked for every operand";

/// Maps, checks, actions, scope and goal.
pub(super) fn render(program: &Program) -> String {
    let mut out = heading("#", "The plan", '=');
    // One that nothing reads would ask for facts that this script does not read either.
    let maps = needs::needed(program).maps;
    let maps = maps.iter().map(|id| map(program.map(*id)));
    let read: BTreeSet<CheckId> =
        needs::conditions(program).into_iter().flat_map(crate::condition::Cond::values).collect();
    let observable = program.checks.iter().enumerate().filter(|(_, check)| check.observable);
    let checks = observable.map(|(id, check)| self::check(check, read.contains(&CheckId(id)), program));
    let actions = program.order.iter().map(|id| action(program.action(*id), program));
    let things: Vec<String> = maps.chain(checks).chain(actions).collect();
    let parts: Vec<&[String]> = things.chunks(MOST).collect();
    match parts.as_slice() {
        [] | [_] => {
            let _ = write!(out, "\nfunction Initialize-Plan {{\n{}}}\n", things.concat().trim_start_matches('\n'));
        }
        several => {
            out.push_str("\nfunction Initialize-Plan {\n");
            for number in 1..=several.len() {
                let _ = writeln!(out, "    Initialize-Plan{number}");
            }
            out.push_str("}\n");
            for (index, part) in several.iter().enumerate() {
                let body = part.concat();
                let _ =
                    write!(out, "\nfunction Initialize-Plan{} {{\n{}}}\n", index + 1, body.trim_start_matches('\n'));
            }
        }
    }
    for (name, condition) in [("Test-Scope", &program.scope), ("Test-Goal", &program.goal)] {
        let _ = write!(out, "\nfunction {name} {{\n    {}\n}}\n", expression(condition, 4, program));
    }
    out
}

fn expression(condition: &Condition, column: usize, program: &Program) -> String {
    let Ok(text) = conditions::expression(&condition.cond, column, program) else { unreachable!("{ADMITTED}") };
    text
}

fn map(map: &Map) -> String {
    let id = known(&map.id);
    let by: Vec<String> = map.by.iter().map(|fact| format!("'{}'", fact.name())).collect();
    let mut out = format!("\n    Add-Map {} {} {{\n", id.as_str(), by.join(", "));
    // One fact of a closed set reads best as a switch.
    let words = map.by.len() == 1 && matches!(map.by[0].ty(), crate::condition::Type::Enum(_));
    if words {
        let width = map.entries.iter().map(|entry| switch_key(&entry.keys[0]).len()).max().unwrap_or(0);
        let _ = writeln!(out, "        switch (Get-Fact {}) {{", by[0]);
        for entry in &map.entries {
            let key = switch_key(&entry.keys[0]);
            let _ = writeln!(out, "            {key:width$} {{ return {} }}", entered(&entry.value));
        }
        out.push_str("        }\n");
    } else {
        for entry in &map.entries {
            let keys = conditions::keys(&map.by, &entry.keys);
            let _ = writeln!(out, "        if ({keys}) {{ return {} }}", entered(&entry.value));
        }
    }
    if let Some(otherwise) = &map.otherwise {
        let _ = writeln!(out, "        return {}", entered(otherwise));
    }
    out.push_str("    }\n");
    out
}

/// The words of a key, as a condition of `switch`: one word, or one of several.
fn switch_key(keys: &[KeyMatch]) -> String {
    let words: Vec<String> = keys
        .iter()
        .filter_map(|key| match key {
            KeyMatch::Is(value) => Some(known(&value.to_string()).as_str().to_owned()),
            KeyMatch::Between(..) => None,
        })
        .collect();
    match words.as_slice() {
        [one] => one.clone(),
        several => format!("{{ {} -contains $_ }}", several.join(", ")),
    }
}

fn entered(entered: &Entered) -> String {
    match entered {
        Entered::Text(text) => known(text).as_str().to_owned(),
        Entered::Fields(fields) => {
            let fields: Vec<String> = fields
                .iter()
                .map(|(name, text)| format!("{} = {}", known(name).as_str(), known(text).as_str()))
                .collect();
            format!("@{{ {} }}", fields.join("; "))
        }
    }
}

fn check(check: &Check, with_value: bool, program: &Program) -> String {
    let id = known(&check.id);
    let lead = format!("    Add-Check {} {{ ", id.as_str());
    let test = match &check.test {
        CheckTest::When(condition) => expression(condition, lead.len(), program),
        CheckTest::State(probes) => {
            let all: Vec<String> = probes
                .iter()
                .map(|probe| {
                    let Ok(text) = parts::test(probe, program) else { unreachable!("{ADMITTED}") };
                    text
                })
                .collect();
            match all.as_slice() {
                [one] => one.clone(),
                several => {
                    let blocks: Vec<String> = several.iter().map(|test| format!("{{ {test} }}")).collect();
                    format!("Test-All {}", blocks.join(&format!(",\n{}", " ".repeat(lead.len() + "Test-All ".len()))))
                }
            }
        }
    };
    let value = check
        .value
        .as_ref()
        .filter(|_| with_value)
        .map(|(reading, ty)| format!(" {{ {} }}", parts::reading(reading, *ty, program)));
    format!("\n{lead}{test} }}{}\n", value.unwrap_or_default())
}

fn action(action: &Action, program: &Program) -> String {
    let title = if fits_comment(&action.title) && action.title != action.id {
        format!("{}: {}", action.id, action.title)
    } else {
        action.id.clone()
    };
    let mut out = format!("\n{}", heading("    #", comment(&title).as_str(), '-'));
    let ids = |ids: &[crate::condition::ActionId]| -> String {
        let ids: Vec<String> = ids.iter().map(|id| known(&program.action(*id).id).as_str().to_owned()).collect();
        ids.chunks(6).map(|chunk| chunk.join(", ")).collect::<Vec<_>>().join(",\n            ")
    };
    let mut line = format!("    Add-Action {}", known(&action.id).as_str());
    for (name, list) in [("Needs", &action.needs), ("Depends", &action.depends), ("Consumers", &action.consumers)] {
        if !list.is_empty() {
            let _ = write!(line, " -{name} {}", ids(list));
        }
    }
    match action.reboot {
        _ if !action.may_restart => {}
        Reboot::Never => line.push_str(" -Reboot 'if-outstanding'"),
        Reboot::IfNeeded => line.push_str(" -Reboot 'if-needed'"),
        Reboot::IfChanged => line.push_str(" -Reboot 'if-changed'"),
    }
    if action.retry.times > 1 {
        let _ = write!(line, " -Times {} -Delay {}", action.retry.times, action.retry.delay);
    }
    let parts = || action.steps.iter().chain(&action.finally).flat_map(|step| &step.parts);
    if parts().any(|part| matches!(&part.op, Op::Run(command) if command.once.is_some())) {
        line.push_str(" -Once");
    }
    if !action.requires.is_empty() {
        let blocks: Vec<String> =
            action.requires.iter().map(|piece| format!("{{ {} }}", value(piece, program).as_str())).collect();
        let _ = write!(line, " -Requires {}", blocks.join(", "));
    }
    out.push_str(&line);
    if let Some(when) = &action.when {
        let _ = write!(out, " -When {{\n        {}\n    }}", expression(when, 8, program));
    }
    out.push_str(" -Steps {\n");
    for step in &action.steps {
        self::step(step, program, &mut out);
    }
    out.push_str("    }");
    for (index, step) in action.finally.iter().enumerate() {
        out.push_str(if index == 0 { " -Finally {\n" } else { ", {\n" });
        self::step(step, program, &mut out);
        out.push_str("    }");
    }
    out.push('\n');
    out
}

/// A step's lines, eight columns in.
fn step(step: &Step, program: &Program, out: &mut String) {
    if let Some(title) = step.title.as_ref().filter(|title| fits_comment(title)) {
        let _ = writeln!(out, "        # {}", comment(title).as_str());
    }
    let mut lines: Vec<String> = step
        .parts
        .iter()
        .map(|part| {
            let Ok(text) = parts::step(part, program) else { unreachable!("{ADMITTED}") };
            text
        })
        .collect();
    if step.retry.times > 1 || step.settle > 0 {
        let mut options = String::new();
        if step.retry.times > 1 {
            let _ = write!(options, " -Times {} -Delay {}", step.retry.times, step.retry.delay);
        }
        if step.settle > 0 {
            let _ = write!(options, " -Settle {}", step.settle);
        }
        lines = match lines.as_slice() {
            [one] => vec![format!("Use-Retry{options} {{ {one} }}")],
            several => {
                let inner = several.iter().map(|line| format!("    {line}"));
                [format!("Use-Retry{options} {{")].into_iter().chain(inner).chain(["}".to_owned()]).collect()
            }
        };
    }
    if let Some(when) = &step.when {
        let asked = expression(when, 8 + "if (Test-StepWhen { ".len(), program);
        let inner = lines.into_iter().map(|line| format!("    {line}"));
        lines =
            [format!("if (Test-StepWhen {{ {asked} }}) {{")].into_iter().chain(inner).chain(["}".to_owned()]).collect();
    }
    for line in lines {
        let _ = writeln!(out, "        {line}");
    }
}
