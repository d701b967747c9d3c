//! Checks and conditions: subroutines in a straight script, lines in a list.

use super::conditions::{Reason, Writer};
use super::{ADMITTED, Form, Script, commands, labels, parts, place, registry};
use crate::condition::{ActionId, Type};
use crate::emit::quote::batch::comment;
use crate::program::{Check, CheckTest, Condition, Probe, Program, Reading, RegistryWant};
use std::fmt::Write as _;

/// Lines of a list may not grow beyond this many characters by writing out checks that stand for conditions again and
/// again.
const LONGEST_LIST: usize = 4_000_000;

impl Script<'_> {
    /// Scope, goal, conditions and checks, each under its label.
    pub(super) fn subroutines(&mut self) -> String {
        let program = self.program;
        let mut out = String::new();
        let mut condition = |label: &str, text: &str, cond, consumer| {
            let mut writer = Writer::new(program, consumer);
            let Ok(()) = writer.subroutine(label, comment(text).as_str(), cond) else { unreachable!("{ADMITTED}") };
            out.push_str(&writer.out);
        };
        condition("scope", &shown("scope", &program.scope), &program.scope.cond, None);
        condition("goal", &shown("goal", &program.goal), &program.goal.cond, None);
        for id in &program.order {
            let action = program.action(*id);
            let suffix = labels::suffix(&action.id);
            if let Some(when) = &action.when {
                condition(&format!("when_{suffix}"), &shown("when", when), &when.cond, Some(*id));
            }
            for (kind, steps) in [("", &action.steps), ("finally_", &action.finally)] {
                for (index, step) in steps.iter().enumerate() {
                    if let Some(when) = &step.when {
                        let label = format!("when_{suffix}_{kind}{}", index + 1);
                        condition(&label, &shown("when", when), &when.cond, Some(*id));
                    }
                }
            }
        }
        for check in program.checks.iter().filter(|check| check.observable) {
            self.check(check, &mut out);
        }
        out.push_str(":all_checks\n");
        for check in program.checks.iter().filter(|check| check.observable) {
            let _ = writeln!(out, "call :check_{}", labels::suffix(&check.id));
        }
        out.push_str("goto :eof\n");
        out
    }

    fn check(&mut self, check: &Check, out: &mut String) {
        let suffix = labels::suffix(&check.id);
        let id = &check.id;
        let kept = labels::variable(id);
        let remembered = format!("if defined is.{kept} (set \"IS=%is.{kept}%\" & goto :eof)\n");
        match &check.test {
            CheckTest::When(condition) => {
                let mut writer = Writer::new(self.program, None);
                let label = format!("made_of_{suffix}");
                let text = comment(&format!("{id}: {}", condition.text));
                let Ok(()) = writer.subroutine(&label, text.as_str(), &condition.cond) else {
                    unreachable!("{ADMITTED}")
                };
                let _ = write!(out, ":check_{suffix}\n{remembered}call :{label}\ncall :observed {id}\ngoto :eof\n");
                out.push_str(&writer.out);
            }
            CheckTest::State(probes) => {
                let _ = write!(out, ":check_{suffix}\n{remembered}");
                let single = probes.len() == 1;
                if !single {
                    let _ = writeln!(out, "set \"doubt.{suffix}=\"");
                }
                for (index, probe) in probes.iter().enumerate() {
                    let Ok(test) = parts::asked(probe, &probe_place(check, index), self.program) else {
                        unreachable!("{ADMITTED}")
                    };
                    out.push_str(&sets(&test.operands));
                    if single {
                        let _ = writeln!(out, "call :observe {id} {}", test.label);
                    } else {
                        let _ = writeln!(out, "call :ask {}", test.label);
                        if index + 1 < probes.len() {
                            let _ = writeln!(out, "if \"%IS%\"==\"false\" (call :observed {id} & goto :eof)");
                        }
                        let _ = writeln!(out, "if \"%IS%\"==\"unknown\" set \"doubt.{suffix}=yes\"");
                    }
                }
                if !single {
                    let _ = write!(
                        out,
                        "if not \"%IS%\"==\"false\" set \"IS=true\"\nif \"%IS%\"==\"true\" if defined doubt.{suffix} set \"IS=unknown\"\ncall :observed {id}\n"
                    );
                }
                out.push_str("goto :eof\n");
            }
        }
        if let Some(lines) = value_lines(check, self.program) {
            let _ = write!(out, ":value_{suffix}\n{lines}goto :eof\n");
        }
    }

    /// What makes commands unnecessary: the label and the lines of each.
    pub(super) fn unless(&self) -> Vec<(String, String)> {
        let program = self.program;
        let mut found = Vec::new();
        self.each_part(|part, place, id| {
            let Ok(lines) = commands::unless(&part.probe, place, Some(id), program, self.form) else {
                unreachable!("{ADMITTED}")
            };
            found.extend(lines.map(|lines| (format!("unless_{place}"), lines)));
        });
        // A goal that nobody wrote asks whether what an action is for is in place, a command's too.
        for check in program.checks.iter().filter(|check| check.observable) {
            let CheckTest::State(probes) = &check.test else { continue };
            for (index, probe) in probes.iter().enumerate() {
                let place = probe_place(check, index);
                let Ok(lines) = commands::unless(probe, &place, None, program, self.form) else {
                    unreachable!("{ADMITTED}")
                };
                found.extend(lines.map(|lines| (format!("unless_{place}"), lines)));
            }
        }
        found
    }

    /// What belongs to one part or check alone and calls nothing of the script.
    pub(super) fn own(&self) -> String {
        let program = self.program;
        let mut out = String::new();
        self.each_part(|part, place, _| {
            let Ok(own) = parts::own(part, place, program) else { unreachable!("{ADMITTED}") };
            out.push_str(&own);
        });
        for check in program.checks.iter().filter(|check| check.observable) {
            let CheckTest::State(probes) = &check.test else { continue };
            for (index, probe) in probes.iter().enumerate() {
                let Ok(own) = parts::own_of_probe(probe, &probe_place(check, index), program) else {
                    unreachable!("{ADMITTED}")
                };
                out.push_str(&own);
            }
        }
        out
    }

    fn each_part(&self, mut with: impl FnMut(&crate::program::Part, &str, ActionId)) {
        for id in &self.program.order {
            let action = self.program.action(*id);
            for (kind, steps) in [("", &action.steps), ("finally_", &action.finally)] {
                for (index, step) in steps.iter().enumerate() {
                    for (number, part) in step.parts.iter().enumerate() {
                        with(part, &place(&action.id, kind, index, number), id.to_owned());
                    }
                }
            }
        }
    }

    /// Notes which tests and operands the checks and conditions use.
    pub(super) fn note_tests(&mut self) {
        let program = self.program;
        let mut probes: Vec<(&Probe, String)> = Vec::new();
        for check in program.checks.iter().filter(|check| check.observable) {
            if let CheckTest::State(all) = &check.test {
                probes.extend(all.iter().enumerate().map(|(index, probe)| (probe, probe_place(check, index))));
            }
            if let Some((Reading::Registry { place, value }, Type::Int)) = &check.value {
                self.tests.insert("number");
                if let Ok((_, operands)) = registry::wanted(place, value, &RegistryWant::Present, false, program) {
                    self.operands.extend(operands.iter().map(|(name, _)| *name));
                }
            }
        }
        let steps = program.actions.iter().flat_map(|a| a.steps.iter().chain(&a.finally));
        for part in steps.flat_map(|step| &step.parts) {
            if let Probe::All(all) = &part.probe {
                probes.extend(all.iter().map(|probe| (probe, String::from("x"))));
            }
        }
        for (probe, place) in probes {
            let Ok(test) = parts::asked(probe, &place, program) else { unreachable!("{ADMITTED}") };
            self.tests.insert(test.label);
            self.operands.extend(test.operands.iter().map(|(name, _)| *name));
        }
    }
}

/// The end of the labels that belong to one probe of a check alone.
fn probe_place(check: &Check, index: usize) -> String {
    format!("check_{}_{}", labels::suffix(&check.id), index + 1)
}

/// How a condition is shown above its lines.
pub(super) fn shown(what: &str, condition: &Condition) -> String {
    if condition.text.is_empty() { String::new() } else { format!("{what}: {}", condition.text) }
}

/// The lines that set operands. Where it does no harm, a missing thing is simply not in place.
pub(super) fn sets(operands: &parts::Operands) -> String {
    let mut out = String::new();
    for (name, value) in operands.iter().filter(|(name, value)| (*name, value.as_str()) != ("MISSING", "false")) {
        let _ = writeln!(out, "set \"{name}={}\"", value.as_str());
    }
    out
}

/// The lines that read what `.value` of a check is.
pub(super) fn value_lines(check: &Check, program: &Program) -> Option<String> {
    let Some((Reading::Registry { place, value }, Type::Int)) = &check.value else { return None };
    let (_, operands) = registry::wanted(place, value, &RegistryWant::Present, false, program).ok()?;
    Some(format!("{}call :see_number {}\n", sets(&operands), check.id))
}

/// A check where a condition of a list asks for it.
pub(super) fn inline(check: &Check, program: &Program, form: Form) -> Result<String, Reason> {
    let suffix = labels::suffix(&check.id);
    let id = &check.id;
    let kept = labels::variable(id);
    let mut out = format!("call :recall {kept}\n");
    match &check.test {
        CheckTest::When(condition) => {
            let mut writer = Writer::new(program, None).in_form(form);
            writer.inline(&format!("made_of_{suffix}"), &condition.cond)?;
            out.push_str(&writer.out);
            let _ = writeln!(out, "call :observed {id}");
        }
        CheckTest::State(probes) => {
            let tests = probes.iter().enumerate();
            let tests = tests.map(|(index, probe)| parts::asked(probe, &probe_place(check, index), program));
            let tests: Vec<parts::Test> = tests
                .collect::<Result<_, _>>()
                .map_err(|_| Reason::Kind("this check", "it is refused where it stands"))?;
            if let [test] = tests.as_slice() {
                let _ = writeln!(out, "{}call :observe {id} {}", sets(&test.operands), test.label);
            } else {
                out.push_str(&all(&format!("all_of_{suffix}"), &tests));
                let _ = writeln!(out, "call :observed {id}");
            }
        }
    }
    if out.len() > LONGEST_LIST {
        return Err(Reason::Kind(
            "checks that stand for conditions again and again",
            "written out they would be longer than any script",
        ));
    }
    let _ = writeln!(out, "to {kept}");
    Ok(out)
}

/// Every one of these tests, as lines of a list.
pub(super) fn all(label: &str, tests: &[parts::Test]) -> String {
    let mut out = format!("set \"doubt.{label}=\"\n");
    for test in tests {
        let _ = writeln!(out, "{}call :ask {}\ncall :and {label}", sets(&test.operands), test.label);
    }
    let _ = writeln!(out, "call :all_true {label}\nto {label}");
    out
}
